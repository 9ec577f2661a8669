"""Projects of three to six sources that retell one another, with the truth about each sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.collate.edits import rename
from benchmarks.collate.retell import FREE, LIGHT, USUAL, part_of, repeated, retell
from benchmarks.collate.told import PARALLEL, Segment, own, said, verbatim
from benchmarks.collate.wordlists import lines
from benchmarks.readings.documents import chance_of
from benchmarks.readings.knowledge import counties
from pipeline.collate import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from benchmarks.collate.told import Paragraphs, Told
    from benchmarks.normalise.texts import Text

_SENTENCE = re.compile(r"[^。！？…]*(?:[。！？…]+[”’）》」]*|$)")
#: A place of two characters; 全县 and the like are none.
_PLACE = re.compile("([\u4e00-\u9fff]{2})(?<![全该本我各邻外县市城门])[县市]")
_ENDED = re.compile("[。！？…][”’）》」]*$")
_PROSE = frozenset({"p", "item"})
_PARAGRAPHS = 4
#: Shorter sentences are nobody's.
_LEAST = 6


class Telling(NamedTuple):
    """A sentence of a source: characters [start, end) of its text."""

    source: str
    start: int
    end: int
    told: Told


class Substitution(NamedTuple):
    """A source says ``wrong`` for ``right`` throughout, ``count`` times."""

    source: str
    right: str
    wrong: str
    count: int


@dataclass(frozen=True, slots=True)
class Project:
    """Sources by name, what each of their sentences tells, and the names that are wrong.

    ``story`` holds the sentences that are told, and those that a copy added, by number.
    """

    name: str
    sources: dict[str, str]
    tellings: tuple[Telling, ...]
    story: tuple[str, ...]
    substitutions: tuple[Substitution, ...]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph.

    >>> sentences("他说：“好。”天亮了。")
    ['他说：“好。”', '天亮了。']
    """
    return [found for found in _SENTENCE.findall(text) if found]


def prose(text: Text) -> list[str]:
    """The paragraphs of running text about whose sentences there can be no two opinions: each
    ends in a full stop, and none within brackets. Then they may be put together and parted.
    """
    return [block.text for block in text.blocks if block.word in _PROSE and _whole(block.text)]


def _whole(paragraph: str) -> bool:
    """One more sentence is put behind, to see that the last one ends for certain."""
    longer = paragraph + "天亮了。"
    parts = [longer[start:end] for start, end in split_sentences(longer)]
    return parts == [*sentences(paragraph), "天亮了。"] and all(map(_ENDED.search, parts))


def projects(texts: Sequence[Text], turns: int = 1) -> Iterator[Project]:
    """A project for each text with a story in it, ``turns`` times."""
    fit = [text for text in texts if not text.traditional and len(prose(text)) >= _PARAGRAPHS]
    for turn in range(turns):
        for n, text in enumerate(fit):
            others = [fit[(n + step) % len(fit)] for step in (1, 2, 3)]
            yield project(text, others, turn)


def project(text: Text, others: Sequence[Text], turn: int) -> Project:
    """One project: a story, sources that tell it, and sources that tell other things."""
    chance = chance_of("project", text.name, turn)
    city, wrong = chance.sample(sorted(counties()), 2)
    story, told = _story(text, city, chance)
    additions = [verbatim(n, one) for n, one in enumerate(lines("additions.txt"), len(story))]
    chance.shuffle(additions)
    sources = _tellers(told, additions, chance)
    # The tellings are two to four; the wrong city runs through one, not the first.
    renamed = chance.randrange(1, len(sources))
    sources[renamed] = [[rename(one, city, wrong) for one in p] for p in sources[renamed]]
    if chance.random() < 0.4:
        twice = chance.randrange(len(sources))
        sources[twice] = repeated(sources[twice], chance)
    sources += [_other(other, story, chance) for other in others[: chance.randint(1, 2)]]
    _add_phrases(sources, chance)
    _add_parallels(sources, chance)
    order = list(range(len(sources)))
    chance.shuffle(order)
    names = {n: f"{place:03d}.txt" for place, n in enumerate(order)}
    return _laid_out(
        f"{text.name}#{turn}",
        {names[n]: source for n, source in enumerate(sources)},
        (*story, *lines("additions.txt")),
        (names[renamed], city, wrong),
    )


def _story(text: Text, city: str, chance: Random) -> tuple[tuple[str, ...], Paragraphs]:
    """The sentences of a text, its commonest place being a real city that two sentences more
    speak of.
    """
    plain = prose(text)
    names = Counter(name for paragraph in plain for name in _PLACE.findall(paragraph))
    invented = max(names, key=lambda name: (names[name], name), default="")
    paragraphs = [sentences(p.replace(invented, city) if invented else p) for p in plain]
    for pattern in chance.sample(lines("places.txt"), 3):
        said_of_it = pattern.replace("@", city)
        for county in chance.sample(counties()[city], pattern.count("#")):
            said_of_it = said_of_it.replace("#", county, 1)
        paragraph = chance.choice(paragraphs)
        paragraph.insert(chance.randint(0, len(paragraph)), said_of_it)
    story = tuple(one for paragraph in paragraphs for one in paragraph)
    numbers = iter(range(len(story)))
    return story, [[verbatim(next(numbers), one) for one in p] for p in paragraphs]


def _tellers(told: Paragraphs, additions: list[Told], chance: Random) -> list[Paragraphs]:
    """Two to four sources that tell the story; some are copies of one that is lost."""
    first = retell(told, LIGHT, additions, chance)
    shape = chance.choice(("two", "copies", "copies and one", "chain", "cut"))
    if shape == "two":
        return [first, retell(told, FREE, additions, chance)]
    if shape == "chain":
        second = retell(first, USUAL, additions, chance)
        return [first, second, retell(second, USUAL, additions, chance)]
    if shape == "cut":
        cut = retell(part_of(told, chance), USUAL, additions, chance)
        return [first, cut, retell(part_of(told, chance), FREE, additions, chance)]
    ancestor = retell(told, USUAL, additions, chance)
    copies = [retell(ancestor, manner, additions, chance) for manner in (LIGHT, USUAL)]
    return (
        [*copies, first] if shape == "copies" else [first, *copies, retell(told, FREE, [], chance)]
    )


def _other(text: Text, story: Sequence[str], chance: Random) -> Paragraphs:
    """A source that tells something else, and takes a clause of the story into two sentences."""
    out = [[own(one) for one in sentences(paragraph)] for paragraph in prose(text)]
    fillers = chance.sample(lines("fillers.txt"), 2)
    for n in chance.sample(range(len(story)), min(2, len(story))):
        clauses = [found.span() for found in re.finditer("[^，。；：]{10,30}", story[n])]
        if clauses:
            start, end = chance.choice(clauses)
            kept = Segment(n, start, end, story[n][start:end])
            before, after = fillers.pop() + "，", "，这一点常常被人忘记。"
            taken = (Segment(-1, 0, 0, before, "own"), kept, Segment(-1, 0, 0, after, "own"))
            chance.choice(out).append(taken)
    return out


def _add_phrases(sources: list[Paragraphs], chance: Random) -> None:
    """Sentences that begin with a set phrase and end each in its own way, in every source."""
    fillers = list(lines("fillers.txt"))
    chance.shuffle(fillers)
    phrases = chance.sample(lines("phrases.txt"), 4)
    for source in sources:
        for phrase in chance.sample(phrases, 3):
            paragraph = chance.choice(source)
            made = own(f"{phrase}，{fillers.pop()}。")
            paragraph.insert(chance.randint(0, len(paragraph)), made)


def _add_parallels(sources: list[Paragraphs], chance: Random) -> None:
    """The same sentence about another county with other figures, in half of the sources."""
    places = sorted(county for inside in counties().values() for county in inside)
    for pattern in chance.sample(lines("parallels.txt"), 2):
        some = chance.sample(sources, max(2, len(sources) // 2))
        for source, county in zip(some, chance.sample(places, len(some)), strict=True):
            text = "".join(_figure(c, chance) for c in pattern).replace("#", county)
            paragraph = chance.choice(source)
            paragraph.insert(chance.randint(0, len(paragraph)), own(text, PARALLEL))


def _figure(character: str, chance: Random) -> str:
    if character == "@":
        return str(chance.randint(12, 980))
    return f"{chance.uniform(2, 98):.{chance.randint(1, 2)}f}" if character == "~" else character


def _laid_out(
    name: str,
    sources: dict[str, Paragraphs],
    story: tuple[str, ...],
    renamed: tuple[str, str, str],
) -> Project:
    """Each paragraph on a line, and where each sentence came to stand."""
    tellings = []
    texts = {}
    for source, paragraphs in sorted(sources.items()):
        at = 0
        out = []
        for paragraph in paragraphs:
            for told in paragraph:
                length = len(said(told))
                if length >= _LEAST:
                    tellings.append(Telling(source, at, at + length, told))
                out.append(said(told))
                at += length
            out.append("\n")
            at += 1
        texts[source] = "".join(out)
    where, right, wrong = renamed
    count = sum(
        segment.kind == "name" for one in tellings if one.source == where for segment in one.told
    )
    return Project(name, texts, tuple(tellings), story, (Substitution(where, right, wrong, count),))
