"""Small questions to WordprocessingML: what a style is called, where the contents are, where a
line was broken.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.draft.blocks import HEADING
from pipeline.draft.line import (
    GONE,
    MATH,
    SOFT_HYPHEN,
    STRESS,
    UNSEEN,
    Event,
    is_hidden,
    switched_on,
)
from pipeline.draft.namespaces import qn
from pipeline.draft.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)


TAB = "\t"
BLANK = "\N{IDEOGRAPHIC SPACE}"


def is_tab(event: Event) -> bool:
    return isinstance(event.piece, Text) and event.piece.text == TAB


def untabbed(events: Sequence[Event], *, ours: bool) -> Iterator[Event]:
    """The events of a line without tabs, which set words apart: one between words is a blank, one
    at the line's ends (an indent) is none. ``ours`` says that the first, or those that stand beside
    one another there, are our own, between a date and its event.
    """
    words = [n for n, one in enumerate(events) if one.kind == "note" or has_words(one)]
    behind = False  # a tab of ours
    for n, event in enumerate(events):
        if not is_tab(event):
            ours = ours and not (behind and n in words)
            yield event
        elif not ours and words and words[0] < n < words[-1]:
            yield event._replace(piece=Text(BLANK))
        else:
            yield event._replace(piece=Text(""))
            behind = behind or (bool(words) and words[0] < n)


def has_words(event: Event) -> bool:
    """Whether it is text, and not blanks alone."""
    return isinstance(event.piece, Text) and bool(event.piece.text.strip())


def tab_as_break(event: Event) -> Event:
    """A tab between two parts of one line, which have lost their bookmarks, as a break."""
    return Event("break") if is_tab(event) else event


_MEASURE = 8306


def split(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Events between line breaks: a line broken by hand is a paragraph of its own."""
    out: list[Event] = []
    for event in events:
        if event.kind == "break":
            yield out
            out = []
        else:
            out.append(event)
    yield out


def value(node: Element, *path: str) -> str:
    found = node.find("/".join(qn(one) for one in path))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def style_name(style: Element) -> str:
    return value(style, "w:name")


def stressed(styles: Iterable[Element], roles: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """The ids of the character styles that have each of LOOKS: ours by their ``roles``, others by
    what they say.
    """
    return {
        look: frozenset(
            str(one.get(qn("w:styleId")))
            for one in styles
            if one.get(qn("w:type")) == "character"
            and (
                look in roles[style_name(one)].split("-")
                if style_name(one) in roles
                else switched_on(one.find(f"{qn('w:rPr')}/{tag}"))
            )
        )
        for look, tag in STRESS.items()
    }


def heading(name: str) -> str:
    """``heading-2`` for a style whose name says so, in Word's tongues."""
    found = _HEADING_NAME.match(name)
    return f"{HEADING}{min(int(found[1]), 4)}" if found else ""


def is_contents(control: Element) -> bool:
    """Whether a content control says of itself, not of one in it, that it holds the contents."""
    gallery = value(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return "Table of Contents" in gallery


def in_contents(node: Element) -> bool:
    return any(one.tag == qn("w:sdt") and is_contents(one) for one in node.iterancestors())


def is_struck(row: Element) -> bool:
    """Whether a row of a table was struck out with tracked changes."""
    return any(row.find(f"{qn('w:trPr')}/{tag}") is not None for tag in GONE)


def columns(cell: Element) -> int:
    """How many columns a cell is wide."""
    return _number(value(cell, "w:tcPr", "w:gridSpan")) or 1


def is_merged_down(cell: Element) -> bool:
    return cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is not None


def before(row: Element) -> int:
    """How many columns of a row are left out at its beginning."""
    return _number(value(row, "w:trPr", "w:gridBefore"))


def _number(said: str) -> int:
    return int(said) if re.fullmatch("[0-9]{1,2}", said) else 0


def shown(body: Element | None) -> Counter[str]:
    """The characters that a person sees in a document, counted without its contents and blanks."""
    out: Counter[str] = Counter()
    for node in () if body is None else body.iter(qn("w:t"), f"{MATH}t"):
        above = list(node.iterancestors())
        unseen = {one.tag for one in above} & (GONE | UNSEEN) or in_contents(node)
        if not unseen and not any(is_hidden(one) or is_struck(one) for one in above):
            out.update("".join((node.text or "").replace(SOFT_HYPHEN, "").split()))
    return out


def missing(body: Element | None, read: Counter[str]) -> Iterator[str]:
    """The guard: characters that a person sees in the draft and that were not read."""
    short = shown(body) - read
    if short:
        words = "".join(short)[:20]
        yield f"{short.total()} characters that could not be read ({words})"


def within_control(node: Element, holder: Element) -> bool:
    """Whether only content controls and tracked insertions stand between a node and its holder."""
    parent = node.getparent()
    while parent is not None and parent is not holder:
        if parent.tag in {qn("w:tc"), qn("w:tbl")}:
            return False
        parent = parent.getparent()
    return parent is holder


def measure_of(body: Element | None) -> int:
    """The width of the text in twips, by the last section of a document; that of A4 with Word's
    own margins where none is said.
    """
    said = [] if body is None else list(body.iter(qn("w:sectPr")))
    for section in reversed(said):
        page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        if page is None or margins is None:
            continue
        found = [
            page.get(qn("w:w"), ""),
            margins.get(qn("w:left"), ""),
            margins.get(qn("w:right"), ""),
        ]
        if all(re.fullmatch("[0-9]{1,6}", one) for one in found):
            width, left, right = map(int, found)
            if width > left + right:
                return width - left - right
    return _MEASURE
