"""Through the sections of a briefing, in printed order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.model.briefing import Section
    from pipeline.model.passage import Passage


def walk(sections: Sequence[Section]) -> Iterator[Section]:
    """Sections and their subsections, in printed order."""
    for section in sections:
        yield section
        yield from walk(section.sections)


def passages_of(sections: Sequence[Section]) -> Iterator[Passage]:
    """All passages, in printed order."""
    return (passage for section in sections for passage in section.passages)


def without(sections: Sequence[Section], gone: AbstractSet[str]) -> tuple[Section, ...]:
    """The sections without the passages of some ids; what is empty then goes too."""
    out = []
    for section in sections:
        paragraphs = tuple(
            replace(paragraph, passages=kept)
            for paragraph in section.paragraphs
            if (kept := tuple(one for one in paragraph.passages if one.id not in gone))
        )
        inner = without(section.sections, gone)
        if paragraphs or inner:
            out.append(replace(section, paragraphs=paragraphs, sections=inner))
    return tuple(out)
