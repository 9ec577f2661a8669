"""The captions of all sources, one a picture, whoever prints it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.collate.letters import letters_of
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
    pictures: list[_Picture] = []
    for article in articles:
        for block in article.blocks:
            if block.role is Role.CAPTION:
                lines = tuple(article.source.lines_of(span) for span in block.spans)
                _add(pictures, CaptionWitness(article.source.name, block, lines))
    return tuple(_caption(picture.told, printer) for picture in pictures)


def _add(pictures: list[_Picture], one: CaptionWitness) -> None:
    said = letters_of(one.block.text)
    for picture in pictures:
        if said == picture.letters or (len(said) >= _LEAST and said in picture.letters):
            picture.told.append(one)
            return
        if len(picture.letters) >= _LEAST and picture.letters in said:
            picture.letters = said
            picture.told.insert(0, one)
            return
    pictures.append(_Picture(said, [one]))


def _caption(told: Sequence[CaptionWitness], printer: Printer) -> Caption:
    base = told[0]
    printed = printer.run(base.source, base.block.id, 0, len(base.block.text))
    return Caption(tuple(told), printed)
