"""Lines that say which paper, issue or page this is, by what they say alone."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline.normalise.forms import shapes
from pipeline.normalise.forms.imprint import figures_closed
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK, BLANKS, HAN
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.printed.cells import cells
from pipeline.normalise.printed.numbered_heads import PERIODICAL, in_mid_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

#: A head of a page has so many lines at most; lines of a column differ by no more (cells).
_HEAD_LINES, _LOOSE = 4, 2.5
#: Prose is no narrower (cells).
_PROSE = 10.0

_ISSUE = re.compile(
    "总?第[0-9A-Z一二三四五六七八九十?？]{1,5}[期版]|[A-Z]?[0-9]{1,3}版|星期[一二三四五六日天]"
)
#: 《山阳论坛》2031年第4期（总第212期）
_NAMED_ISSUE = re.compile(
    rf"《[^《》]{{2,14}}》[{BLANK}]*(?:\d{{4}}年)?[{BLANK}]*第\d{{1,4}}期[{BLANK}]*(?:[（(]总第?\d{{1,4}}期[）)])?"
)
#: 山阳县志　　卷九　茶业: a book, its volume, and what that is about.
_VOLUME = re.compile(
    rf"[{HAN}]{{2,12}}(?:志|年鉴|史|大事记|文集|文选|丛书)(?:[{BLANK}]+|·)(?:卷|第)[0-9一二三四五六七八九十百]{{1,4}}[卷编篇辑册]?"
    rf"[{BLANK}·]+[{HAN}]{{2,12}}"
)
_DATE = re.compile(r"\d{4}年|\d{1,2}月|\d{1,2}日|农历[^0-9]{2,8}")
#: 03 要闻, A5·综合: a page of a paper, and what it is for.
_SECTION = (
    "(?:要闻|综合|时政|经济|社会|文化|体育|国际|国内|理论|评论|副刊|专题|专版|广告|民生|县域|教育|科技|法治|健康|财经|产经|"
    f"文艺|视觉|关注|特别报道|深度|调查)(?:新闻|周刊|·[{HAN}]{{2,4}})?"
)
#: Two figures, a letter or 版: 2 理论 numbers a section.
_PAGE = r"(?:[A-D]\d{1,2}|0\d)版?|\d{1,2}版"
_PAPER_PAGE = re.compile(
    rf"(?:{_PAGE})[{BLANK}|｜/·]+{_SECTION}|{_SECTION}[{BLANK}|｜/·]+(?:{_PAGE})"
)
#: （上接第一版）, （下转A3版）: where a text goes on.
_TURN = (
    r"(?:[上紧]接|下转|转自)第?[A-D]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[版页]"
    rf"(?:[·“][{HAN}”]{{2,8}})?"
)
_TURNS = re.compile(rf"[（(【\[▲▼△▽◆■]?[{BLANK}]*{_TURN}[{BLANK}]*[）)】\]▲▼]?")
_SEPARATORS = re.compile(f"[{BLANK}:：|｜/·\\-—]+")
_WORDS = re.compile(f"[{HAN}]{{0,12}}$")
_NAMED = re.compile(f"[0-9]{{0,3}}[{HAN}]{{2,12}}[0-9]{{0,3}}(?:{_SECTION})?$")
_DAY = re.compile("月[0-9]{1,2}日")
#: What an engine has read for the 1 of a day: 1]月.
_ONE_MISREAD = re.compile(r"(?<=[0-9年月])[\]\[lI|](?=[0-9月日])")
_PAPER_NUMBERED = re.compile(
    f"[{HAN}]{{2,6}}(?:[日晚早晨时周商]|都市)报[{BLANK}]+[A-D]?[0-9]{{1,2}}版?"
)

#: The parts of such a line, whatever stands between them: 山阳日报／2031-03-22／A7版／两岸.
_PARTED = re.compile(f"[{BLANK}|｜/／]+")
_OF_DAY = re.compile(
    r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?"
    "|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_OF_PAGE = re.compile(
    "总?第[0-9一二三四五六七八九十百]{1,6}[期号]"
    f"|第?(?:[A-Z]?[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})版|[A-D][0-9]{{2}}|0[0-9]|{_SECTION}·[0-9]{{1,3}}"
)
_WEEKDAY = re.compile("[（(]?(?:星期|周)[一二三四五六日天][）)]?")
_OF_NAME = re.compile(f"《?[{HAN}]{{2,12}}》?|[{HAN}]{{2,6}}·[{HAN}]{{2,6}}")
_FEWEST_PARTS, _MOST_NAMES = 3, 3

#: 泾川日报　　　2031年6月.
_DATED_HEAD = re.compile(
    rf"([{HAN}]{{2,12}})(?:\N{{IDEOGRAPHIC SPACE}}|[{BLANK}]{{2,}})[{BLANK}]*"
    "[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?"
)

#: The name of a paper by itself; 2 要闻, a section and its page, or a part of a text.
_PAPER = re.compile(f"[{HAN}]{{2,6}}(?:[日晚早晨时周商]|都市)报")
_SECTION_NUMBERED = re.compile(
    rf"\d{{1,2}}[{BLANK}|｜/·]*{_SECTION}|{_SECTION}[{BLANK}|｜/·]*\d{{1,2}}"
)
#: 责任编辑：胡兵　美术编辑：李浩, who has made the page.
_EDITOR = (
    "(?:(?:本版|责任|值班|美术|图片|版面|视觉|执行)?编辑|责编|美编|校对|排版|版式|组版|统筹|监制)"
    f"[:：/／|｜][{BLANK}]*[{HAN}·]{{2,4}}"
)
_EDITORS = re.compile(rf"{_EDITOR}(?:[{BLANK}、]+(?:{_EDITOR}|[{HAN}·]{{2,4}}))*")
_ISSUE_DAY = re.compile(
    rf"\d{{4}}年\d{{1,2}}月\d{{1,2}}日(?:[{BLANK}]*(?:星期|周)[一二三四五六日天])?"
)
#: 社址：…, 邮编：…, 今日8版; those that only papers have.
_FAR = re.compile(rf"[{BLANK}]{{2,}}|\N{{IDEOGRAPHIC SPACE}}|[|｜]")
_PARTS = 2
_ONLY_PAPERS = (
    f"(?:社址|本报(?:地址|社址)|(?:新闻|广告|发行|投诉|报料)热线|(?:国内)?统一(?:连续出版物号|刊号)|邮发代号|"
    f"广告(?:经营)?许可证号?|(?:每份)?零售价?|定价)[:：]?[{BLANK}]?.{{1,30}}"
    f"|[{HAN}]{{2,16}}(?:主管|主办|主管主办|出版)|今日[0-9]{{1,3}}版|CN[0-9]{{2}}-[0-9]{{4}}"
)
_OF_PAPER = re.compile(_ONLY_PAPERS)
_OF_IMPRINT = re.compile(
    f"{_ONLY_PAPERS}|(?:地址|邮编|邮政编码|电话|传真|邮箱|投稿邮箱|网址|印刷)[:：].{{1,30}}|农历[^0-9，。]{{2,10}}"
    f"|总?第[0-9]{{1,6}}期|[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日|星期[一二三四五六日天]"
)
#: A nameplate stands among so many lines.
_NAMEPLATE = 8
_LATIN_NAME, _PAGE_ALONE = (
    re.compile("[A-Z][A-Z .]{3,30}"),
    re.compile("[A-D]?0[0-9]版?|[A-D][0-9]{2}版?"),
)
#: Such a line has no more characters.
_LONGEST = 48


def names_issue(text: str) -> bool:
    """Says which issue or page this is, by itself or behind a short name.

    >>> [names_issue(t) for t in ("2031年9月 总第118期", "山阳日报 2031年9月3日 星期三 第2版")]
    [True, True]
    >>> names_issue("03 要闻"), names_issue("综合新闻 A5版"), names_issue("2 理论")
    (True, True, False)
    >>> [names_issue(t) for t in ("（2031年第7期）", "2031年9月3日", "第7期简报已经寄出。")]
    [False, False, False]
    >>> names_issue("《山阳论坛》2031年第4期（总第212期）"), names_issue("《山阳志》第4期校样")
    (True, False)
    >>> names_issue("山阳县志　　　卷九　茶业"), names_issue("山阳县志编纂的经过")
    (True, False)
    >>> names_issue("人物 2033 年 9 月 9 日 星期三"), names_issue("3月2日 星期三 小雨")
    (True, False)
    """
    if "年" in text:
        text = figures_closed(text)
    if _PAPER_PAGE.fullmatch(text) or _VOLUME.fullmatch(text):
        return True
    named = _NAMED_ISSUE.match(text)
    if named is not None:
        return _NAMED_ISSUE.fullmatch(text) is not None
    if not _ISSUE.search(text) or shapes.is_diary_day(text):
        return False
    rest = _SEPARATORS.sub("", _DATE.sub("", _ISSUE.sub("", text)))
    return _WORDS.match(rest) is not None


def is_imprint_of_paper(text: str) -> bool:
    """Who publishes a paper, where it is reached, what it costs: several of these far apart in one
    line, and nothing else.

    >>> is_imprint_of_paper("社址：山阳县老街1号　邮编：415400　广告许可证：山工商广字1号")
    True
    >>> is_imprint_of_paper("中共山阳县委主管主办    第12386期    今日8版")
    True
    >>> [is_imprint_of_paper(t) for t in ("地址：老街1号　邮编：415400", "定价：1.5元", "今日8版")]
    [False, False, False]
    """
    parts = _FAR.split(text.strip())
    if len(parts) < _PARTS or not all(map(_OF_IMPRINT.fullmatch, parts)):
        return False
    return any(map(_OF_PAPER.fullmatch, parts))


def nameplate(texts: Sequence[str], found: AbstractSet[int]) -> set[int]:
    """The lines of a paper's nameplate, at the head of a page on which others (``found``) say which
    issue it is: its name, that in Latin letters, the number of the page.

    >>> page = ["A01", "山 阳 日 报", "SHAN YANG RI BAO", "今日8版", "老码头醒来了"]
    >>> sorted(nameplate(page, {3})), nameplate(page, set())
    ([0, 1, 2], set())
    """
    head = range(min(len(texts), _NAMEPLATE))
    if not any(i in found for i in head):
        return set()
    names = {i for i in head if _PAPER.fullmatch(BLANKS.sub("", texts[i]))}
    latin = {i for i in head if i - 1 in names and _LATIN_NAME.fullmatch(texts[i])}
    return names | latin | {i for i in head if _PAGE_ALONE.fullmatch(texts[i])}


def turns_page(text: str) -> bool:
    """Says on which page a text goes on, or went before, and nothing else.

    >>> [turns_page(t) for t in ("（下转第三版）", "（上接A1版）", "▲下转02版")]
    [True, True, True]
    >>> turns_page("上接第一版的报道")
    False
    """
    return "版" in text and _TURNS.fullmatch(text) is not None


def is_masthead(text: str) -> bool:
    """Names a paper, its day and the day of the week or the page, or this alone, and nothing else:
    over a page, wherever an engine has read it.

    >>> is_masthead("山阳日报 2031年9月3日 星期三 要闻 3"), is_masthead("2031年9月 总第118期")
    (True, False)
    >>> is_masthead("山阳日报 2031年1]月4日 星期二 第3版 要闻"), is_masthead("山阳日报  3")
    (True, True)
    >>> is_masthead("山阳日报　2031年3月22日　星期六　02　要闻")
    True
    >>> is_masthead("山陽時報／2031-03-22／A7版／兩岸"), is_masthead("山阳晚报　2031.3.22　A05")
    (True, True)
    >>> is_masthead("《山陽時報》　二〇三一年三月二十二日　星期六　Ｂ２版")
    True
    >>> [is_masthead(t) for t in ("柯宁　2031.3.22　山阳", "2031.3.22　星期六　小雨　柯宁")]
    [False, False]
    """
    if _is_parted_head(text):
        return True
    if _PAPER_NUMBERED.fullmatch(text):
        return True
    text = _ONE_MISREAD.sub("1", figures_closed(text))
    if not _DAY.search(text) or not _ISSUE.search(text):
        return False
    rest = _SEPARATORS.sub("", _DATE.sub("", _ISSUE.sub("", text)))
    return _NAMED.match(rest) is not None


def _is_parted_head(text: str) -> bool:
    """Each part says one thing of the page: the day, the page or the issue, a name; nothing
    besides. A day of the week is enough beside the name of a paper.
    """
    parts = _PARTED.split(figures_closed(unicodedata.normalize("NFKC", text).strip()))
    if len(parts) < _FEWEST_PARTS:
        return False
    forms = (_OF_DAY, _OF_PAGE, _WEEKDAY)
    days, pages, weekdays = (sum(map(bool, map(form.fullmatch, parts))) for form in forms)
    names = [part for part in parts if not any(form.fullmatch(part) for form in forms)]
    if days != 1 or not all(map(_OF_NAME.fullmatch, names)):
        return False
    of_paper = any(PERIODICAL.search(simplified(name.strip("《》"))) for name in names)
    return 0 < len(names) <= _MOST_NAMES and (pages > 0 or (weekdays > 0 and of_paper))


def is_dated_head(text: str, above: str, issuers: Sequence[str] = (), below: str = "") -> bool:
    """A name and a month far apart, right behind a page's number: a running head, though it comes
    once. The name is that of a paper, or the page before ends in mid-sentence (``above`` is its
    last line); who signs stands so, too. Or it is one of ``issuers``, who stand at the head of the
    text, and prose follows (``below``), which nothing that is signed does.

    >>> is_dated_head("泾川日报　　　2031年6月", "恢复供电。")
    True
    >>> [is_dated_head("泾川县应急局　　　2031年6月", t) for t in ("恢复供电。", "市消防救援支队")]
    [False, True]
    >>> one = ("泾川县应急局　　　2031年6月", "恢复供电。", ["泾川县应急局"])
    >>> [is_dated_head(*one, t) for t in ("县财政安排了救灾资金，各乡镇已经领到", "附件：名单", "")]
    [True, False, False]
    """
    found = _DATED_HEAD.fullmatch(text)
    if found is None:
        return False
    if found[1] in issuers and cells(below) >= _PROSE and endings.has_clause_mark(below):
        return True
    return PERIODICAL.search(found[1]) is not None or not endings.ends_sentence(above)


def page_heads(texts: Sequence[str], rows: frozenset[int] | set[int]) -> set[int]:
    """The lines, by their number, of the heads and feet of a paper's pages in mid-sentence: its
    name by itself, the section and the page, the day, the editors; one of them must name a paper or
    a page.

    >>> page = ["要清理欠款，要设立总", "山阳日报", "2 要闻", "责任编辑：柯宁", "规模百亿的基金。"]
    >>> page_heads(page, set())
    {1, 2, 3}

    Leaves alone: a heading that is numbered so, and who edited a text.

    >>> page_heads(["茶山上的新路通了。", "2 经济", "全县经济平稳增长，农业丰收。"], set())
    set()
    >>> page_heads(["要清理欠款，要设立总", "责任编辑：柯宁", "规模一百亿元的基金。"], set())
    set()
    """
    found: set[int] = set()
    i = 0
    while i < len(texts):
        end = i
        while end < len(texts) and end not in rows and _is_of_page(texts[end]):
            end += 1
        names = any(map(_names_page, texts[i:end]))
        if (
            names
            and end - i <= _HEAD_LINES
            and in_mid_sentence(texts, i, end - 1)
            and not (end - i == 1 and _is_set_as_prose(texts[i], texts[i - 1]))
        ):
            found.update(range(i, end))
        i = max(end, i + 1)
    return found


def _is_set_as_prose(text: str, above: str) -> bool:
    """As wide as the line above, without a blank: a line of a paragraph names an issue, too."""
    return not BLANKS.search(text) and abs(cells(text) - cells(above)) <= _LOOSE


def _names_page(text: str) -> bool:
    named = _PAPER.fullmatch(text) or _SECTION_NUMBERED.fullmatch(text)
    return named is not None or names_issue(text)


def _is_of_page(text: str) -> bool:
    if len(text) > _LONGEST:  # nearly every line
        return False
    return (
        _names_page(text)
        or _ISSUE_DAY.fullmatch(text) is not None
        or _EDITORS.fullmatch(text) is not None
    )
