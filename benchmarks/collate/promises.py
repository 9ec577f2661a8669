"""What must hold of any result, whatever was found: no sentence lost, no order that matters."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.collate.systems import articles_of
from pipeline.collate import collate
from pipeline.collate.sentences import sentences_of
from pipeline.model.article import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.collate.projects import Project, Substitution
    from pipeline.model.article import Correction
    from pipeline.model.passage import Passage

#: Orders tried beside the right one.
_ORDERS = 2

#: A name that is wrong in fewer places isn't wrong throughout.
_THROUGHOUT = 3


class Kept(NamedTuple):
    """Whether each promise was kept in one project, and what became of the name that is wrong
    throughout a source: whether it was found and applied (None where it stands there but once or
    twice), and how many names were said to be wrong that aren't.
    """

    once: bool
    same_groups: bool
    same_passages: bool
    named: bool | None
    applied: bool | None
    misnamed: int


def kept(project: Project) -> Kept:
    """Collate in several orders of the sources, and look."""
    articles = articles_of(project)
    collation = collate(articles)
    passages = collation.passages
    own = Counter(
        sentence
        for article in articles
        for sentence in sentences_of(article.source, article.blocks)
    )
    told = Counter(s for passage in passages for one in passage.witnesses for s in one.sentences)
    groups, whole = _groups(passages), _whole(passages)
    same_groups = same_passages = True
    chance = random.Random(project.name)  # noqa: S311 - no secret hangs on it
    for _ in range(_ORDERS):
        chance.shuffle(articles)
        again = collate(articles).passages
        same_groups &= _groups(again) == groups
        same_passages &= _whole(again) == whole
    names = [one for one in collation.corrections if one.kind is Kind.READING and one.count > 1]
    (wrong,) = project.substitutions
    right = [one for one in names if _is(one, wrong)]
    asked = wrong.count >= _THROUGHOUT
    return Kept(
        own == told,
        same_groups,
        same_passages,
        bool(right) if asked else None,
        any(one.state is State.APPLIED for one in right) if asked else None,
        len(names) - len(right),
    )


def _is(one: Correction, wrong: Substitution) -> bool:
    """One entry for the name, with all its places: titles and the like may hold one more."""
    return (
        one.source == wrong.source
        and one.before == wrong.wrong
        and wrong.right in {one.after, *one.alternatives}
        and one.count >= wrong.count
    )


def _groups(passages: Iterable[Passage]) -> Counter[frozenset[object]]:
    """Which sentences stand together, whoever is the base."""
    return Counter(frozenset(s for one in p.witnesses for s in one.sentences) for p in passages)


def _whole(passages: Iterable[Passage]) -> Counter[object]:
    """Everything but the order of the witnesses behind the base."""
    return Counter(
        (p.id, p.text, p.base.key, frozenset((one.key, one.text) for one in p.witnesses),
         frozenset((v.kind, v.at, frozenset(v.readings)) for v in p.variants))
        for p in passages
    )  # fmt: skip
