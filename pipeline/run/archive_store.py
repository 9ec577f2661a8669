"""What is known of the documents of an archive, in one SQLite file: safe to delete, made again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.collate.prints import Prints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS program (version TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS document (
    name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, fault TEXT NOT NULL,
    sentences TEXT NOT NULL, hashes BLOB NOT NULL, owners BLOB NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a document and its lines, as [first, last] pairs."""

    text: str
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document: its sentences and their prints; or, in ``fault``, why it couldn't be read."""

    name: str
    sha256: str
    sentences: tuple[Told, ...]
    prints: Prints
    fault: str = ""


class Store:
    """The documents printed so far."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def known(self) -> dict[str, str]:
        """The hash of each document by its name; those with a fault are tried again."""
        rows = self._connection.execute("SELECT name, sha256 FROM document WHERE fault = ''")
        return dict(rows)

    def keep_only(self, names: Iterable[str]) -> None:
        """Forget the documents that are not there any more."""
        all_names = {name for (name,) in self._connection.execute("SELECT name FROM document")}
        gone = all_names - set(names)
        with self._connection:
            self._connection.executemany(
                "DELETE FROM document WHERE name = ?", ((name,) for name in gone)
            )

    def add(self, documents: Iterable[Printed]) -> None:
        """On the disk when this returns."""
        rows = (
            (
                one.name,
                one.sha256,
                one.fault,
                json.dumps([[told.text, told.lines] for told in one.sentences], ensure_ascii=False),
                one.prints.hashes.astype("<u8").tobytes(),
                one.prints.sentences.astype("<u4").tobytes(),
            )
            for one in documents
        )
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?)", rows
            )

    def count(self) -> int:
        """How many prints there are."""
        (size,) = self._connection.execute("SELECT SUM(LENGTH(hashes)) FROM document").fetchone()
        return (size or 0) // 8

    def prints(self, name: str) -> Prints:
        row = self._connection.execute(
            "SELECT hashes, owners FROM document WHERE name = ?", (name,)
        ).fetchone()
        return Prints(np.frombuffer(row[0], "<u8"), np.frombuffer(row[1], "<u4"))

    def sentences(self, name: str) -> list[Told]:
        row = self._connection.execute(
            "SELECT sentences FROM document WHERE name = ?", (name,)
        ).fetchone()
        return [Told(text, tuple((a, b) for a, b in lines)) for text, lines in json.loads(row[0])]

    def faults(self) -> list[str]:
        rows = self._connection.execute(
            "SELECT fault FROM document WHERE fault != '' ORDER BY name"
        )
        return [fault for (fault,) in rows]


@contextmanager
def open_store(path: Path, version: str) -> Iterator[Store]:
    """The store in this file; an empty one where another version of ours, or nobody, wrote it."""
    try:
        connection = _opened(path, version)
    except sqlite3.DatabaseError:  # not a database, or a broken one
        path.unlink()
        connection = _opened(path, version)
    with closing(connection):
        yield Store(connection)


def _opened(path: Path, version: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_TABLES)
        if connection.execute("SELECT version FROM program").fetchall() != [(version,)]:
            with connection:
                connection.execute("DELETE FROM document")
                connection.execute("DELETE FROM program")
                connection.execute("INSERT INTO program VALUES (?)", (version,))
    except BaseException:
        connection.close()
        raise
    return connection
