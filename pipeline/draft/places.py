"""Where a paragraph stands that an editor has put in or moved, among those that are printed now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.manuscript import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.draft.edits import Edit, Spot
    from pipeline.model.manuscript import Element


class Place(NamedTuple):
    """Before the n-th of the blocks; ``kept`` where one of the two that it stood between is next
    to it still.
    """

    at: int
    kept: bool


def place_of(spot: Spot, order: Sequence[str]) -> Place | None:
    """Beside the nearest neighbour that is printed; None where none is.

    >>> from pipeline.draft.edits import Spot
    >>> place_of(Spot(("b", "a"), ("c", "d")), ["a", "b", "x", "c"])
    Place(at=2, kept=True)
    >>> place_of(Spot(("b", "a"), ("c", "d")), ["a", "x", "d"])
    Place(at=1, kept=False)
    >>> place_of(Spot(("b",), ("c",)), ["x"])
    """
    for n in range(max(len(spot.follows), len(spot.precedes))):
        for ids, after in ((spot.follows, 1), (spot.precedes, 0)):
            if n < len(ids) and ids[n] in order:
                return Place(order.index(ids[n]) + after, n == 0)
    return None


def out_of_section(
    edits: Iterable[Edit], order: Sequence[str], elements: Mapping[str, Element]
) -> list[Edit]:
    """The edits whose block has another heading above it than it had, whatever its number is."""

    def heading(id: str) -> str:
        above = (elements.get(one) for one in reversed(order[: order.index(id)]))
        return next((one.text for one in above if isinstance(one, Heading)), "")

    return [
        one
        for one in edits
        if not one.spot.section.endswith(found := heading(one.block))
        or bool(found) != bool(one.spot.section)
    ]
