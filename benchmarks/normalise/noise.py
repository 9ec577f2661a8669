"""What character noise does to a page that is otherwise set in columns.

Each kind starts from a page of ``layouts`` and spoils its characters as some tool does:
a PDF's wrong code points, a vision model's Markdown, an old program's encoding.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from benchmarks.normalise import layouts
from benchmarks.normalise.layouts import Page
from benchmarks.normalise.setter import width
from benchmarks.normalise.texts import Text

if TYPE_CHECKING:
    from random import Random

#: Radicals of the CJK Radicals Supplement that PDFs have in place of simplified characters;
#: NFKC doesn't know them.
_SUPPLEMENT = dict(zip("长门页风飞马民见车", "⻓⻔⻚⻛⻜⻢⺠⻅⻋", strict=True))

_HALF = str.maketrans("，；：？！（）", ",;:?!()")
_HAN_FIRST, _HAN_LAST = "\u4e00", "\u9fff"


@lru_cache(maxsize=1)
def _kangxi() -> dict[str, str]:
    """Characters and the Kangxi radicals that look like them."""
    radicals = (chr(code) for code in range(0x2F00, 0x2FD6))
    return {unicodedata.normalize("NFKC", radical): radical for radical in radicals}


@lru_cache(maxsize=1)
def _compatibility() -> dict[str, str]:
    """Characters and the compatibility ideographs that look like them."""
    odd = (chr(code) for code in range(0xF900, 0xFA0E))
    return {unicodedata.normalize("NFC", character): character for character in odd}


def _is_han(character: str) -> bool:
    return _HAN_FIRST <= character <= _HAN_LAST


def unicode(text: Text, chance: Random) -> Page:
    """Kangxi radicals, radical supplement, compatibility ideographs, invisible characters."""
    page = chance.choice((layouts.column, layouts.a4, layouts.clean))(text, chance)
    kinds = chance.sample(("kangxi", "supplement", "compatibility", "invisible"), 3)
    out = []
    for character in page.text:
        spoilt = character
        if "kangxi" in kinds and chance.random() < 0.8:
            spoilt = _kangxi().get(spoilt, spoilt)
        if "supplement" in kinds:
            spoilt = _SUPPLEMENT.get(spoilt, spoilt)
        if "compatibility" in kinds and chance.random() < 0.3:
            spoilt = _compatibility().get(spoilt, spoilt)
        if "invisible" in kinds and _is_han(character) and chance.random() < 0.01:
            spoilt += chance.choice("\u200b\u200d\u00ad\ufeff\u2060")
        out.append(spoilt)
    return Page("".join(out), page.truth)


def blanks(text: Text, chance: Random) -> Page:
    """Blanks where none belong: round numbers and Latin, in titles, NBSP, at the ends of lines."""
    page = chance.choice((layouts.column, layouts.a4, layouts.cuts))(text, chance)
    titles = {block.text for block in text.blocks if block.word == "title"}
    blank = chance.choice((" ", "\N{NO-BREAK SPACE}", " "))
    out = []
    for line in page.text.split("\n"):
        if len(line) >= 4 and any(line in title for title in titles) and "—" not in line:
            out.append(blank.join(line))
            continue
        spoilt = ""
        for before, character in zip(" " + line, line, strict=False):
            seam = _is_han(before) != _is_han(character) and (before + character).isalnum()
            spoilt += (blank if seam and chance.random() < 0.6 else "") + character
        out.append(spoilt + chance.choice(("", " ", "  ")))
    return Page("\n".join(out), page.truth)


def half_width(text: Text, chance: Random) -> Page:
    """Half-width marks throughout, at times straight quotes: a model's or a typist's habit."""
    page = chance.choice((layouts.clean, layouts.column, layouts.cuts))(text, chance)
    said = page.text.translate(_HALF)
    if chance.random() < 0.4:
        said = said.replace("“", '"').replace("”", '"')
    return Page(said, page.truth)


def full_width(text: Text, chance: Random) -> Page:
    """Full-width letters and digits, as old typesetting systems write them."""
    page = chance.choice((layouts.column, layouts.narrow))(text, chance)
    wide = {code: code + 0xFEE0 for code in range(0x30, 0x7B) if chr(code).isalnum()}
    latin = any(c.isascii() and c.isalpha() for c in page.text)
    digits = {code: other for code, other in wide.items() if chr(code).isdigit()}
    return Page(page.text.translate(digits if latin else wide), page.truth)


def markdown(text: Text, chance: Random) -> Page:
    """A vision model's Markdown: heads with #, half-width marks, paragraphs cut at columns."""
    heads = {"title": "# ", "subtitle": "## ", "kicker": "", "h1": "## ", "h2": "### "}
    heads["h3"] = "#### "
    if any(b.word == "subtitle" for b in text.blocks):
        heads["h1"], heads["h2"] = "### ", "#### "
    page = layouts.cuts(text, chance)
    known = {block.text: heads.get(block.word, "") for block in text.blocks}
    gap = "\n" * chance.choice((2, 3))
    lines = [known.get(line, "") + line for line in page.text.rstrip("\n").split("\n\n")]
    said = gap.join(lines) + "\n"
    return Page(said.translate(_HALF) if chance.random() < 0.6 else said, page.truth)


def pasted(text: Text, chance: Random) -> Page:
    """Copied from a screen: note marks and stray digits on their own lines, blank runs."""
    page = chance.choice((layouts.spaced, layouts.column, layouts.clean_blank))(text, chance)
    lines = page.text.split("\n")
    out = ["", " "] if chance.random() < 0.5 else []
    for number, line in enumerate(lines):
        out.append(line + chance.choice(("", "", " ")))
        if width(line) > 8 and number % 17 == 9:
            out += ["", str(chance.randint(1, 9)), ""]
    out += ["", " ", ""]
    return Page("\n".join(out), page.truth)


def glued(text: Text, chance: Random) -> Page:
    """Small habits of layouts: a byline glued behind the text, the title between paragraphs."""
    blocks = list(text.blocks)
    body = [i for i, block in enumerate(blocks) if block.word == "p"]
    byline = next((block for block in blocks if block.word == "byline"), None)
    if byline is not None and chance.random() < 0.5:
        blocks.remove(byline)
        blocks.append(byline)
    elif len(body) > 4:
        lead = [blocks[i] for i in body[:2]]
        rest = [block for block in blocks if block not in lead]
        blocks = [*lead, *rest]
    moved = Text(text.name, tuple(blocks))
    return chance.choice((layouts.clean_blank, layouts.column))(moved, chance)


#: Encodings of the kind ``encodings``, with whether a mark stands at the start.
ENCODINGS = ("gb18030", "utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "big5hkscs")


def encoding_of(text: Text, chance: Random) -> str:
    """One that can hold the text: Big5 knows traditional characters alone."""
    if text.traditional:
        return "big5hkscs"
    return chance.choice(ENCODINGS[:-1])
