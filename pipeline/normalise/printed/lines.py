"""Printed lines: what stands on each, how wide it is, how far it is indented.

Widths are in cells (``cells.py``); the indent is counted apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.forms.captions import ends_in_credit
from pipeline.normalise.forms.shapes import is_letter_spaced, is_page_mark
from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.language.endings import ends_sentence, ends_with_mark, has_clause_mark
from pipeline.normalise.printed.cells import printed_cells
from pipeline.normalise.printed.furniture import running
from pipeline.normalise.printed.gutter import reading_order
from pipeline.normalise.printed.mastheads import turns_page
from pipeline.normalise.printed.row_blanks import Run
from pipeline.normalise.printed.set_in import set_in
from pipeline.normalise.printed.solid import as_set

if TYPE_CHECKING:
    from collections.abc import Iterator

# An editor's line ends, and the breaks that only a printer sees (form feed, U+2028 …).
_BREAK = re.compile("\n|\r\n?|\v|\f|\x85|\u2028|\u2029")
TAB = "\t"
_EDGE = re.compile(f"[{BLANK}]*")

# Who wrote it: 某日报记者 张三 李四 通讯员 王五; one blank between names, or a colon before them.
_NAMES = f"[{HAN}·]{{2,4}}(?:[{BLANK}][{HAN}·]{{2,4}}){{0,3}}"
_WRITER = f"[{HAN}·]{{0,14}}(?:记者|通讯员|评论员|撰稿人?)[{BLANK}：:]{_NAMES}"
_WRITERS = f"{_WRITER}(?:[{BLANK}]{_WRITER})?"
_CREDIT = re.compile(
    "(?<=[。！？”…])[（(](?:(?:撰文|撰稿|文|作者|供稿|记者|通讯员|来源|责编|责任编辑|图文)"
    f"[:：/／ ][^（()）]{{1,60}}|{_WRITERS})[）)]$"
)
_BYLINE = re.compile(f"(?:□[{BLANK}]?)?{_WRITERS}(?=[{BLANK}]{{2}})")

#: The two blanks that a paragraph begins with, inside a line: its line end got lost.
_INDENT = re.compile(
    "(?<=[。！？；：”）])[\N{NO-BREAK SPACE} ]*\N{IDEOGRAPHIC SPACE}{2}(?=[^\\s年月日时分号])"
)

#: Where a text goes on, beside its words: …增长。（下转第三版）, （上接第一版）会议强调….
_TURN = re.compile(r"[（(](?:[上紧]接|下转)[^（()）。，]{2,14}[）)]")
_TURN_REACH = 18

#: What stands behind a byline on its line is a paragraph when it is as long as this.
_LEAST_PARAGRAPH = 20

#: A dot behind an ideograph: in a name, or a stop read wrongly. So many at ends of lines, and so
#: many of all, are stops.
_DOT = re.compile(f"(?<=[{HAN}])[·•．]")
_DOT_ENDS = re.compile(f"(?<=[{HAN}])[·•．]{{1,2}}$")
_FEWEST_DOTS, _STOPS = 3, 0.12

_MARK = re.compile("[，。、；：！？“”‘’（）《》〈〉【】]")


class Line(NamedTuple):
    """A printed line that isn't empty.

    ``start`` and ``end`` bound its characters, blanks at the edges left out; ``indent`` and
    ``width`` are in cells; ``give`` is by how many cells the line may be narrower, were all its
    marks set half-width; ``blanks`` is the number of empty lines before it; ``opens_page`` says
    that a form feed stands before it, ``running`` that it is a running head or foot, ``ended``
    that it ends as a sentence does, ``marked`` that it ends with any mark at all, ``credited``
    with who took the picture; ``spaced`` that it is letter-spaced, ``page_mark`` that it is a page
    number or a line of strokes. ``edge`` is how far the block that it belongs to is set in (cells),
    which is left out of its indent and counted into its width. ``tabs`` counts those
    before it and behind it on the line: empty cells, if it is a row.
    """

    start: int
    end: int
    text: str
    indent: float
    width: float
    give: float
    blanks: int
    opens_page: bool
    running: bool
    ended: bool
    marked: bool
    credited: bool
    spaced: bool
    page_mark: bool
    edge: float = 0.0
    tabs: tuple[int, int] = (0, 0)

    @property
    def cells(self) -> str:
        """Its text with the tabs at its edges."""
        before, behind = self.tabs
        return f"{TAB * before}{self.text}{TAB * behind}" if before or behind else self.text

    def needs(self, squeezed: float) -> float:
        """Its width in cells, its marks squeezed so far: 0 (not at all) to 1 (half-width)."""
        return self.width - self.give * squeezed


def printed_lines(text: str) -> list[Line]:
    r"""All lines of a text that hold anything, in reading order.

    >>> [(line.text, line.indent, line.blanks) for line in printed_lines("甲\n\n　　乙 \n")]
    [('甲', 0.0, 0), ('乙', 2.0, 1)]
    """
    lines: list[Line] = []
    blanks = 0
    pages = list(_pages(text))
    heads = running(text, pages)
    for number, page in enumerate(pages):
        opens = number > 0
        for start, end in reading_order(text, page, heads):
            body = _EDGE.match(text, start, end)
            first = body.end() if body else start
            content = text[first:end].rstrip()
            if not content:
                blanks += 1
                continue
            indent = _indent(text[start:first]) if first > start else 0.0
            for a, b in _parted(content):
                part = content[a:b]
                lines.append(
                    _line(
                        part, first + a, indent, blanks, opens=opens,
                        running=start in heads or turns_page(part),
                        tabs=(text.count(TAB, start, first + a), text.count(TAB, first + b, end)),
                    )
                )  # fmt: skip
                blanks, indent, opens = 0, 0.0, False
    return set_in(as_set(stopped_by_dots(lines)))


def stopped_by_dots(lines: list[Line]) -> list[Line]:
    r"""Lines that end with a dot, as ended, where it is a stop that recognition has read as a dot:
    a dot in a name is as rare at a line's end as anywhere else.

    >>> def ends(text): return [line.ended for line in printed_lines(text)]
    >>> ends("水渠今年修好了·\n三年不用水车·明年\n扩大茶园·\n再修公路·")
    [True, False, True, True]
    >>> ends("来访的是哈桑·\n阿里，陪同的是若昂·席尔瓦和安娜·\n施密特、保罗·科斯塔")
    [False, False, False]
    """
    at_end = [i for i, line in enumerate(lines) if _DOT_ENDS.search(line.text)]
    dots = sum(len(_DOT.findall(line.text)) for line in lines)
    if len(at_end) < _FEWEST_DOTS or len(at_end) < _STOPS * dots:
        return lines
    for i in at_end:
        lines[i] = lines[i]._replace(ended=True, marked=True)
    return lines


def _line(
    text: str, start: int, indent: float, blanks: int, *, opens: bool, running: bool,
    tabs: tuple[int, int],
) -> Line:  # fmt: skip
    return Line(
        start=start,
        end=start + len(text),
        text=text,
        indent=indent,
        width=printed_cells(text),
        give=len(_MARK.findall(text)) / 2,
        blanks=blanks,
        opens_page=opens,
        running=running,
        ended=ends_sentence(text),
        marked=ends_with_mark(text),
        credited=ends_in_credit(text),
        spaced=is_letter_spaced(text),
        page_mark=is_page_mark(text),
        tabs=tabs,
    )


def _pages(text: str) -> Iterator[list[Run]]:
    """Physical lines, a page at a time where form feeds part them."""
    page: list[Run] = []
    start = 0
    for found in (*_BREAK.finditer(text), None):
        end = found.start() if found else len(text)
        page.append(Run(start, end))
        start = found.end() if found else end
        if found and found[0] == "\f":
            yield page
            page = []
    yield page


def _parted(content: str) -> list[tuple[int, int]]:
    """A credit in brackets at the end of a paragraph is a line of its own, and so is a byline
    before one, with nothing but blanks between. So is each paragraph where their line ends got
    lost, and only the two blanks they begin with are left.

    Leaves alone: what a paragraph itself says of its writer (本报讯（记者 张三）…), and cells.

    >>> _parted("提供更多经验。（撰文：杨曲 谭小华）")
    [(0, 7), (7, 18)]
    >>> _parted("本报记者 张三  近年来，山阳县立足资源禀赋，把茶产业作为主导产业来抓。")
    [(0, 7), (9, 36)]
    >>> _parted("茶园有八百亩。　　今年新种了两百亩。")
    [(0, 7), (9, 18)]
    >>> _parted("本报讯（记者 张三）近年来，山阳县立足资源禀赋，把茶产业作为主导产业来抓。")
    [(0, 37)]
    >>> _parted("年末数（万人）　　比重（%）")
    [(0, 14)]

    So is what says where a text goes on.

    >>> _parted("（上接第一版）会议强调，要节约用水。（下转第三版）")
    [(0, 7), (7, 18), (18, 25)]
    """
    start, end = 0, len(content)
    out = []
    byline = _BYLINE.match(content)
    if byline:
        body = _EDGE.match(content, byline.end())
        if body and end - body.end() >= _LEAST_PARAGRAPH:
            out.append((0, byline.end()))
            start = body.end()
    prose = has_clause_mark(content)  # 年末数（万人）　　比重（%） are cells
    for indent in _INDENT.finditer(content, start) if prose else ():
        out.append((start, indent.start()))
        start = indent.end()
    closed = content.endswith(("）", ")"))
    turn = _TURN.match(content, start) if content[start : start + 1] in ("（", "(") else None
    if turn and turn.end() < end and turns_page(turn[0]):
        out.append((start, turn.end()))
        start = turn.end()
    turn = _TURN.search(content, max(start + 1, end - _TURN_REACH)) if closed else None
    if turn and turn.end() == end and turns_page(turn[0]):
        return [*out, (start, turn.start()), (turn.start(), end)]
    credit = _CREDIT.search(content, start) if closed else None
    if credit:
        out.append((start, credit.start()))
        start = credit.start()
    return [*out, (start, end)]


def _indent(blank: str) -> float:
    wide = {"\N{IDEOGRAPHIC SPACE}": 1.0, "\t": 2.0}
    return sum((wide.get(character, 0.5) for character in blank), 0.0)
