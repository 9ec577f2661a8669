"""What a rule for doubtful readings is: it looks at a whole article and says what it doubts.

A doubt is never a change. It becomes a flagged correction; whether it is applied is for the
editor, or for evidence from two sides that do not depend on one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Certainty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.model.article import Evidence, Role


class Said(NamedTuple):
    """A block as a rule sees it: what it says, and what it is to its reader."""

    text: str
    role: Role


class Doubt(NamedTuple):
    """Characters [start, end) of a block should perhaps read ``after``.

    ``block`` is its place in the list; ``after`` is "" where they should go, None where nothing
    is proposed; ``alternatives`` are further readings. A lost character is doubted at its
    neighbour, which ``after`` then repeats. ``certainty`` is HIGH only where hardly anything
    else can be meant.
    """

    block: int
    start: int
    end: int
    after: str | None
    reason: str
    certainty: Certainty = Certainty.MEDIUM
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """A rule over the blocks of an article, in reading order; furniture is not among them.

    One that judges by what is usual ``spares`` what need not be so: names, old Chinese.
    """

    name: str
    evidence: Evidence
    find: Callable[[Sequence[Said]], Iterator[Doubt]]
    spares: tuple[Callable[[str], Iterable[tuple[int, int]]], ...] = ()
