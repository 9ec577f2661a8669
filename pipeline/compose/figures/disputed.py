"""What witnesses of a passage dispute beside the numbers that count something: a date, an hour, the
number of an article, a grade.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.amounts import same_amounts
from pipeline.collate.origins import Origins
from pipeline.compose import clauses
from pipeline.compose.figures.conflicts import figures_told
from pipeline.compose.figures.differing import figures_differing
from pipeline.model.figure import Conflict, Figure
from pipeline.model.ids import digest
from pipeline.model.source import Span
from pipeline.normalise.language.characters import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.article import Article
    from pipeline.model.passage import Passage, Sentence, Variant, Witness
    from pipeline.model.source import Source

DATE = "witnesses of one passage give two dates"
NUMBER = "witnesses of one passage give two numbers"

_DATE = re.compile(
    r"(?:(?:[0-9]{4}|[一二][〇零一二三四五六七八九]{3})年)?[0-9]{1,2}月"
    r"(?:[0-9]{1,2}[日号]|[上中下]旬|[初中底末])?[前后]?"
    r"|(?:[0-9]{4}|[一二][〇零一二三四五六七八九]{3})年[初中底末]?[前后]?"
)
_NUMERALS = "0-9〇零一二两三四五六七八九十百千万萬亿億.,：:%％‰"
_NUMERAL = re.compile(f"[{_NUMERALS}]+")
_BEFORE = re.compile(f"[{_NUMERALS}]*$")
#: Without this a number says nothing: 8时.
_COUNTED_BY = frozenset("时時点點")
#: By so many characters beside it a number is known from others of the same text.
_BESIDE = 4


class Place(NamedTuple):
    """Where a sentence of a witness has a number."""

    sentence: Sentence
    start: int
    value: str


def disputed(
    articles: Sequence[Article], passages: Sequence[Passage], found: Sequence[Figure]
) -> tuple[tuple[Figure, ...], tuple[Conflict, ...]]:
    """The dates and numbers on which the witnesses of a passage differ and that are none of the
    figures ``found``, as figures without a unit; and the conflicts between them.
    """
    sources = {article.source.name: article.source for article in articles}
    origins = Origins(articles)
    counted = {(passage.id, variant.at) for passage, variant, _ in figures_told(passages, found)}
    figures: dict[str, Figure] = {}
    conflicts: dict[tuple[str, ...], Conflict] = {}
    for passage in passages:
        for variant in figures_differing(passage):
            if (passage.id, variant.at) in counted:
                continue
            run = _run(passage.text, variant.at)
            told = [
                figure_at(place, origins, sources[place.sentence.source])
                for place in _places(passage, variant, run)
            ]
            if len({one.value for one in told}) > 1:
                figures.update((one.id, one) for one in told)
                ids = tuple(dict.fromkeys(one.id for one in told))
                dated = _DATE.fullmatch(told[0].value) is not None
                conflicts.setdefault(ids, Conflict(ids, DATE if dated else NUMBER))
    return tuple(figures.values()), tuple(conflicts.values())


def _run(text: str, at: Span) -> Span:
    """The date or the numerals of which a variant is a part.

    >>> text = "自2015年3月起，17：00停止，二级响应，8时解除，几小时"
    >>> [text[slice(*_run(text, Span(n, n + 1)))] for n in (6, 10, 18, 23, 29)]
    ['2015年3月', '17：00', '二级', '8时', '小']
    >>> _run("河口镇　12", Span(6, 6))  # where another witness has a cell more
    Span(start=4, end=6)
    """
    for found in _DATE.finditer(text):
        if found.start() <= at.start < found.end() and at.end <= found.end():
            return Span(*found.span())
    before, behind = _BEFORE.search(text, 0, at.start), _NUMERAL.match(text, at.end)
    start = before.start() if before else at.start
    end = behind.end() if behind else at.end
    of_words = is_han(text[start : start + 1])
    counted = _NUMERAL.fullmatch(text[end - 1 : end]) is not None
    behind_it = text[end : end + 1]
    unit = behind_it in _COUNTED_BY or (of_words and is_han(behind_it))
    return Span(start, end + (counted and unit))


def _places(passage: Passage, variant: Variant, run: Span) -> Iterator[Place]:
    """The number that each witness gives where they differ in a part of it, and in no more."""
    low, high = variant.at
    text = passage.text
    readings = dict(variant.readings)
    apart = {_NUMERAL.sub("", reading) for reading in readings.values() if reading}
    if len(apart) > 1 or not all(map(_NUMERAL.search, filter(None, readings.values()))):
        return
    for witness in passage.witnesses:
        reading = readings.get(witness.key, "")
        if reading and not same_amounts(text[low:high], reading, text[:low], text[high:]):
            value = text[run.start : low] + reading + text[high : run.end]
            place = _standing(witness, text[: run.start], value, text[run.end :])
            if place:
                yield place


def _standing(witness: Witness, before: str, value: str, behind: str) -> Place | None:
    """Where a witness has a number, known by the words beside it."""
    for left, right in ((_BESIDE, _BESIDE), (0, _BESIDE), (_BESIDE, 0)):
        head = before[len(before) - left :]
        for sentence in witness.sentences:
            at = sentence.text.find(head + value + behind[:right])
            if at >= 0:
                return Place(sentence, at + len(head), value)
    return None


def figure_at(place: Place, origins: Origins, source: Source) -> Figure:
    """A date or number that counts nothing, as a figure: what stands before it is its metric."""
    sentence, start, value = place
    span = origins.span([sentence], start, start + len(value))
    text = sentence.text
    return Figure(
        id=f"f-{digest('disputed', sentence.source, text, value, str(start))}",
        source=sentence.source,
        line=source.line_at(span.start if span else sentence.spans[0].start),
        sentence=text,
        subject="",
        metric=text[clauses.clause_start(text, start) : start],
        value=value,
        unit="",
        qualifier="",
        period="",
        from_value="",
    )
