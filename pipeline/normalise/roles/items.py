"""Numbered lines among the parts that are items of a list: one under another, with nothing between
that they could head.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import shapes
from pipeline.normalise.language import endings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.roles.parts import Part

#: So many lines numbered alike, close to one another, are a list.
_ITEMS = 2
#: 一、: items of that kind hold no items of their own here, else they are chapters.
_CHAPTER = 1


def items(parts: Sequence[Part]) -> list[Part]:
    """The parts, with numbered headings as paragraphs that follow one another and head nothing,
    nor anything but such items: 1. 消防通道是否畅通, 2. 设备是否检验.

    Leaves alone: a table of contents, whose lines come again over what they head.
    """
    levels = [_level(part) for part in parts]
    said = Counter(part.text for part in parts)
    listed: set[int] = set()
    for level in sorted({level for level in levels if level}, reverse=True):
        run: list[int] = []
        for i, part in enumerate(parts):
            if part.role is Role.FURNITURE or (i in listed and level > _CHAPTER):
                continue
            if (levels[i] == level and said[part.text] == 1) or _is_open_item(part, level):
                run.append(i)
                continue
            listed.update(run if len(run) >= _ITEMS else ())
            run = []
        listed.update(run if len(run) >= _ITEMS else ())
    return [
        replace(part, role=Role.PARAGRAPH, level=None) if i in listed else part
        for i, part in enumerate(parts)
    ]


def _level(part: Part) -> int:
    """The depth of a heading that its own number gives it; 0 for any other part."""
    numbered = part.role is Role.HEADING and not part.mark
    level = shapes.numbered_level(part.text) if numbered else None
    return level if level is not None and level == part.level else 0


def _is_open_item(part: Part, level: int) -> bool:
    """A longer item, numbered alike, that doesn't end as a sentence does."""
    return (
        part.role is Role.PARAGRAPH
        and shapes.number_level(part.text) == level
        and not endings.ends_sentence(part.text)
    )
