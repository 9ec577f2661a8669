"""``jianbao collate``: which sentences of a folder of any size tell the same, without a briefing.

Each document is normalised and printed by itself, wherever there is a processor, and kept in a
SQLite file in the folder's ``.cache/`` at once: after a kill the next run goes on where this one
stopped, and a document that hasn't changed isn't read twice. Then prints are grouped, in as many
shards as memory asks for, and only sentences that share some are laid side by side. Readings are
not looked for: they change no word.
"""

from __future__ import annotations

import hashlib
import time
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock, Timeout

from pipeline.collate.prints import (
    Candidates,
    candidates,
    prints_of,
    tell_the_same,
    together,
    worth_a_look,
)
from pipeline.collate.sentences import sentences_of
from pipeline.errors import Busy, JianbaoError, LimitExceeded, NoSources, Place, UsageError
from pipeline.normalise import normalise
from pipeline.normalise.readings import READING_RULES
from pipeline.read import check_text, read_text, source_of
from pipeline.read.folder import document_bytes, documents_below
from pipeline.run.archive_store import Printed, Store, Told, open_store
from pipeline.run.manifest import program_hash
from pipeline.run.publish import not_writable
from pipeline.run.spread import executor, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

_BATCH = 16
"""Documents that travel together, and are kept together."""

SHARD = 8_000_000
"""Prints grouped at a time: some 400 MB with all that is made of them."""

_SENTENCES = 1 << 20
"""More than the sentences of any document: a sentence's number is its document's times this."""

_EVERY = 5.0
"""Seconds between two lines that say how far it is."""

_READING = {rule.name: "off" for rule in READING_RULES}

Task = tuple[tuple[str, str, bytes], ...]
"""Documents as a worker gets them: name, suffix, bytes."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence and who tells it, the first in source order first."""

    witnesses: tuple[tuple[str, Told], ...]

    @property
    def record(self) -> dict[str, Any]:
        """As ``passages.json`` has it."""
        return {
            "text": self.witnesses[0][1].text,
            "witnesses": [
                {"source": name, "lines": [list(pair) for pair in told.lines], "text": told.text}
                for name, told in self.witnesses
            ],
        }


@dataclass(frozen=True, slots=True)
class Collated:
    """The documents compared, by name, what they tell alike, and what couldn't be read."""

    documents: tuple[str, ...]
    tellings: tuple[Telling, ...]
    faults: tuple[str, ...]


def collate_archive(
    folder: Path,
    say: Callable[[str], None],
    *,
    about: Sequence[str] = (),
    where: str = "processes",
    shard: int = SHARD,
) -> Collated:
    """Collate all documents below ``folder``, or those whose sentences hold all words of ``about``.

    ``where`` is one of ``spread.EXECUTORS``; neither it nor ``shard`` changes what is found.
    Raises UsageError, NoSources, Busy, OutputNotWritable; LimitExceeded when a worker was killed.
    """
    if not folder.is_dir():
        raise UsageError("there is no such folder", where=Place(str(folder)))
    paths = documents_below(folder)
    if not paths:
        raise NoSources("no text in the folder", where=Place(str(folder)), remedy="name another")
    cache = folder / ".cache"
    try:
        cache.mkdir(exist_ok=True)
        with (
            FileLock(cache / "archive.lock", timeout=0),
            open_store(cache / "archive.sqlite", _version()) as store,
        ):
            store.keep_only(paths)
            _print_all(folder, paths, store, say, where)
            faults = store.faults()
            names = [name for name in paths if _holds(store, name, about)]
            say(f"comparing the sentences of {len(names):,} documents")
            return Collated(tuple(names), tuple(_tellings(names, store, shard)), tuple(faults))
    except Timeout:
        raise Busy(
            "another run is at work here",
            where=Place(str(folder)),
            remedy="wait until it has ended",
        ) from None
    except BrokenExecutor:
        raise LimitExceeded(
            "a process at work was ended from outside, perhaps for want of memory",
            where=Place(str(folder)),
            remedy="run again: it goes on where it stopped; --executor serial takes the least",
        ) from None
    except OSError as error:
        raise not_writable(error, str(cache)) from None


def _holds(store: Store, name: str, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = "\n".join(told.text for told in store.sentences(name))
    return all(word in text for word in words)


def _version() -> str:
    """A hash of all that decides what is kept of a document."""
    package = Path(__file__).resolve().parent.parent
    return program_hash(*(package / name for name in ("model", "read", "normalise", "collate")))


def _print_all(
    folder: Path, paths: dict[str, Path], store: Store, say: Callable[[str], None], where: str
) -> None:
    known = store.known()
    started = told = time.monotonic()
    done = fresh = 0

    def tasks() -> Iterator[Task]:
        nonlocal done
        waiting = _changed(folder, paths, known, store)
        while batch := tuple(islice(waiting, _BATCH)):
            yield tuple(one for one in batch if one is not None)
            done += len(batch)

    with executor(where) as (pool, workers):
        for documents in in_order(pool, workers, print_documents, tasks()):
            store.add(documents)
            fresh += len(documents)
            now = time.monotonic()
            if now - told >= _EVERY:
                told = now
                left = (now - started) / done * (len(paths) - done)
                say(f"{done:,} of {len(paths):,} documents · about {left:.0f} s left")
    say(f"{len(paths):,} documents, {fresh:,} of them new or changed")


def _changed(
    folder: Path, paths: dict[str, Path], known: dict[str, str], store: Store
) -> Iterator[tuple[str, str, bytes] | None]:
    """Name, suffix and bytes of each document that isn't known; None for one that is, or that
    can't be opened.
    """
    for name, path in paths.items():
        try:
            raw = document_bytes(path, folder, name)
        except JianbaoError as error:
            store.add([Printed(name, "", (), prints_of([]), str(error))])
            yield None
            continue
        same = known.get(name) == hashlib.sha256(raw).hexdigest()
        yield None if same else (name, path.suffix, raw)


def print_documents(task: Task) -> list[Printed]:
    """Normalise and print some documents: a pure function of their bytes, for any worker."""
    return [_printed(*one) for one in task]


def _printed(name: str, suffix: str, raw: bytes) -> Printed:
    digest = hashlib.sha256(raw).hexdigest()
    try:
        said = read_text(raw, name, suffix, None)
        check_text(said.text, name)
        article = normalise(source_of(name, said, sha256=digest), _READING)
    except JianbaoError as error:
        return Printed(name, digest, (), prints_of([]), str(error))
    sentences = [
        Told(one.text, tuple((run.first, run.last) for run in one.lines))
        for one in sentences_of(article)
    ]
    return Printed(name, digest, tuple(sentences), prints_of([one.text for one in sentences]))


def _tellings(names: Sequence[str], store: Store, shard: int) -> Iterator[Telling]:
    found = together(_sharded(names, store, shard))

    @lru_cache(maxsize=4096)
    def document(number: int) -> list[Told]:
        return store.sentences(names[number])

    def told(number: int) -> Told:
        return document(number // _SENTENCES)[number % _SENTENCES]

    @lru_cache(maxsize=4096)
    def counts(number: int) -> NDArray[np.int64]:
        return np.bincount(store.prints(names[number]).sentences)

    def size(number: int) -> int:
        return int(counts(number // _SENTENCES)[number % _SENTENCES])

    first: dict[int, int] = {}

    def head(number: int) -> int:
        while (above := first.setdefault(number, number)) != number:
            first[number] = first[above]
            number = above
        return number

    for one, other, shared in zip(*(column.tolist() for column in found), strict=True):
        if worth_a_look(shared, size(one), size(other)) and tell_the_same(
            told(one).text, told(other).text
        ):
            ends = head(one), head(other)
            first[max(ends)] = min(ends)
    groups: dict[int, list[int]] = {}
    for number in sorted(first):
        groups.setdefault(head(number), []).append(number)
    for numbers in groups.values():
        yield Telling(tuple((names[one // _SENTENCES], told(one)) for one in numbers))


def _sharded(names: Sequence[str], store: Store, shard: int) -> Iterator[Candidates]:
    """Candidates by ranges of hashes, so many that one range holds about ``shard`` prints."""
    count = max(1, -(-store.count() // shard))
    edges = [(number << 64) // count for number in range(count + 1)]
    for low, high in pairwise(edges):
        yield candidates(*_columns(names, store, low, high - 1))


def _columns(
    names: Sequence[str], store: Store, least: int, most: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """The prints between two hashes, both included: hashes, sentences, documents."""
    hashes = [np.zeros(0, dtype=np.uint64)]
    sentences = [np.zeros(0, dtype=np.int64)]
    sizes = []
    for number, name in enumerate(names):
        prints = store.prints(name)
        start = np.searchsorted(prints.hashes, np.uint64(least))
        end = np.searchsorted(prints.hashes, np.uint64(most), side="right")
        hashes.append(prints.hashes[start:end])
        sentences.append(prints.sentences[start:end] + np.int64(number * _SENTENCES))
        sizes.append(end - start)
    return (
        np.concatenate(hashes),
        np.concatenate(sentences),
        np.repeat(np.arange(len(names), dtype=np.int64), np.array(sizes, dtype=np.int64)),
    )
