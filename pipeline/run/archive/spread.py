"""Where work is done: here, in processes beside, or on a cluster. The same results in one order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Given = ParamSpec("Given")
Made = TypeVar("Made")
Item = TypeVar("Item")

EXECUTORS = ("processes", "serial", "dask")

_SAFE_PATH = "PYTHONSAFEPATH"

_SELDOM = 100_000
"""A worker looks for garbage that only refers to itself when so many objects have come to be: what
it does for a document leaves none, and looking for it took one second of twenty-five.
"""


class Workers(NamedTuple):
    """Where tasks are done, and how many at once."""

    pool: Executor
    at_once: int


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
def executor(name: str, address: str, version: Callable[[], str]) -> Iterator[Workers]:
    """One of ``EXECUTORS``. For a cluster its scheduler's address, and what says the version of
    the program, here and there. Raises UsageError, and what :func:`cluster.cluster` raises.
    """
    if name not in EXECUTORS:
        raise UsageError(f"there is no executor {name!r}", remedy=f"known: {', '.join(EXECUTORS)}")
    if address and name != "dask":
        raise UsageError("an address is of use for a cluster alone", remedy="add --executor dask")
    if name == "serial":
        yield Workers(Serial(), 1)
        return
    if name == "dask":
        from pipeline.run.archive.cluster import cluster

        with cluster(address, version) as (pool, count):
            yield Workers(pool, count)
        return
    count = os.process_cpu_count() if hasattr(os, "process_cpu_count") else _allowed()
    # Spawned, not forked: a fork takes along locks that other threads hold.
    context = multiprocessing.get_context("spawn")
    with _safe_path(), ProcessPoolExecutor(count, context, _begin) as pool:
        try:
            yield Workers(pool, count)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _safe_path() -> Iterator[None]:
    """Python begins meanwhile as with ``-P``: a spawned process would look in the folder we are in
    for whatever it imports, and anybody may have filled that.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        del os.environ[_SAFE_PATH]
        if before is not None:
            os.environ[_SAFE_PATH] = before


def _begin() -> None:
    """What a process does before its first task."""
    gc.set_threshold(_SELDOM)
    _end_with_parent()


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
    where: Executor, most: int, work: Callable[[Item], Made], items: Iterable[Item]
) -> Iterator[Made]:
    """``work`` of each item, in their order; ``most`` items are taken ahead of their turn.

    Nothing but ``map`` is asked of the executor, since futures of other kinds don't wait alike.

    >>> list(in_order(Serial(), 2, str.upper, "abc"))
    ['A', 'B', 'C']
    """
    waiting: deque[Iterator[Made]] = deque()
    for item in items:
        waiting.append(where.map(work, [item]))  # begins at once
        if len(waiting) >= most:
            yield from waiting.popleft()
    while waiting:
        yield from waiting.popleft()
