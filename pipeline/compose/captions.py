"""The captions of all sources, one a picture, whoever prints it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.collate.letters import substance_of
from pipeline.model.article import Role
from pipeline.model.briefing import Caption, CaptionWitness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.collate import Printer
    from pipeline.model.article import Article

#: A caption that another one holds as a part of it has so many letters: a few words may stand in
#: any.
_LEAST = 6


@dataclass(slots=True)
class _Picture:
    """Where its caption stands, the fullest first."""

    letters: str
    told: list[CaptionWitness] = field(default_factory=list)


def captions(articles: Sequence[Article], printer: Printer) -> tuple[Caption, ...]:
    """In source order. Printed from the source that says most; another that says no more than a
    part of it, letter for letter (who took the picture is left out), is named beside it.
    """
    told = [
        CaptionWitness(
            article.source.name, block, tuple(article.source.lines_of(span) for span in block.spans)
        )
        for article in articles
        for block in article.blocks
        if block.role is Role.CAPTION
    ]
    return tuple(_caption(picture.told, printer) for picture in pictures_of(told))


def pictures_of(told: Sequence[CaptionWitness]) -> list[_Picture]:
    """One a picture. Which may hold one another is told by runs of letters: the one in a caption
    that the fewest captions have stands for it, so that no caption is held against all.
    """
    letters = [substance_of(one.block.text) for one in told]
    common = Counter(run for said in letters for run in _runs(said))
    pictures: list[_Picture] = []
    same: dict[str, int] = {}
    having: dict[str, list[int]] = defaultdict(list)  # by each of a caption's runs
    known: dict[str, list[int]] = defaultdict(list)  # by its rarest run
    for one, said in zip(told, letters, strict=True):
        runs = _runs(said)
        rarest = min(runs, key=lambda run: common[run], default="")
        likely = {*having[rarest], *(n for run in runs for n in known[run])}
        if said in same:
            likely.add(same[said])
        found = next((n for n in sorted(likely) if _one_picture(said, pictures[n].letters)), None)
        if found is None:
            found = len(pictures)
            pictures.append(_Picture(said, [one]))
        elif len(said) > len(pictures[found].letters):
            pictures[found].letters = said
            pictures[found].told.insert(0, one)
        else:
            pictures[found].told.append(one)
            continue
        same.setdefault(said, found)
        known[rarest].append(found)
        for run in runs:
            having[run].append(found)
    return pictures


def _runs(letters: str) -> list[str]:
    """The runs of _LEAST letters, each once."""
    places = range(len(letters) - _LEAST + 1)
    return list(dict.fromkeys(letters[at : at + _LEAST] for at in places))


def _one_picture(one: str, other: str) -> bool:
    """Whether two captions are the same, or one that says enough is a part of the other."""
    less, more = sorted((one, other), key=len)
    return one == other or (len(less) >= _LEAST and less in more)


def _caption(told: Sequence[CaptionWitness], printer: Printer) -> Caption:
    base = told[0]
    printed = printer.run(base.source, base.block.id, 0, len(base.block.text))
    return Caption(tuple(told), printed)
