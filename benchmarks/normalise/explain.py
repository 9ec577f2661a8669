"""Where a document went wrong, line by line: what was decided, and what is true."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.normalise.align import align, fold
from benchmarks.normalise.score import compare, role_of_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.normalise.score import Comparison
    from benchmarks.normalise.systems import Result

_LONGEST = 60


def seams(result: Result) -> Iterator[str]:
    """The wrong decisions of a document, each with the lines on both sides of it."""
    seen = compare(result.predicted, result.document.truth)
    block_of = _predicted_block_of(seen)
    lines = [line for line in _placed_lines(result, seen) if line[2] is not None]
    for (number, above, _, last), (_, below, first, _) in pairwise(lines):
        if last is None or first is None:
            continue
        true_join = seen.block_at(last) == seen.block_at(first)
        said_join = block_of.get(last) == block_of.get(first)
        if true_join == said_join:
            continue
        words = [seen.truth[seen.block_at(place)].word for place in (last, first)]
        said = f"JOINED, but {words[0]} | {words[1]}" if said_join else f"PARTED in {words[0]}"
        yield f"  {said}\n    {number:>4}  {_short(above)}\n          {_short(below)}"
    yield from _scattered(seen, block_of)


def _scattered(seen: Comparison, block_of: dict[int, int]) -> Iterator[str]:
    """True blocks that are spread over several predicted ones, cut by a column or not."""
    for number, block in enumerate(seen.truth):
        span = range(seen.truth_starts[number], seen.truth_starts[number + 1])
        parts = {block_of[place] for place in span if place in block_of}
        if len(parts) > 1:
            yield f"  IN {len(parts)} PARTS: {_short(block.text)}"


def _predicted_block_of(seen: Comparison) -> dict[int, int]:
    return {place: number for number in range(len(seen.predicted)) for place in seen.run(number)}


def _placed_lines(
    result: Result, seen: Comparison
) -> Iterator[tuple[int, str, int | None, int | None]]:
    """Each line of the source: number, text, the true places it begins and ends at."""
    lines = list(enumerate(result.document.text.splitlines(), start=1))
    folded = [fold(line)[0] for _, line in lines]
    true = "".join(fold(block.text)[0] for block in seen.truth)
    places = align("".join(folded), true, seen.truth_starts)
    at = 0
    for (number, line), characters in zip(lines, folded, strict=True):
        inside = [place for place in places[at : at + len(characters)] if place is not None]
        at += len(characters)
        if characters:
            yield number, line, inside[0] if inside else None, inside[-1] if inside else None


def _short(text: str) -> str:
    body = text.strip()
    half = _LONGEST // 2
    return body if len(body) <= _LONGEST else f"{body[:half]} … {body[-half:]}"


def roles(results: Iterable[Result]) -> list[tuple[str, str, int]]:
    """Which role was taken for which: (true, given, count), commonest first, right ones too."""
    counts: Counter[tuple[str, str]] = Counter()
    for result in results:
        seen = compare(result.predicted, result.document.truth)
        for block, given in zip(seen.truth, role_of_each(seen), strict=True):
            if block.role is not None:
                counts[block.role, given or "none"] += 1
    return [(true, given, count) for (true, given), count in counts.most_common()]


def wrong_roles(result: Result) -> Iterator[str]:
    """The blocks of a document whose role was taken for another."""
    seen = compare(result.predicted, result.document.truth)
    for block, given in zip(seen.truth, role_of_each(seen), strict=True):
        if block.role not in {None, given}:
            yield f"  {block.role} TAKEN FOR {given}: {_short(block.text)}"
