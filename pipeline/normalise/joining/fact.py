"""A fact about a seam: it speaks for joining two lines or for parting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.normalise.joining.seam import Seam


class Fact(NamedTuple):
    """One row of the table: what holds, how much it weighs, and why.

    ``where`` says what must be so of the seam, in the words of ``seam.State``: only there is the
    fact asked for.
    """

    name: str
    weight: float
    where: str
    holds: Callable[[Seam], bool]
    reason: str


def always(_: Seam) -> bool:
    """Holds wherever it is asked for."""
    return True
