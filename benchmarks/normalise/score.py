"""The figures of the benchmark, for one document.

Both sides are folded first (``align``). All figures are shares from 0 to 1 unless said
otherwise.

f1          An *edge* is the start or the end of a block. A predicted edge is right when it
            stands at the start (or end) of a true block; up to 3 true characters that the
            prediction lost anywhere may lie between. F1 is the harmonic mean of the shares of
            right edges among the predicted and among the true ones.
blocks      True blocks that one predicted block holds, from start to end, with nothing of
            another block in it and at most 3 foreign characters.
exact       True blocks that a predicted block holds to the letter, blanks included (blocks of
            the truth said twice count once for each time they are said).
cer         Characters wrong, lost or added, per true character. What stands in another place
            than in the truth, but whole, is no error.
odd         Code points that no clean text has (count).
spaces      Blanks between Han or full-width marks beyond those of the truth (count).
marks       , ; : ? ! ( ) and quotation marks, of those found again, that have the width and
            shape they have in the truth.
roles       True blocks whose role the predicted block that holds most of them has.

Furniture (page numbers, running heads) is no part of the truth; a prediction that names a
block furniture has set it aside, and the block is not looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.normalise.align import align, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.normalise.texts import Block

#: Lost true characters that may lie between a predicted edge and the true one.
FORGIVEN = 3

_WIDE = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uffef“”‘’—…·"
_SPACE = re.compile(f"(?<=[{_WIDE}])[^\\S\\n]+(?=[{_WIDE}])")
_ODD = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufaff"
    "\U0002f800-\U0002fa1f\ue000-\uf8ff\ufffd\u00a0\u00ad\u200b-\u200f\u2060\ufeff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
_MARKS = frozenset(",;:?!()\"'")


class Predicted(NamedTuple):
    """A block as a system gives it; ``role`` is None where it knows of no roles."""

    text: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one document; see above. ``roles`` is None where there are none."""

    f1: float
    blocks: float
    exact: float
    cer: float
    odd: int
    spaces: int
    marks: float
    roles: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Prediction and truth, character by character: the ground of every figure.

    ``places`` gives for each folded predicted character its place in the folded truth;
    ``starts`` bounds the predicted blocks in the one, ``truth_starts`` the true ones in the
    other, each with the length of the whole at its end.
    """

    predicted: tuple[Predicted, ...]
    truth: tuple[Block, ...]
    places: list[int | None]
    starts: list[int]
    truth_starts: list[int]
    lost: frozenset[int]

    def block_at(self, place: int) -> int:
        """The number of the true block that holds a place."""
        return bisect_right(self.truth_starts, place) - 1

    def run(self, number: int) -> list[int]:
        """The true places of a predicted block, in its own order."""
        inside = self.places[self.starts[number] : self.starts[number + 1]]
        return [place for place in inside if place is not None]


def compare(predicted: Sequence[Predicted], truth: Sequence[Block]) -> Comparison:
    """Align a prediction with the truth; empty and furniture blocks are left out."""
    kept = tuple(b for b in predicted if b.role != "furniture" and fold(b.text)[0])
    folded = [fold(block.text)[0] for block in kept]
    true = [fold(block.text)[0] for block in truth]
    truth_starts = [0, *accumulate(len(text) for text in true)]
    places = align("".join(folded), "".join(true), truth_starts)
    found = {place for place in places if place is not None}
    return Comparison(
        kept,
        tuple(truth),
        places,
        [0, *accumulate(len(text) for text in folded)],
        truth_starts,
        frozenset(range(truth_starts[-1])) - found,
    )


def score(predicted: Sequence[Predicted], truth: Sequence[Block]) -> Score:
    """All figures of one document."""
    seen = compare(predicted, truth)
    starts, ends = edges(seen)
    right = sum(starts) + sum(ends)
    edge_count = 2 * len(seen.predicted) + 2 * len(truth)
    said = "\n".join(block.text for block in seen.predicted)
    true = "\n".join(block.text for block in truth)
    return Score(
        f1=2 * right / edge_count if edge_count else 1.0,
        blocks=_whole_blocks(seen) / max(1, len(truth)),
        exact=_exact(seen),
        cer=_errors(seen) / max(1, seen.truth_starts[-1]),
        odd=len(_ODD.findall(said)),
        spaces=max(0, len(_SPACE.findall(said)) - len(_SPACE.findall(true))),
        marks=_marks(seen),
        roles=_roles(seen),
    )


def edges(seen: Comparison) -> tuple[list[bool], list[bool]]:
    """For each predicted block: is its start right, is its end right? Each true edge once."""
    free_starts = set(seen.truth_starts[:-1])
    free_ends = {start - 1 for start in seen.truth_starts[1:]}
    starts, ends = [], []
    for number in range(len(seen.predicted)):
        run = seen.run(number)
        starts.append(bool(run) and _take(run[0], -1, free_starts, seen.lost))
        ends.append(bool(run) and _take(run[-1], 1, free_ends, seen.lost))
    return starts, ends


def _take(place: int, step: int, free: set[int], lost: frozenset[int]) -> bool:
    """Walk over lost characters to a true edge that nobody took yet."""
    for _ in range(FORGIVEN + 1):
        if place in free:
            free.remove(place)
            return True
        place += step
        if place not in lost:
            return False
    return False


def _whole_blocks(seen: Comparison) -> int:
    starts, ends = edges(seen)
    whole = 0
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        run = seen.run(number)
        if not (start and end):
            continue
        foreign = seen.starts[number + 1] - seen.starts[number] - len(run)
        whole += len({seen.block_at(place) for place in run}) == 1 and foreign <= FORGIVEN
    return whole


def _exact(seen: Comparison) -> float:
    said = Counter(block.text for block in seen.predicted)
    true = Counter(block.text for block in seen.truth)
    return (said & true).total() / max(1, true.total())


def _errors(seen: Comparison) -> int:
    said = "".join(fold(block.text)[0] for block in seen.predicted)
    true = "".join(fold(block.text)[0] for block in seen.truth)
    wrong = sum(
        1 for at, place in enumerate(seen.places) if place is None or said[at] != true[place]
    )
    return wrong + len(seen.lost)


def _marks(seen: Comparison) -> float:
    """Compared as they stand, not folded."""
    said = [b.text[at] for b in seen.predicted for at in fold(b.text)[1]]
    true = [b.text[at] for b in seen.truth for at in fold(b.text)[1]]
    folded = "".join(fold(b.text)[0] for b in seen.truth)
    same = total = 0
    for at, place in enumerate(seen.places):
        if place is not None and folded[place] in _MARKS:
            total += 1
            same += said[at] == true[place]
    return same / total if total else 1.0


def _roles(seen: Comparison) -> float | None:
    if all(block.role is None for block in seen.predicted):
        return None
    asked = [n for n, block in enumerate(seen.truth) if block.role is not None]
    given = role_of_each(seen)
    right = sum(given[n] == seen.truth[n].role for n in asked)
    return right / max(1, len(asked))


def role_of_each(seen: Comparison) -> list[str | None]:
    """For each true block the role of the predicted block that holds most of it."""
    shares: list[Counter[int]] = [Counter() for _ in seen.truth]
    for number in range(len(seen.predicted)):
        for place in seen.run(number):
            shares[seen.block_at(place)][number] += 1
    return [seen.predicted[share.most_common(1)[0][0]].role if share else None for share in shares]
