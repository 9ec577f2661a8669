"""Characters that no reader sees, or sees as another: out, or folded.

Ranges are mapped one by one. NFKC over the whole text would turn ，：（）℃ into something else.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Kind
from pipeline.normalise.language.characters import BLANKS, run_of
from pipeline.normalise.rules.rule import CharacterRule
from pipeline.normalise.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

# &ldquo; &#12290; and a run of &nbsp;: how a page's source writes what its reader never sees so.
_REFERENCE = "&(?:[A-Za-z]{2,8}|#[0-9]{2,5}|#x[0-9A-Fa-f]{2,4});"
_REFERENCES = re.compile(f"(?:&(?:nbsp|ensp|emsp|thinsp|#160|#x[aA]0|#12288);)+|{_REFERENCE}")
# C0 and C1 without the white space among them (TAB LF VT FF CR NEL), DEL, noncharacters.
_CONTROLS = re.compile(run_of("\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"))

# Embeddings, overrides, isolates, and the two plain marks.
_BIDI = re.compile(run_of("\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"))

# Zero-width space and joiners, word joiner, a BOM inside the text, soft hyphen.
_INVISIBLE = re.compile(run_of("\u200b-\u200d\u2060\ufeff\u00ad"))

# A joiner between emoji makes one of two; it stays.
_PICTOGRAPH = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")

# Fonts of simplified Chinese write these two by a radical whose ideograph is traditional.
_SIMPLER = {"戶": "户", "麥": "麦"}
_SIMPLIFIED_FORMS = "们这国说时过发对会经动产务实现为来东车长门开关学习历进运还个"
_TRADITIONAL_FORMS = "們這國說時過發對會經動產務實現為來東車長門開關學習歷進運還個"

_RADICALS = re.compile("[\u2e80-\u2fd5]")

# CJK compatibility ideographs; NFC maps all but the twelve that are ideographs of their own.
_COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")


def find_references(text: str) -> Iterator[Edit]:
    """Character references of HTML: blanks, quotes, dashes that a page's source writes so. A blank
    beside a Chinese character or at a line's end is none in print.

    >>> [edit.after for edit in find_references("就业。&nbsp;&nbsp;他说：&ldquo;好&#12290;&rdquo;")]
    ['', '“', '。', '”']
    >>> [edit.after for edit in find_references("Green&nbsp;Data")]
    [' ']

    Leaves alone what is none, what stands for more than a character or for one unseen, and &amp;
    &lt; and the like, of which a text may speak.

    >>> list(find_references("AT&T;、R&D;、&zwj;、&#10;、&lt;b&gt;、&amp;"))
    []
    """
    for found in _REFERENCES.finditer(text):
        meant = html.unescape(found[0])
        if BLANKS.fullmatch(meant):
            end = found.end()
            sides = text[max(0, found.start() - 1) : found.start()], text[end : end + 1]
            apart = all(side and side.isascii() and side.isprintable() for side in sides)
            meant = " " if apart else ""
        elif len(meant) != 1 or meant.isascii() or not meant.isprintable():
            continue
        yield Edit(found.start(), found.end(), meant)


def find_controls(text: str) -> Iterator[Edit]:
    r"""Control characters that are no white space.

    >>> list(find_controls("甲\x07乙\t丙"))
    [Edit(start=1, end=2, after='', reason='')]
    """
    return (Edit(found.start(), found.end(), "") for found in _CONTROLS.finditer(text))


def find_bidi(text: str) -> Iterator[Edit]:
    r"""Marks of direction: embeddings, overrides, isolates.

    >>> list(find_bidi("增长\u202e321\u202c元"))[0]
    Edit(start=2, end=3, after='', reason='')
    """
    return (Edit(found.start(), found.end(), "") for found in _BIDI.finditer(text))


def find_invisible(text: str) -> Iterator[Edit]:
    r"""Leaves the joiner of an emoji sequence alone.

    >>> len(list(find_invisible("经\u200b济")))
    1
    >>> list(find_invisible("\U0001f469\u200d\U0001f4bb"))
    []
    """
    for found in _INVISIBLE.finditer(text):
        before, after = (
            text[max(0, found.start() - 1) : found.start()],
            text[found.end() : found.end() + 1],
        )
        joins = found[0] == "\N{ZERO WIDTH JOINER}"
        if joins and _PICTOGRAPH.match(before) and _PICTOGRAPH.match(after):
            continue
        yield Edit(found.start(), found.end(), "")


@cache
def _radicals() -> dict[str, str]:
    table = files("pipeline.normalise.tables").joinpath("radicals.txt").read_text("utf-8")
    rows = (line.split(" ") for line in table.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def find_radicals(text: str) -> Iterator[Edit]:
    """Radicals that a font put in an ideograph's place (Unicode: Equivalent_Unified_Ideograph).

    Two of them stand for a traditional form where the text is traditional, else for ours.

    >>> [edit.after for edit in find_radicals("这个国家的每一\N{KANGXI RADICAL DOOR}人")]
    ['户']
    >>> [edit.after for edit in find_radicals("這個國家的每一\N{KANGXI RADICAL DOOR}人")]
    ['戶']
    >>> list(find_radicals("\N{KANGXI RADICAL SCRIPT}化"))
    [Edit(start=0, end=1, after='文', reason='')]
    """
    table = _radicals()
    simplified: bool | None = None
    for found in _RADICALS.finditer(text):
        ideograph = table.get(found[0])
        if ideograph in _SIMPLER:
            simplified = is_simplified(text) if simplified is None else simplified
            ideograph = _SIMPLER[ideograph] if simplified else ideograph
        if ideograph:
            yield Edit(found.start(), found.end(), ideograph)


def is_simplified(text: str) -> bool:
    """Whether a text is in simplified characters, by forms that only one of both has.

    >>> is_simplified("这个国家"), is_simplified("這個國家")
    (True, False)
    """
    simple = sum(text.count(one) for one in _SIMPLIFIED_FORMS)
    return simple >= sum(text.count(one) for one in _TRADITIONAL_FORMS)


def find_compatibility(text: str) -> Iterator[Edit]:
    r"""Leaves alone the twelve ideographs of that block that have no other form.

    >>> list(find_compatibility("\uf9f4\ufa0e"))
    [Edit(start=0, end=1, after='林', reason='')]
    """
    for found in _COMPATIBILITY.finditer(text):
        folded = unicodedata.normalize("NFC", found[0])
        if folded != found[0]:
            yield Edit(found.start(), found.end(), folded)


RULES = (
    CharacterRule(
        "read-references", Kind.UNICODE, Certainty.HIGH,
        "a page's source writes the character so", find_references,
    ),
    CharacterRule(
        "remove-controls", Kind.UNICODE, Certainty.HIGH,
        "a control character has no place in text", find_controls,
    ),
    CharacterRule(
        "remove-bidi", Kind.UNICODE, Certainty.HIGH,
        "a direction mark would show the characters after it in another order", find_bidi,
    ),
    CharacterRule(
        "remove-invisible", Kind.UNICODE, Certainty.HIGH,
        "a character without width hides in the word", find_invisible,
    ),
    CharacterRule(
        "fold-radicals", Kind.UNICODE, Certainty.HIGH,
        "a radical stands where its ideograph is meant", find_radicals,
    ),
    CharacterRule(
        "fold-compatibility", Kind.UNICODE, Certainty.HIGH,
        "a compatibility form of the same ideograph", find_compatibility,
    ),
)  # fmt: skip
