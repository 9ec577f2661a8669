"""What stands over and under the title of a report: kickers, the name of a series, who presided.

A kicker (引题) leads over to the title below it; without the size of its type it looks like one. It
says so where it names who 强调 what follows, or the column that the text stands in.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.normalise.forms.letterhead import names_kind
from pipeline.normalise.language import dictionary, endings
from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.language.words import word_across

if TYPE_CHECKING:
    from collections.abc import Sequence

#: 在…时强调, …会议召开 某某指出: the title is what was said.
_LEADS_OVER = re.compile(
    rf"(?:强调(?:指出)?|指出|(?:[时上中]|召开|举行|座谈|会见)[{HAN}{BLANK}]{{0,12}}(?:要求|提出|表示|寄语|号召|勉励))[：:]?$"
)
#: 山阳时评, 新春走基层, 茶乡调研行: a column or a series, by its last word; 附件1, over a title.
_SERIES = re.compile(
    rf"(?:[{HAN}]{{2,6}}(?:时评|快评|锐评|短评|热评|漫笔|论坛|夜话|笔谈|走基层|调研行|进行时|专访录?|系列报道)"
    rf"|附[件表录][0-9一二三四五六七八九十]{{0,2}}|记者(?:走基层|观察|调查|手记)|[{HAN}]{{2,10}}[·—-]{{1,2}}[{HAN}]{{2,8}}(?:系列|专栏|之[一二三四五六七八九十]))$"
)
#: 某某主持 某某作报告: names, and what each did at a meeting.
_DID = (
    "(?:主持(?:会议|并讲话)?|出席(?:会议)?(?:并(?:讲话|致辞))?|讲话|致辞|参加|陪同|"
    f"作[{HAN}]{{0,6}}报告)"
)
_PRESIDED = re.compile(
    rf"(?:[{HAN}·]{{2,4}}(?:[{BLANK}、]+[{HAN}·]{{2,4}}){{0,5}}{_DID}[{BLANK}、，]*){{1,4}}$"
)
_MEETS = re.compile("(?:召开|举行|开幕|闭幕)$")
_MEETING = re.compile("(?:会议|大会|全会)$")
_INTERVIEW = re.compile("答[^，。]{0,6}记者问$")
#: A lead-in of several clauses has so many characters, and so many times those of the title.
_LEAD_IN, _WIDER = 16, 1.5
#: None of its clauses is longer.
_LONGEST_CLAUSE = 14
#: No more lines stand over a title.
_MOST_KICKERS = 3
#: What nothing ends with, and what nothing begins with: a phrase goes on.
_WANTS_MORE = re.compile("(?:(?<!目)的|[成为]了|[和与及或让把被向从对将于])$")
_NEVER_FIRST = re.compile("[的了着]|之")
#: 1995.07—2001.03, 1995年7月至今: where somebody was from when to when.
_OF_A_LIFE = re.compile(
    r"(?:19|20)\d\d(?:\.\d{1,2}|年(?:\d{1,2}月)?)[—–\-~至—]{1,2}(?:(?:19|20)\d\d|今|现在)?"
)
#: Two lines of one headline that are of one length have so many characters each.
_SHORTEST_LINE = 4
#: A line that says something by itself has so many.
_SHORTEST_CLAUSE = 7


def leads_over(text: str) -> bool:
    """Says who said what the title says, at which meeting, or names the series it belongs to.

    >>> [leads_over(t) for t in ("柯宁在石鼓坪调研时强调", "山阳时评", "新时代 新征程 新伟业")]
    [True, True, True]
    >>> leads_over("附件1"), leads_over("附件的格式")
    (True, False)
    >>> [leads_over(t) for t in ("对年轻干部的要求", "论坛", "柯宁强调，要", "柯宁 费宗岳 秦向南")]
    [False, False, False, False]
    """
    text = simplified(text)
    if endings.has_clause_mark(text):
        return False
    words = text.split()
    slogan = len(words) > 2 and len({word[0] for word in words}) == 1
    return bool(slogan or _LEADS_OVER.search(text) or _SERIES.fullmatch(text))


def leads_in(text: str, below: str) -> bool:
    """A lead-in of parallel clauses over a title without any; what an interview comes to.

    >>> leads_in("一条走了三十年的水路，一个守了三十年的人", "老谭的最后一班船")
    True
    >>> leads_in("让群众少跑腿", "县政务中心负责人就“一次办”改革答记者问")
    True

    Leaves alone titles of two clauses over whatever says what kind of text they head.

    >>> leads_in("这座小城，凭什么留住年轻人", "山阳老街改造调查")
    False
    >>> leads_in("购房后无法正常用电，买受人有权要求赔偿损失", "消费者权益典型案例")
    False
    """
    text, below = simplified(text), simplified(below)
    if endings.has_clause_mark(below) or phrase_across(text, below):
        return False
    if _INTERVIEW.search(below):
        return _length(below) > _length(text) and not _INTERVIEW.search(text)
    clauses = [len(clause) for clause in endings.CLAUSE_END.split(text)]
    parallel = (
        len(clauses) > 1 and max(clauses) <= _LONGEST_CLAUSE and -2 < clauses[0] - clauses[1] < 2
    )
    return parallel and _length(text) >= max(_LEAD_IN, _WIDER * _length(below))


def presided(text: str) -> bool:
    """Who did what at a meeting, and nothing else: under a title, or over it.

    >>> presided("贺云舟主持 聂知远作政府工作报告"), presided("聂知远、闵思源出席并讲话")
    (True, True)
    >>> presided("县委召开会议"), presided("群众参加的评议会")
    (False, False)
    """
    return _PRESIDED.fullmatch(simplified(text)) is not None


def kickers(lines: Sequence[str]) -> int:
    """How many of the lines at the head of a text stand over its title.

    >>> kickers(["全县经济工作会议召开", "柯宁强调", "坚定信心真抓实干", "奋力实现全年目标"])
    2
    >>> kickers(["县人大会议隆重开幕", "柯宁主持 费宗岳作报告", "凝心聚力谱写新篇章"])
    2
    >>> kickers(["学习贯彻会议精神专题党课", "坚持人民至上 践行初心使命"])
    1
    >>> kickers(["十年磨一剑", "大桥建设者群像"]), kickers(["县人大会议隆重开幕", "柯宁主持"])
    (0, 0)
    """
    count = 0
    for i, (text, below) in enumerate(pairwise(lines[: _MOST_KICKERS + 1])):
        met = i > 0 and _MEETS.search(lines[i - 1]) and presided(text) and not presided(below)
        over_halves = _in_halves(below) and not _in_halves(text) and not phrase_across(text, below)
        if met or leads_over(text) or (i == count and (over_halves or leads_in(text, below))):
            count = i + 1
    return count


def _in_halves(text: str) -> bool:
    """Two halves of one length, a blank between: so headlines are set, not what leads over."""
    halves = text.split()
    lengths = {len(half) for half in halves}
    return len(halves) == 2 and len(lengths) == 1 and min(lengths) >= _SHORTEST_LINE


def phrase_across(above: str, below: str) -> bool:
    """A word or a phrase begins in one line of a headline and ends in the next.

    >>> phrase_across("谁来为农民工的", "伤病买单"), phrase_across("写在大桥通车", "之际")
    (True, True)
    >>> phrase_across("小茶叶闯出大市场", "年产值突破三十亿元")
    False
    """
    wants = _WANTS_MORE.search(above) is not None or _NEVER_FIRST.match(below) is not None
    return wants or word_across(above, below)


def are_one_headline(above: str, below: str) -> bool:
    """Two lines of one headline: a phrase goes on from one to the other.

    >>> are_one_headline("谁来为农民工的", "伤病买单"), are_one_headline("关于停车", "管理的意见")
    (True, True)
    >>> are_one_headline("县人民代表大会第三次会议", "关于政府工作报告的决议")
    True
    >>> are_one_headline("小茶叶闯出大市场", "年产值突破三十亿元")
    False
    """
    kind = names_kind(below) and not names_kind(above)
    of_meeting = _MEETING.search(above) is not None and below.startswith("关于")
    return (kind and ("关于" in above or of_meeting)) or phrase_across(above, below)


def in_two(above: str, below: str) -> bool:
    """Two lines of one headline that each say something by themselves: so it would be set with a
    blank between.

    >>> in_two("湖南出台物流配送体系建设实施细则", "每县最高补助800万元")
    True

    Leaves alone what goes on, and what can't be told.

    >>> in_two("关于进一步加强农村", "饮水安全工作的通知"), in_two("治理数字化转型", "困境和对策")
    (False, False)
    >>> in_two("全县部署开展", "打击电信诈骗专项行动"), in_two("山阳县召开", "春茶采摘动员会")
    (False, False)
    """
    above, below = simplified(above), simplified(below)
    if min(_length(above), _length(below)) < _SHORTEST_CLAUSE or are_one_headline(above, below):
        return False
    if not (above + below).isalnum():  # a mark or a blank says how its parts meet
        return False
    left, right = dictionary.tag(above, hmm=False), dictionary.tag(below, hmm=False)
    told = all(any(kind.startswith("v") for _, kind in words) for words in (left, right))
    return told and left[-1][1][:1] in "nlijt" and right[0][1][:1] in "rdz"


def says_more(above: str, below: str) -> bool:
    """A headline of several clauses, and below it one that says something else: each tells what
    was done.

    >>> says_more("去年山阳茶叶产值90亿元，增长5.6%", "春茶产量增长近四成")
    True

    Leaves alone a headline that goes on, and a clause that may be its end.

    >>> says_more("山阳县加快茶园改造，带动四万农户", "增收三千元"), says_more("茶山新路", "通了")
    (False, False)
    """
    above, below = simplified(above), simplified(below)
    if not endings.has_clause_mark(above) or _length(below) < _SHORTEST_CLAUSE:
        return False
    tells = (
        any(kind.startswith("v") for _, kind in dictionary.tag(text, hmm=False))
        for text in (above, below)
    )
    return all(tells) and not phrase_across(above, below)


def heads_nothing(text: str) -> bool:
    """A short line that no heading is: a bracket opens in it or closes at its end alone, or it is a
    row of a life.

    >>> [heads_nothing(t) for t in ("科员（其间：在大学", "学习）", "1995.07—2001.03　县局科员")]
    [True, True, True]
    >>> heads_nothing("茶园的水（一）"), heads_nothing("2031年的茶山")
    (False, False)
    """
    opens, closes = text.count("（"), text.count("）")
    cut = opens > closes or (not opens and text.endswith("）"))
    return cut or _OF_A_LIFE.match(text) is not None


def is_couplet(lines: Sequence[str]) -> bool:
    """Two lines of one length, without a mark: one headline, of two halves.

    >>> is_couplet(["深化改革开放", "建设美丽山阳"]), is_couplet(["十年磨剑", "出鞘", "天下皆知"])
    (True, False)
    >>> is_couplet(["全县乡亲们的心愿", "亲爱的各位乡亲："])
    False
    """
    lengths = {_length(line) for line in lines}
    if len(lines) != 2 or len(lengths) != 1 or min(lengths) < _SHORTEST_LINE:
        return False
    return not any(endings.has_clause_mark(line) or endings.ends_in_colon(line) for line in lines)


def _length(text: str) -> int:
    return sum(not character.isspace() for character in text)
