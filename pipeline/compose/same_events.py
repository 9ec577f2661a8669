"""Which tellings of the timeline are of one event."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.compose.dates import WHOLE
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.model.backmatter import TimelineEntry

#: Two tellings of one day are one event where the shorter has so many of its pairs of
#: characters from the longer.
_SAME = 0.8
#: So many are enough where both say the minute: 15时42分.
_SAME_MINUTE = 0.6
#: A paper that two sources say came out on one day: 调查报告公布, 公布调查报告.
_CAME_OUT = re.compile("公布|发布|印发|出台|颁布")
_PAPER = re.compile(f"[{HAN}]{{2}}(?:报告|公报|方案|规划|计划|意见|办法|条例|规定|声明|决定|细则)")
_CLOCK = re.compile(r"(\d{1,2})时(?:(\d{1,2})分)?")
_MINUTE = re.compile(r"\d{1,2}时\d{1,2}分")


def by_the_clock(entries: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Entries of one day that open with an hour, in its order; the others keep their place."""
    out = list(entries)
    days: dict[tuple[int, int, int], list[int]] = {}
    for n, entry in enumerate(out):
        if _CLOCK.match(entry.text):
            days.setdefault(entry.when, []).append(n)
    for places in days.values():
        told = sorted((out[n] for n in places), key=lambda one: _minutes(one.text))
        for n, entry in zip(places, told, strict=True):
            out[n] = entry
    return tuple(out)


def _minutes(text: str) -> int:
    """How late in the day a telling begins.

    >>> _minutes("15时42分，化工厂爆燃。"), _minutes("8时，县里发布声明。")
    (942, 480)
    """
    found = _CLOCK.match(text)
    return 60 * int(found[1]) + int(found[2] or 0) if found else 0


def once(entries: Sequence[TimelineEntry], abstracts: AbstractSet[str]) -> Iterator[TimelineEntry]:
    """Entries of one date that tell the same are one, with the tellings of both: the fuller, but
    rather of a text than of its abstract.
    """
    kept: list[TimelineEntry] = []
    for entry in entries:
        for n, other in enumerate(kept):
            same_day = other.when == entry.when
            paper = WHOLE not in entry.when and _one_paper(other.text, entry.text)
            if same_day and (paper or _alike(other.text, entry.text)):
                better, less = sorted(
                    (other, entry),
                    key=lambda one: (one.sentence.block in abstracts, -len(one.text)),
                )
                tellings = dict.fromkeys((*better.tellings, *less.tellings))
                kept[n] = replace(better, tellings=tuple(tellings))
                break
        else:
            kept.append(entry)
    return iter(kept)


def _one_paper(one: str, other: str) -> bool:
    """Whether both say that a paper came out, and call it alike.

    >>> _one_paper("调查组公布调查报告，认定是一起责任事故。", "爆燃事故调查报告公布。")
    True
    >>> _one_paper("县里印发茶业规划。", "县里印发水利规划。")
    False
    """
    plain, others = simplified(one), simplified(other)
    came_out = _CAME_OUT.search(plain) and _CAME_OUT.search(others)
    return bool(came_out) and bool({*_PAPER.findall(plain)} & {*_PAPER.findall(others)})


def _alike(one: str, other: str) -> bool:
    """Whether the shorter of two texts says little that the longer doesn't.

    >>> _alike("郴州市获批建设示范区。", "郴州市获批建设示范区，为全国第二批。")
    True
    >>> _alike("东江引水工程一期通水。", "郴州市获批建设示范区，为全国第二批。")
    False
    >>> _alike("15时42分，化工厂爆燃，不存在伤亡。", "15时42分，位于湖东的化工厂爆燃，有损失。")
    True
    """
    shorter, longer = sorted((_pairs(one), _pairs(other)), key=len)
    minutes = _MINUTE.match(one), _MINUTE.match(other)
    same_minute = minutes[0] and minutes[1] and minutes[0][0] == minutes[1][0]
    least = _SAME_MINUTE if same_minute else _SAME
    return len(shorter & longer) >= least * len(shorter)


def _pairs(text: str) -> set[str]:
    letters = [character for character in text if character.isalnum()]
    return {a + b for a, b in pairwise(letters)}
