"""Which paragraphs of a section are rows of a source's table, which of them is its head, which
line above them its caption.

The sources' words stay as they are, wide blanks between cells included. What is no row for sure
stays a paragraph: lines of verse in two halves, fields with their names, rows with another number
of cells than their neighbours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.manuscript import Style
from pipeline.model.rows import BETWEEN
from pipeline.normalise.forms.shapes import heads_table
from pipeline.normalise.language import endings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Row = tuple[str, ...]

#: Rows of so many cells are a table by their form alone; of fewer where a column counts, and where
#: there are so many of them.
_CELLS, _ROWS, _NARROW_ROWS = 3, 2, 3
#: No cell of a table says more.
_LONGEST_CELL = 60

_COUNTS = re.compile(r"[-−+约近]?\d[\d,，]*(?:\.\d+)?\D{0,4}|[—–/-]{1,2}|")
_YEAR = re.compile(r"(?:1[89]|20)\d\d年?(?:度|上半年|末)?")
#: 其中：城镇 is a part of the row above.
_FIELD = re.compile(r"(?<!其中)[:：](?!\d)")
#: 附表：…, 历年产量表（单位：斤）, and the unit under a caption.
_CAPTION = re.compile("附?表[:：]|.{4,}(?<![代发])表(?:[（(](?:计量)?单位[:：][^（）()]+[）)])?$")
_UNIT = re.compile("[（(]?(?:计量)?单位[:：]")


def styles_of(texts: Sequence[str], empty: Sequence[int]) -> list[Style]:
    """The styles of paragraphs that stand under one another, by their words; ``empty`` is how many
    empty cells each has at its end.

    >>> def told(*texts):
    ...     return [style.name for style in styles_of(texts, [0] * len(texts))]
    >>> told("表1 收入", "村名　户数　收入", "甲村　42　3.1", "乙村　37　2.8", "两村都增收。")
    ['ROW_CAPTION', 'ROW_HEAD', 'ROW', 'ROW', 'BODY']
    >>> told("历年产量表（单位：斤）", "年份　亩产", "1957　368", "1960　289")
    ['ROW_CAPTION', 'ROW_HEAD', 'ROW', 'ROW']
    >>> told("甲村　42　3.1", "乙村　37　2.8", "合计　79")
    ['ROW', 'ROW', 'BODY']
    >>> told("村名　户数", "甲村　42", "乙村　37")
    ['ROW_HEAD', 'ROW', 'ROW']

    An empty cell at the end of a line is known by its tab.

    >>> [one.name for one in styles_of(["甲村　42　好", "乙村　37", "山区"], [0, 1, 2])]
    ['ROW', 'ROW', 'ROW']

    So is one at its start, over the names of the rows, or below a name that covers two of them.

    >>> told("　2022年　2023年", "甲村　42　31", "　37　28")
    ['ROW_HEAD', 'ROW', 'ROW']

    >>> told("姓名　生卒　任职", "周肇岐　1868—1929　县知事")
    ['ROW_HEAD', 'ROW']
    >>> told("指标　年末数　比重", "人口　381.6　100", "其中：城镇　223.2　58", "乡村　158.4　42")
    ['ROW_HEAD', 'ROW', 'ROW', 'ROW']
    >>> told("指标　2022年　2023年", "产值　126　224")
    ['ROW_HEAD', 'ROW']
    >>> told("产品　密度（Wh·kg⁻¹）", "电芯甲　360", "电芯乙　368")
    ['ROW_HEAD', 'ROW', 'ROW']
    >>> told("时间　事项　地点", "8:30　签到　一楼", "9:00　开会　三楼")
    ['ROW_HEAD', 'ROW', 'ROW']
    >>> told("甲村　2021", "乙村　2022", "丙村　2023")
    ['ROW', 'ROW', 'ROW']

    Leaves alone: verse, names with what they are, a row by itself.

    >>> told("朝辞白帝彩云间　千里江陵一日还", "两岸猿声啼不住　轻舟已过万重山")
    ['BODY', 'BODY']
    >>> told("大会选出三名代表", "村名　票数", "甲村　42", "乙村　37")[0]
    'BODY'
    >>> told("出席：谭卫国　秦向阳　路遥", "列席：田茂盛　向春梅　彭二毛")
    ['BODY', 'BODY']
    >>> told("甲村　42　3.1"), told("第一条　为了…，制定本法。", "第二条　在…，适用本法。")
    (['BODY'], ['BODY', 'BODY'])
    """
    rows = [_row(text, many) for text, many in zip(texts, empty, strict=True)]
    out = [Style.BODY] * len(texts)
    for first, end in _tables(rows):
        out[first:end] = [Style.ROW] * (end - first)
        if _is_head(rows[first], rows[first + 1 : end]):
            out[first] = Style.ROW_HEAD
        for n in range(first - 1, max(-1, first - 3), -1):
            if out[n] is not Style.BODY or not _titles(texts[n]):
                break
            out[n] = Style.ROW_CAPTION
    return out


def in_one_table(texts: Sequence[str]) -> list[bool]:
    """Of each paragraph, whether it belongs to one table with the one before it.

    >>> in_one_table(["两村都增收。", "表1 收入", "村名　户数", "甲村　42", "乙村　37", "见上。"])
    [False, False, True, True, True, False]
    """
    out, before = [], Style.BODY
    for style in styles_of(texts, [0] * len(texts)):
        opens = style in (Style.ROW_CAPTION, Style.ROW_HEAD)
        begins = opens and before is not Style.ROW_CAPTION
        out.append(style is not Style.BODY and before is not Style.BODY and not begins)
        before = style
    return out


def lost_at_end(lines: Sequence[str]) -> int:
    r"""How many empty cells the line of a row has at its end, by its tabs.

    >>> [lost_at_end([line]) for line in ("乙村\t37\t", "乙村\t\t12", "乙村 37", "37\t\t \n")]
    [1, 0, 0, 2]
    """
    words = lines[0].rstrip() if len(lines) == 1 else ""
    return lines[0][len(words) :].count("\t") if words else 0


def _row(text: str, empty: int) -> Row:
    """The cells of a line that may be a row, the empty ones at its end too; none of others."""
    parts = tuple(text.split(BETWEEN))
    if (len(parts) == 1 and not empty) or heads_table(text) or any(map(_FIELD.search, parts)):
        return ()
    if max(map(len, parts)) > _LONGEST_CELL or (len(parts) < _CELLS and _is_prose(text)):
        return ()
    return (*parts, *("",) * empty)


def _is_prose(text: str) -> bool:
    return endings.has_clause_mark(text.replace(",", ""))


def _tables(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Where rows of one table begin and end: those with as many cells, up to the next head."""
    first = 0
    while first < len(rows):
        end = first + 1
        while end < len(rows) and len(rows[end]) == len(rows[first]):
            if end - first > 1 and _is_head(rows[end], rows[end + 1 : end + 2]):
                break
            end += 1
        if _is_table(rows[first:end]):
            yield first, end
        first = end


def _is_table(rows: Sequence[Row]) -> bool:
    width = len(rows[0])
    if width >= _CELLS:
        return len(rows) >= _ROWS
    return width > 1 and len(rows) >= _NARROW_ROWS and any(_counted(rows[1:]))


def _is_head(row: Row, below: Sequence[Row]) -> bool:
    """Words over columns of which one has figures in each row, or years over what counts."""
    if not row or not below or len(below[0]) != len(row):
        return False
    return (
        not _has_digit(row[0])
        and all(row[1:])
        and any(_in_figures(below, column) for column in range(len(row)))
        and all(
            not _has_digit(said)
            or (counts and _YEAR.fullmatch(said) and not _in_years(below, column))
            for column, (said, counts) in enumerate(zip(row, _counted(below), strict=True))
        )
    )


def _counted(rows: Sequence[Row]) -> list[bool]:
    """Of each column, whether it counts: figures, or nothing."""
    columns = list(zip(*rows, strict=True))
    return [
        all(map(_COUNTS.fullmatch, column)) and any(map(_has_digit, column)) for column in columns
    ]


def _in_figures(rows: Sequence[Row], column: int) -> bool:
    said = [row[column] for row in rows if row[column]]
    return bool(said) and all(map(_has_digit, said))


def _in_years(rows: Sequence[Row], column: int) -> bool:
    return all(_YEAR.fullmatch(row[column]) for row in rows)


def _has_digit(text: str) -> bool:
    return any(map(str.isdecimal, text))


def _titles(text: str) -> bool:
    """The caption of a table, or the unit below it."""
    short = len(text) <= _LONGEST_CELL and not endings.has_sentence_mark(text)
    return short and bool(heads_table(text) or _CAPTION.match(text) or _UNIT.match(text))
