"""The apparatus (校勘记): variants and readings → notes at the word, in the formulas of the trade.

A difference of punctuation alone gets no note (orthographic and substantive variants apart). A
reading that differs alike throughout is said once, at its first place, with its count; one that
was corrected throughout is said in the 凡例, and here only where it is first met.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.alignment import changes_of
from pipeline.collate.groups import held_by
from pipeline.collate.letters import letters_of
from pipeline.model.article import State
from pipeline.model.passage import VariantKind
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.compose.templates import Labels
    from pipeline.model.article import Correction
    from pipeline.model.passage import Passage, Placed, Variant

#: A longer reading is quoted by its first and last characters.
_WHOLE, _ENDS = 24, 8

#: Inside quotes of ours those of the text are single ones (GB/T 15834—2011).
INNER_QUOTES = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": "\N{LEFT SINGLE QUOTATION MARK}",
        "\N{RIGHT DOUBLE QUOTATION MARK}": "\N{RIGHT SINGLE QUOTATION MARK}",
    }
)

#: Marks at the ends of a reading, which are no part of what differs in it.
_STOPS = "，。、；：！？"

#: What a figure goes on with, and units that aren't words; a unit of words is as long at most, and
#: so far at most is a call moved.
_REST_OF_FIGURE = re.compile(r"[0-9.,]*")
_SIGN = re.compile(r"[%％‰℃℉°′″㎡㎥²³/A-Za-zµμ]+")
_LONGEST_UNIT, _FARTHEST = 6, 16

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
    """A difference and where its words end in the printed text, in characters."""

    end: int
    difference: _Difference


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
            for variant in passage.variants
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
        for placed in passage.readings:
            beside = [n for n, one in enumerate(passage.variants) if _meet(one, placed)]
            others = [passage.variants[n] for n in beside]
            text = self._reading(passage.text, placed, self._support(passage, others, placed))
            if text:
                start, end = placed.at
                at = _call(passage.text, end, text, passage.text[start:end])
                said.setdefault(at, []).append(text)
            if placed.correction.state is State.APPLIED:
                answered.update(beside)
            else:
                answered.update(
                    n for n in beside if self._support(passage, [passage.variants[n]], placed)
                )
        for n, variant in enumerate(passage.variants):
            if n not in answered:
                for note in self._variant(passage, variant):
                    said.setdefault(note.at, []).append(note.text)
        return [PlacedNote(at, "".join(texts)) for at, texts in sorted(said.items())]

    def reading_notes(self, text: str, readings: Sequence[Placed]) -> list[PlacedNote]:
        """The notes of words that no other source tells: of a caption."""
        found = ((placed.at, self._reading(text, placed, ())) for placed in readings)
        return [
            PlacedNote(_call(text, at.end, note, text[at.start : at.end]), note)
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
        now = _quoted(text[placed.at.start : placed.at.end])
        before = _quoted("".join(one.before.split()))
        values = {
            "now": now,
            "before": before,
            "after": _quoted(one.after or ""),
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

    def _variant(self, passage: Passage, variant: Variant) -> list[PlacedNote]:
        """One formula for all witnesses that read alike. A clause that a source has elsewhere, be
        it in other words, it doesn't lack; nor is it news that the base says it twice, once with
        less.
        """
        alike: dict[tuple[int, str, str, bool], list[_Difference]] = {}
        for end, one in self._differences(passage, variant):
            if one.reading or not (one.again or self._has_elsewhere(variant, one)):
                same = (end, one.printed, one.reading, one.again)
                alike.setdefault(same, []).append(one)
        found = (
            (end, printed, self._formula(differences, at_start=end == 0))
            for (end, printed, *_), differences in alike.items()
        )
        return [
            PlacedNote(_call(passage.text, end, note, printed), note)
            for end, printed, note in found
            if note
        ]

    def _has_elsewhere(self, variant: Variant, one: _Difference) -> bool:
        return variant.kind is VariantKind.CLAUSE and held_by(one.printed, self._told[one.source])

    def _formula(self, alike: Sequence[_Difference], *, at_start: bool) -> str:
        difference = alike[0]
        base, reading = (
            _quoted(words.strip(_STOPS) or words)
            for words in (difference.printed, difference.reading)
        )
        siglum = "、".join(dict.fromkeys(self._sigla[one.source] for one in alike))
        if difference.again:
            siglum = self._labels.note("elsewhere", siglum=siglum)
        if not reading:
            return self._labels.note("omits", base=base, siglum=siglum)
        if not base:
            name = "adds_at_start" if at_start else "adds"
            return self._labels.note(name, siglum=siglum, reading=reading)
        count = min(self._counts[one] for one in alike)
        if count < _THROUGHOUT:
            return self._labels.note("differs", base=base, siglum=siglum, reading=reading)
        if self._said.issuperset(alike):
            return ""
        self._said.update(alike)
        return self._labels.note(
            "throughout", base=base, siglum=siglum, reading=reading, count=count
        )

    def _differences(self, passage: Passage, variant: Variant) -> Iterator[_Told]:
        """What each witness says in place of the printed words; nothing where only marks differ,
        or where it says the same once what is wrong throughout it is corrected.
        """
        if variant.kind is VariantKind.PUNCTUATION:
            return
        printed = passage.text[variant.at.start : variant.at.end]
        sources = {witness.key: witness.source for witness in passage.witnesses}
        for key, reading in variant.readings:
            source = sources[key]
            if reading == printed or key == passage.base.key:
                continue
            corrected = reading
            for one in self._throughout:
                if one.source == source:
                    corrected = corrected.replace(one.before, one.after or "")
            if corrected != printed:
                again = source == passage.base.source
                for end, ours, theirs in _parts(printed, corrected):
                    yield _Told(variant.at.start + end, _Difference(ours, source, theirs, again))


def _parts(printed: str, reading: str) -> Iterator[tuple[int, str, str]]:
    """Where a reading differs from what is printed: the end, the words, what it has for them.

    That is the whole of a variant, unless both are too long to be quoted whole: another witness
    may lack a clause of which this one has another word, and the two are one variant. Quoted by
    their ends, both would look alike.

    >>> list(_parts("矿业", "铋业"))
    [(2, '矿业', '铋业')]
    >>> rest = "捐赠的款物共计六千八百万元，已经全部到账"
    >>> list(_parts(f"，对口支援的南浦市{rest}，", f"，对口支援的南埔市{rest}；"))
    [(8, '南浦', '南埔')]
    """
    if min(len(printed), len(reading)) <= _WHOLE:
        yield len(printed), printed, reading
        return
    for one in changes_of(printed, reading):
        ours = printed[one.start : one.end]
        theirs = reading[one.other_start : one.other_end]
        if letters_of(ours) != letters_of(theirs):
            yield one.end, ours, theirs


def _call(text: str, at: int, note: str, words: str) -> int:
    """Where the call of a note on ``words`` stands, which end after ``at`` characters. A note that
    quotes them may stand further on; one that says 此处 or 此下 means its place.

    >>> _call("企业7家", 3, "“7”，2作“9”。", "7"), _call("企业7家", 2, "此下2有“约”。", "")
    (4, 2)
    """
    quoted = _quoted(words.strip(_STOPS) or words)
    return clear_of_figures(text, at) if quoted and quoted in note else at


def clear_of_figures(text: str, at: int) -> int:
    """Where a call stands that is due after ``at`` characters: behind the unit of a figure that it
    would touch, for 7⁸家 is read as a power and copied as 78家.

    >>> [clear_of_figures("企业7家，产值48.6亿元", at) for at in (3, 5, 7, 11)]
    [4, 5, 13, 13]
    >>> clear_of_figures("占3.5%。", 4), clear_of_figures("7月1日，长8,460m，", 11)
    (5, 12)
    >>> clear_of_figures("一九四九年", 2), clear_of_figures("编号2023", 6)
    (2, 6)
    """
    place = at
    while text[place - 1 : place].isdecimal() or text[place : place + 1].isdecimal():
        figure = _REST_OF_FIGURE.match(text, place)
        place = figure.end() if figure else place
        unit = _SIGN.match(text, place)
        if unit:
            place = unit.end()
        elif is_han(text[place : place + 1]):
            place += len(dictionary.cut(text[place : place + _LONGEST_UNIT], hmm=False)[0])
        else:
            return at  # no unit follows: it would only touch the figure on its other side
        if place - at > _FARTHEST:
            return at
    return place


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


def _quoted(reading: str) -> str:
    """A reading as a note quotes it: inner quotes single, a long one by its ends.

    >>> _quoted("以“实践之答”回应")
    '以‘实践之答’回应'
    >>> _quoted("我市以高起点规划、特色发展、创新驱动、项目支撑、环境优化为基本原则，")
    '我市以高起点规划……优化为基本原则，'
    """
    inner = reading.translate(INNER_QUOTES)
    if len(inner) <= _WHOLE:
        return inner
    return f"{inner[:_ENDS]}\N{HORIZONTAL ELLIPSIS}\N{HORIZONTAL ELLIPSIS}{inner[-_ENDS:]}"
