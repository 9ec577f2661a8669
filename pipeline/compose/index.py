"""Index (索引): places, organisations and people, by pinyin, with the sections they stand in.

A reference is the number of a section: it is the same in a paged file and one without pages, and
leads to the first paragraph of that section that has the name.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.compose.names import find_names
from pipeline.compose.pinyin import initial, sorting_key
from pipeline.compose.walk import walk
from pipeline.model.backmatter import IndexEntry, NameKind
from pipeline.model.ids import digest
from pipeline.model.manuscript import (
    CrossReference,
    Heading,
    Paragraph,
    Run,
    Style,
    Voice,
)
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.compose.names import NameWords
    from pipeline.compose.templates import Labels
    from pipeline.model.briefing import Briefing
    from pipeline.model.manuscript import Element, Inline
    from pipeline.model.passage import Passage


def index(passages: Iterable[Passage], words: NameWords) -> tuple[IndexEntry, ...]:
    """The names of all passages: places, organisations, people, each by pinyin."""
    told = list(passages)
    found = find_names([simplified(passage.text) for passage in told], words)
    printed: dict[tuple[NameKind, str], str] = {}
    shorter: dict[tuple[NameKind, str], str] = {}  # 山阳, where 山阳县 stands in other names alone
    stands: dict[tuple[NameKind, str], dict[str, None]] = {}
    for one in found:
        key = (one.kind, one.name)
        passage = told[one.text]
        stands.setdefault(key, {})[passage.id] = None
        whole = one.end - one.start == len(one.name)
        (printed if whole else shorter).setdefault(key, passage.text[one.start : one.end])
    entries = [
        IndexEntry(printed.get(key) or shorter[key], key[0], tuple(ids))
        for key, ids in stands.items()
    ]
    return tuple(sorted(entries, key=_order))


def _order(entry: IndexEntry) -> tuple[object, ...]:
    return ([*NameKind].index(entry.kind), _sorting_key(entry))


def _sorting_key(entry: IndexEntry) -> tuple[object, ...]:
    return sorting_key(simplified(entry.name), person=entry.kind is NameKind.PERSON)


def index_elements(
    briefing: Briefing, printed: Iterable[Element], labels: Labels
) -> Iterator[Element]:
    """The index as it is printed: a heading for each kind, a paragraph for each name under its
    letter. ``printed`` are the elements before it, whose headings have the numbers.
    """
    if not briefing.index:
        return
    sections = _sections(briefing, printed)
    yield Heading("h-index", 1, "", labels.fill("index"))
    for kind, entries in groupby(briefing.index, key=lambda entry: entry.kind):
        yield Heading(f"h-index-{kind}", 2, "", labels.fill(f"index_{kind}"))
        last = ""
        for entry in entries:
            letter = initial(simplified(entry.name), person=kind is NameKind.PERSON)
            if letter != last:
                yield Paragraph(
                    f"i-{kind}-{ord(letter)}", Style.INDEX_LETTER, (Run(letter, Voice.OURS),)
                )
                last = letter
            yield _paragraph(entry, sections, labels)


def _paragraph(
    entry: IndexEntry, sections: Mapping[str, tuple[str, str]], labels: Labels
) -> Paragraph:
    references: dict[str, str] = {}
    for passage in entry.passages:
        section, anchor = sections[passage]
        references.setdefault(section, anchor)
    inlines: list[Inline] = [Run(entry.name)]
    for n, (section, anchor) in enumerate(references.items()):
        between = "index_between" if n else "index_before"
        inlines += [
            Run(labels.fill(between), Voice.OURS),
            CrossReference(section, anchor),
        ]
    name = digest("name", entry.kind, entry.name)
    return Paragraph(f"i-{name}", Style.INDEX_ENTRY, tuple(inlines))


def _sections(briefing: Briefing, printed: Iterable[Element]) -> dict[str, tuple[str, str]]:
    """For each passage the number of its section, all levels of it, and the id of its paragraph."""
    numbers: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for element in printed:
        if isinstance(element, Heading):
            above = [one for one in above if one[0] < element.level]
            above.append((element.level, _bare(element)))
        elif isinstance(element, Paragraph):
            numbers[element.id] = "".join(number for _, number in above)
    return {
        passage.id: (numbers[paragraph.passages[0].id], paragraph.passages[0].id)
        for section in walk(briefing.sections)
        for paragraph in section.paragraphs
        for passage in paragraph.passages
    }


def _bare(heading: Heading) -> str:
    """A heading's number without the mark behind it, or its words where it has none.

    >>> [_bare(Heading("h", 1, number, "背景")) for number in ("一、", "（二）", "3. ", "")]
    ['一', '（二）', '3', '背景']
    """
    return heading.number.rstrip("、.． ") or heading.text
