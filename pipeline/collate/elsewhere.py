"""What other sources say against a doubt: the word stands with them too, where they tell another
thing (他校).

Language alone knows no small places, no names of firms: 沅阳 reads like 沈阳. That a copy has the
same word in the same sentence says nothing; that another source has it in a sentence of its own,
and what is proposed stands nowhere, says that it is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.article import Evidence, Ground, Kind, State
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.readings.grounds import new_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipeline.model.article import Correction
    from pipeline.model.passage import Sentence

#: So many characters of the source on either side hold the word, lines joined.
_AROUND = 12

_NOT_HAN = re.compile(f"[^{HAN}]")


def with_the_others(
    corrections: Iterable[Correction],
    sentences: Sequence[Sentence],
    gathered: Iterable[Sequence[int]],
    texts: Mapping[str, str],
) -> list[Correction]:
    """All corrections; rejected are those doubts of language alone that other sources contradict.

    ``gathered`` are the places of ``sentences`` that tell one thing, ``texts`` the sources' own.
    """
    corrections = list(corrections)
    words = {
        one.id: found
        for one in corrections
        if one.kind is Kind.READING
        if one.state is State.FLAGGED
        if [ground.kind for ground in one.evidence] == [Evidence.REASON]
        if (found := _words(one, texts[one.source]))
    }
    told = {place: n for n, places in enumerate(gathered) for place in places}
    said = _said(sentences, {word for pair in words.values() for word in pair})
    return [
        _contradicted(one, others)
        if (pair := words.get(one.id))
        and not said[pair[1]]
        and (others := _others(one, said[pair[0]], sentences, told))
        else one
        for one in corrections
    ]


def _words(one: Correction, text: str) -> tuple[str, str] | None:
    """What stands there and is no word, and the word that is proposed."""
    if not one.after or one.places or _NOT_HAN.search(one.before + one.after):
        return None
    left = "".join(text[max(0, one.span.start - _AROUND) : one.span.start].split())
    right = "".join(text[one.span.end : one.span.end + _AROUND].split())
    left, right = _NOT_HAN.split(left)[-1], _NOT_HAN.split(right)[0]
    word, no_word = new_word(left, one.before, one.after, right)
    return (no_word, word) if word else None


def _said(sentences: Sequence[Sentence], words: Collection[str]) -> dict[str, list[int]]:
    """Where the words stand, by the places of sentences; one pass over the text."""
    out: dict[str, list[int]] = {word: [] for word in words}
    by_start: dict[str, list[str]] = defaultdict(list)
    for word in words:
        by_start[word[:2]].append(word)
    for place, sentence in enumerate(sentences if words else ()):
        text = sentence.text
        for start in {text[i : i + 2] for i in range(len(text) - 1)} & by_start.keys():
            for word in by_start[start]:
                if word in text:
                    out[word].append(place)
    return out


def _others(
    one: Correction,
    places: Iterable[int],
    sentences: Sequence[Sentence],
    told: Mapping[int, int],
) -> tuple[str, ...]:
    """The other sources that say it where they tell another thing."""
    own = {
        told[place]
        for place in places
        if sentences[place].source == one.source
        if any(span.start <= one.span.start < span.end for span in sentences[place].spans)
    }
    names = (
        sentences[place].source
        for place in places
        if sentences[place].source != one.source and told[place] not in own
    )
    return tuple(dict.fromkeys(names))


def _contradicted(one: Correction, others: tuple[str, ...]) -> Correction:
    return replace(
        one,
        state=State.REJECTED,
        evidence=(*one.evidence, Ground(Evidence.OUTSIDE, others)),
        reason=f"{one.reason}; but {'、'.join(others)} says so too, of another thing",
    )
