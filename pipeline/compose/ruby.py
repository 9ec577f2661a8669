"""Pinyin above rare characters where a reader first meets them (注音), if the editor wants it.

Which characters are rare, and how they are read, is in ``tables/rare_pinyin.txt``: the 3500 common
ones of the 通用规范汉字表 are not there, nor is one with two readings, in a name or elsewhere. So
nothing is guessed from the words around, and a character that isn't in the table gets none.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.model.manuscript import Paragraph, Run, Style
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.manuscript import Inline, Manuscript

RUNNING = frozenset((Style.EDITOR_NOTE, Style.ABSTRACT, Style.KEY_POINT, Style.BODY))
"""Paragraphs that are read on end. Titles, captions, tables and lists are looked up, and their
lines stand too close."""


def with_pinyin(manuscript: Manuscript) -> Manuscript:
    """The manuscript, each rare character with its reading where it first stands in running text:
    a Run of its own, with ``pinyin``. Not a word differs.
    """
    seen: set[str] = set()
    return replace(
        manuscript,
        elements=tuple(
            replace(one, inlines=tuple(_told(one.inlines, seen)))
            if isinstance(one, Paragraph) and one.style in RUNNING
            else one
            for one in manuscript.elements
        ),
    )


def _told(inlines: tuple[Inline, ...], seen: set[str]) -> Iterator[Inline]:
    for one in inlines:
        if isinstance(one, Run):
            parts = _cut(one.text, seen)
            yield from (replace(one, text=text, pinyin=pinyin) for text, pinyin in parts)
        else:
            yield one


def _cut(text: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """The text in pieces with the reading of each, "" for none; ``seen`` are the characters met.

    >>> list(_cut("湖南郴州，郴江", set()))
    [('湖南', ''), ('郴', 'chēn'), ('州，郴江', '')]

    A traditional form is the same character. What is common has no reading, nor what has two:

    >>> list(_cut("邯鄲、邯郸", set()))
    [('邯', 'hán'), ('鄲', 'dān'), ('、邯郸', '')]
    >>> list(_cut("長沙、晟、珲春、時間", set()))
    [('長沙、晟、珲春、時間', '')]

    A character that a variation selector follows stays whole, and the next one is the first:

    >>> [piece for piece, pinyin in _cut("郴\N{VARIATION SELECTOR-17}郴", set()) if pinyin]
    ['郴']
    """
    start = 0
    for at, character in enumerate(text):
        pinyin = _pinyin().get(character, "")
        modified = unicodedata.category(text[at + 1 : at + 2] or " ").startswith("M")
        if not pinyin or modified or simplified(character) in seen:
            continue
        seen.add(simplified(character))
        if start < at:
            yield text[start:at], ""
        yield character, pinyin
        start = at + 1
    if start < len(text) or not text:
        yield text[start:], ""


@cache
def _pinyin() -> dict[str, str]:
    table = files("pipeline.compose").joinpath("tables/rare_pinyin.txt").read_text("utf-8")
    rows = (line.split(" ") for line in table.splitlines() if not line.startswith("#"))
    return {character: pinyin for pinyin, characters in rows for character in characters}
