"""What is known of the documents of an archive, in one SQLite file: safe to delete, made again."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.collate.prints import Prints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_TABLES = """
CREATE TABLE IF NOT EXISTS program (version TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS document (
    name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, fault TEXT NOT NULL, day TEXT NOT NULL,
    sentences TEXT NOT NULL, prints BLOB NOT NULL, count INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS print (
    part INTEGER NOT NULL, name TEXT NOT NULL, hashes BLOB NOT NULL, owners BLOB NOT NULL,
    PRIMARY KEY (part, name)
) WITHOUT ROWID;
"""

_BITS = 6
PARTS = 1 << _BITS
"""Prints are kept by their first bits, so that a part of them is read alone and in one go."""

_EDGES = np.array([part << (64 - _BITS) for part in range(1, PARTS)], dtype=np.uint64)


class Told(NamedTuple):
    """A sentence of a document and its lines, as [first, last] pairs."""

    text: str
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document: its sentences, their prints, and the day it says it was published, ISO 8601 or
    "". Or, in ``fault``, why it couldn't be read.
    """

    name: str
    sha256: str
    sentences: tuple[Told, ...]
    prints: Prints
    day: str = ""
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
        gone = sorted(all_names - set(names))
        with self._connection:
            self._forget(gone)
            self._connection.executemany(
                "DELETE FROM document WHERE name = ?", ((name,) for name in gone)
            )

    def _forget(self, names: Iterable[str]) -> None:
        """Their prints; by part and name, as they are kept."""
        self._connection.executemany(
            "DELETE FROM print WHERE part = ? AND name = ?",
            ((part, name) for name in names for part in range(PARTS)),
        )

    def add(self, documents: Sequence[Printed]) -> None:
        """On the disk when this returns."""
        with self._connection:
            self._forget(one.name for one in documents)
            self._connection.executemany(
                "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, documents)
            )
            self._connection.executemany(
                "INSERT INTO print VALUES (?, ?, ?, ?)",
                (row for one in documents for row in _print_rows(one)),
            )

    def count(self) -> int:
        """How many prints there are."""
        (size,) = self._connection.execute("SELECT SUM(count) FROM document").fetchone()
        return size or 0

    def prints(self, parts: range) -> Iterator[tuple[str, Prints]]:
        """The prints in some neighbouring parts, document by document, part by part."""
        rows = self._connection.execute(
            "SELECT name, hashes, owners FROM print WHERE part >= ? AND part < ?",
            (parts.start, parts.stop),
        )
        for name, hashes, owners in rows:
            yield name, Prints(np.frombuffer(hashes, "<u8"), np.frombuffer(owners, "<u4"))

    def print_counts(self) -> dict[str, NDArray[np.uint32]]:
        """How many prints each sentence of each document has."""
        rows = self._connection.execute("SELECT name, prints FROM document")
        return {name: np.frombuffer(counts, "<u4") for name, counts in rows}

    def sentences(self, name: str) -> list[Told]:
        row = self._connection.execute(
            "SELECT sentences FROM document WHERE name = ?", (name,)
        ).fetchone()
        return [Told(text, tuple((a, b) for a, b in lines)) for text, lines in json.loads(row[0])]

    def days(self) -> dict[str, dt.date]:
        """The days on which documents say they were published, of those that say one."""
        rows = self._connection.execute("SELECT name, day FROM document WHERE day != ''")
        return {name: dt.date.fromisoformat(day) for name, day in rows}

    def faults(self) -> list[str]:
        rows = self._connection.execute(
            "SELECT fault FROM document WHERE fault != '' ORDER BY name"
        )
        return [fault for (fault,) in rows]


def _row(one: Printed) -> tuple[str | int | bytes, ...]:
    counts = np.bincount(one.prints.sentences, minlength=len(one.sentences))
    sentences = json.dumps([[told.text, told.lines] for told in one.sentences], ensure_ascii=False)
    prints = counts.astype("<u4").tobytes()
    count = len(one.prints.hashes)
    return (one.name, one.sha256, one.fault, one.day, sentences, prints, count)


def _print_rows(one: Printed) -> Iterator[tuple[int, str, bytes, bytes]]:
    """The prints of a document, which are in order, by their first bits."""
    edges = [0, *np.searchsorted(one.prints.hashes, _EDGES).tolist(), len(one.prints.hashes)]
    hashes, owners = one.prints.hashes.astype("<u8"), one.prints.sentences.astype("<u4")
    for part, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            yield part, one.name, hashes[start:end].tobytes(), owners[start:end].tobytes()


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
                connection.execute("DELETE FROM print")
                connection.execute("DELETE FROM program")
                connection.execute("INSERT INTO program VALUES (?)", (version,))
    except BaseException:
        connection.close()
        raise
    return connection
