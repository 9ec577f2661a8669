"""What recurs and is no repeat: lines of lists, refrains, heads that run into their paragraphs.

A roster has the same telephone under each day, a song its refrain, two lists the same office over
other names, two years' reports the same head （一）读者服务。 Printed once, the others would miss
it there: who is on duty on the third day?
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.collate.letters import letters_of
from pipeline.normalise.forms.shapes import has_number
from pipeline.normalise.language.endings import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.collate.matter import Pair
    from pipeline.model.passage import Sentence

#: A line of a list has no more letters.
_LINE = 32

#: Nor has the numbered head of a paragraph.
_HEAD = 16

#: What a source says twice alike, sentence after sentence, is a repeat (a box that stands twice)
#: where it has so many letters in all; lines of two lists are told alike where so many.
_LEAST_REPEAT, _LEAST_TOLD = 30, 16

_COLONS = ("\N{FULLWIDTH COLON}", ":")

_DAY = re.compile("[0-9]{1,2}月[0-9]{1,2}日")
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")

#: The steps from one pair to the next of those that stand beside it.
Steps = tuple[tuple[int, int], ...]


def told_in_one_form(sentences: Sequence[Sentence]) -> set[tuple[int, int]]:
    """Pairs of sentences of two sources that have the same words and the same day, whatever else
    they count: a bulletin issued day by day says the same words so often that these pair nothing.

    >>> one = "截至7月15日24时，全市累计报告病例37例，死亡3例。"
    >>> other = one.replace("3例", "2例")
    >>> _form(one) == _form(other), _form(one) == _form(other.replace("15日", "13日"))
    (True, False)
    """
    firsts: dict[tuple[str, ...], dict[str, int]] = {}
    for place, sentence in enumerate(sentences):
        form = _form(sentence.text)
        if form:
            firsts.setdefault(form, {}).setdefault(sentence.source, place)
    return {
        (first, other) for first, *others in map(dict.values, firsts.values()) for other in others
    }


def _form(text: str) -> tuple[str, ...]:
    """The words of a sentence and the days it names; nothing where it names none."""
    days = _DAY.findall(text)
    words = letters_of(_FIGURE.sub("", text))
    return (words, *days) if days and len(words) >= _LEAST_TOLD else ()


def without_recurring(
    sentences: Sequence[Sentence], pairs: Iterable[tuple[int, int]], steps: Steps
) -> list[tuple[int, int]]:
    """The pairs less those that recur by the form of a list or a song: lines of one source, few
    short sentences of one, single lines of two, lines of two that announce other things. ``steps``
    lead to what stands beside a pair.
    """
    every = set(pairs)
    found = sorted(pair for pair in every if not _announces_another(sentences, *pair, every))
    kept = []
    for run in _runs(found, steps):
        said = sum(len(letters_of(sentences[one].text)) for one in {one for one, _ in run})
        for pair in run:
            one, other = (sentences[place] for place in pair)
            line = _is_line(one) or _is_line(other)
            if one.source == other.source:
                repeated = said >= _LEAST_REPEAT and not line
            else:
                repeated = said >= _LEAST_TOLD or not line
            if repeated:
                kept.append(pair)
    return kept


def without_heads(sentences: Sequence[Sentence], pairs: Iterable[Pair], steps: Steps) -> list[Pair]:
    """The pairs less the heads of what isn't told alike: the numbered ones of two paragraphs, the
    lines over two tables with other rows.
    """
    found = sorted(pairs)
    told = {place for pair in found for place in pair}
    over = [run for run in _runs(found, steps) if _is_head_of_lists(sentences, run, told)]
    every: set[tuple[int, int]] = set()
    every.update(found)
    every.difference_update(*over)
    on = [(step, far) for step, far in steps if min(step, far) > 0]
    return [
        pair
        for pair in found
        if pair in every
        and (
            not all(_is_head(sentences, place) for place in pair)
            or any((pair.one + step, pair.other + far) in every for step, far in on)
        )
    ]


def _is_head(sentences: Sequence[Sentence], place: int) -> bool:
    head, *rest = sentences[place : place + 2]
    return (
        head.start == 0
        and len(letters_of(head.text)) <= _HEAD
        and has_number(head.text)
        and any((one.source, one.block) == (head.source, head.block) for one in rest)
    )


def _announces_another(
    sentences: Sequence[Sentence], one: int, other: int, pairs: Container[tuple[int, int]]
) -> bool:
    """Whether two lines end in a colon (国内快讯：), and what follows them isn't alike."""
    return (
        all(
            _is_line(sentences[place]) and sentences[place].text.rstrip().endswith(_COLONS)
            for place in (one, other)
        )
        and (one + 1, other + 1) not in pairs
    )


def _is_head_of_lists(
    sentences: Sequence[Sentence], run: Sequence[tuple[int, int]], told: AbstractSet[int]
) -> bool:
    """Whether all that two sources tell alike is lines over more lines that nobody else tells: the
    caption and the head of this week's table, and of the last one's. ``told`` are the places of all
    pairs.

    >>> from pipeline.model.passage import Sentence
    >>> rows = ["表1　收购价", "品种　元/吨", "玉米　2596", "小麦　2968", "大豆　4986", "价平。"]
    >>> told = [(name, row) for name in "甲乙" for row in rows]
    >>> said = [Sentence(name, row, 0, 1, row, (), ()) for name, row in told]
    >>> _is_head_of_lists(said, [(0, 6), (1, 7)], {0, 1, 6, 7})
    True
    >>> _is_head_of_lists(said, [(0, 6), (1, 7)], {0, 1, 3, 4, 6, 7, 9, 10})
    False
    """
    (one, other), (last, far) = run[0], run[-1]
    if sentences[one].source == sentences[other].source:
        return False
    if not all(_is_line(sentences[place]) for pair in run for place in pair):
        return False
    return all(
        sum(line not in told for line in _lines_behind(sentences, place)) > len(run)
        for place in (last, far)
    )


def _lines_behind(sentences: Sequence[Sentence], place: int) -> Iterator[int]:
    """The lines of its source that follow one another behind a line."""
    return takewhile(
        lambda n: sentences[n].source == sentences[place].source and _is_line(sentences[n]),
        range(place + 1, len(sentences)),
    )


def _is_line(sentence: Sentence) -> bool:
    """Short, and without a sentence's end: a row, a field, an item."""
    return not ends_sentence(sentence.text) and len(letters_of(sentence.text)) <= _LINE


def _runs(pairs: Sequence[tuple[int, int]], steps: Steps) -> list[list[tuple[int, int]]]:
    """Pairs put together that stand beside one another.

    >>> _runs([(0, 10), (1, 11), (5, 7)], ((1, 1), (-1, -1)))
    [[(0, 10), (1, 11)], [(5, 7)]]
    """
    waiting = dict.fromkeys(pairs)
    out = []
    for first in pairs:
        if first not in waiting:
            continue
        del waiting[first]
        reached = [first]
        for one, other in reached:  # grows as it is read
            for step, far in steps:
                beside = one + step, other + far
                if beside in waiting:
                    del waiting[beside]
                    reached.append(beside)
        out.append(sorted(reached))
    return out
