"""How far a long piece of work is, said now and then with the time that is left."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY = 5.0
"""Seconds between two lines."""


class HowFar:
    """So many things to do; told how many are done, it says with ``say`` how many seconds the
    others will take.
    """

    def __init__(self, say: Callable[[int, float], None], whole: int) -> None:
        self._say, self._whole = say, whole
        self._started = self._told = time.monotonic()

    def at(self, done: int) -> None:
        """Say it, if it was said some seconds ago."""
        now = time.monotonic()
        if now - self._told < _EVERY or not 0 < done < self._whole:
            return
        self._told = now
        self._say(done, (now - self._started) / done * (self._whole - done))
