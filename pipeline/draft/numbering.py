"""Headings counted anew once an editor has moved, struck out or added some: their numbers are ours,
and so are those by which the index leads to them.

A number that an editor has typed stands, and the next ones go on from it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.draft.blocks import Content
from pipeline.draft.words import Text, joined
from pipeline.model.manuscript import CrossReference, Heading, Paragraph
from pipeline.model.patterns import fill
from pipeline.read.numerals import han_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.draft.edits import Edit
    from pipeline.model.manuscript import Element

#: No book has so many headings side by side.
_MOST = 100
_MARKS = "、.． "


class Recounted:
    """``composed`` is the book as the sources give it, ``edited`` as its editor has it;
    ``patterns`` has one for the numbers of each level of heading, none where they stay.
    """

    def __init__(
        self, composed: Iterable[Element], edited: Iterable[Element], patterns: Sequence[str]
    ) -> None:
        before, now = list(composed), list(edited)
        was = {one.id: one for one in before if isinstance(one, Heading)}
        self._numbers = dict(_counted(was, now, patterns)) if patterns else {}
        self._was = dict(_paths(before))
        self._paths: dict[str, str] = {}
        self._paths = dict(_paths(map(self.anew, now)))

    def anew(self, element: Element) -> Element:
        """An element with the numbers that hold now."""
        if isinstance(element, Heading):
            return replace(element, number=self._numbers.get(element.id, element.number))
        if not isinstance(element, Paragraph) or not self._numbers:
            return element
        inlines = tuple(
            replace(one, text=self._paths[one.anchor])
            if isinstance(one, CrossReference)
            and one.anchor in self._paths
            and one.text == self._was.get(one.anchor)
            else one
            for one in element.inlines
        )
        return replace(element, inlines=inlines) if inlines != element.inlines else element


def _counted(
    was: Mapping[str, Heading], now: Iterable[Element], patterns: Sequence[str]
) -> Iterator[tuple[str, str]]:
    counts = [0] * len(patterns)
    for one in now:
        if not isinstance(one, Heading) or not one.number or one.level > len(patterns):
            continue
        own = was.get(one.id)
        at = one.level - 1
        counts[at + 1 :] = [0] * (len(counts) - one.level)
        if own is None or own.number != one.number:
            counts[at] = _value(patterns[at], one.number) or counts[at] + 1
        else:
            counts[at] += 1
            yield one.id, _number(patterns[at], counts[at])


def _number(pattern: str, count: int) -> str:
    return fill(pattern, {"han": han_number(count), "digit": count})


def _value(pattern: str, number: str) -> int:
    """Which one a number is, 0 where it is written in another way.

    >>> _value("（{han}）", "（三）"), _value("{han}、", "3.")
    (3, 0)
    """
    told = (n for n in range(1, _MOST) if _number(pattern, n).strip() == number.strip())
    return next(told, 0)


def _paths(elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """Of each paragraph the numbers of the headings above it, put together."""
    above: list[Heading] = []
    for one in elements:
        if isinstance(one, Heading):
            above = [*(other for other in above if other.level < one.level), one]
        else:
            yield one.id, "".join(other.number.strip(_MARKS) or other.text for other in above)


def as_numbered(edit: Edit, heading: Element | None) -> Edit:
    """An edit of a heading as if made when that had the number that the sources' order gives it
    now, unless the edit is of the number.

    >>> from pipeline.draft.edits import Kind, Edit
    >>> was, now = Content((Text("二、水价"),)), Content((Text("二、水价几何"),))
    >>> edit = Edit("e-1", Kind.CHANGE, "h-1", "heading-1", was, now)
    >>> as_numbered(edit, Heading("h-1", 1, "三、", "水价")).after.text
    '三、水价几何'
    """
    if not isinstance(heading, Heading) or not heading.number or edit.before is None:
        return edit
    told = [one.text for one in (edit.before, edit.after) if one is not None]
    old = _head(edit.before.text, heading.number)
    if old == heading.number or not old or any(not one.startswith(old) for one in told):
        return edit
    return replace(
        edit,
        before=_with(edit.before, old, heading.number),
        after=_with(edit.after, old, heading.number),
    )


def _head(text: str, number: str) -> str:
    """The number at the head of a heading's words that is written as ``number`` is; "" for none.

    >>> _head("十二、水价", "三、"), _head("（一）水价", "（四）"), _head("水价、三、", "三、")
    ('十二、', '（一）', '')
    """
    kind = "{digit}" if any(map(str.isascii, number.strip(_MARKS + "（）"))) else "{han}"
    value = number.strip(_MARKS + "（）")
    pattern = number.replace(value, kind, 1)
    told = (_number(pattern, n) for n in range(_MOST - 1, 0, -1))
    return next((one for one in told if text.startswith(one)), "")


def _with(content: Content | None, old: str, new: str) -> Content | None:
    first = content.words[0] if content is not None and content.words else None
    if content is None or not isinstance(first, Text) or not first.text.startswith(old):
        return content
    head = replace(first, text=new + first.text[len(old) :])
    return Content(joined([head, *content.words[1:]]), content.rows)
