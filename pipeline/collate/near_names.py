"""Names in several texts that are the same but for one character, and may be one's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Postfix

from pipeline.collate.firms import Firm, ShortForm, firms, is_all_words, short_forms
from pipeline.collate.look_or_sound import taken_for
from pipeline.collate.office_holders import (
    is_bare,
    is_same_office,
    known_by_age,
    office_holders,
    speakers_like,
    stands_as_name,
)
from pipeline.model.article import Role
from pipeline.model.source import Span
from pipeline.normalise.language.characters import HAN, is_han
from pipeline.normalise.language.gazetteer import Level, mentions, stem
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from pipeline.model.article import Article
    from pipeline.model.passage import Passage

#: A person has two or three characters, a firm so many that are its own and the same, at least; so
#: many tell that it is one wherever it is named.
_FULL_NAME, _LEAST_SAME, _SURELY_SAME = 3, 3, 5
#: The last characters of a firm's own name, by which it is looked up.
_TAIL = 4
#: Of more names that end alike none is compared further left.
_CROWDED = 200
#: Two names of which one has the one word and the other the other are two: 第一, 第二.
_TELLS_APART = frozenset("一二三四五六七八九十百千万东西南北上下左右前后大小新老甲乙丙丁")
#: An office that more people of one text have is none by which they are known.
_HOLDERS = 3


Together = Mapping[str, frozenset[int]]
"""The passages, by their numbers, that a source tells with others."""


class Said:
    """What an article says, block by block, in simplified characters; its running heads apart."""

    def __init__(self, article: Article) -> None:
        self.source = article.source
        self.blocks = [one for one in article.blocks if one.role is not Role.FURNITURE]
        self.said = [simplified(one.text) for one in self.blocks]
        self.whole = "\n".join(self.said)

    def places(self, name: str) -> list[Span]:
        """Where a name stands in the source, lines joined or not."""
        out = []
        for block, said in zip(self.blocks, self.said, strict=True):
            if name in said:
                traced = Traced(block.pieces)
                for found in re.finditer(name, said):
                    pieces = traced.slice(*found.span())
                    out.append(Span(pieces[0].span.start, pieces[-1].span.end))
        return sorted(out)

    def called(self, surnames: AbstractSet[str]) -> Iterator[str]:
        """Words of three characters that begin with one of these surnames, where the words around
        them let them be a name; each once.
        """
        if not surnames:
            return
        form = re.compile(f"(?=([{''.join(sorted(surnames))}][{HAN}]{{2}}))")
        seen = set()
        for found in form.finditer(self.whole):
            if found[1] not in seen and stands_as_name(self.whole, found.start()):
                seen.add(found[1])
                yield found[1]

    @cached_property
    def counties(self) -> frozenset[str]:
        """The counties and cities that it names in full."""
        return frozenset(
            one.name
            for one in mentions(self.whole)
            if one.full and any(place.level < Level.PROVINCE for place in one.places)
        )


class Pair(NamedTuple):
    """Two names that may be one's; by what office or form."""

    one: str
    other: str
    office: str

    @classmethod
    def of(cls, one: str, other: str, office: str) -> Pair:
        return cls(min(one, other), max(one, other), office)


def told_together(passages: Iterable[Passage]) -> Together:
    """The passages that each source tells with others."""
    told: defaultdict[str, set[int]] = defaultdict(set)
    for number, passage in enumerate(passages):
        sources = {one.source for one in passage.witnesses}
        if len(sources) > 1:
            for source in sources:
                told[source].add(number)
    return {source: frozenset(numbers) for source, numbers in told.items()}


def people(texts: Mapping[str, Said], beside: Together) -> Iterator[Pair]:
    """Those of one office, and who speaks in a text that only introduces another."""
    offices: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source, text in texts.items():
        held = dict.fromkeys(one[:2] for said in text.said for one in office_holders(said))
        holders = Counter(office for _, office in held)
        own: dict[str, str] = {}
        for name, office in held:
            if holders[office] <= _HOLDERS:
                own[name] = office
                offices[name][source].add(office)
        for name, office in own.items():
            if len(name) == _FULL_NAME:
                for other in speakers_like(text.whole, name):
                    if other not in own and taken_for(name, other, person=True):
                        yield Pair.of(name, other, office)
    yield from _named_elsewhere(offices, texts, beside)
    yield from _of_one_age(texts, beside)
    for one, other in _one_apart(offices):
        if not taken_for(one, other, person=True):
            continue
        shared = offices[one].keys() & offices[other].keys()
        if any(
            not is_same_office(a, b)
            for source in shared
            for a in offices[one][source]
            for b in offices[other][source]
        ):
            continue
        alike = [
            max(a, b, key=len)
            for here, ours in offices[one].items()
            for there, theirs in offices[other].items()
            for a in ours
            for b in theirs
            if is_same_office(a, b) and _may_mean_one(one, (a, b), (here, there), texts, beside)
        ]
        if alike:
            yield Pair.of(one, other, max(alike, key=len))


def _named_elsewhere(
    offices: Mapping[str, Mapping[str, AbstractSet[str]]],
    texts: Mapping[str, Said],
    beside: Together,
) -> Iterator[Pair]:
    """Whom one text names by the office, and what another one that tells some of the same calls
    somebody, without an office.
    """
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for name in offices:
        if len(name) == _FULL_NAME:
            heads[name[:2]].add(name)
            heads[name[0] + name[2]].add(name)
    for source, text in texts.items():
        if source not in beside:
            continue
        for other in text.called(frozenset(head[0] for head in heads)):
            known = {*heads.get(other[:2], ()), *heads.get(other[0] + other[2], ())}
            for name in sorted(known - {other}):
                if (
                    other not in offices
                    and any(
                        there != source and go_together(there, source, beside)
                        for there in offices[name]
                    )
                    and taken_for(name, other, person=True)
                ):
                    yield Pair.of(name, other, min(min(held) for held in offices[name].values()))


def _of_one_age(texts: Mapping[str, Said], beside: Together) -> Iterator[Pair]:
    """Those of one age, in texts that tell some of the same."""
    aged: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for source in beside:
        for name, age in known_by_age(texts[source].whole):
            aged[age, name[0]].add((name, source))
    for (age, _), known in aged.items():
        for (one, here), (other, there) in combinations(sorted(known), 2):
            if (
                one != other
                and (one[1] == other[1] or one[2] == other[2])
                and go_together(here, there, beside)
                and taken_for(one, other, person=True)
            ):
                yield Pair.of(one, other, age)


def _may_mean_one(
    name: str,
    offices: tuple[str, str],
    sources: tuple[str, str],
    texts: Mapping[str, Said],
    beside: Together,
) -> bool:
    """Whether two texts speak of one place or one matter; an office without its place may be
    anybody's elsewhere, and of a name of two characters one has to say the place of the office.
    """
    here, there = sources
    if go_together(here, there, beside):
        return True
    if any(is_bare(office) for office in offices):
        return False
    shared = texts[here].counties & texts[there].counties
    if len(name) < _FULL_NAME:
        return any(office.startswith(stem(county)) for office in offices for county in shared)
    return bool(shared)


def go_together(here: str, there: str, beside: Together) -> bool:
    """Whether two sources are one, or tell some passage together."""
    if here == there:
        return True
    return here in beside and there in beside and not beside[here].isdisjoint(beside[there])


def _one_apart(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names of which all characters but one are the same, two by two, each pair once."""
    alike: defaultdict[tuple[int, str, str], list[str]] = defaultdict(list)
    for name in sorted(names):
        for at in range(len(name)) if len(name) >= _FULL_NAME else (len(name) - 1,):
            alike[at, name[:at], name[at + 1 :]].append(name)
    for same in alike.values():
        yield from combinations(same, 2)


def firm_names(texts: Mapping[str, Said], beside: Together) -> Iterator[Pair]:
    """Firms of which all characters but one are the same, as far as both names go; by what they are
    called for short, too.
    """
    named: defaultdict[Firm, set[str]] = defaultdict(set)
    for source, text in texts.items():
        for said in text.said:
            for firm in firms(said):
                named[firm._replace(start=0)].add(source)
    yield from _full_names(named, texts, beside)
    yield from _short_names(named, texts, beside)


def _short_names(
    named: Mapping[Firm, AbstractSet[str]],
    texts: Mapping[str, Said],
    beside: Together,
) -> Iterator[Pair]:
    """What firms are called for short, and the like with another character; one look at each place
    of the texts, however many the firms.
    """
    anchored: defaultdict[str, list[tuple[ShortForm, Firm]]] = defaultdict(list)
    for firm in named:
        for form in short_forms(firm.own):
            anchored[form.anchor[1][:2]].append((form, firm))
    if not anchored:
        return
    first, second = ("".join(sorted({head[n] for head in anchored})) for n in (0, 1))
    heads = re.compile(f"[{first}](?=[{second}])")
    for source, text in texts.items():
        for found in heads.finditer(text.whole):
            at = found.start()
            for form, firm in anchored.get(text.whole[at : at + 2], ()):
                start = at - form.anchor[0]
                other = text.whole[max(0, start) : start + len(form.name)]
                if (
                    _differ_at(form, other)
                    and any(go_together(source, one, beside) for one in named[firm])
                    and taken_for(form.name, other)
                    and not is_all_words(other)
                ):
                    yield Pair.of(form.name, other, firm.form)


def _differ_at(form: ShortForm, other: str) -> bool:
    """Whether another name is the same but for the character that is no word."""
    name, at = form
    return (
        len(other) == len(name)
        and other[at] != name[at]
        and is_han(other[at])
        and other[:at] == name[:at]
        and other[at + 1 :] == name[at + 1 :]
    )


def _full_names(
    named: Mapping[Firm, AbstractSet[str]],
    texts: Mapping[str, Said],
    beside: Together,
) -> Iterator[Pair]:
    """Those whose names end in the same words, but for one character in these or before them."""
    tails: defaultdict[tuple[str, int, str], list[Firm]] = defaultdict(list)
    for firm in sorted(named):
        tail = firm.own[-_TAIL:]
        tails[firm.form, -1, tail].append(firm)
        if len(tail) == _TAIL:
            for n in range(_TAIL):
                tails[firm.form, n, tail[:n] + tail[n + 1 :]].append(firm)
    seen = set()
    for (_, n, _), same in tails.items():
        if n < 0 and len(same) > _CROWDED:
            continue
        for pair in combinations(same, 2):
            told = None if pair in seen else _own_names(*pair)
            seen.add(pair)
            if told and _is_one_firm(told, named[pair[0]], named[pair[1]], texts, beside):
                yield Pair.of(*told, pair[0].form)


def _own_names(one: Firm, other: Firm) -> tuple[str, str] | None:
    """The names of two firms as far as they are the same but for one character; None where more
    differs.

    >>> _own_names(Firm("山东鲁博新材料", "公司", 0), Firm("鲁搏新材料", "公司", 0))
    ('鲁博新材料', '鲁搏新材料')
    >>> _own_names(Firm("鲁博新材料", "公司", 0), Firm("东海新材料", "公司", 0))
    """
    same = Postfix.similarity(one.own, other.own)
    at, at_other = (len(name) - same - 1 for name in (one.own, other.own))
    if min(at, at_other) < 0:
        return None
    left = Postfix.similarity(one.own[:at], other.own[:at_other])
    if same + left < _LEAST_SAME or not (left or at == at_other == 0):
        return None
    a, b = one.own[at], other.own[at_other]
    if (a in _TELLS_APART and b in _TELLS_APART) or not taken_for(a, b):
        return None
    if _in_place(one.own, at) and _in_place(other.own, at_other):
        return None
    return one.own[at - left :], other.own[at_other - left :]


def _in_place(name: str, at: int) -> bool:
    """Whether a character of a name is one of a place's."""
    return any(one.start <= at < one.end for one in mentions(name))


def _is_one_firm(
    names: tuple[str, str],
    ours: Iterable[str],
    theirs: Iterable[str],
    texts: Mapping[str, Said],
    beside: Together,
) -> bool:
    return any(
        go_together(here, there, beside)
        or (len(names[0]) > _SURELY_SAME and bool(texts[here].counties & texts[there].counties))
        for here in ours
        for there in theirs
    )
