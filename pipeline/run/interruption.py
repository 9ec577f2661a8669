"""What ends a run before its time: Ctrl-C, SIGTERM, a terminal that is closed.

All three end it the same way, as a KeyboardInterrupt: nothing is published, nothing left behind.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: Windows has no SIGHUP.
_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


def heed() -> None:
    """Be interrupted by each of them. What we were told to ignore (by nohup, by a shell's
    background) stays ignored.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


@contextmanager
def held_off() -> Iterator[None]:
    """Heed none of them for the milliseconds in which files are renamed: half a set would be in
    place. One that comes then comes too late, and the run ends well.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears of signals
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Once: a second Ctrl-C would end the tidying up, and leave folders and programs behind."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
