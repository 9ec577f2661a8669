"""The apparatus (校勘记): variants and readings → notes at the word, in the formulas of the trade.

A difference of punctuation alone gets no note (orthographic and substantive variants apart). A
reading that differs alike throughout is said once, at its first place, with its count; one that
was corrected throughout is said in the 凡例, and here only where it is first met.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.groups import held_by
from pipeline.compose.quotation import bare, call, figures_in, quotations, quoted, whole
from pipeline.model.article import State
from pipeline.model.passage import VariantKind
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.compose.quotation import Quotation
    from pipeline.compose.templates import Labels
    from pipeline.model.article import Correction
    from pipeline.model.passage import Passage, Placed, Variant

#: From so many places on, one note speaks for all.
_THROUGHOUT = 3


class PlacedNote(NamedTuple):
    """A note and where its call stands: after this many characters of the printed text."""

    at: int
    text: str


class _Difference(NamedTuple):
    """What a source says in place of the printed words; ``again`` where it is the base itself,
    which tells the thing twice.
    """

    printed: str
    source: str
    reading: str
    again: bool = False


class _Told(NamedTuple):
    """A difference, where it stands, and all that its witness says in the passage."""

    difference: _Difference
    quotation: Quotation
    witness: str


class Apparatus:
    """Notes for passages in printed order. What holds throughout is said at its first place."""

    def __init__(
        self,
        passages: Iterable[Passage],
        corrections: Iterable[Correction],
        sigla: Mapping[str, str],
        labels: Labels,
    ) -> None:
        passages = tuple(passages)
        self._sigla = sigla
        self._labels = labels
        self._throughout = [one for one in corrections if one.places and one.state is State.APPLIED]
        self._counts = Counter(
            told.difference
            for passage in passages
            for variant in _noted(passage)
            for told in self._differences(passage, variant)
        )
        told: dict[str, list[str]] = {}
        for passage in passages:
            for witness in passage.witnesses:
                told.setdefault(witness.source, []).append(witness.text)
        self._told = {source: "".join(texts) for source, texts in told.items()}
        self._said: set[_Difference | str] = set()

    def notes(self, passage: Passage) -> list[PlacedNote]:
        """The notes of one passage, in order of their calls."""
        said: dict[int, list[str]] = {}
        answered: set[int] = set()
        variants = _noted(passage)
        for placed in passage.readings:
            beside = [n for n, one in enumerate(variants) if _meet(one, placed)]
            others = [variants[n] for n in beside]
            text = self._reading(passage.text, placed, self._support(passage, others, placed))
            if text:
                start, end = placed.at
                at = call(passage.text, end, text, passage.text[start:end])
                said.setdefault(at, []).append(text)
            if placed.correction.state is State.APPLIED:
                answered.update(beside)
            else:
                answered.update(n for n in beside if self._support(passage, [variants[n]], placed))
        figures = figures_in(passage.text) if variants else ()
        for n, variant in enumerate(variants):
            if n not in answered:
                for note in self._variant(passage, variant, figures):
                    said.setdefault(note.at, []).append(note.text)
        return [PlacedNote(at, "".join(texts)) for at, texts in sorted(said.items())]

    def reading_notes(self, text: str, readings: Sequence[Placed]) -> list[PlacedNote]:
        """The notes of words that no other source tells: of a caption."""
        found = ((placed.at, self._reading(text, placed, ())) for placed in readings)
        return [
            PlacedNote(call(text, at.end, note, text[at.start : at.end]), note)
            for at, note in found
            if note
        ]

    def _reading(self, text: str, placed: Placed, support: Sequence[str]) -> str:
        """The note of one reading; ``support`` are the sigla that read as it proposes."""
        one = placed.correction
        if one.places:
            if one.id in self._said:
                return ""
            self._said.add(one.id)
        now = quoted(text[placed.at.start : placed.at.end])
        before = quoted("".join(one.before.split()))
        values = {
            "now": now,
            "before": before,
            "after": quoted(one.after or ""),
            "sigla": "、".join(support),
            "siglum": self._sigla[one.source],
            "count": one.count,
        }
        made = one.state is State.APPLIED
        formula = _made(one, support) if made else doubted(one, support, self._labels)
        return self._labels.note(formula, **values)

    def _support(
        self, passage: Passage, variants: Sequence[Variant], placed: Placed
    ) -> tuple[str, ...]:
        """The sigla of witnesses whose words there are what a reading proposes or prints."""
        after = placed.correction.after
        if after is None:
            return ()
        sources = {witness.key: witness.source for witness in passage.witnesses}
        own = passage.base.source
        out = []
        for variant in variants:
            low, high = variant.at
            start, end = placed.at
            made = placed.correction.state is State.APPLIED
            wanted = passage.text[low:high]
            if not made and low <= start and end <= high:
                wanted = passage.text[low:start] + after + passage.text[end:high]
            out += [
                self._sigla[sources[key]]
                for key, reading in variant.readings
                if reading == wanted and sources[key] != own
            ]
        return tuple(dict.fromkeys(out))

    def _variant(
        self, passage: Passage, variant: Variant, figures: Sequence[Span]
    ) -> list[PlacedNote]:
        """One formula for all witnesses that read alike. A clause that a source has elsewhere, be
        it in other words, it doesn't lack; nor is it news that the base says it twice, once with
        less.
        """
        alike: dict[tuple[Quotation, bool], list[_Difference]] = {}
        for one, quotation, witness in self._differences(passage, variant):
            if one.reading or not (one.again or self._has_elsewhere(variant, one)):
                said = whole(quotation, passage.text, figures, witness)
                alike.setdefault((said, one.again), []).append(one)
        found = (
            (quotation, self._formula(quotation, differences))
            for (quotation, _), differences in alike.items()
        )
        return [
            PlacedNote(call(passage.text, quotation.end, note, quotation.printed), note)
            for quotation, note in found
            if note
        ]

    def _has_elsewhere(self, variant: Variant, one: _Difference) -> bool:
        return variant.kind is VariantKind.CLAUSE and held_by(one.printed, self._told[one.source])

    def _formula(self, quotation: Quotation, alike: Sequence[_Difference]) -> str:
        difference = alike[0]
        base, reading = quoted(bare(quotation.printed)), quoted(bare(quotation.reading))
        siglum = "、".join(dict.fromkeys(self._sigla[one.source] for one in alike))
        if difference.again:
            siglum = self._labels.note("elsewhere", siglum=siglum)
        if not reading:
            return self._labels.note("omits", base=base, siglum=siglum)
        if not base:
            name = "adds" if quotation.end else "adds_at_start"
            return self._labels.note(name, siglum=siglum, reading=reading)
        count = min(self._counts[one] for one in alike)
        if count < _THROUGHOUT:
            return self._labels.note("differs", base=base, siglum=siglum, reading=reading)
        if self._said.issuperset(alike):
            return ""
        self._said.update(alike)
        base, reading = quoted(bare(difference.printed)), quoted(bare(difference.reading))
        return self._labels.note(
            "throughout", base=base, siglum=siglum, reading=reading, count=count
        )

    def _differences(self, passage: Passage, variant: Variant) -> Iterator[_Told]:
        """What each witness says in place of the printed words; nothing where only marks differ,
        or where it says the same once what is wrong throughout it is corrected.
        """
        if variant.kind is VariantKind.PUNCTUATION:
            return
        witnesses = {witness.key: witness for witness in passage.witnesses}
        for key, reading in variant.readings:
            witness = witnesses[key]
            if key == passage.base.key:
                continue
            theirs = self._corrected(witness.source, reading)
            for one in quotations(passage.text, variant.at, theirs):
                again = witness.source == passage.base.source
                difference = _Difference(one.printed, witness.source, one.reading, again)
                yield _Told(difference, one, self._corrected(witness.source, witness.text))

    def _corrected(self, source: str, words: str) -> str:
        for one in self._throughout:
            if one.source == source:
                words = words.replace(one.before, one.after or "")
        return words


def _noted(passage: Passage) -> list[Variant]:
    """The variants of a passage, those of a figure and of the unit behind it as one."""
    out: list[Variant] = []
    for variant in passage.variants:
        last = out[-1] if out else None
        if (
            last
            and last.kind is VariantKind.FIGURE
            and last.at.start < last.at.end == variant.at.start < variant.at.end
        ):
            readings = zip(last.readings, variant.readings, strict=True)
            both = tuple((key, said + unit) for (key, said), (_, unit) in readings)
            at = Span(last.at.start, variant.at.end)
            out[-1] = replace(last, at=at, readings=both)
        else:
            out.append(variant)
    return out


def _meet(variant: Variant, placed: Placed) -> bool:
    """A variant and a reading that touch the same characters."""
    low, high = variant.at
    start, end = placed.at
    return (low < end and start < high) or (low, high) == (start, end)


def _made(one: Correction, support: Sequence[str]) -> str:
    """The formula for a reading that was made."""
    if one.places:
        return "made_throughout"
    if one.settled_by:
        return "made_by_editor" if one.after else "struck_by_editor"
    if not one.after:
        return "struck"
    return "made_by_witness" if support else "made_by_reason"


def doubted(one: Correction, support: Sequence[str], labels: Labels) -> str:
    """The formula for a reading that is only doubted."""
    if one.after is None:
        own = f"doubt.{one.rule}"
        return own if labels.has_note(own) else "doubtful"
    if not one.after:
        return "surplus"
    return "doubtful_witnessed" if support else "doubtful_proposed"
