"""Running heads with the number of their page in the same line: 安吉统计  12, 第12页  安吉统计.

The same words with a number that rises are a running head, wherever they stand. So are headings
that count (案例 1, 案例 2), and rows of a table. A page ends in the middle of a sentence sooner or
later, no heading does; where none of them ends so, the number must be dressed as that of a page, or
the words as a head.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.forms import shapes
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK, BLANKS, HAN
from pipeline.normalise.language.words import word_across
from pipeline.normalise.printed.cells import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

#: A running head is no wider, and no narrower without its number (cells).
_WIDEST, _NARROWEST = 40.0, 2.0
#: Words as long, far from their number, may be a head though no sentence goes on over them (cells).
_NAMES_WORK = 4.0
#: A heading is narrower, as a rule (cells).
_ITEM = 20.0
#: No heading of an excerpt counts so far.
_HIGHEST = 20
#: So many pages with numbers that rise by one may begin with the first.
_MANY = 4
#: A page has so many lines, or so many characters.
_LINES, _CHARACTERS = 3, 200
#: A line of prose is no narrower; lines of one column differ by no more (cells).
_PROSE, _LOOSE = 10.0, 2.5

_DASH = "\\-·•—–~"
_DRESSED = (
    rf"第\s?\d{{1,4}}\s?页(?:\s?[,，/]?\s?共\s?\d{{1,4}}\s?页)?|[{_DASH}]+\s?\d{{1,4}}\s?[{_DASH}]+"
)
_NUMBER = rf"{_DRESSED}|\d{{1,4}}"
_GAP = rf"(?:[{BLANK}]*[|｜/·•][{BLANK}]*|[{BLANK}]+)"
_BEFORE = re.compile(rf"(?P<number>{_NUMBER})(?P<gap>{_GAP})(?P<words>\D.*)")
_BEHIND = re.compile(rf"(?P<words>.*?\S)(?P<gap>{_GAP})(?P<number>{_NUMBER})")
_ENDS = re.compile(rf"^[第\d{_DASH}]|[页\d{_DASH}]$")
_DIGITS = re.compile(r"\d{1,4}")
_YEARS = range(1900, 2101)
_FAR = re.compile(rf"\t|\N{{IDEOGRAPHIC SPACE}}|[{BLANK}]{{2}}|[|｜]")
_WORDS = re.compile(f"(?=.*[{HAN}]{{2}})[^，。；！？!?]+")
#: What stands behind a figure that the line above ends with.
_UNIT = re.compile(
    "[0-9.．,%％‰℃年月日时分秒万亿千百元吨个人户家亩岁次项种名位米里斤株头只辆台座所条公平立]"
)
#: Words that are themselves counted: 案例 1, 附件 2.
_COUNTED = re.compile(
    "(?:案例|附[件表录图]|[图表例题注]|专栏|实[验例]|样[品本]|试样|方案|项目|问题|任务|步骤|情况|经验|做法|措施|建议|"
    "[篇章节条款项类组批号期辑卷集册部段层级人])$"
)
PERIODICAL = re.compile(
    "(?:报|电讯|快讯|通讯|周刊|月刊|季刊|杂志|论丛|新闻|年鉴|公报|简报|丛刊|学报)$"
)
"""What the name of a periodical ends in."""

#: 第4期        周明远等：半固态电芯技术简评        57, over the pages of a journal.
_WIDE = rf"(?:[{BLANK}]{{3,}}|\N{{IDEOGRAPHIC SPACE}}{{2,}}|\t+)[{BLANK}]*"
_WIDE_GAP = re.compile(_WIDE)
_ISSUE = r"(?:\d{4}年)?(?:第\d{1,3}卷)?[,，]?\s?第\d{1,3}(?:/\d{1,3})?[期卷]"
_OF_JOURNAL = re.compile(
    rf"{_ISSUE}{_WIDE}\S.*\S{_WIDE}\d{{1,4}}|\d{{1,4}}{_WIDE}\S.*\S{_WIDE}{_ISSUE}"
    # 山阳文汇　2031年第6期　3
    rf"|[{HAN}]{{2,12}}{_GAP}(?=\d{{4}}年){_ISSUE}{_GAP}\d{{1,4}}"
    rf"|\d{{1,4}}{_GAP}(?:(?=\d{{4}}年){_ISSUE}{_GAP}[{HAN}]{{2,12}}|[{HAN}]{{2,12}}{_GAP}(?=\d{{4}}年){_ISSUE})"
)


class _Numbered(NamedTuple):
    """A line with a number at one end: its place among the lines, its words without blanks."""

    line: int
    words: str
    number: int
    dressed: bool
    far: bool
    wide: bool
    before: bool


def numbered_heads(texts: Sequence[str], rows: AbstractSet[int] = frozenset()) -> set[int]:
    """The lines, by their number, that are running heads with the number of their page beside
    them. ``rows`` are the lines of tables.

    >>> page = ["年末城镇登记，", "山阳统计  12", "失业人员一千八百人。", "茶园扩大。", "增产。"]
    >>> numbered_heads([*page, "全年，城镇居民人均可", "山阳统计  13", "支配收入四万元。"])
    {1, 6}
    >>> numbered_heads(["第4期        周明远等：电芯技术简评        57"])
    {0}
    >>> numbered_heads(["山阳文汇　2031年第6期　3"]), numbered_heads(["山阳文汇　2031年第6期"])
    ({0}, set())

    >>> numbered_heads(["石桥铺之战。", "122　　　　　嘉禾人民革命史", "二月，反扑开始。"])
    {1}
    >>> numbered_heads(["山阳县志·第七篇 农业　　　　231", "第二节　茶叶", "明代已有茶园。"])
    {0}
    >>> numbered_heads(["《茶乡法治》2031年第1期　　　　·37·", "茶园怎么管", "茶园要有人管。"])
    {0}

    Leaves alone: headings that count, and rows.

    >>> cases = ["山阳县修路。", "道路先通，产业才兴。", "河口镇建桥。", "桥通了，人就来了。"]
    >>> numbered_heads([line for n in (1, 2, 3) for line in (f"案例 {n}", *cases)])
    set()
    >>> numbered_heads(["春茶 12", "夏茶 9", "秋茶 8", "冬茶 2", "春茶 13", "夏茶 10"])
    set()
    """
    found = {i for i, text in enumerate(texts) if _OF_JOURNAL.fullmatch(text)}
    groups: defaultdict[str, list[_Numbered]] = defaultdict(list)
    numbered = [
        one
        for i, text in enumerate(texts)
        if i not in rows and i not in found and (one := _numbered(i, text)) is not None
    ]
    for one in numbered:
        groups[one.words].append(one)
    places = {one.line: one for one in numbered}
    for group in groups.values():
        if _is_head(texts, group, places):
            found.update(one.line for one in group)
    wide = [one for one in numbered if one.line not in found and one.wide]
    if _are_of_excerpt(texts, wide):
        found.update(one.line for one in wide)
    rest = [one for one in numbered if one.line not in found and _is_of_left_or_right(texts, one)]
    if len(rest) > 1 and all(_turns(texts, above, below) for above, below in pairwise(rest)):
        found.update(one.line for one in rest)
    return found


def counts_off(text: str) -> bool:
    """A word that is counted and its number: no head, though it comes again and again.

    >>> [counts_off(t) for t in ("案例 2", "附件  3", "山阳统计  12", "案例")]
    [True, True, False, False]
    """
    found = _BEHIND.fullmatch(text)
    return found is not None and found["number"].isdigit() and bool(_COUNTED.search(found["words"]))


def in_mid_sentence(texts: Sequence[str], first: int, last: int) -> bool:
    """Whether a sentence goes on over the lines from ``first`` to ``last``: prose stops in the line
    above them, and what stands below doesn't open anything.

    >>> in_mid_sentence(["要清理欠款，要设立总", "山阳日报", "规模一百亿元的基金。"], 1, 1)
    True
    >>> in_mid_sentence(["茶山上的新路", "山阳日报", "规模一百亿元的基金。"], 1, 1)
    False
    """
    if first < 1 or last + 1 >= len(texts):
        return False
    above, below = texts[first - 1], texts[last + 1]
    if endings.ends_sentence(above) or endings.ends_in_lead_in(above) or cells(above) < _PROSE:
        return False
    if not above[-1].isalnum() and not endings.ends_in_pause(above):
        return False
    if shapes.starts_numbered(below) or _is_heading(above, below):
        return False
    over = texts[first - 2] if first > 1 else ""
    as_wide = abs(cells(over) - cells(above)) <= _LOOSE
    prose = endings.has_clause_mark(above) or (as_wide and endings.has_clause_mark(over))
    return prose and below[0] not in "（(【["


def _is_heading(above: str, below: str) -> bool:
    """By its number; an item may be as wide as a line of prose, and its words go on."""
    if shapes.numbered_level(above) is None or word_across(above, below):
        return False
    return cells(above) < _ITEM or cells(above) < cells(below) - _LOOSE


def _numbered(line: int, text: str) -> _Numbered | None:
    """The line as one with a number at its end, or at its beginning, or none."""
    if len(text) > 2 * _WIDEST or not _ENDS.search(text):  # nearly every line
        return None
    found = _BEFORE.fullmatch(text) or _BEHIND.fullmatch(text)
    if found is None or not _WORDS.fullmatch(found["words"]):
        return None
    words = BLANKS.sub("", found["words"])
    figure = _DIGITS.search(found["number"])
    number = int(figure[0]) if figure else 0
    if not _NARROWEST <= cells(words) <= _WIDEST or number in _YEARS:
        return None
    dressed, gap = not found["number"].isdigit(), found["gap"]
    far, wide = _FAR.search(gap) is not None, _WIDE_GAP.fullmatch(gap) is not None
    return _Numbered(line, words, number, dressed, far, wide, text[0] != words[0])


def _are_of_excerpt(texts: Sequence[str], wide: Sequence[_Numbered]) -> bool:
    """The heads of a few pages of a book: numbers far from a name, higher than headings count, and
    each but one higher than the one before. Words before their number may be those of a list of
    contents, where there is no other, but in the first line.
    """
    if not wide or any(
        cells(one.words) < _NAMES_WORK or (_COUNTED.search(one.words) and not one.dressed)
        for one in wide
    ):
        return False
    if len(wide) == 1:
        first = wide[0].before or wide[0].line == 0
        return first and (wide[0].number > _HIGHEST or wide[0].dressed)
    steps = {below.number - above.number for above, below in pairwise(wide)}
    turned = all(_turns(texts, above, below) for above, below in pairwise(wide))
    known = wide[0].number > _HIGHEST or any(_inside(texts, one) for one in wide)
    return turned and steps <= {1, 2} and known


def _is_of_left_or_right(texts: Sequence[str], one: _Numbered) -> bool:
    """May be the head of a left page, or of a right one, whose words differ."""
    return (one.far or one.dressed) and not _COUNTED.search(one.words) and _inside(texts, one)


def _inside(texts: Sequence[str], one: _Numbered) -> bool:
    """A sentence goes on over the line, and no figure of it stands there: 粮食产量达到 12 over 万吨
    is as wide as the lines around it.
    """
    if not in_mid_sentence(texts, one.line, one.line):
        return False
    above, text, below = texts[one.line - 1 : one.line + 2]
    as_wide = abs(cells(above) - cells(text)) <= _LOOSE
    counted = text[-1].isdigit() and _UNIT.match(below) and 2 * cells(text) > cells(above)
    return one.far or one.dressed or not (as_wide or counted)


def _is_head(
    texts: Sequence[str], group: Sequence[_Numbered], places: dict[int, _Numbered]
) -> bool:
    """Whether lines of the same words are a running head, by how their numbers rise and by what
    stands around them.
    """
    inside = [_inside(texts, one) for one in group]
    if len(group) == 1:
        return (group[0].dressed or group[0].wide) and all(inside)
    if not all(_turns(texts, above, below) for above, below in pairwise(group)):
        return False
    if not all(_stands_alone(one, places) for one in group):
        return False
    first = group[0]
    if _COUNTED.search(first.words) and not first.dressed:
        return all(inside)
    if any(inside) or first.dressed or _names_work(texts, first):
        return True
    steps = {below.number - above.number for above, below in pairwise(group)}
    named = first.far and cells(first.words) >= _NAMES_WORK
    many = len(group) >= _MANY and steps == {1}
    return (first.number > 1 or many) and steps <= {1, 2} and named


def _names_work(texts: Sequence[str], first: _Numbered) -> bool:
    """The words are those of the first line, or the name of a periodical."""
    title = BLANKS.sub("", texts[0])
    return first.far and (first.words == title or PERIODICAL.search(first.words) is not None)


def _turns(texts: Sequence[str], above: _Numbered, below: _Numbered) -> bool:
    """The number rises, by no more than the pages that may stand between."""
    pages = below.number - above.number
    between = texts[above.line + 1 : below.line]
    room = len(between) >= _LINES * pages or sum(map(len, between)) >= _CHARACTERS * pages
    return pages > 0 and room


def _stands_alone(one: _Numbered, places: dict[int, _Numbered]) -> bool:
    """No other numbered line stands beside it, as rows do, but for the foot of the page before."""
    beside: Iterable[_Numbered | None] = (places.get(one.line - 1), places.get(one.line + 1))
    return all(other is None or abs(other.number - one.number) <= 1 for other in beside)
