"""Figures (数据): every counted number of the sources, with the words it stands among.

Only what is printed: no sum, no conversion, no date resolved. Traditional characters are read as
simplified ones to be recognised; what is given is as it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.figures.metric import metric, period
from pipeline.compose.figures.numbers import Number, numbers
from pipeline.model.figure import Figure
from pipeline.normalise.gazetteer import mentions
from pipeline.normalise.ledger import digest
from pipeline.normalise.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.article import Article
    from pipeline.model.passage import Passage, Sentence

_WHOSE = re.compile("[全该我本][省市县区镇乡村州旗国]|我国|全国")
_FIRM = re.compile("[\u4e00-\u9fff（）()]{2,16}?(?:有限公司|集团|研究院|大学|学院|医院)")
_EACH = "分别"
_ITEMS = re.compile("[、和与及]|以及")
_CLAUSE_ENDS = re.compile("[，。；：！？（）]")
_SENTENCE_ENDS = re.compile("[。；！？]")


class Words(NamedTuple):
    """Whose a number is, or what it is a share or growth of; and what it counts."""

    subject: str
    metric: str


def figures(articles: Sequence[Article], passages: Sequence[Passage]) -> tuple[Figure, ...]:
    """The figures of all sentences, printed or collated, in source order."""
    order = {article.source.name: n for n, article in enumerate(articles)}
    sentences = sorted(
        (one for passage in passages for witness in passage.witnesses for one in witness.sentences),
        key=lambda one: (order[one.source], one.spans),
    )
    sources = {article.source.name: article.source for article in articles}
    seen: Counter[tuple[str, ...]] = Counter()
    out = []
    for sentence in sentences:
        for number, words, when in told(sentence.text):
            key = (sentence.source, sentence.text, number.value, number.unit, words.metric)
            seen[key] += 1
            out.append(
                Figure(
                    id=f"f-{digest(*key, str(seen[key]))}",
                    source=sentence.source,
                    line=sources[sentence.source].line_at(_offset(sentence, number.start)),
                    sentence=sentence.text,
                    subject=words.subject,
                    metric=words.metric,
                    value=number.value,
                    unit=number.unit,
                    qualifier=number.qualifier,
                    period=when,
                    from_value=number.from_value,
                )
            )
    return tuple(out)


def _offset(sentence: Sentence, at: int) -> int:
    """Where in the source a character of the sentence stands, near enough for its line."""
    length = max(1, sum(span.end - span.start for span in sentence.spans))
    wanted = at * length // max(1, len(sentence.text))
    for span in sentence.spans:
        if wanted < span.end - span.start:
            return span.start + wanted
        wanted -= span.end - span.start
    return sentence.spans[-1].end - 1


def told(printed: str) -> Iterator[tuple[Number, Words, str]]:
    """Each number of a sentence with its words and its time, all as they are printed."""
    text = simplified(printed)
    found = list(numbers(text, printed))
    each = dict(_each_its_own(text, found))
    last = ""
    for n, number in enumerate(found):
        opens = number.change if number.change >= 0 else number.opens
        said = metric(text, opens)
        if n in each:
            words = each[n]
        elif said.relative:
            words = Words(last, said.words)
        else:
            words = Words(_whose(text, said.words, number.start), said.words)
            last = said.words
        yield number, _as_printed(words, text, printed), period(text, number.start)


def _as_printed(words: Words, text: str, printed: str) -> Words:
    if text == printed:
        return words
    return Words(*(_back(one, text, printed) for one in words))


def _back(words: str, text: str, printed: str) -> str:
    at = text.find(words) if words else -1
    return words if at < 0 else printed[at : at + len(words)]


def _whose(text: str, words: str, at: int) -> str:
    """Whom a number is told of: in its own words, or else the last one named before it."""
    found = _WHOSE.match(words)
    if found:
        return found[0]
    named = [one.name for one in mentions(text[:at]) if one.full]
    firms = _FIRM.findall(text[:at])
    own = [one.group() for one in _WHOSE.finditer(text[:at])]
    for candidates in (firms, named, own):
        if candidates:
            return candidates[-1]
    return ""


def _each_its_own(text: str, found: Sequence[Number]) -> Iterator[tuple[int, Words]]:
    """A、B分别为x、y: the first number is A's, the second B's.

    >>> text = "财政、收费分别占71.5%、18.2%。"
    >>> list(_each_its_own(text, list(numbers(text))))  # doctest: +NORMALIZE_WHITESPACE
    [(0, Words(subject='财政', metric='占')), (1, Words(subject='收费', metric='占'))]
    """
    for each in re.finditer(_EACH, text):
        marks = [one.end() for one in _CLAUSE_ENDS.finditer(text, 0, each.start())]
        items = [one for one in _ITEMS.split(text[marks[-1] if marks else 0 : each.start()]) if one]
        stop = _SENTENCE_ENDS.search(text, each.end())
        end = stop.start() if stop else len(text)
        inside = [n for n, one in enumerate(found) if each.end() <= one.start < end]
        inside = inside[: len(items)]
        if len(items) < 2 or len(inside) < len(items):
            continue
        between = text[each.end() : found[inside[0]].opens].strip("的为是达到")
        for item, n in zip(items, inside, strict=True):
            yield n, Words(item, between) if between else Words("", item)
