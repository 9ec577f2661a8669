"""The chapters: what pandoc has written, cleaned, with the manuscript's numbers on its notes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.errors import OutputInvalid, Place
from pipeline.model.manuscript import NoteCall, all_inlines
from pipeline.render.epub.pages import FOLDER, TYPE, node, page, set_lines, tag
from pipeline.render.epub.ruby import set_pinyin
from pipeline.typography.titles import sense_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

CHAPTER = re.compile(rf"{FOLDER}text/ch(\d+)\.xhtml")

PANDOC_TITLE = "unnumbered"
"""The class of the heading pandoc makes up for what stands before the first heading."""

BLOCKS_IN_CELLS = ("th", "td")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book: the ids that stand in it, and its page."""

    ids: frozenset[str]
    page: bytes


def finish_chapters(
    made: Mapping[str, bytes], manuscript: Manuscript, layout: Layout
) -> dict[str, Chapter]:
    """The chapters among the parts of pandoc's EPUB, finished, by their names in order.

    Raises OutputInvalid when there are more or fewer notes than in the manuscript.
    """
    calls = [one for one in all_inlines(manuscript.elements) if isinstance(one, NoteCall)]
    numbers = iter([call.number for call in calls])
    names = sorted(filter(CHAPTER.fullmatch, made), key=_place)
    chapters = {name: _chapter(made[name], name, numbers, manuscript, layout) for name in names}
    if next(numbers, None) is not None:
        raise OutputInvalid("pandoc has dropped a note", where=Place("briefing.epub"))
    return chapters


def _place(name: str) -> int:
    """The number of a chapter: after ``ch999`` comes ``ch1000``."""
    return int("".join(filter(str.isdigit, name)))


def _chapter(
    made: bytes, name: str, numbers: Iterator[int], manuscript: Manuscript, layout: Layout
) -> Chapter:
    body = etree.fromstring(made).find(tag("body"))
    if body is None:
        raise OutputInvalid(f"{name} has no body", where=Place("briefing.epub"))
    for heading in body.iter(tag("h1")):
        if PANDOC_TITLE in (heading.get("class") or "").split():
            _drop(heading)
            break
    _unwrap(body)
    _strip(body)
    set_pinyin(body)
    for caption in body.iter(tag("caption")):
        words = "".join(map(str, caption.itertext()))
        caption[:] = []
        set_lines(caption, sense_lines(words, layout, "table-caption"))
    _number_notes(body, name, numbers, manuscript.labels["notes_title"])
    _tie_calls(body)
    first = next(chain(body.iter(tag("h1")), body.iter(tag("h2"))), None)
    title = manuscript.front.title if first is None else "".join(map(str, first.itertext()))
    ids = frozenset(str(one.get("id")) for one in body.iter() if one.get("id"))
    return Chapter(ids, page(manuscript.language, title, "bodymatter", list(body)))


def _drop(heading: Element) -> None:
    """Take away a made-up heading, and the section's id that was made of it."""
    section = heading.getparent()
    if section is not None:
        section.remove(heading)
        section.attrib.pop("id", "")


def _unwrap(body: Element) -> None:
    """``<div class="body"><p>`` → ``<p class="body">``; in a cell, only the words."""
    for div in list(body.iter(tag("div"))):
        parent, paragraph = div.getparent(), div.find(tag("p"))
        if parent is None or paragraph is None or len(div) != 1:
            continue
        if etree.QName(parent).localname in BLOCKS_IN_CELLS:
            for key, value in div.attrib.items():
                parent.set(key, value)
            parent.text = paragraph.text
            parent[:] = list(paragraph)
            continue
        for key, value in div.attrib.items():
            paragraph.set(key, value)
        paragraph.tail = div.tail
        parent.replace(div, paragraph)


def _strip(body: Element) -> None:
    """Take off what pandoc adds: classes of levels on sections, rules above the notes, the size of
    a picture on paper, which would stand over the edge of a small screen.
    """
    for section in body.iter(tag("section")):
        section.attrib.pop("class", "")
    for rule in list(body.iter(tag("hr"))):
        parent = rule.getparent()
        if parent is not None:
            parent.remove(rule)
    for picture in body.iter(tag("img")):
        picture.attrib.pop("style", "")
    for caption in body.iter(tag("caption")):
        caption.set("class", "table-caption")
    for head in body.iter(tag("th")):
        head.set("scope", "col")


def _number_notes(body: Element, name: str, numbers: Iterator[int], label: str) -> None:
    """Give calls and notes the numbers they have in the manuscript.

    The number at the head of a note leads back to its call: where a reader shows notes not as
    pop-ups but at the chapter's end, nothing else tells them apart.
    """
    calls = [one for one in body.iter(tag("a")) if one.get(TYPE) == "noteref"]
    notes = {str(one.get("id")): one for one in body.iter(tag("aside"))}
    if len(calls) != len(notes):
        raise OutputInvalid(f"notes and calls differ in {name}", where=Place("briefing.epub"))
    for call in calls:
        number = str(next(numbers, ""))
        note = notes[str(call.get("href", "")).removeprefix("#")]
        call.text = number
        call.set("class", "noteref")
        call.set("id", f"call-{number}")
        call.set("href", f"#note-{number}")
        note.set("id", f"note-{number}")
        back = node("a", number, href=f"#call-{number}", class_="note-number")
        back.set("role", "doc-backlink")
        for paragraph in note.iter(tag("p")):
            paragraph.set("class", "note")
            back.tail, paragraph.text = paragraph.text, None
            paragraph.insert(0, back)
            break
    for section in body.iter(tag("section")):
        if section.get(TYPE) == "footnotes":
            section.set("class", "notes")
            section.set("aria-label", label)
            section.attrib.pop("id", "")


def _tie_calls(body: Element) -> None:
    """Put each call in one box with the character before it: readers begin lines with calls."""
    for call in list(body.iter(tag("a"))):
        parent, before = call.getparent(), call.getprevious()
        if call.get(TYPE) != "noteref" or parent is None:
            continue
        words = (parent.text if before is None else before.tail) or ""
        if not words.strip():
            continue
        last = len(words) - 1
        while last and unicodedata.category(words[last]).startswith("M"):
            last -= 1
        box = node("span", words[last:], class_="called")
        box.tail, call.tail = call.tail, None
        parent.replace(call, box)
        box.append(call)
        if before is None:
            parent.text = words[:last] or None
        else:
            before.tail = words[:last] or None
