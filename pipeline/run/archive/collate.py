"""``jianbao collate``: which sentences of a folder of any size tell the same, without a briefing.

Each document is normalised and printed by itself, wherever there is a processor, and kept in a
SQLite file in the folder's ``.cache/`` at once: after a kill the next run goes on where this one
stopped, and a document that hasn't changed isn't read twice. Then prints are grouped, in as many
shards as memory asks for, and only sentences that share some are laid side by side. Readings are
not looked for: they change no word.
"""

from __future__ import annotations

import hashlib
import sqlite3
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipeline.errors import Busy, JianbaoError, LimitExceeded, NoSources, Place, UsageError
from pipeline.read.listing import document_bytes, documents_below
from pipeline.run.archive.candidates import SHARD
from pipeline.run.archive.choice import EVERYTHING, Wanted, choose, given_days
from pipeline.run.archive.groups import groups
from pipeline.run.archive.how_far import HowFar
from pipeline.run.archive.spread import Workers, executor, in_order
from pipeline.run.archive.store import Store, open_store, refused, unread
from pipeline.run.archive.tellings import tellings
from pipeline.run.archive.texts import Sentences
from pipeline.run.archive.work import Task, print_documents, printing_version
from pipeline.run.publish import not_writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.run.archive.tellings import Telling

_BATCH = 16
"""Documents that travel together, and are kept together."""

_AHEAD = 4
"""Batches handed to each worker at a time: so many wait in memory, with what they gave."""


@dataclass(frozen=True, slots=True)
class Collated:
    """The documents compared, by name, how many sentences are told more than once, what couldn't
    be read, and what was left out because nothing says of which day it is.
    """

    documents: tuple[str, ...]
    told: int
    faults: tuple[str, ...]
    undated: tuple[str, ...] = ()


def collate_archive(
    folder: Path,
    say: Callable[[str], None],
    tell: Callable[[Telling], None] | None = None,
    *,
    wanted: Wanted = EVERYTHING,
    where: str = "processes",
    address: str = "",
    shard: int = SHARD,
) -> Collated:
    """Collate all documents below ``folder``, or those that are wanted; who wants to know what they
    tell alike is told one sentence after the other: all of them may be more than memory holds.

    ``where`` is one of ``spread.EXECUTORS``, ``address`` that of a cluster's scheduler; neither
    they nor ``shard`` change what is found. Raises UsageError, ConfigError, NoSources, Busy,
    OutputNotWritable; DependencyMissing for a cluster that can't be had; LimitExceeded when a
    worker was killed.
    """
    if not folder.is_dir():
        raise UsageError(
            "there is no such folder", where=Place(str(folder)), remedy="look at its name"
        )
    paths = documents_below(folder)
    if not paths:
        raise NoSources("no text in the folder", where=Place(str(folder)), remedy="name another")
    given = given_days(folder) if wanted.since else {}
    cache = folder / ".cache"
    with ExitStack() as opened:
        try:
            cache.mkdir(exist_ok=True)
            opened.enter_context(FileLock(cache / "archive.lock", timeout=0))
            store = opened.enter_context(open_store(cache / "archive.sqlite", printing_version()))
            with executor(where, address, printing_version) as workers:
                store.keep_only(paths)
                _print_all(folder, paths, store, say, workers)
                names, undated = choose(tuple(paths), store, wanted, given)
                say(f"comparing the sentences of {len(names):,} documents")
                sentences = Sentences(names, store)
                found = groups(sentences, store, workers, say, shard)
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
        except sqlite3.OperationalError as error:
            raise not_writable(refused(error), str(cache)) from None
        except OSError as error:
            raise not_writable(error, str(cache)) from None
        # Who is told may fail to write elsewhere: that is not said of this folder.
        if tell is not None:
            for telling in tellings(found, sentences):
                tell(telling)
        return Collated(names, len(found), tuple(store.faults()), undated)


def _print_all(
    folder: Path,
    paths: dict[str, Path],
    store: Store,
    say: Callable[[str], None],
    workers: Workers,
) -> None:
    known = store.known()
    done = fresh = 0

    def so_far(done: int, left: float) -> None:
        say(f"{done:,} of {len(paths):,} documents · about {left:.0f} s left")

    how_far = HowFar(so_far, len(paths))

    def tasks() -> Iterator[Task]:
        nonlocal done
        waiting = _changed(folder, paths, known, store)
        while batch := tuple(islice(waiting, _BATCH)):
            if task := tuple(one for one in batch if one is not None):
                yield task
            done += len(batch)

    most = workers.at_once * _AHEAD
    for documents in in_order(workers.pool, most, print_documents, tasks()):
        store.add(documents)
        fresh += len(documents)
        how_far.at(done)
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
            store.add([unread(name, "", str(error))])
            yield None
            continue
        same = known.get(name) == hashlib.sha256(raw).hexdigest()
        yield None if same else (name, path.suffix, raw)
