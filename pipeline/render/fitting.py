"""What stands before the text, where it would need more room than its page has: the cover, or the
head of a first page with title and contents.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.manuscript import Heading
from pipeline.render.front import contents_rows, front_lines, rows_of
from pipeline.typography.titles import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.model.manuscript import Manuscript
    from pipeline.render.front import PrintedLine
    from pipeline.typography.tokens import Layout

#: Of the room above its lines a cover gives so much before its type gets smaller.
_GIVEN = 0.75


def fitted(manuscript: Manuscript, layout: Layout) -> Layout:
    """The layout whose first page has room for all that stands on it. What a cover lacks is taken
    from the room above its lines, most where most is; where that isn't enough, and where there is
    no cover, its ``tighter`` styles are put on, one table after another. A first page that has no
    room with all of them is left as it is, and its contents go on on the next.
    """
    tries = (_on_one_line(manuscript, one) for one in _tries(layout))
    if not layout.cover:
        fitting = (one for one in tries if _lacking(manuscript, one) <= 0)
        return next(fitting, None) or _on_one_line(manuscript, layout)
    made = layout
    for one in tries:
        made, given = _closer(manuscript, one)
        if given <= _GIVEN:
            break
    return made


def _tries(layout: Layout) -> Iterator[Layout]:
    yield layout
    for styles in layout.tighter:
        layout = replace(layout, styles={**layout.styles, **styles})
        yield layout


def _on_one_line(manuscript: Manuscript, layout: Layout) -> Layout:
    """The layout in which what is to stand on one line does, if it can: smaller, its upper edge
    where it was, and what follows, too.
    """
    for line in front_lines(manuscript, layout):
        style = layout.styles[line.style]
        if not style.least or not line.parts:
            continue
        share = layout.capacity(line.style) / text_width(line.parts[0].text)
        size = math.floor(style.size * share * 2) / 2
        if share < 1 and size >= style.least:
            less = style.size - size
            smaller = replace(
                style,
                size=size,
                spacing=style.spacing * share,
                line=style.line - less,
                after=style.after + less,
            )
            layout = replace(layout, styles={**layout.styles, line.style: smaller})
    return layout


def _closer(manuscript: Manuscript, layout: Layout) -> tuple[Layout, float]:
    """The layout whose cover lacks nothing, if there is one, and the share of the room above its
    lines that they have given.
    """
    lacking = _lacking(manuscript, layout)
    airy = {line.style for line in front_lines(manuscript, layout)}
    spare = {name: layout.styles[name].before for name in airy if _flows(name, layout)}
    if lacking <= 0 or not any(spare.values()):
        return layout, 0.0
    given = lacking / sum(spare.values())
    styles = {
        name: replace(layout.styles[name], before=before * max(0.0, 1 - given))
        for name, before in spare.items()
    }
    return replace(layout, styles={**layout.styles, **styles}), given


def _lacking(manuscript: Manuscript, layout: Layout) -> float:
    """What a first page lacks, in pt, rather too much than too little."""
    lines = front_lines(manuscript, layout)
    pitch = layout.styles["body"].line
    room = layout.page.lines * pitch
    if layout.cover:
        # A line is left free above what stands at the foot: word processors want half of one.
        apart = 0 if all(_flows(line.style, layout) for line in lines) else pitch
        return _height(lines, layout) + apart - room
    titles = (n for n, line in enumerate(lines) if any(one.name == "title" for one in line.parts))
    title = next(titles, 0)
    flowing = [line for line in lines[:title] if _flows(line.style, layout)]
    # The title stands on the grid, and so does what follows the contents.
    head = math.ceil(_height(flowing, layout) / pitch) * pitch
    return head + _height(lines[title:], layout) + _contents(manuscript, layout) - room


def _contents(manuscript: Manuscript, layout: Layout) -> float:
    depth = layout.contents_depth
    listed = [one for one in manuscript.elements if isinstance(one, Heading) and one.level <= depth]
    if not listed:
        return 0.0
    height = 0.0
    for one in listed:
        style = layout.styles[f"contents-{one.level}"]
        height += style.before + len(contents_rows(one, layout)) * style.line + style.after
    title = layout.styles["contents-title"]
    return title.before + title.line + title.after + height


def _height(lines: Iterable[PrintedLine], layout: Layout) -> float:
    height = 0.0
    for line in lines:
        style = layout.styles[line.style]
        height += style.before + _rows(line, layout) * style.line + style.after
    return height


def _rows(line: PrintedLine, layout: Layout) -> int:
    style = layout.styles[line.style]
    if not line.parts:
        return 1
    broken = rows_of(line, layout)
    if len(broken) > 1 or len(line.parts) > 1:
        return len(broken)
    wide = style.indent + text_width(broken[0])
    capacity = layout.capacity(line.style)
    return 1 if wide <= capacity - style.indent else math.ceil(wide / (capacity - 1))


def _flows(name: str, layout: Layout) -> bool:
    """Whether a line takes room on its page, not at its head or foot."""
    return not layout.styles[name].frame
