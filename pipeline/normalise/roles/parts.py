"""A part of an article, and how parts are put together that a caption, a page's edge or a line's
end has cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import headlines, shapes
from pipeline.normalise.joining import boxes
from pipeline.normalise.language import endings
from pipeline.normalise.language.words import word_across
from pipeline.normalise.printed.columns import FULL, is_indent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.joining.segment import Fragment

#: A box in the midst of a paragraph has no more parts; what goes on over it does so plainly.
_BOX_PARTS, _PLAINLY = 3, 3

#: A first line with figures in it may be one cell short of the edge, no line at the edge is.
AT_THE_EDGE = 0.5


@dataclass(frozen=True)  # without slots: its text is asked for again and again, and kept
class Part:
    """A fragment with its role. ``level`` is the depth of a heading, ``mark`` the characters
    at its start that only say it is one (``## ``).
    """

    fragments: tuple[Fragment, ...]
    role: Role
    level: int | None = None
    mark: str = ""

    @cached_property
    def text(self) -> str:
        return "".join(fragment.text for fragment in self.fragments)


def rejoin(parts: Sequence[Part]) -> list[Part]:
    """Put together what a caption, a page's edge or a line's end has cut.

    A paragraph without an end mark takes the next paragraph, when only captions, notes and
    furniture stand between; they come after it. Where a word or a line plainly goes on
    from one to the other, a byline may stand between too: an engine has read it between two
    columns. So may a box set apart by empty lines (核心提示 and a few lines). Title lines take one
    another, and so do lines of a heading in which a word goes on.
    """
    out: list[Part] = []
    open_at: int | None = None  # the paragraph in `out` that waits for its end
    joined = 0  # what stands in `out` from here on came behind its last part
    for part in parts:
        last = out[-1] if out else None
        if last is not None and (
            part.role is last.role is Role.TITLE
            or _heading_goes_on(last, part)
            or _subtitle_goes_on(last, part)
        ):
            out[-1] = replace(last, fragments=(*last.fragments, *part.fragments))
            continue
        if part.role is Role.PARAGRAPH:
            if open_at is None or not _continues(out[open_at], out[joined:], part):
                open_at = _interrupted(out, part)
            if open_at is not None:
                before = out[open_at]
                out[open_at] = replace(before, fragments=(*before.fragments, *part.fragments))
            else:
                open_at = len(out)
                out.append(part)
            joined = len(out)
            if endings.ends_sentence(part.fragments[-1].text):
                open_at = None
            continue
        if part.role not in _TRANSPARENT and part.role is not Role.BYLINE:
            open_at = None
        out.append(part)
    return out


#: What is whole by itself, and the rows of tables.
_WHOLE = frozenset({"whole", "cell", "row", "torn row", "tabbed row"})

_TRANSPARENT = frozenset({Role.CAPTION, Role.FURNITURE, Role.NOTE})


def _continues(above: Part, between: Sequence[Part], below: Part) -> bool:
    """A long paragraph, cut in mid-sentence, and one that ends as a sentence does."""
    if not between:
        return False
    signed = any(part.role is Role.BYLINE for part in between)
    if signed and not (word_across(above.text, below.text) or _flush(above, below)):
        return False
    return (
        above.fragments[-1].width >= 20
        and above.fragments[-1].fixed not in _WHOLE
        and endings.ends_sentence(below.text)
        and not endings.ends_in_lead_in(above.text)
        and not endings.ends_in_dash(above.text)
        and not shapes.starts_numbered(below.text)
    )


def _interrupted(out: Sequence[Part], below: Part) -> int | None:
    """The number of the paragraph that a box has cut in mid-sentence, and ``below`` goes on with: a
    word begins in the one and ends in the other, or the other closes a quotation. The box is
    set apart by empty lines, and nothing says that it goes on with the paragraph.
    """
    if not below.fragments[0].lines[0].blanks or not endings.ends_sentence(below.text):
        return None
    for at in range(len(out) - 2, max(-1, len(out) - 2 - _BOX_PARTS), -1):
        above, box = out[at], out[at + 1]
        if above.role is not Role.PARAGRAPH or endings.ends_with_mark(above.text):
            continue
        full = _is_full(above.fragments[-1])
        apart = box.fragments[0].lines[0].blanks > 0 and endings.ends_sentence(out[-1].text)
        goes_on = boxes.goes_on(above.text, below.text) >= _PLAINLY
        if full and apart and goes_on and not boxes.goes_on(above.text, box.text):
            return at
    return None


def _is_full(fragment: Fragment) -> bool:
    """The last line reaches the edge of its column; alone, it may have lost its indent."""
    if fragment.setting.column is None:
        return False
    missing = fragment.setting.missing(fragment.lines[-1])
    return missing <= FULL or (len(fragment.lines) == 1 and is_indent(missing))


def _flush(above: Part, below: Part) -> bool:
    """The last line above reaches the edge of its column, and the first below is no first line:
    those are shorter here.
    """
    setting = below.fragments[0].setting
    if setting.column is None or not setting.first_short:
        return False
    ends = (above.fragments[-1].lines[-1], below.fragments[0].lines[0])
    return all(setting.missing(line) <= AT_THE_EDGE for line in ends)


def _subtitle_goes_on(above: Part, below: Part) -> bool:
    """The end of a subtitle or a kicker, close under it: a phrase goes on."""
    if not (above.role is below.role is Role.SUBTITLE) or below.fragments[0].lines[0].blanks:
        return False
    return headlines.are_one_headline(above.text, below.text)


def _heading_goes_on(above: Part, below: Part) -> bool:
    """The end of a heading that was too long for its line, close under it: a word goes on."""
    if not (above.role is below.role is Role.HEADING) or above.level is not None:
        return False
    close = below.level is None and not below.fragments[0].lines[0].blanks
    shorter = below.fragments[0].width <= above.fragments[-1].width
    return close and shorter and word_across(above.text, below.text)
