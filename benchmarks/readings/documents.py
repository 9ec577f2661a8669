"""Texts with errors, and the truth about each: the same on every machine and every run."""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.normalise.texts import load
from benchmarks.readings import insertions
from benchmarks.readings.faults import KINDS, Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.normalise.texts import Text
    from benchmarks.readings.insertions import Inserted

#: Change it to draw other errors for all texts: figures before and after don't compare.
SEED = 1

#: One error in so many characters, on average.
_PER_FAULT = 225

#: So many characters lie between two errors at least.
_APART = 40

#: Only running prose is spoilt; titles, names and verse are traps and stay as they are.
_SPOILT = frozenset({"p", "item"})


class Fault(NamedTuple):
    """An error: characters [start, end) of the spoilt text should read ``true``.

    ``near`` are runs at which a doubt is as good as at the error itself.
    """

    kind: str
    start: int
    end: int
    true: str
    near: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A text with errors, in the order they stand in; without any, it is a clean one."""

    name: str
    text: str
    faults: tuple[Fault, ...] = ()


def chance_of(*parts: str | int) -> random.Random:
    """The source of chance of one document: the same for ever."""
    return random.Random("/".join(map(str, (SEED, *parts))))  # noqa: S311 - no secret hangs on it


def articles(*, held_out: bool = False) -> list[Text]:
    """Those of the whole benchmark, and those written for this part of it: full of what a
    careless rule takes for errors.
    """
    more = Path(__file__).resolve().parent / "texts"
    return [*load(held_out=held_out), *load(held_out=held_out, folder=more)]


def clean(texts: Iterable[Text]) -> Iterator[Spoilt]:
    """The articles as they were written, and a page of lawful sentences about places and sums."""
    for text in texts:
        yield Spoilt(text.name, "\n".join(block.text for block in text.blocks))
    for n in range(2):
        lawful = insertions.all_lawful(chance_of("lawful", n))
        yield Spoilt(f"lawful_{n + 1}", "\n".join(lawful))


def spoilt(text: Text, turn: int) -> Spoilt:
    """A text spoilt for the ``turn``-th time, each time elsewhere."""
    chance = chance_of(text.name, turn)
    lines, open_to_faults, edits = _prepared(text, chance)
    joined = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return _made(
        f"{text.name}#{turn}", joined, _drawn(joined, starts, open_to_faults, edits, chance)
    )


def _prepared(text: Text, chance: random.Random) -> tuple[list[str], list[bool], list[Edit]]:
    """The lines with a place, a sum and a trap put in between; whether a line may be spoilt; and
    the errors that the sentences put in may have.
    """
    made: list[tuple[str, Inserted]] = [
        ("wrong city", insertions.place(chance)),
        ("wrong total", insertions.total(chance)),
        ("", chance.choice((insertions.place_trap, insertions.total_trap))(chance)),
    ]
    lines: list[tuple[str, bool, str, Inserted | None]] = [
        (block.text, block.word in _SPOILT, "", None) for block in text.blocks
    ]
    for kind, one in made:
        after = [n for n, (said, prose, _, _) in enumerate(lines) if prose and not _goes_on(said)]
        lines.insert(chance.choice(after) + 1, (one.text, False, kind, one))
    edits = []
    at = 0
    for line, _, kind, inserted in lines:
        if inserted is not None and inserted.wrong:
            start, end = (at + place for place in inserted.spoil)
            near = tuple((at + a, at + b) for a, b in inserted.near)
            edits.append(Edit(kind, start, end, inserted.wrong, near))
        at += len(line) + 1
    return [line[0] for line in lines], [line[1] for line in lines], edits


def _goes_on(paragraph: str) -> bool:
    """A speech goes on in the next paragraph: nothing may come between."""
    return paragraph.count("“") > paragraph.count("”")


def _drawn(
    text: str,
    starts: Sequence[int],
    open_to_faults: Sequence[bool],
    inserted: Sequence[Edit],
    chance: random.Random,
) -> list[Edit]:
    """So many of the possible errors that one stands in ``_PER_FAULT`` characters."""
    possible = {
        kind: [
            edit
            for edit in (find(text, chance) if find else inserted)
            if edit.kind == kind
            and (not find or open_to_faults[bisect_right(starts, edit.start) - 1])
        ]
        for kind, (_, find) in KINDS.items()
    }
    bag = [kind for kind, (weight, _) in KINDS.items() for _ in range(weight)]
    chance.shuffle(bag)
    drawn: list[Edit] = []
    for kind in bag:
        if len(drawn) >= len(text) // _PER_FAULT:
            break
        free = [edit for edit in possible[kind] if all(_apart(edit, other) for other in drawn)]
        if free:
            drawn.append(chance.choice(free))
    return sorted(drawn, key=lambda edit: edit.start)


def _apart(one: Edit, other: Edit) -> bool:
    (a, b), (c, d) = one.reach, other.reach
    return b + _APART <= c or d + _APART <= a


def _made(name: str, text: str, edits: Sequence[Edit]) -> Spoilt:
    """The text with the errors in it, their places told as they are now."""
    out = []
    faults = []
    at = shift = 0
    for kind, start, end, after, near in edits:
        out += [text[at:start], after]
        grown = len(after) - (end - start)
        moved = tuple(
            (a + shift + (grown if a >= end else 0), b + shift + (grown if a >= end else 0))
            for a, b in near
        )
        place = start + shift
        faults.append(Fault(kind, place, place + len(after), text[start:end], moved))
        at = end
        shift += grown
    return Spoilt(name, "".join((*out, text[at:])), tuple(faults))
