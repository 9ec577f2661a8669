"""The workers of a Dask cluster that is there, as an executor: the extra ``cluster``.

Of its executor only ``map`` is used: its futures don't wait as those of ``concurrent.futures`` do.
A task whose worker is lost is done again by another one; of what a task gives nothing is kept
twice, since results are taken in order.
"""

from __future__ import annotations

import logging
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from pipeline.errors import DependencyMissing, LimitExceeded, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import Client

_PATIENCE = 10.0
"""Seconds in which a scheduler must answer, and have a worker."""

_ADDRESS = "name the cluster's scheduler: --address tcp://HOST:8786"


@contextmanager
def cluster(address: str, version: Callable[[], str]) -> Iterator[tuple[Executor, int]]:
    """The cluster whose scheduler has this address, and how many tasks it does at once.

    ``version`` is called here and by each worker, and must say the same: else one couldn't tell
    what was made by which program. Raises UsageError for no address; DependencyMissing where
    Dask isn't installed, no scheduler answers, it has no worker, or one is of another version;
    LimitExceeded when the cluster is lost, or one task has ended several workers.
    """
    if not address:
        raise UsageError("--executor dask needs an address", remedy=_ADDRESS)
    try:
        from distributed import Client, KilledWorker
        from distributed.comm.core import CommClosedError
    except ImportError:
        raise DependencyMissing(
            "the library dask.distributed is not installed",
            remedy="pip install 'jianbao[cluster]', or leave --executor dask out",
        ) from None
    # A lost connection is said below in our way; its own log would say it in forty lines.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    where = Place(address)
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise DependencyMissing(
            f"no scheduler answers: {_said(error)}",
            where=where,
            remedy="start one (dask scheduler), or leave --executor dask out",
        ) from None
    with client:
        count = _workers(client, where)
        _compare(client, version, where)
        try:
            yield cast("Executor", client.get_executor()), count
        except KilledWorker:
            raise LimitExceeded(
                "several workers ended at the same task, perhaps for want of memory",
                where=where,
                remedy="run again: it goes on where it stopped; give the workers more memory",
            ) from None
        except (CancelledError, CommClosedError):
            raise LimitExceeded(
                "the cluster was lost",
                where=where,
                remedy="start it and run again: it goes on where it stopped",
            ) from None


def _workers(client: Client, where: Place) -> int:
    """How many tasks the workers do at once, when there is one at least."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise DependencyMissing(
            "the scheduler has no workers",
            where=where,
            remedy=f"start some: dask worker {where.file}",
        ) from None
    return sum(client.nthreads().values())


def _compare(client: Client, version: Callable[[], str], where: Place) -> None:
    remedy = "install the same jianbao and Python for the scheduler and all workers"
    try:
        versions = client.run(version)
    except ImportError:
        raise DependencyMissing("a worker has no jianbao", where=where, remedy=remedy) from None
    ours = version()
    for worker, theirs in sorted(versions.items()):
        if theirs != ours:
            what = "a worker has another version of jianbao or of Python"
            raise DependencyMissing(what, where=Place(worker), remedy=remedy)


def _said(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
