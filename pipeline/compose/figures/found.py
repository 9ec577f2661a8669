"""Figures (数据): every counted number of the sources, with the words it stands among.

Only what is printed: no sum, no conversion, no date resolved. Traditional characters are read as
simplified ones to be recognised; what is given is as it stands.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.figures.numbers import Number, numbers
from pipeline.compose.figures.reading import Reading
from pipeline.compose.figures.runs import runs
from pipeline.compose.figures.whose import named
from pipeline.compose.names.tokens import full_places
from pipeline.model.figure import Figure
from pipeline.model.ids import digest
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.compose.names.words import NameWords
    from pipeline.model.article import Article
    from pipeline.model.passage import Passage, Sentence


class Words(NamedTuple):
    """Whose a number is, what it counts, and when: words of the sentence, "" where it doesn't
    say. Where it stands to what was counted before (its growth, its share, a part of it), what it
    counts is both, one run after the other.
    """

    subject: str
    metric: str
    period: str


def figures(
    articles: Sequence[Article], passages: Sequence[Passage], words: NameWords | None = None
) -> tuple[Figure, ...]:
    """The figures of all sentences, printed or collated, in source order."""
    order = {article.source.name: n for n, article in enumerate(articles)}
    sentences = sorted(
        (one for passage in passages for witness in passage.witnesses for one in witness.sentences),
        key=lambda one: (order[one.source], one.spans),
    )
    sources = {article.source.name: article.source for article in articles}
    shorts = known_places([one.text for one in sentences])
    seen: Counter[tuple[str, ...]] = Counter()
    out = []
    for sentence in sentences:
        source = sources[sentence.source]
        letters = None
        for number, said in told(sentence.text, words, shorts):
            letters = letters or _letters(sentence, source.text)
            key = (sentence.source, sentence.text, number.value, number.unit, said.metric)
            seen[key] += 1
            out.append(
                Figure(
                    id=f"f-{digest(*key, str(seen[key]))}",
                    source=sentence.source,
                    line=source.line_at(_offset(sentence, number, letters)),
                    sentence=sentence.text,
                    subject=said.subject,
                    metric=said.metric,
                    value=number.value,
                    unit=number.unit,
                    qualifier=number.qualifier,
                    period=said.period,
                    from_value=number.from_value,
                )
            )
    return tuple(out)


def known_places(texts: Sequence[str]) -> frozenset[str]:
    """The short forms of the places that some texts name in full."""
    return frozenset(short for text in texts for short in full_places(simplified(text)))


class _Letters(NamedTuple):
    """What a sentence's source says without blanks, and where each character of it stands."""

    text: str
    places: tuple[int, ...]


def _letters(sentence: Sentence, source: str) -> _Letters:
    said = [
        (unicodedata.normalize("NFKC", source[at])[:1], at)
        for span in sentence.spans
        for at in range(span.start, span.end)
        if not source[at].isspace()
    ]
    return _Letters("".join(letter for letter, _ in said), tuple(at for _, at in said))


def _offset(sentence: Sentence, number: Number, letters: _Letters) -> int:
    """Where in the source a number of the sentence stands: as the same one of the numbers that
    read alike; near enough for its line where corrections have changed them.
    """
    raw, places = letters
    before = "".join(sentence.text[: number.start].split()).count(number.value)
    found = -1
    for _ in range(before + 1):
        found = raw.find(number.value, found + 1)
        if found < 0:
            wanted = number.start * len(places) // max(1, len(sentence.text))
            return places[min(wanted, len(places) - 1)] if places else sentence.spans[0].start
    return places[found]


def told(
    printed: str, words: NameWords | None = None, shorts: AbstractSet[str] = frozenset()
) -> Iterator[tuple[Number, Words]]:
    """Each number of a sentence with its words, all as they are printed. ``shorts`` are short
    forms of places that are known to be meant: 山阳 for 山阳县.

    >>> [(n.value, w.metric) for n, w in told("全县茶叶产量1.2万吨，同比增长8%，占全省的3%。")]
    [('1.2', '茶叶产量'), ('8', '茶叶产量同比增长'), ('3', '茶叶产量占全省')]
    """
    text = simplified(printed)
    found = list(numbers(text, printed))
    if not found:
        return
    reading = Reading(text, found, named(text, words, shorts))
    for n in range(len(found)):
        said = (runs(one, text) or () for one in reading.words(n))
        back = ("".join(printed[low:high] for low, high in one) for one in said)
        yield reading.number(n, printed), Words(*back)
