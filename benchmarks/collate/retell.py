"""A source out of another: what is left out, added, put in another order, and said otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.collate.edits import KINDS, edit
from benchmarks.collate.told import Segment, said

if TYPE_CHECKING:
    from random import Random

    from benchmarks.collate.told import Paragraphs, Told


@dataclass(frozen=True, slots=True)
class Manner:
    """How freely a source retells: chances from 0 to 1, for a sentence unless said otherwise."""

    left_out: float
    added: float
    edited: float
    most_edits: int
    merged: float
    swapped: float
    moved: float  # a paragraph
    broken: float  # a paragraph's end goes, or comes


#: Kinds as they are drawn: what few sentences can have is tried more often.
_DRAWN = (*KINDS, "figure", "figure", "wording", "wording", "clause", "clause")

LIGHT = Manner(0.03, 0.02, 0.25, 1, 0.0, 0.0, 0.0, 0.05)
USUAL = Manner(0.10, 0.05, 0.45, 2, 0.04, 0.04, 0.05, 0.25)
FREE = Manner(0.20, 0.10, 0.70, 3, 0.08, 0.08, 0.15, 0.40)


def retell(text: Paragraphs, manner: Manner, additions: list[Told], chance: Random) -> Paragraphs:
    """A copy. ``additions`` are sentences of the project that nobody has used; some are taken.

    They belong to the story from then on: a copy of the copy tells them again.
    """
    out: Paragraphs = []
    for paragraph in text:
        told = [
            _edited(sentence, manner, chance)
            for sentence in paragraph
            if chance.random() >= manner.left_out
        ]
        told = _swapped(_merged(told, manner, chance), manner, chance)
        if told and additions and chance.random() < manner.added * len(told):
            told.insert(chance.randint(0, len(told)), additions.pop())
        if told:
            out.append(told)
    return _broken(_moved(out, manner, chance), manner, chance)


def part_of(text: Paragraphs, chance: Random) -> Paragraphs:
    """A run of paragraphs that holds some three fifths of them: the rest is cut."""
    length = max(1, round(0.6 * len(text)))
    start = chance.randint(0, len(text) - length)
    return text[start : start + length]


def repeated(text: Paragraphs, chance: Random) -> Paragraphs:
    """One paragraph stands twice, as a box that is printed beside the text."""
    chosen = chance.choice([paragraph for paragraph in text if len(paragraph) > 1] or text)
    return [*text, list(chosen)]


def _edited(told: Told, manner: Manner, chance: Random) -> Told:
    if chance.random() < manner.edited:
        for _ in range(chance.randint(1, manner.most_edits)):
            told = edit(told, chance.choice(_DRAWN), chance)
    return told


def _merged(sentences: list[Told], manner: Manner, chance: Random) -> list[Told]:
    """Two sentences become one by a comma at the first one's end."""
    out: list[Told] = []
    for sentence in sentences:
        last = out[-1][-1] if out else None
        joins = last is not None and not last.kind and last.text.endswith("。")
        if joins and last is not None and len(last.text) > 1 and chance.random() < manner.merged:
            before = Segment(last.origin, last.start, last.end - 1, last.text[:-1])
            comma = Segment(last.origin, last.end - 1, last.end, "，", "punctuation")
            out[-1] = (*out[-1][:-1], before, comma, *sentence)
        else:
            out.append(sentence)
    return out


def _swapped(sentences: list[Told], manner: Manner, chance: Random) -> list[Told]:
    out = list(sentences)
    for n in range(len(out) - 1):
        if chance.random() < manner.swapped:
            out[n], out[n + 1] = out[n + 1], out[n]
    return out


def _moved(text: Paragraphs, manner: Manner, chance: Random) -> Paragraphs:
    out = list(text)
    for _ in range(len(text)):
        if chance.random() < manner.moved:
            paragraph = out.pop(chance.randrange(len(out)))
            out.insert(chance.randint(0, len(out)), paragraph)
    return out


def _broken(text: Paragraphs, manner: Manner, chance: Random) -> Paragraphs:
    """Other paragraph breaks."""
    out: Paragraphs = []
    for paragraph in text:
        if out and chance.random() < manner.broken:
            out[-1] = [*out[-1], *paragraph]
        elif len(paragraph) > 2 and chance.random() < manner.broken:
            at = chance.randint(1, len(paragraph) - 1)
            out += [paragraph[:at], paragraph[at:]]
        else:
            out.append(paragraph)
    return [paragraph for paragraph in out if any(said(sentence) for sentence in paragraph)]
