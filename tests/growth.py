"""How work grows with the text: what a test of linear cost asks, on a busy machine too."""

import gc
import sys
import time
from collections.abc import Callable
from typing import TypeVar

Text = TypeVar("Text")


def _seconds(work: Callable[[Text], object], text: Text) -> float:
    """Processor seconds of this process. The collector is off: what it walks is everybody's."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        work(text)
        return time.process_time() - started
    finally:
        gc.enable()


def growth(
    work: Callable[[Text], object], once: Text, more: Text, enough: float, tries: int = 5
) -> float:
    """How many times as long `more` takes as `once`: the least of some tries, none after `enough`.

    Noise makes a try slow and never makes a square look straight, so one good try is proof; the
    quickest `once` so far is what `more` is held to.
    """
    work(once)
    quickest = least = float("inf")
    for _ in range(tries):
        quickest = min(quickest, _seconds(work, once))
        least = min(least, _seconds(work, more))
        if least <= enough * quickest:
            break
    return least / quickest


def calls(work: Callable[[], object]) -> int:
    """How many calls of functions some work takes: the same each time, whatever else goes on."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
