"""The numbers that Word shows before paragraphs and doesn't write: 一、 （二） 3.

A DOCX says only that a paragraph counts in a list; pandoc gives such a list plain figures, or, of
a heading, none. Here each number is worked out as Word shows it (ECMA-376-1, 17.9: format, text of
the level, start, restart) and written into the paragraph, which then counts in no list. Bullets are
left to pandoc. A number whose format isn't known is left out, and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.read.numerals import circled, han_number, letter, roman, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element as Element

    from pipeline.read.wordml import WordFile


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _han(number: int) -> str | None:
    return han_number(number) if 0 <= number <= 99 else None


def _upper(shown: Callable[[int], str | None]) -> Callable[[int], str | None]:
    return lambda number: (shown(number) or "").upper() or None


#: Number formats (w:numFmt) by name; None where the number is too large to be shown so.
_FORMATS: Mapping[str, Callable[[int], str | None]] = {
    "none": lambda _: "",
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate(
        {48 + n: 0xFF10 + n for n in range(10)}
    ),
    "lowerLetter": letter,
    "upperLetter": _upper(letter),
    "lowerRoman": roman,
    "upperRoman": _upper(roman),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "ideographTraditional": stem,
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
            *("taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital"),
        ),
        _han,
    ),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    legal: bool  # every number of it in figures


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph counts: the list (w:num) by its id, and the level in it (from 0)."""

    num: str
    level: int


def number(document: Element, archive: WordFile) -> tuple[int, int]:
    """Write the numbers that a document shows into its paragraphs. How many were written, and how
    many can't be said.

    Raises SourceUnreadable for XML that is none, or has a document type.
    """
    numbering = archive.parse(archive.part("numbering"))
    if numbering is None:
        return 0, 0
    lists = _Lists(numbering)
    styles = _style_places(archive.parse(archive.part("styles")), lists)
    unsaid = written = 0
    for paragraph in document.iter(f"{_W}p"):
        place = None if _unseen(paragraph) else _place(paragraph, styles)
        level = lists.level(place) if place else None
        if place is None or level is None or level.form == "bullet":
            continue
        label = lists.next(place)
        unsaid += label is None
        _write(paragraph, label or "")
        written += 1
    return written, unsaid


class _Lists:
    """The lists of a document and where each has counted to."""

    def __init__(self, numbering: Element) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self.styled: dict[tuple[str, str], int] = {}  # levels that belong to a style
        for one in numbering.iterfind(f"{_W}abstractNum"):
            id = _value(one, "abstractNumId", own=True)
            self._abstract[id] = dict(_levels(one))
            for level in one.iterfind(f"{_W}lvl"):
                style = _value(level, "pStyle")
                if style:
                    self.styled[id, style] = _int(_value(level, "ilvl", own=True), 0)
        self._of: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        for one in numbering.iterfind(f"{_W}num"):
            id = _value(one, "numId", own=True)
            self._of[id] = _value(one, "abstractNumId")
            self._starts[id] = {
                _int(_value(over, "ilvl", own=True), 0): _int(_value(over, "startOverride"), 1)
                for over in one.iterfind(f"{_W}lvlOverride")
                if over.find(f"{_W}startOverride") is not None
            }
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def abstract(self, num: str) -> str:
        """The definition that a list follows."""
        return self._of.get(num, "")

    def level(self, place: _Place) -> _Level | None:
        return self._abstract.get(self.abstract(place.num), {}).get(place.level)

    def next(self, place: _Place) -> str | None:
        """The number of the next paragraph there; None where its format isn't known."""
        id = self.abstract(place.num)
        levels, counts = self._abstract[id], self._counts.setdefault(id, {})
        if place.num not in self._begun:  # a list of its own may begin anew
            self._begun.add(place.num)
            for level, start in self._starts.get(place.num, {}).items():
                counts[level] = start - 1
        for level in range(place.level):
            counts.setdefault(level, levels[level].start if level in levels else 1)
        here = levels[place.level]
        counts[place.level] = counts.get(place.level, here.start - 1) + 1
        for level in [one for one in counts if one > place.level]:
            del counts[level]
        return _label(here, levels, counts)


def _label(here: _Level, levels: Mapping[int, _Level], counts: Mapping[int, int]) -> str | None:
    """The text of a level with its numbers: "第%1章" → 第二章."""
    out = []
    for part in re.split(r"(%[1-9])", here.text):
        if not re.fullmatch(r"%[1-9]", part):
            out.append(part)
            continue
        level = int(part[1]) - 1
        form = "decimal" if here.legal else levels[level].form if level in levels else here.form
        show = _FORMATS.get(form)
        shown = show(counts.get(level, 1)) if show else None
        if shown is None:
            return None
        out.append(shown)
    return "".join(out)


def _levels(abstract: Element) -> Iterator[tuple[int, _Level]]:
    for level in abstract.iterfind(f"{_W}lvl"):
        yield (
            _int(_value(level, "ilvl", own=True), 0),
            _Level(
                _int(_value(level, "start"), 0),
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText"),
                level.find(f"{_W}isLgl") is not None,
            ),
        )


def _style_places(styles: Element | None, lists: _Lists) -> dict[str, _Place]:
    """Where paragraphs of a style count, by the style's id; styles inherit."""
    based: dict[str, str] = {}
    own: dict[str, Element] = {}
    for style in [] if styles is None else styles.iterfind(f"{_W}style"):
        id = _value(style, "styleId", own=True)
        based[id] = _value(style, "basedOn")
        properties = style.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            own[id] = properties
    out = {}
    for id in based:
        at, seen = id, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        if at in own:
            num = _value(own[at], "numId")
            level = lists.styled.get((lists.abstract(num), at), _int(_value(own[at], "ilvl"), 0))
            out[id] = _Place(num, level)
    return out


def _unseen(paragraph: Element) -> bool:
    """Whether a paragraph was struck out, or stands in for a drawing that is there."""
    struck = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
    return struck or any(str(one.tag).endswith("}Fallback") for one in paragraph.iterancestors())


def _place(paragraph: Element, styles: Mapping[str, _Place]) -> _Place | None:
    """Where a paragraph counts; what it says itself comes before what its style says."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return None
    of_style = styles.get(_value(properties, "pStyle"))
    numbered = properties.find(f"{_W}numPr")
    if numbered is None:
        return of_style
    num = _value(numbered, "numId") or (of_style.num if of_style else "")
    level = _int(_value(numbered, "ilvl"), of_style.level if of_style else 0)
    return None if num in {"", "0"} else _Place(num, level)


def _write(paragraph: Element, label: str) -> None:
    """Put a number at a paragraph's head, and take the paragraph out of its list."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:  # a paragraph that counts has properties
        return
    numbered = properties.find(f"{_W}numPr")
    if numbered is None:
        numbered = etree.SubElement(properties, f"{_W}numPr")
    numbered[:] = []
    etree.SubElement(numbered, f"{_W}numId").set(f"{_W}val", "0")
    if not label:
        return
    # Word sets a tab behind it; Chinese marks need no blank.
    text = label if re.search("[、，。．：）】〉》]$", label) else f"{label} "
    run = etree.Element(f"{_W}r")
    words = etree.SubElement(run, f"{_W}t")
    words.text = text
    words.set(_SPACE, "preserve")
    properties.addnext(run)


def _value(element: Element, name: str, *, own: bool = False) -> str:
    """The ``w:val`` of a child, or an attribute of the element's own; "" where there is none."""
    if own:
        return element.get(f"{_W}{name}") or ""
    child = element.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val") or ""


def _int(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else otherwise
