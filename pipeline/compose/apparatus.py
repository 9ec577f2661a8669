"""The apparatus (校勘记): variants and readings → notes at the word, in the formulas of the trade.

A difference of punctuation alone gets no note (orthographic and substantive variants apart). A
reading that differs alike throughout is said once, at its first place, with its count; one that
was corrected throughout is said in the 凡例, and here only where it is first met.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.bases import held_by
from pipeline.compose.quotation import Speaker, bare, call, figures_in, quotations, quoted, whole
from pipeline.compose.quotes import inner
from pipeline.model.article import Evidence, State
from pipeline.model.passage import VariantKind
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.compose.quotation import Quotation
    from pipeline.compose.templates import Labels
    from pipeline.model.article import Correction
    from pipeline.model.passage import Passage, Placed, Variant

_WORD = re.compile(r"\w")

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
    """A difference, where it stands, and its witness, who says what is printed in the ``room``
    around it, as far as this variant goes.
    """

    difference: _Difference
    quotation: Quotation
    witness: Speaker
    room: Span


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
            for voices in (self._voices(passage),)
            for variant in _noted(passage)
            for told in self._differences(passage, variant, voices)
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
        around = _Around.of(passage, variants) if variants else None
        voices = self._voices(passage)
        for n, variant in enumerate(variants):
            if n not in answered and around:
                for note in self._variant(passage, variant, around, voices):
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
            **others(one, self._sigla, self._labels),
        }
        made = one.state is State.APPLIED
        formula = _made(one, support) if made else doubted(one, support, self._labels)
        also = self._labels.note("also", **values) if one.places and not made else ""
        return self._labels.note(formula, **values) + also

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
        self, passage: Passage, variant: Variant, around: _Around, voices: Mapping[str, Speaker]
    ) -> list[PlacedNote]:
        """One formula for all witnesses that read alike. What is printed may be quoted by its ends;
        what isn't stands nowhere else, and is quoted whole. A clause that a source has elsewhere,
        be it in other words, it doesn't lack; nor is it news that the base says it twice, once with
        less.
        """
        alike: dict[tuple[Quotation, bool], list[_Difference]] = {}
        room = around.room(variant)
        for one, quotation, witness, own in self._differences(passage, variant, voices):
            if one.reading or not (one.again or self._has_elsewhere(variant, one)):
                both = Span(max(room.start, own.start), min(room.end, own.end))
                said = whole(quotation, passage.text, around.figures, both, witness)
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
        base, reading = quoted(bare(quotation.printed)), inner(bare(quotation.reading))
        # “三要备足物资”，03作“。”: beside words a mark is none.
        if _WORD.search(base) and not _WORD.search(reading):
            reading = ""
        elif _WORD.search(reading) and not _WORD.search(base):
            base = ""
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

    def _differences(
        self, passage: Passage, variant: Variant, voices: Mapping[str, Speaker]
    ) -> Iterator[_Told]:
        """What each witness says in place of the printed words; nothing where only marks differ,
        or where it says the same once what is wrong throughout it is corrected.
        """
        if variant.kind is VariantKind.PUNCTUATION:
            return
        for key, reading in variant.readings:
            witness = voices[key]
            if key == passage.base.key:
                continue
            theirs = self._corrected(witness.source, reading)
            found = list(quotations(passage.text, variant.at, theirs))
            again = witness.source == passage.base.source
            for n, one in enumerate(found):
                low = found[n - 1].end if n else 0
                high = found[n + 1].start if n + 1 < len(found) else len(passage.text)
                difference = _Difference(one.printed, witness.source, one.reading, again)
                yield _Told(difference, one, witness, Span(low, high))

    def _voices(self, passage: Passage) -> dict[str, Speaker]:
        """What the witnesses say, by their keys, once what is wrong throughout is corrected."""
        return {
            one.key: Speaker.of(one.source, self._corrected(one.source, one.text))
            for one in passage.witnesses
        }

    def _corrected(self, source: str, words: str) -> str:
        for one in self._throughout:
            if one.source == source:
                words = words.replace(one.before, one.after or "")
        return words


class _Around(NamedTuple):
    """What stands around a variant: the figures of the passage, and where its text isn't what its
    witnesses say: other variants, readings that were made.
    """

    figures: Sequence[Span]
    differing: Sequence[Span]
    length: int

    @classmethod
    def of(cls, passage: Passage, variants: Sequence[Variant]) -> _Around:
        made = [one.at for one in passage.readings if one.correction.state is State.APPLIED]
        spans = sorted([*(one.at for one in variants), *made])
        return cls(figures_in(passage.text), spans, len(passage.text))

    def room(self, variant: Variant) -> Span:
        """The characters around a variant up to the next that differ."""
        at = bisect_left(self.differing, variant.at)
        before = self.differing[at - 1].end if at else 0
        behind = self.differing[at + 1 : at + 2]
        return Span(before, behind[0].start if behind else self.length)


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


def others(one: Correction, sigla: Mapping[str, str], labels: Labels) -> dict[str, str]:
    """Who has another reading where nothing is proposed, and which, for the formulas."""
    told = [
        labels.note("elsewhere", siglum=sigla[one.source])
        for ground in one.evidence
        if ground.kind is Evidence.WITHIN
    ]
    told += [sigla[name] for ground in one.evidence for name in ground.by if name in sigla]
    return {"others": "、".join(told), "other": quoted("、".join(one.alternatives))}


def doubted(one: Correction, support: Sequence[str], labels: Labels) -> str:
    """The formula for a reading that is only doubted."""
    if one.after is None:
        own = f"doubt.{one.rule}"
        return own if labels.has_note(own) else "doubtful"
    if not one.after:
        return "surplus"
    return "doubtful_witnessed" if support else "doubtful_proposed"
