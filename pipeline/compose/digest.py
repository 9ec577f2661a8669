"""The short briefing: of each section its strongest passages, the rest only named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compose import clauses
from pipeline.compose.keypoints import weight
from pipeline.compose.outline.places import leans
from pipeline.compose.rows import in_one_table
from pipeline.compose.walk import passages_of, walk, without
from pipeline.model.briefing import Unprinted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.briefing import PrintedParagraph, Section
    from pipeline.model.passage import Passage

REMAINDER = "digest remainder"

#: What opens a section or subsection says what it is about, if it says more than so few characters.
_OPENS, _SLOGAN = 0.3, 24


def digested(
    sections: Sequence[Section], budget: int
) -> tuple[tuple[Section, ...], tuple[Unprinted, ...]]:
    """The strongest passages of each section, as many as its share of the budget (characters)
    holds but at least one, and those left out.

    A passage that leans on the one before it is taken only with it, a row only with its table.
    """
    whole = sum(_length(section) for section in sections)
    kept: set[str] = set()
    for section in sections:
        share = budget * _length(section) / whole if whole else 0
        kept |= _strongest(section, share)
    left = tuple(
        Unprinted(passage, REMAINDER, section.title)
        for section in sections
        for passage in passages_of([section])
        if passage.id not in kept
    )
    return without(sections, {one.passage.id for one in left}), left


def _strongest(section: Section, share: float) -> set[str]:
    ranked: list[tuple[float, int, tuple[Passage, ...]]] = []
    for part in walk([section]):
        before: tuple[Passage, ...] = ()
        for number, run in enumerate(_in_tables(part)):
            if len(run) > 1:
                together = tuple(passage for paragraph in run for passage in paragraph.passages)
                strength = sum(map(_strength, together)) / len(together)
                ranked.append((-strength, len(ranked), together))
                before = ()
                continue
            for passage in run[0].passages:
                leaning = bool(before) and leans(passage.text, before[-1].text)
                together = (*before, passage) if leaning else (passage,)
                opens = number == 0 and not before and len(passage.text) > _SLOGAN
                strength = _strength(passage) + (_OPENS if opens else 0.0)
                ranked.append((-strength, len(ranked), together))
                before = together
    ranked.sort(key=lambda one: one[:2])
    kept: dict[str, int] = {}
    for _, _, together in ranked:
        new = {one.id: len(one.text) for one in together if one.id not in kept}
        if not kept or sum(kept.values()) + sum(new.values()) <= share:
            kept |= new
    return set(kept)


def _in_tables(section: Section) -> list[list[PrintedParagraph]]:
    """The paragraphs of a section, the rows of a table with its caption as one run."""
    texts = ["".join(one.text for one in each.passages) for each in section.paragraphs]
    runs: list[list[PrintedParagraph]] = []
    for goes_on, paragraph in zip(in_one_table(texts), section.paragraphs, strict=True):
        if goes_on:
            runs[-1].append(paragraph)
        else:
            runs.append([paragraph])
    return runs


def _strength(passage: Passage) -> float:
    """What its sentences weigh as key points, for its length; more witnesses count for more."""
    text = passage.text
    weights = [weight(passage.sentence_text(n)) for n in range(len(passage.bounds))]
    told = len({witness.source for witness in passage.witnesses})
    return (sum(weights) / max(1, len(clauses.MARK.findall(text)))) * (1 + 0.2 * (told - 1))


def _length(section: Section) -> int:
    return sum(len(passage.text) for passage in passages_of([section]))
