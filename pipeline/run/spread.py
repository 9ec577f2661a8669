"""Where work is done: here, or in processes beside. The same results in the same order."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Given = ParamSpec("Given")
Made = TypeVar("Made")
Item = TypeVar("Item")

EXECUTORS = ("processes", "serial")

_AHEAD = 4
"""Tasks handed to each worker at a time: so many wait in memory, with what they gave."""


class Serial(Executor):
    """Does each task at once, in this process."""

    def submit(
        self, fn: Callable[Given, Made], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Made]:
        future: Future[Made] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  it is raised where the result is asked for
            future.set_exception(error)
        return future


@contextmanager
def executor(name: str) -> Iterator[tuple[Executor, int]]:
    """One of ``EXECUTORS``, and how many tasks it works on at once. Raises UsageError."""
    if name not in EXECUTORS:
        raise UsageError(f"there is no executor {name!r}", remedy=f"known: {', '.join(EXECUTORS)}")
    if name == "serial":
        yield Serial(), 1
        return
    workers = os.process_cpu_count() if hasattr(os, "process_cpu_count") else _allowed()
    # Spawned, not forked: a fork takes along locks that other threads hold.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _end_with_parent) as pool:
        try:
            yield pool, workers
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """End this process when the one that asked for it is gone: it may have been killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def _allowed() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    where: Executor, workers: int, work: Callable[[Item], Made], items: Iterable[Item]
) -> Iterator[Made]:
    """``work`` of each item, in their order; only a few items are taken ahead of their turn.

    Nothing but ``map`` is asked of the executor, since futures of other kinds don't wait alike.
    """
    rest = iter(items)
    while batch := list(islice(rest, workers * _AHEAD)):
        yield from where.map(work, batch)
