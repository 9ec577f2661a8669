"""What a line looks like by itself: a page mark, a numbered heading, a label, a byline …

Each is a pattern without nested repetition, tried on one line at a time.
"""

from __future__ import annotations

import re

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.language.endings import (
    ends_in_lead_in,
    ends_in_pause,
    has_clause_mark,
    has_sentence_mark,
)

_DASHES = (
    "-\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
    "\N{MIDDLE DOT}\N{BULLET}~·"
)
_STROKES = "─━═┄┅┈┉╌╍﹍﹏＿"
_SPECKS = re.escape("|_~^`\\\\/[]{}<>*=+°¦¬«»")
_PAGE_MARK = re.compile(
    # 一2一: dashes that an engine has read for the character.
    rf"(?:[{_DASHES}一]{{0,2}}\s{{0,4}}\d{{1,4}}\s{{0,4}}[{_DASHES}一]{{0,2}}"
    rf"|[☆★◇◆○●]\s?\d{{1,4}}\s?[☆★◇◆○●]|第[一二三四五六七八九十百]{{1,4}}页"
    r"|第\s?\d{1,4}\s?页(?:\s?[,，/]?\s?共\s?\d{1,4}\s?页)?"
    r"|\d{1,4}\s?/\s?\d{1,4}"
    r"|[Pp]age\s?\d{1,4}(?:\s?of\s?\d{1,4})?"
    rf"|[{_DASHES}{_STROKES}=_*#.…★☆◇◆○●]{{3,}}|(?:[★☆◇◆○●✦✧❖✿❀▲▼■□※~＊*][{BLANK}]{{0,2}}){{3,}}"
    # The rule under a table's head, as Markdown has it.
    r"|\|?(?:\s*(?:-{3,}|:-+:?|-+:)\s*\|)+(?:\s*(?:-{3,}:?|:-+:?|-+:))?"
    # The same drawn: ┌──┬──┐, +---+===+.
    r"|[+┌├└╔╠╚┏┣┗][-─━═=+┬┼┴┐┤┘╦╬╩╗╣╝┳╋┻┓┫┛┯┿┷┠┨┰╂┸]{3,}"
    # Specks and edges of a scan, at most one of them read for a character: ]三|
    rf"|[{_SPECKS}]{{1,4}}|(?=.*[|_~^`])[{_SPECKS}]{{1,2}}[{HAN}0-9][{_SPECKS}]{{1,2}})$"
)
_HASHES = re.compile(rf"(#{{1,6}})[{BLANK}]+(?=\S)")
_HAN_DIGITS = "一二三四五六七八九十百"
_NUMBERED = (
    # Level, pattern. GB/T 9704 §7.3.3: 一、 （一） 1. （1）; academic: 1 / 1.1 / 1.1.1.
    (1, re.compile(rf"第[{_HAN_DIGITS}0-9]{{1,4}}[章篇编部](?=[{BLANK}：:]|[{HAN}])")),
    (2, re.compile(rf"第[{_HAN_DIGITS}0-9]{{1,4}}节(?=[{BLANK}：:]|[{HAN}])")),
    (1, re.compile(rf"卷(?:[{_HAN_DIGITS}]{{1,4}}|首|末)[{BLANK}]+(?=[{HAN}]{{1,12}}$)")),
    (1, re.compile(rf"[{_HAN_DIGITS}]{{1,3}}、")),
    (2, re.compile(rf"[（(][{_HAN_DIGITS}]{{1,3}}[）)]")),
    (3, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?![\d.%])")),
    (2, re.compile(r"\d{1,2}\.\d{1,2}(?![\d.%])")),
    (3, re.compile(rf"0\d[{BLANK}]+(?=[{HAN}])")),  # 01 …: of a box, of an account
    (1, re.compile(rf"\d{{1,2}}[{BLANK}]+(?=[{HAN}])")),
    (3, re.compile(r"\d{1,2}[.．、](?!\d)")),
)
#: A number and a blank, or one with a point, before what may be counted; what the dictionary calls
#: words that count.
_COUNTED = re.compile(
    rf"\d{{1,2}}(?:[{BLANK}]+(?=[{HAN}])(?![{_HAN_DIGITS}两])|\.\d{{1,2}}(?=[{HAN}]))"
)
_COUNTS = frozenset({"m", "q", "zg"})
_NUMBER = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _NUMBERED))
# 第三条, and the fields at the head of minutes and notices: they open a paragraph, not a section.
# So does a day with a blank behind it, in a chronicle, and 问： and 答： in an interview.
DAY = r"(?:\d{1,2}月)?\d{1,2}日(?:[至到—～-](?:\d{1,2}月)?\d{1,2}日)?"
_ENTRY = rf"(?:{DAY}|是[日月年]|[上中下]旬|月[初底])"
_ENTRY_DAY = re.compile(_ENTRY)
_ITEM = re.compile(
    rf"{_ENTRY}[{BLANK}]|第[{_HAN_DIGITS}0-9]{{1,4}}条|[{HAN}]{{2,4}}[：:]|[{HAN}][{BLANK}]{{1,4}}[{HAN}][：:]|[问答問QA][：:]|[①-⑳]|[•●■◆▪·]\s?"
)
_STARTS_NUMBERED = re.compile(f"{_ITEM.pattern}|{_NUMBER.pattern}")
#: What a law counts its rules by: 第三条, 第一百零二条之一.
RULE_NUMBER = f"第[{HAN}0-9]{{1,6}}条(?:之[一二三四五六七八九十]{{1,2}})?"
_RULE_NUMBER = re.compile(RULE_NUMBER)
_RULE = re.compile(f"{RULE_NUMBER}[{BLANK}]")


#: The fields of minutes and of press conferences, and what else notices have at their head.
def _spaced(*names: str) -> str:
    """Names of fields, the characters of which may be set apart: 出　席."""
    return "|".join(f"[{BLANK}]*".join(name) for name in names)


FIELDS_OF_MINUTES = (
    "(?:(?:采访|访谈|对话|会议|活动|座谈|讲座|演讲)(?:时间|地点|对象)|"
    f"{_spaced('时间', '地点', '主持', '出席', '列席', '缺席', '请假', '记录', '参加', '主讲')})"
    f"(?:人员?)?|主题|议题|发布人|发言人|嘉宾|受访(?:者|人)|采访(?:者|人)"
)
_FIELD = re.compile(
    f"(?:{FIELDS_OF_MINUTES}|(?:责任|牵头|配合|承办|协办|参加|支持|指导)?单位|责任(?:领导|部门|人)"
    "|(?:牵头|配合)(?:领导|部门)|完成时[限间]|"
    f"{_spaced('电话', '地址', '邮编', '主送', '抄送', '抄报', '分送', '签发', '附件')}|联系人"
    f"|[报送发])[{BLANK}]*[：:]"
)
#: 1.电子邮箱：sylyj@example.cn, 2.电话：0735-2220333: where somebody is reached.
_REACHED = re.compile(f"[：:][{BLANK}]*[0-9A-Za-z._@/-]{{6,}}$")
_LETTER_SPACED = re.compile(rf"\S(?:[{BLANK}]{{1,2}}\S){{3,}}$")
_FORMULA = re.compile(r"[\w%％)）²³]\s?[=＝≈]\s?[\w(（]")
_MONTH = re.compile(rf"(?:\d{{4}}年)?(?:\d{{1,2}}|[{_HAN_DIGITS}]{{1,2}})月份?")
_SKY = "(?:[小中大暴阵]?[雨雪]|雷阵雨|雨夹雪|多云|[晴阴雾霾]天?|大?风)"
_DIARY_DAY = re.compile(
    rf"(?P<year>\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日[{BLANK}，,]*"
    rf"(?P<weekday>(?:星期|周)[一二三四五六日天])?[{BLANK}，,]*(?P<sky>{_SKY}(?:[转间到，、]{_SKY})*)?"
)
_CHAPTER = re.compile(rf"第[{_HAN_DIGITS}0-9]{{1,4}}[章节篇编][{BLANK}]+[{HAN}]")
_CHAPTER_NUMBER = re.compile(f"第[{_HAN_DIGITS}0-9]{{1,4}}[章节篇编]")
_TABLE = re.compile(rf"(?:图表|表|专栏)[{BLANK}]?[0-9一二三四五六七八九十-]{{1,5}}[{BLANK}：:]")
_CONTENTS = re.compile(
    rf"[^。！？]{{2,40}}?[{BLANK}]*(?:…{{3,}}|[.．·]{{5,}})[{BLANK}]*[0-9]{{1,3}}"
)
_LABEL = re.compile(r"【[^【】]{1,20}】$")
_ABSTRACT = re.compile(rf"[【\[]?摘[{BLANK}]*要[】\]]?[{BLANK}]*[:：]?|[【\[]?内容提要[】\]]?")
_KEYWORDS = re.compile(rf"[【\[]?关[{BLANK}]*键[{BLANK}]*词[】\]]?[{BLANK}]*[:：]?")
_NOTE = re.compile(
    r"^(?:参考文献|注释?[:：]|\[\d{1,3}\](?![，。、；：！？])|【?基金项目|作者简介|收稿日期|中图分类号|文献标[志识]码|文章编号|DOI[:：])"
)

_APPLAUSE = re.compile("[（(][^（()）]{0,6}(?:掌声|鼓掌|[大欢]?笑声?|欢呼|喝彩)[^（()）]{0,1}[）)]")


def is_page_mark(text: str) -> bool:
    """A page number by itself, however it is dressed, or a line of strokes.

    >>> [is_page_mark(t) for t in ("3", "—  3  —", "·12·", "第3页 共5页", "3 / 5", "30 家")]
    [True, True, True, True, True, False]
    >>> [is_page_mark(t) for t in ("| --- | :-: |", "┌──┬──┐", "+---+===+", "+86", "| - | 3 |")]
    [True, True, True, False, False]
    >>> [is_page_mark(t) for t in ("－12－", "―  12  ―", "☆12☆", "第十二页", "－12", "第二页的字")]
    [True, True, True, True, True, False]
    >>> [is_page_mark(t) for t in ("-2一", "一2", "]三|", "[1]", "一", "》", "(2)")]
    [True, True, True, False, False, False, False]
    """
    if text[:1].isalpha() and text[0] not in "第Pp一":  # nearly every line
        return False
    return _PAGE_MARK.match(text) is not None


def heading_mark(text: str) -> str:
    """The Markdown mark a heading starts with, blanks included, or "".

    >>> heading_mark("## 立足优势"), heading_mark("#　立足优势") == "#　", heading_mark("#标签")
    ('## ', True, '')
    """
    found = _HASHES.match(text)
    return found[0] if found else ""


def numbered_level(text: str) -> int | None:
    """The depth a heading's own number gives it; None for what doesn't look like one.

    A numbered line is a heading when it is short and has no full stop.

    >>> [numbered_level(t) for t in ("一、总体要求", "（二）做法", "1.1 科技创新", "2 对策")]
    [1, 2, 2, 1]
    >>> numbered_level("1.8%，低于全国平均水平"), numbered_level("三、四月间，雨水多。")
    (None, None)

    What is counted is no number of a heading (3 个月, 36 年来), nor is a number alone, and what
    calculates is none at all.

    >>> [numbered_level(t) for t in ("3 个月跑出加速度", "36 年来守一座岛", "2 个案分析")]
    [None, None, 1]
    >>> [numbered_level(t) for t in ("12.6亿元", "5.20", "1.2产业基础", "1. 水费=水量×单价")]
    [None, None, 2, None]
    >>> numbered_level("1.电子邮箱：lyj@example.cn"), numbered_level("1.目标：2031年")
    (None, 3)
    """
    if len(text) > 45 or not _NUMBER.match(text) or is_formula(text):
        return None
    if not any(map(str.isalpha, text)):
        return None
    if has_sentence_mark(text) or ends_in_pause(text) or ends_in_lead_in(text):
        return None
    if _REACHED.search(text):
        return None
    return None if _is_counted(text) else number_level(text)


def number_level(text: str) -> int | None:
    """The depth that the number at the start of a line has in headings, whatever follows it.

    >>> number_level("1.加分的，每次五分，全年不超过六十分"), number_level("加分的，每次五分")
    (3, None)
    """
    return next((level for level, pattern in _NUMBERED if pattern.match(text)), None)


def is_formula(text: str) -> bool:
    """What is worked out from what: a line with a sign of equality between two terms.

    >>> [is_formula(t) for t in ("水费=水量×单价", "S=πr²", "“1+1=2”的启示", "==", "做法与成效")]
    [True, True, False, False, False]
    """
    return _FORMULA.search(text) is not None and "“" not in text


def starts_numbered(text: str) -> bool:
    """A line that opens an item, a field or a heading, whatever follows. Fields are among them.

    >>> [starts_numbered(t) for t in ("第三条 养犬管理", "时间：五月", "一是科技", "三十年来")]
    [True, True, False, False]
    >>> [starts_numbered(t) for t in ("9日至12日 县里议事", "9日，县里议事", "答：能。", "答复：")]
    [True, False, True, True]

    Leaves alone what is counted.

    >>> [starts_numbered(t) for t in ("46.8公顷，分三期实施。", "4.6万亩", "1.2产业基础好，")]
    [False, False, True]
    """
    return _STARTS_NUMBERED.match(text) is not None and not _is_counted(text)


def has_number(text: str) -> bool:
    """The line begins with a heading's or an item's number."""
    return _NUMBER.match(text) is not None and not _is_counted(text)


def _is_counted(text: str) -> bool:
    """The number at the start of a line counts what is named behind it: 3 个月, 46.8公顷."""
    counted = _COUNTED.match(text)
    return counted is not None and dictionary.tag(text[counted.end() :], hmm=False)[0][1] in _COUNTS


def is_rule_number(text: str) -> bool:
    """The number of a law's rule, and nothing else, whose words stand on the next line.

    >>> is_rule_number("第三条"), is_rule_number("第三条 养犬管理")
    (True, False)
    """
    return _RULE_NUMBER.fullmatch(text) is not None


def is_chapter_number(text: str) -> bool:
    """The number of a chapter or a section, and nothing else, whose name stands on the next line.

    >>> is_chapter_number("第一节"), is_chapter_number("第一节 释义")
    (True, False)
    """
    return _CHAPTER_NUMBER.fullmatch(text) is not None


def opens_rule(text: str) -> bool:
    """The number of a law's rule, and its words behind a blank.

    >>> opens_rule("第三条 养犬管理"), opens_rule("第三条规定的情形")
    (True, False)
    """
    return _RULE.match(text) is not None


def is_entry_day(text: str) -> bool:
    """The day of a chronicle's entry, and nothing else, whose words stand on the next line.

    >>> [is_entry_day(t) for t in ("5日", "9日至12日", "是月", "5日上午")]
    [True, True, True, False]
    """
    return _ENTRY_DAY.fullmatch(text) is not None


def is_diary_day(text: str) -> bool:
    """The day of a diary's entry, with its weekday or its weather.

    >>> [is_diary_day(t) for t in ("3月2日 星期三 小雨", "2031年10月21日，多云转晴", "3月2日 周三")]
    [True, True, True]
    >>> [is_diary_day(t) for t in ("2031年9月3日 星期三", "3月2日", "3月2日 星期三 第2版")]
    [False, False, False]
    """
    found = _DIARY_DAY.fullmatch(text)
    return found is not None and bool(found["sky"] or (found["weekday"] and not found["year"]))


def is_month(text: str) -> bool:
    """The name of a month: over its days in a chronicle.

    >>> [is_month(t) for t in ("1月", "十二月", "2031年4月", "3月5日")]
    [True, True, True, False]
    """
    return _MONTH.fullmatch(text) is not None


def is_work(text: str) -> bool:
    """The name of a book or a law, and nothing else.

    >>> is_work("《山阳茶谣》"), is_work("《山阳茶谣》选"), is_work("《甲》《乙》")
    (True, False, False)
    """
    return text[:1] == "《" and text[-1:] == "》" and text.count("《") == 1


def opens_chapter(text: str) -> bool:
    """Begins with the number of a chapter or a section, and a blank behind it.

    >>> [opens_chapter(t) for t in ("第一章 总则", "第二节　农业", "第一章的规定", "第三条 养犬")]
    [True, True, False, False]
    """
    return _CHAPTER.match(text) is not None


def heads_table(text: str) -> bool:
    """The number and the name of a table: 表2 各村收入, 专栏1 主要指标.

    >>> [heads_table(t) for t in ("表2 各村收入（单位：万元）", "专栏1 主要指标", "表2的数字，")]
    [True, True, False]
    """
    return _TABLE.match(text) is not None and not has_clause_mark(text)


def lists_contents(text: str) -> bool:
    """A line of a table of contents: a heading, dots that lead over, and the page it stands on.

    >>> [lists_contents(t) for t in ("一、总体要求……………3", "第二章 物产 ...... 12", "目录")]
    [True, True, False]
    >>> lists_contents("他说……3"), lists_contents("等等……")
    (False, False)
    """
    return _CONTENTS.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """A boxed label on its own line: 【核心提示】."""
    return _LABEL.match(text) is not None


def is_keywords(text: str) -> bool:
    """The key words of a paper, or what opens them.

    >>> is_keywords("关 键 词：茶产业；品牌"), is_keywords("关键一招在于整合")
    (True, False)
    """
    return _KEYWORDS.match(text) is not None


def is_abstract(text: str) -> bool:
    return _ABSTRACT.match(text) is not None or _KEYWORDS.match(text) is not None


def is_letter_spaced(text: str) -> bool:
    """A blank after every character, as titles are set.

    >>> is_letter_spaced("致 全 市 工 友"), is_letter_spaced("本报记者 张三 李四")
    (True, False)
    """
    return text[1:2].isspace() and _LETTER_SPACED.match(text) is not None


def is_note(text: str) -> bool:
    """A note or a reference; not the number of one that a line of prose begins with.

    >>> is_note("[1] 陆清扬. 茶产业[J]."), is_note("[1]，已有研究多从成因讨论")
    (True, False)
    """
    return _NOTE.match(text) is not None


def is_field(text: str) -> bool:
    """A field at the head of minutes or a notice: 时间：…, 抄送：…"""
    return _FIELD.match(text) is not None


def is_bracketed(text: str) -> bool:
    """The whole line stands in one pair of brackets; not what an audience does.

    >>> [is_bracketed(t) for t in ("（2031年第7期）", "（一）总则（试行）", "（热烈掌声）")]
    [True, False, False]
    """
    inside = text[1:-1]
    whole = text[:1] in "（(" and text[-1:] in "）)" and not any(c in "（）()" for c in inside)
    return whole and not is_applause(text)


def is_applause(text: str) -> bool:
    """What an audience does, in brackets: it belongs to the words before it.

    >>> [is_applause(t) for t in ("（全场大笑）", "（热烈的掌声。）", "（笑星某某供稿）")]
    [True, True, False]
    """
    return _APPLAUSE.fullmatch(text) is not None
