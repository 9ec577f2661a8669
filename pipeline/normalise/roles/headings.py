"""Titles and headings among the parts of a text: which is the title, how deep the others are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import headlines, shapes
from pipeline.normalise.language import endings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.normalise.roles.parts import Part


#: So many lines may stand under a title; what stands there besides them.
_SUBTITLES = 3
_AT_TITLE = frozenset({
    Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.AFFILIATION, Role.FURNITURE, Role.CAPTION,
})  # fmt: skip
#: No subtitle ends so, nor is it a bare number.
_LEADS_ON = re.compile("[，、；：,;:]$")
_FIELDS = re.compile("[：:]")
_NUMERAL = re.compile("[一二三四五六七八九十0-9]{1,3}")


def with_title(parts: Sequence[Part], body_from: int, *, wrapped: bool) -> list[Part]:
    """The parts with their title; that of a chapter by itself is its numbered heading."""
    chapter = _chapter(parts)
    if chapter is None:
        return _with_title(parts, body_from, wrapped=wrapped)
    out = list(parts)
    out[chapter] = replace(parts[chapter], role=Role.TITLE, level=None)
    return out


def _with_title(parts: Sequence[Part], body_from: int, *, wrapped: bool) -> list[Part]:
    """One title: the first mark, or the first short line that doesn't lead over to another.

    What else stands there before the body is a subtitle: a kicker above, a few lines under it,
    close to it. Short lines that are more, or stand behind a paragraph or a heading, or lead over
    to what follows are no subtitles but paragraphs: what is a subtitle isn't printed in the text.
    """
    out = list(parts)
    depths = Counter(part.level for part in parts if part.mark)
    titled = subtitled = False
    heads = [i for i, part in enumerate(parts[:body_from]) if part.role is Role.TITLE]
    kickers = heads[: headlines.kickers([parts[i].text for i in heads])]
    over_body = body_from < len(parts)  # else the lines are verse
    couplet = _couplet(parts, heads[len(kickers) :]) if over_body else ()
    lead = _main_mark(parts[:body_from], depths)
    for i, part in enumerate(parts):
        if i >= body_from and titled:
            break
        role = part.role
        if role is Role.HEADING and part.mark:
            if not titled and _is_numbered(part):
                continue  # 一、…: a text that came without its title
            if titled and (subtitled or not _under_title(part, depths)):
                continue
            role = Role.SUBTITLE if titled else Role.TITLE
        elif role is Role.TITLE:
            goes_on = over_body and i > 0 and _goes_on(out[i - 1], part, wrapped=wrapped)
            half = i in couplet[1:] and out[i - 1].role is Role.TITLE
            if titled and (goes_on or half):
                continue  # a title on two lines
            kicker = endings.ends_in_dash(part.text) or i < lead or i in kickers
            role = Role.SUBTITLE if titled or kicker else Role.TITLE
            if titled and not _is_subtitle(out, i):
                role = Role.PARAGRAPH
        elif role is not Role.SUBTITLE:
            continue
        out[i] = replace(part, role=role, level=None)
        titled = titled or role is Role.TITLE
        subtitled = subtitled or (titled and role is Role.SUBTITLE)
    for i in range(1, len(out)):
        dash = out[i].role is Role.PARAGRAPH and out[i].fragments[0].fixed == "dash"
        if dash and out[i - 1].role is Role.TITLE:
            out[i] = replace(out[i], role=Role.SUBTITLE)
    return out


def _is_subtitle(parts: Sequence[Part], i: int) -> bool:
    """Whether a short line under the title, by its number, is one of a few close to it."""
    text = parts[i].text
    if _LEADS_ON.search(text) or _NUMERAL.fullmatch(text) or len(_FIELDS.findall(text)) > 1:
        return False
    first = next((n for n in range(i - 1, -1, -1) if parts[n].role not in _AT_TITLE), -1) + 1
    above = sum(part.role is Role.SUBTITLE for part in parts[first:i])
    if not any(part.role is Role.TITLE for part in parts[first:i]):
        return False
    below = next((n for n in range(i, len(parts)) if parts[n].role is not Role.TITLE), len(parts))
    return above + below - i <= _SUBTITLES


def _chapter(parts: Sequence[Part]) -> int | None:
    """The number and name of a chapter that a text opens with, where no other has its rank."""
    first = next((i for i, part in enumerate(parts) if part.role is not Role.FURNITURE), None)
    if first is None or parts[first].role is not Role.HEADING:
        return None
    level = parts[first].level
    alike = [part for part in parts if part.role is Role.HEADING and part.level == level]
    return first if len(alike) == 1 and shapes.opens_chapter(parts[first].text) else None


def _couplet(parts: Sequence[Part], heads: Sequence[int]) -> Sequence[int]:
    """The two lines that are one headline of two halves, by their number, where there are any; a
    third one of that length makes verse of them.
    """
    lines = [parts[i].text for i in heads[:3]]
    even = headlines.is_couplet(lines[:2]) and not headlines.is_couplet(lines[1:])
    together = even and heads[1] == heads[0] + 1
    return heads[:2] if together else ()


def _is_numbered(part: Part) -> bool:
    return shapes.numbered_level(part.text[len(part.mark) :]) is not None


def _main_mark(parts: Sequence[Part], depths: Mapping[int | None, int]) -> int:
    """Where the only mark of the first rank stands, over deeper ones: the title, though the menus
    of a page are short lines above it. 0 where there is none.
    """
    return next(
        (
            i
            for i, part in enumerate(parts)
            if part.level == 1 and part.mark and _under_title(part, depths)
            and not _is_numbered(part)
        ),
        0,
    )  # fmt: skip


def _under_title(part: Part, depths: Mapping[int | None, int]) -> bool:
    """The only mark of its depth, with deeper ones for the headings: a line of the title."""
    level = part.level or 0
    return depths[level] == 1 and any(depth > level for depth in depths if depth is not None)


def _goes_on(above: Part, below: Part, *, wrapped: bool) -> bool:
    """A line of the title above: the end of what was too long for its line. Not a field, nor
    another headline that says something by itself, where the one above has a clause in it.
    """
    if above.role is not Role.TITLE or headlines.presided(below.text):
        return False
    if shapes.is_field(above.text) or shapes.is_field(below.text):
        return False
    if headlines.are_one_headline(above.text, below.text):
        return True
    narrower = below.fragments[0].width <= above.fragments[-1].width
    return wrapped and narrower and not headlines.says_more(above.text, below.text)


def with_depths(parts: Sequence[Part]) -> list[Part]:
    """Headings' depths, counted from 1; those below the first are subheadings."""
    used = sorted({part.level for part in parts if part.level is not None})
    depth = {level: number for number, level in enumerate(used, 1)}
    out = []
    for part in parts:
        if part.role is not Role.HEADING:
            out.append(part)
            continue
        level = depth[part.level] if part.level is not None else 1
        role = Role.HEADING if level == 1 else Role.SUBHEADING
        out.append(replace(part, role=role, level=level))
    return out
