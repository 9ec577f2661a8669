"""Running heads and feet: lines of the page, not of the text.

They are found on physical lines, before columns are put in order: then one still sees what
stands first and last on a page. A page begins or ends at a page number, at a form feed, and where
the text does. A line there is furniture when it comes again on another page, but for its digits
and what an OCR engine misread, or when it says which issue it is.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from pipeline.normalise.forms import shapes
from pipeline.normalise.forms.imprint import is_day
from pipeline.normalise.forms.writers import is_byline, is_names, is_office_name
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK, BLANKS, HAN
from pipeline.normalise.printed.bracketed import bracketed_numbers
from pipeline.normalise.printed.cells import cells
from pipeline.normalise.printed.mastheads import (
    is_dated_head,
    is_imprint_of_paper,
    is_masthead,
    nameplate,
    names_issue,
    page_heads,
)
from pipeline.normalise.printed.numbered_heads import counts_off, numbered_heads
from pipeline.normalise.printed.parting import heads_alike, parting_heads
from pipeline.normalise.printed.table_rows import is_figure, table_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.normalise.printed.row_blanks import Run

#: A running head is no wider (cells).
_WIDEST = 40.0

#: So many lines at either end of a page may be furniture.
_EDGE = 2

#: Lines of one column differ by no more (cells).
_LOOSE = 2.5

#: With empty lines before so many of the lines, they part nothing.
_BLANK_EVERYWHERE = 0.7

#: So many lines may hold the title and who it comes from.
_HEAD = 4

#: The name of a journal or a section is no wider, nor narrower.
_NAME = (2.0, 8.0)

#: What page numbers are set between.
_DOTS = frozenset("·•-–—")

_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(f"[{HAN}]{{0,12}}$")
_COUNTED_OFF = re.compile(
    "附[件表录图][0-9一二三四五六七八九十]{1,2}[:：]?|[0-9]{1,2}月(?:份|底|初|[上中下]旬|[0-9]{1,2}日)?"
)
#: What a drawn table begins with: its rules are no page's edge.
_DRAWN = re.compile("[|+┌├└╔╠╚┏┣┗]")
_SPEAKER = re.compile(f"[{HAN}]{{1,4}}[人者][:：]")
#: 二、, (3): a text that begins so has lost its beginning.
_GOES_ON = re.compile("[（(]?(?:[二三四五六七八九十]|[2-9])")
_PAPER = re.compile(f"[{HAN}]{{2,6}}(?:[日晚早晨时周商]|都市)报$")

#: 14,007,253.75 is the sum of a row; so many figures make one, too. √适用 □不适用 is an answer.
_SUM = re.compile(r"(?<![0-9,.:])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])")
_FIGURES = 3
_TICKED = re.compile(f"[√✓☑☒□■][{BLANK}]?[{HAN}]")

#: Who may read it, as internal papers say over every page.
_MAY_BE_READ = re.compile(
    f"(?:(?:内部(?:资料|文件|刊物|材料|参考|交流|使用|发行)|(?:请)?注意(?:保存|保密)|妥善保管|"
    f"(?:请勿|不得|严禁)(?:外传|翻印|转载|公开)"
    f"|(?:绝[{BLANK}]*密|机[{BLANK}]*密|秘[{BLANK}]*密)[★☆](?:[0-9一二三四五六七八九十]{{1,3}}年|长期)?"
    f")[{BLANK}，。！·]*)+$"
)


class _Filled(NamedTuple):
    """A line that holds anything: where it starts, its words, whether an empty line is near."""

    start: int
    text: str
    page: int
    after_blank: bool
    before_blank: bool = False


def running(text: str, pages: Sequence[Sequence[Run]]) -> frozenset[int]:
    r"""The offsets at which lines start that are running heads or feet.

    >>> from pipeline.normalise.printed.row_blanks import Run
    >>> page = "山阳论丛 2031年第6期\n茶山新事\n清明刚过，茶山上已经站满了人。"
    >>> running(page, [[Run(0, 13), Run(14, 18), Run(19, len(page))]])
    frozenset({0})
    """
    lines = _filled(text, pages)
    texts = [line.text for line in lines]
    breaks = frozenset(i for i in range(1, len(lines)) if lines[i].page != lines[i - 1].page)
    rows = table_rows(texts, breaks)
    cells_of_tables = {i for row in rows for i in row.lines}
    marks = {
        i
        for i, line in enumerate(lines)
        if shapes.is_page_mark(line.text) and not _DRAWN.match(line.text)
    } - cells_of_tables
    bracketed = bracketed_numbers(texts) - cells_of_tables
    marks |= bracketed
    # · and ·68 are one page's number that an extractor has parted.
    dots = {i for i, text in enumerate(texts) if text in _DOTS and {i - 1, i + 1} & marks}
    marks |= dots
    heads = (
        bracketed
        | dots
        | numbered_heads(texts, cells_of_tables | marks)
        | page_heads(texts, cells_of_tables)
    )
    edges = _edges(lines, marks | heads)
    keys = {
        i: _key(lines[i].text)
        for i in sorted(edges - marks - heads - cells_of_tables)
        if _may_be(lines[i].text) and not shapes.is_diary_day(lines[i].text)
    }
    found = _again(lines, keys)
    if 0 in found and not _is_title(lines, min({*range(1, len(lines) + 1)} - found - marks)):
        found -= {0}
    numbers = {i for i in marks if any(map(str.isdigit, lines[i].text))}
    found |= parting_heads(texts, numbers, cells_of_tables)
    found |= {i for i in keys if names_issue(lines[i].text) or _MAY_BE_READ.match(lines[i].text)}
    found |= {
        i
        for i, line in enumerate(lines)
        if is_masthead(line.text) or is_imprint_of_paper(line.text)
    }
    cut = len(texts) > 1 and 0 not in found and not lines[1].after_blank
    if cut and not any(map(shapes.is_diary_day, texts[:2])) and is_masthead(texts[0] + texts[1]):
        found |= {0, 1}  # on two lines
    found |= nameplate(texts, found)
    found |= {
        i
        for i in keys
        if i > 1
        and i - 1 in marks
        and i + 1 < len(lines)
        and is_dated_head(texts[i], texts[i - 2], texts[:_HEAD], texts[i + 1])
    }
    found |= {
        i
        for i, line in enumerate(lines[_HEAD:], _HEAD)
        if _PAPER.match(line.text) and (line.before_blank or line.after_blank)
    }
    if sum(line.after_blank for line in lines) <= _BLANK_EVERYWHERE * len(lines):
        found |= _by_itself(lines, keys)
    found |= heads_alike(texts, numbers, found)
    if numbers and not found:
        found |= _journal(lines, keys)
    return frozenset(lines[i].start for i in found | heads)


def _again(lines: Sequence[_Filled], keys: dict[int, str]) -> set[int]:
    """Lines at the edges of pages that come again there, and not as often inside of pages.

    Who issues a document stands over its title, and signs it beside the day: that must come twice
    more. A day in Chinese numerals is always that of a signature.
    """
    counts = Counter(keys.values())
    signed = {
        key
        for i, key in keys.items()
        if any(is_day(one.text) for one in lines[i + 1 : i + 2])
        or any(_is_day_of_signature(one.text) for one in lines[max(0, i - 1) : i + 1])
    }
    found = {i for i, key in keys.items() if counts[key] > (2 if key in signed else 1)}
    sought = {keys[i] for i in found}
    inside = Counter(
        key for i, line in enumerate(lines) if i not in keys and (key := _key(line.text)) in sought
    )
    return {i for i in found if counts[keys[i]] > inside[keys[i]]} - {
        i for i in found if _is_day_of_signature(lines[i].text)
    }


def _is_day_of_signature(text: str) -> bool:
    """A day in Chinese numerals, and nothing else.

    >>> _is_day_of_signature("二〇三一年四月二十日"), _is_day_of_signature("2031年4月20日")
    (True, False)
    """
    return is_day(text) and not _DIGITS.search(text)


def _filled(text: str, pages: Sequence[Sequence[Run]]) -> list[_Filled]:
    out: list[_Filled] = []
    for number, page in enumerate(pages):
        blank = True
        for start, end in page:
            words = text[start:end].strip()
            if words:
                out.append(_Filled(start, words, number, after_blank=blank))
            elif out:
                out[-1] = out[-1]._replace(before_blank=True)
            blank = not words
    return out


def _edges(lines: Sequence[_Filled], marks: set[int]) -> set[int]:
    """The lines that may stand first or last on a page."""
    starts = {0, len(lines)} | {
        i for i in range(1, len(lines)) if lines[i].page != lines[i - 1].page
    }
    near = {start + step for start in starts for step in range(-_EDGE, _EDGE)}
    near |= {mark + step for mark in marks for step in range(-_EDGE, _EDGE + 1)}
    return {i for i in near if 0 <= i < len(lines)}


def _may_be(text: str) -> bool:
    """Not too long, no sentence, no figures alone or sums, which rows of a table are, no answer of
    a form, and not what a text itself counts off: the months of a chronicle, its annexes.

    >>> [_may_be(t) for t in ("山阳茶业股份有限公司2031年年度报告", "2031年第6期 总第118期")]
    [True, True]
    >>> [_may_be(t) for t in ("合计 14,007,253.75", "2031 年 0 0.60 0 118", "√适用 □不适用")]
    [False, False, False]
    """
    words = text.split()
    figures = sum(map(is_figure, words))
    row = _SUM.search(text) or (figures >= _FIGURES and 2 * figures >= len(words))
    if row or figures == len(words) or _TICKED.match(text):
        return False
    if _COUNTED_OFF.fullmatch(text) or counts_off(text):
        return False
    return len(text) > 1 and not endings.ends_sentence(text) and cells(text) <= _WIDEST


def _by_itself(lines: Sequence[_Filled], keys: dict[int, str]) -> set[int]:
    """Lines between empty ones that name the issue, or are the head of the text once more.

    Engines that read a page at a time leave no mark between two pages, only empty lines around a
    running head. The first line of the text may be the title, though: that one stays, unless
    another title follows it.
    """
    out = {
        i
        for i, line in enumerate(lines)
        if line.after_blank and line.before_blank and names_issue(line.text)
    }
    for first in (0, 1):
        key = keys.get(first, "")
        if len(key) < 3 or is_byline(lines[first].text):
            continue
        again = {
            i
            for i in range(first + 2, len(lines))
            if abs(len(lines[i].text) - len(lines[first].text)) <= 2
            and _same(key, lines[i].text)
            and lines[i].before_blank
            and (lines[i].after_blank or lines[i].text == lines[first].text)
            and not (i + 1 < len(lines) and is_day(lines[i + 1].text))  # there it is signed
        }
        if again:
            out |= again
            out |= {first} if _is_title(lines, first + 1) else set()
    return out


def _key(text: str) -> str:
    """A line but for its digits and blanks."""
    return BLANKS.sub("", _DIGITS.sub("0", text))


def _same(key: str, text: str) -> bool:
    """But for digits, blanks and a character in five, which an engine may misread."""
    other = _key(text)
    most = len(key) // 5
    return Levenshtein.distance(key, other, score_cutoff=most) <= most


def _is_title(lines: Sequence[_Filled], i: int) -> bool:
    """Not who has written, issued or said it, nor when; no chapter of what stands above; no note's
    sign.
    """
    text = lines[i].text if i < len(lines) else ""
    if (
        not any(map(str.isalpha, text))
        or is_byline(text)
        or is_names(text)
        or is_office_name(text)
        or is_day(text)
    ):
        return False
    numbered = shapes.numbered_level(text) is not None
    if _SPEAKER.match(text) or (numbered and not _GOES_ON.match(text)):
        return False
    return not endings.has_sentence_mark(text) and cells(text) <= _WIDEST


def _journal(lines: Sequence[_Filled], keys: Collection[int]) -> set[int]:
    """A bare name over the title, or behind the last page's number: on a page that has one."""
    bare = {i for i in (0, len(lines) - 1) if i in keys and _is_name(lines[i].text)}
    over_title = (
        len(lines) > 2
        and _is_title(lines, 1)
        and not endings.starts_with_dash(lines[1].text)
        and not endings.ends_in_pause(lines[1].text)
        and cells(lines[1].text) > cells(lines[0].text)
        and not _is_set_as_prose(lines[1], lines[2])
    )
    if not over_title:
        bare.discard(0)
    if len(lines) < 2 or not shapes.is_page_mark(lines[-2].text):
        bare.discard(len(lines) - 1)
    return bare


def _is_set_as_prose(line: _Filled, below: _Filled) -> bool:
    """A line of a paragraph: a clause ends in it, or it is as wide as the next one, close below,
    in which one does.
    """
    if line.before_blank:
        return False
    as_wide = abs(cells(line.text) - cells(below.text)) <= _LOOSE
    return endings.has_clause_mark(line.text) or (as_wide and endings.has_clause_mark(below.text))


def _is_name(text: str) -> bool:
    low, high = _NAME
    return low <= cells(text) <= high and _WORDS.match(text) is not None
