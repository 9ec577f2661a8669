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
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.collate.near_names import Pair, Said, firm_names, go_together, people, told_together
from pipeline.model.article import Certainty, Correction, Evidence, Ground, Kind, State
from pipeline.model.ids import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.model.article import Article
    from pipeline.model.passage import Passage
    from pipeline.model.source import Span

RULE = "name-differs"

_SENTENCE = re.compile("[^。！？；\n]+")

#: Several times.
_SEVERAL = 2
#: Shown in the reason; more say no more.
_SHOWN = 3
_AROUND = 12


def nearly_named(articles: Sequence[Article], passages: Iterable[Passage]) -> list[Correction]:
    """The doubts about names, one for each source that has the doubtful one."""
    texts = {article.source.name: Said(article) for article in articles}
    beside = told_together(passages)
    out: dict[tuple[str, str], Correction] = {}
    for pair in _shortest({*people(texts, beside), *firm_names(texts, beside)}):
        if not _stand_together(pair.one, pair.other, texts.values()):
            wrong, right = _weighed(pair, texts)
            for name, text in texts.items():
                if wrong not in text.whole or (name, wrong) in out:
                    continue
                if any(
                    right in other.whole
                    and (go_together(name, source, beside) or text.counties & other.counties)
                    for source, other in texts.items()
                ):
                    out[name, wrong] = _correction(texts, name, wrong, right, pair.office)
    return list(out.values())


def _shortest(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs without those that only have more words before the names of another."""
    out: list[Pair] = []
    for pair in sorted(pairs, key=lambda one: (len(one.one), one)):
        names = {pair.one, pair.other}
        if not any(
            len(known.one) < len(pair.one)
            and {name[-len(known.one) :] for name in names} == {known.one, known.other}
            for known in out
        ):
            out.append(pair)
    return sorted(out)


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


def _stand_together(one: str, other: str, texts: Iterable[Said]) -> bool:
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


def _weighed(pair: Pair, texts: Mapping[str, Said]) -> tuple[str, str]:
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
    texts: Mapping[str, Said], source: str, wrong: str, right: str, office: str
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
