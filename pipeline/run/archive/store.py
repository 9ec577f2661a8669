"""What is known of the documents of an archive, in one SQLite file: safe to delete, made again."""

from __future__ import annotations

import datetime as dt
import errno
import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.collate.letters import letters_of
from pipeline.collate.marks import WORDS, marks_of
from pipeline.collate.prints import Prints, prints_of, said_by
from pipeline.collate.side_by_side import RUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_NO_TABLES = """
DROP TABLE IF EXISTS program; DROP TABLE IF EXISTS document; DROP TABLE IF EXISTS print;
"""

_TABLES = """
CREATE TABLE program (version TEXT NOT NULL);
CREATE TABLE document (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,
    fault TEXT NOT NULL, day TEXT NOT NULL, prints INTEGER NOT NULL,
    sentences BLOB NOT NULL, lines BLOB NOT NULL, text TEXT NOT NULL
);
CREATE TABLE print (
    part INTEGER NOT NULL, document INTEGER NOT NULL, hashes BLOB NOT NULL, owners BLOB NOT NULL,
    PRIMARY KEY (part, document)
) WITHOUT ROWID;
"""

_BITS = 5
PARTS = 1 << _BITS
"""Prints are kept by their first bits, so that a part of them is read alone and in one go."""

_EDGES = np.array([part << (64 - _BITS) for part in range(1, PARTS)], dtype=np.uint64)

SENTENCE = np.dtype(
    [
        ("end", "<u4"),
        ("lines", "<u4"),
        ("prints", "<u4"),
        ("letters", "<u4"),
        ("said", "<u8"),
        ("by_run", "<u8", WORDS),
        ("by_letter", "<u8", WORDS),
    ]
)
"""What is kept of a sentence beside its words: where they and its runs of lines end, how many
prints and letters it has, a hash of its letters, the same for all that say the same, and marks.
"""


_REFUSED = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


class Told(NamedTuple):
    """A sentence of a document and its lines, as [first, last] pairs."""

    text: str
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document: its words end to end, its sentences (``SENTENCE``), the first and last line of
    each of their runs, their prints, and the day it says it was published, ISO 8601 or "". Or, in
    ``fault``, why it couldn't be read.
    """

    name: str
    sha256: str
    text: str
    sentences: NDArray[np.void]
    lines: NDArray[np.uint32]
    prints: Prints
    day: str = ""
    fault: str = ""


def printed(name: str, sha256: str, told: Sequence[Told], day: str) -> Printed:
    """A document as it is kept, with its prints."""
    letters = [letters_of(one.text) for one in told]
    prints = prints_of(letters)
    sentences = np.zeros(len(told), dtype=SENTENCE)
    sentences["end"] = np.cumsum([len(one.text) for one in told])
    sentences["lines"] = np.cumsum([len(one.lines) for one in told])
    sentences["prints"] = np.bincount(prints.sentences, minlength=len(told))
    sentences["letters"] = [len(one) for one in letters]
    sentences["said"] = np.array([said_by(one) for one in letters], dtype=np.uint64)
    sentences["by_run"], sentences["by_letter"] = marks_of(letters, RUN), marks_of(letters, 1)
    lines = np.array([run for one in told for run in one.lines], dtype=np.uint32)
    return Printed(name, sha256, "".join(one.text for one in told), sentences, lines, prints, day)


def unread(name: str, sha256: str, fault: str) -> Printed:
    """A document that can't be read, and why."""
    return replace(printed(name, sha256, (), ""), fault=fault)


class Store:
    """The documents printed so far; ``folder`` is where there is room beside them."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection, self.folder = connection, folder

    def known(self) -> dict[str, str]:
        """The hash of each document by its name; those with a fault are tried again."""
        rows = self._connection.execute("SELECT name, sha256 FROM document WHERE fault = ''")
        return dict(rows)

    def keep_only(self, names: Iterable[str]) -> None:
        """Forget the documents that are not there any more."""
        with self._connection:
            self._forget(sorted(set(self.numbers()) - set(names)))

    def _forget(self, names: Iterable[str]) -> None:
        for name in names:
            found = self._connection.execute(
                "DELETE FROM document WHERE name = ? RETURNING number", (name,)
            ).fetchall()
            self._connection.executemany(
                "DELETE FROM print WHERE part = ? AND document = ?",
                ((part, number) for (number,) in found for part in range(PARTS)),
            )

    def add(self, documents: Sequence[Printed]) -> None:
        """On the disk when this returns."""
        with self._connection:
            self._forget(one.name for one in documents)
            for one in documents:
                number = self._connection.execute(
                    "INSERT INTO document VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", _row(one)
                ).lastrowid
                self._connection.executemany(
                    f"INSERT INTO print VALUES (?, {number}, ?, ?)",  # noqa: S608  a number
                    _print_rows(one.prints),
                )

    def count(self) -> int:
        """How many prints there are."""
        (size,) = self._connection.execute("SELECT SUM(prints) FROM document").fetchone()
        return size or 0

    def prints(self, part: int) -> Iterator[tuple[int, bytes, bytes]]:
        """The prints in a part, by the numbers of their documents, in ascending order: hashes (8
        bytes each), and for each its sentence's place (4).
        """
        return self._connection.execute(
            "SELECT document, hashes, owners FROM print WHERE part = ?", (part,)
        )

    def numbers(self) -> dict[str, int]:
        """The number of each document."""
        return dict(self._connection.execute("SELECT name, number FROM document"))

    def sentence_counts(self) -> dict[int, int]:
        """How many sentences each document has, by its number."""
        return {
            number: size // SENTENCE.itemsize
            for number, size in self._connection.execute(
                "SELECT number, LENGTH(sentences) FROM document"
            )
        }

    def sentences(self) -> Iterator[tuple[int, NDArray[np.void]]]:
        """Number and sentences (``SENTENCE``) of all documents."""
        for number, rows in self._connection.execute("SELECT number, sentences FROM document"):
            yield number, np.frombuffer(rows, SENTENCE)

    def words(self, document: int) -> list[str]:
        """The words of each sentence of a document."""
        text, rows = self._connection.execute(
            "SELECT text, sentences FROM document WHERE number = ?", (document,)
        ).fetchone()
        ends = np.frombuffer(rows, SENTENCE)["end"].tolist()
        return [text[start:end] for start, end in pairwise([0, *ends])]

    def told(self, document: int, places: Iterable[int]) -> list[Told]:
        """The sentences of a document that stand in these places, with their lines."""
        text, rows, lines = self._connection.execute(
            "SELECT text, sentences, lines FROM document WHERE number = ?", (document,)
        ).fetchone()
        sentences = np.frombuffer(rows, SENTENCE)
        runs = [
            (first, last) for first, last in np.frombuffer(lines, "<u4").reshape(-1, 2).tolist()
        ]
        words, ends = ([0, *sentences[column].tolist()] for column in ("end", "lines"))
        return [
            Told(text[words[at] : words[at + 1]], tuple(runs[ends[at] : ends[at + 1]]))
            for at in places
        ]

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
    known = (one.name, one.sha256, one.fault, one.day, len(one.prints.hashes))
    return (*known, one.sentences.tobytes(), one.lines.astype("<u4").tobytes(), one.text)


def _print_rows(prints: Prints) -> Iterator[tuple[int, bytes, bytes]]:
    """The prints of a document, which are in order, by their first bits."""
    edges = [0, *np.searchsorted(prints.hashes, _EDGES).tolist(), len(prints.hashes)]
    hashes, owners = prints.hashes.astype("<u8").tobytes(), prints.sentences.astype("<u4").tobytes()
    for part, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            yield part, hashes[8 * start : 8 * end], owners[4 * start : 4 * end]


@contextmanager
def open_store(path: Path, version: str) -> Iterator[Store]:
    """The store in this file; an empty one where another version of ours, or nobody, wrote it."""
    try:
        connection = _opened(path, version)
    except sqlite3.DatabaseError:  # not a database, or a broken one
        path.unlink()
        connection = _opened(path, version)
    with closing(connection):
        yield Store(connection, path.parent)


def refused(error: sqlite3.OperationalError) -> OSError:
    """What the system refused to SQLite, as the system says it. Raises the error itself where that
    is none of these: then it is a fault of ours.
    """
    code = _REFUSED.get(error.sqlite_errorcode & 0xFF)
    if code is None:
        raise error
    return OSError(code, os.strerror(code))


def _opened(path: Path, version: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        if _version(connection) != version:  # its tables may be others too
            connection.executescript(_NO_TABLES + _TABLES)
            with connection:
                connection.execute("INSERT INTO program VALUES (?)", (version,))
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection) -> str:
    """The version that wrote this; none of an empty file, or where a run ended while it began."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'program'").fetchall()
    rows = connection.execute("SELECT version FROM program").fetchall() if tables else []
    return "".join(version for (version,) in rows)
