"""The sources' headings as titles of subsections: their words, and which of them serve."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pipeline.model.briefing import CueHeading
from pipeline.normalise.forms.imprint import dateline
from pipeline.normalise.language.endings import ORNAMENT
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.collate import Printer
    from pipeline.compose.outline.places import Place
    from pipeline.model.article import Block

#: A heading titles a subsection when so many characters stand under it there.
_LEAST_UNDER_HEADING = 80

# What a heading's number looks like, and the brackets of a label: the words begin after them. A
# number without a mark has a blank behind it, which normalising may have closed: 2 对策. Else it
# counts something: 2026年, 7.4级.
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十百]{1,3}、|[（(][一二三四五六七八九十百]{1,3}[）)]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}(?:[.．、](?!\d)\s*|\s+)|第[一二三四五六七八九十百\d]{1,4}[章节篇编部]\s*"
    "|\\d\N{VARIATION SELECTOR-16}?\N{COMBINING ENCLOSING KEYCAP}\\s*)"
)
_BARE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?![\d.])")

#: Pictures around a heading's words.
_ADORNED = re.compile(rf"{ORNAMENT}*\s*((?!{ORNAMENT}).*?)\s*{ORNAMENT}*")

#: A heading that ends so points to what stands below it.
_POINTS = re.compile(
    "[：:\N{WHITE DOWN POINTING BACKHAND INDEX}\N{DOWNWARDS ARROW}\N{DOWNWARDS BLACK ARROW}"
    "\N{BLACK DOWN-POINTING TRIANGLE}]\N{VARIATION SELECTOR-16}?$"
)

# What stands in a heading beside the word that names its section.
_FILLERS = re.compile(
    "存在|面临|主要|突出|当前|目前|我[市县省区]|基本|几点|相关|有关|工作|情况|[的和与及、，：]|以及"
)


def heading_words(heading: Block) -> tuple[int, int]:
    """Where the words of a heading stand in it, without its number, the brackets of a label or the
    pictures that accounts set around it.

    They stay a run of the source: nothing is written anew.
    """
    text = heading.text
    found = _NUMBER.match(text)
    bare = _BARE_NUMBER.match(text)
    if found is None and bare and _has_blank(heading, bare.end()):
        found = bare
    start = found.end() if found and found.end() < len(text) else 0
    end = len(text)
    inside = _ADORNED.fullmatch(text, start)
    if inside:
        start, end = inside.span(1)
    if text[start:end].startswith("【") and text.endswith("】"):
        start, end = start + 1, end - 1
    return start, end


def _has_blank(heading: Block, at: int) -> bool:
    """Whether a blank of the source was closed before a character of the heading."""
    reached = 0
    for piece in heading.pieces:
        if reached == at and piece.corrected and not piece.text:
            return True
        reached += len(piece.text)
    return False


def only_names(heading: Block, names: Sequence[str]) -> bool:
    """Whether a heading says no more than which section begins: 存在的主要问题, 对策与建议."""
    start, end = heading_words(heading)
    words = simplified(heading.text[start:end])
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, "")
    return not _FILLERS.sub("", words)


def says_nothing_here(heading: Block) -> bool:
    """Whether a heading's words say nothing of what they title: who sends a report (【本报讯】), or
    that something stands below, which may be printed elsewhere (参数如下：).
    """
    start, end = heading_words(heading)
    words = simplified(heading.text[start:end])
    return bool(words) and (dateline(words) == words or _POINTS.search(words) is not None)


def cue_heading(source: str, heading: Block, printer: Printer) -> CueHeading:
    start, end = heading_words(heading)
    return CueHeading(source, heading, start, end, printer.run(source, heading.id, start, end))


def title_headings(
    sections: Iterable[Iterable[Place]], names: Sequence[str]
) -> list[dict[tuple[int, str], Block]]:
    """For each section the headings that title a subsection there, by article and id.

    A heading serves where most of what stands right under it is, so that none is printed twice;
    one that only names a section (``names`` are such words) says nothing below that. The months of
    a chronicle and the title of a law always serve: without them nobody knows of which its days
    or its rules are.
    """
    under: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    listed: set[tuple[int, str]] = set()
    blocks: dict[tuple[int, str], Block] = {}
    count = 0
    for number, here in enumerate(sections):
        count = number + 1
        for place in here:
            for heading in place.headings[-1:]:
                key = place.article, heading.id
                under[key][number] += sum(len(passage.text) for passage in place.passages)
                blocks[key] = heading
                if place.entry:
                    listed.add(key)
    out: list[dict[tuple[int, str], Block]] = [{} for _ in range(count)]
    for key, characters in under.items():
        number, most = max(characters.items(), key=lambda one: (one[1], -one[0]))
        alone = 2 * most > sum(characters.values())
        silent = only_names(blocks[key], names) or says_nothing_here(blocks[key])
        serves = most >= _LEAST_UNDER_HEADING and not silent
        if alone and (serves or key in listed):
            out[number][key] = blocks[key]
    return out
