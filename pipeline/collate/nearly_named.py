"""One person, one firm under two names: 县委书记王建国 here, 县委书记王健国 there.

Who retells another's sentence shows such a slip as a variant. But mostly it stands in words of
one's own, and then only the name itself speaks: the same office and the same characters but one,
which sounds or looks like the other's. Which of the two is right, no text tells, so the name with
fewer sources and places is doubted and the other one said; nothing is proposed, let alone applied.

Two people may be called nearly alike. So names are never doubted that stand in one sentence, that
one text has twice and more each, or whose offices differ; nor across texts that have nothing to
do with one another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Postfix

from pipeline.collate.firms import Firm, firms
from pipeline.collate.look_or_sound import taken_for
from pipeline.collate.office_holders import is_bare, is_same_office, office_holders, speakers_like
from pipeline.model.article import Certainty, Correction, Evidence, Ground, Kind, Role, State
from pipeline.model.ids import digest
from pipeline.model.source import Span
from pipeline.normalise.language.gazetteer import Level, mentions, stem
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.model.article import Article
    from pipeline.model.passage import Passage

RULE = "name-differs"

_SENTENCE = re.compile("[^。！？；\n]+")

#: A person has two or three characters, a firm so many that are its own and the same, at least; so
#: many tell that it is one wherever it is named.
_FULL_NAME, _LEAST_SAME, _SURELY_SAME = 3, 3, 5
#: The last characters of a firm's own name, by which it is looked up.
_TAIL = 4
#: Of more names that end alike none is compared further left.
_CROWDED = 200
#: Two names of which one has the one word and the other the other are two: 第一, 第二.
_TELLS_APART = frozenset("一二三四五六七八九十百千万东西南北上下左右前后大小新老甲乙丙丁")
#: Several times.
_SEVERAL = 2
#: Shown in the reason; more say no more.
_SHOWN = 3
_AROUND = 12


class _Text:
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

    @cached_property
    def counties(self) -> frozenset[str]:
        """The counties and cities that it names in full."""
        return frozenset(
            one.name
            for one in mentions(self.whole)
            if one.full and any(place.level < Level.PROVINCE for place in one.places)
        )


class _Pair(NamedTuple):
    """Two names that may be one's; by what office or form."""

    one: str
    other: str
    office: str

    @classmethod
    def of(cls, one: str, other: str, office: str) -> _Pair:
        return cls(min(one, other), max(one, other), office)


def nearly_named(articles: Sequence[Article], passages: Iterable[Passage]) -> list[Correction]:
    """The doubts about names, one for each source that has the doubtful one."""
    texts = {article.source.name: _Text(article) for article in articles}
    beside = _told_together(passages)
    pairs = dict.fromkeys((*_people(texts, beside), *_firms(texts, beside)))
    out: dict[tuple[str, str], Correction] = {}
    for pair in sorted(pairs):
        if not _stand_together(pair.one, pair.other, texts.values()):
            wrong, right = _weighed(pair, texts)
            for name, text in texts.items():
                if wrong in text.whole and (name, wrong) not in out:
                    out[name, wrong] = _correction(texts, name, wrong, right, pair.office)
    return list(out.values())


def beside_others(
    corrections: Iterable[Correction], found: Iterable[Correction]
) -> list[Correction]:
    """All corrections, with what was ``found`` where no reading is doubted yet."""
    out = list(corrections)
    doubted: defaultdict[str, list[Span]] = defaultdict(list)
    for one in out:
        if one.kind is Kind.READING:
            doubted[one.source] += one.places or (one.span,)
    for one in found:
        at = one.places or (one.span,)
        if not any(
            known.start < place.end and place.start < known.end
            for place in at
            for known in doubted[one.source]
        ):
            out.append(one)
    return out


def _told_together(passages: Iterable[Passage]) -> frozenset[tuple[str, str]]:
    """The sources that tell some passage together, two by two."""
    return frozenset(
        pair
        for passage in passages
        if len(passage.witnesses) > 1
        for pair in combinations(sorted({one.source for one in passage.witnesses}), 2)
    )


def _people(texts: Mapping[str, _Text], beside: frozenset[tuple[str, str]]) -> Iterator[_Pair]:
    """Those of one office, and who speaks in a text that only introduces another."""
    offices: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source, text in texts.items():
        own = {}
        for said in text.said:
            for holder in office_holders(said):
                own[holder.name] = holder.office
                offices[holder.name][source].add(holder.office)
        for name, office in own.items():
            if len(name) == _FULL_NAME:
                for other in speakers_like(text.whole, name):
                    if other not in own and taken_for(name, other):
                        yield _Pair.of(name, other, office)
    for one, other in _one_apart(offices):
        if not taken_for(one, other):
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
            yield _Pair.of(one, other, max(alike, key=len))


def _may_mean_one(
    name: str,
    offices: tuple[str, str],
    sources: tuple[str, str],
    texts: Mapping[str, _Text],
    beside: frozenset[tuple[str, str]],
) -> bool:
    """Whether two texts speak of one place or one matter; an office without its place may be
    anybody's elsewhere, and of a name of two characters one has to say the place of the office.
    """
    here, there = sources
    if here == there or tuple(sorted(sources)) in beside:
        return True
    if any(is_bare(office) for office in offices):
        return False
    shared = texts[here].counties & texts[there].counties
    if len(name) < _FULL_NAME:
        return any(office.startswith(stem(county)) for office in offices for county in shared)
    return bool(shared)


def _one_apart(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names of which all characters but one are the same, two by two, each pair once."""
    alike: defaultdict[tuple[int, str, str], list[str]] = defaultdict(list)
    for name in sorted(names):
        for at in range(len(name)) if len(name) >= _FULL_NAME else (len(name) - 1,):
            alike[at, name[:at], name[at + 1 :]].append(name)
    for same in alike.values():
        yield from combinations(same, 2)


def _firms(texts: Mapping[str, _Text], beside: frozenset[tuple[str, str]]) -> Iterator[_Pair]:
    """Firms whose names end in the same words, but for one character in these or before them."""
    named: defaultdict[Firm, set[str]] = defaultdict(set)
    for source, text in texts.items():
        for said in text.said:
            for firm in firms(said):
                named[firm._replace(start=0)].add(source)
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
                yield _Pair.of(*told, pair[0].form)


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
    texts: Mapping[str, _Text],
    beside: frozenset[tuple[str, str]],
) -> bool:
    return any(
        here == there
        or tuple(sorted((here, there))) in beside
        or (len(names[0]) > _SURELY_SAME and bool(texts[here].counties & texts[there].counties))
        for here in ours
        for there in theirs
    )


def _stand_together(one: str, other: str, texts: Iterable[_Text]) -> bool:
    """Whether some text knows both: in one sentence, or several times each."""
    for text in texts:
        counts = text.whole.count(one), text.whole.count(other)
        if not all(counts):
            continue
        if min(counts) >= _SEVERAL:
            return True
        if any(one in said[0] and other in said[0] for said in _SENTENCE.finditer(text.whole)):
            return True
    return False


def _weighed(pair: _Pair, texts: Mapping[str, _Text]) -> tuple[str, str]:
    """The name to doubt, and the other one: that of fewer sources, then of fewer places, then the
    one that a reader meets later.
    """

    def weight(name: str) -> tuple[int, int, int, int]:
        counts = [text.whole.count(name) for text in texts.values()]
        first = next(n for n, count in enumerate(counts) if count)
        at = [*texts.values()][first].whole.index(name)
        return sum(map(bool, counts)), sum(counts), -first, -at

    wrong, right = sorted((pair.one, pair.other), key=weight)
    return wrong, right


def _correction(
    texts: Mapping[str, _Text], source: str, wrong: str, right: str, office: str
) -> Correction:
    text = texts[source].source
    places = texts[source].places(wrong)
    others = [name for name in texts if name != source and right in texts[name].whole]
    told = [source] if right in texts[source].whole else []
    shown = [
        f"{name}:{texts[name].source.line_at(texts[name].places(right)[0].start)}"
        for name in islice((*told, *others), _SHOWN)
    ]
    first = places[0]
    grounds = [Ground(Evidence.WITNESS, tuple(others))] if others else []
    grounds += [Ground(Evidence.WITHIN)] if told else []
    return Correction(
        id=f"c-{digest(source, RULE, wrong, right)}",
        source=source,
        span=first,
        line=text.line_at(first.start),
        rule=RULE,
        kind=Kind.READING,
        before=text.text[first.start : first.end],
        after=None,
        reason=f"{'、'.join(shown)} has “{right}” ({office}): one of the two is wrong",
        certainty=Certainty.MEDIUM,
        state=State.FLAGGED,
        context=text.text[max(0, first.start - _AROUND) : first.end + _AROUND],
        alternatives=(right,),
        evidence=tuple(grounds),
        places=tuple(places) if len(places) > 1 else (),
    )
