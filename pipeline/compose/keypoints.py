"""Key points (核心提示): the sentences an editor would lift out, verbatim.

In this genre a sentence with a figure, a year and a rank is a key point. Ranked after
collation, so that nothing is taken twice, and spread over the sections.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.matter import of_another_time
from pipeline.collate.reuse import grams
from pipeline.compose.choices import Idle
from pipeline.compose.contested import doubts
from pipeline.compose.dates import dates
from pipeline.compose.errata import claims, corrects, is_hearsay
from pipeline.compose.event_clauses import OF_A_LIFE
from pipeline.compose.events import without_label
from pipeline.compose.figures.found import told
from pipeline.compose.figures.periods import times
from pipeline.compose.figures.running import Bulletins, may_count, outdated_groups
from pipeline.compose.walk import passages_of
from pipeline.model.briefing import KeyPoint
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.config import Choices
    from pipeline.model.briefing import Section

_FIGURE = re.compile(
    r"(?<!\d)(?!(?:19|20)\d\d年)\d[\d.,]*[多余]?\s*"
    "(?:%|％|‰|[亿万千百]{0,2}[多余]?[元吨亩家个项座人户件米倍年次种间处套台起条辆所名份例]"
    "|[亿万千百]{0,2}(?:公[里顷斤]|斤|千公顷|平方米|立方米)"
    "|(?:[GMk]?Wh?|m?Ah|km|kg|t)(?![A-Za-z]))"
    "|百分之[〇零一二三四五六七八九十百]+|(?<![第〇零一二两三四五六七八九十百千])[一二两三四五六七八九][〇零一二两三四五六七八九十百千万亿]*"
    "[十百千万亿][〇零一二三四五六七八九十百千]*[多余]?(?:[元吨亩家个项座人户件米头]|公里|斤|平方米)"
)
_YEAR = re.compile(r"(?:19|20)\d\d年|“十[一二三四五六]五”")
_DAY = re.compile(r"(?:19|20)\d\d年|\d{1,2}月\d{1,2}日")
_CUES = re.compile(
    "截至|累计|居全|占全|位居|第一|首位|首次|新高|最大|获批|率先|突破|高于|低于|同比|增长|减少到|建成|目标"
)

#: Shorter sentences say too little by themselves, longer ones too much.
_SHORTEST, _LONGEST = 18, 130

#: What doesn't say when is worth so much less.
_UNDATED = 0.8

#: So few at least, so many at most, and one for so many characters of the briefing.
_FEWEST, _MOST, _FOR_EACH = 6, 12, 2000

#: Characters whose referent is in a sentence before it can't open a key point; nor can what only
#: says against which other year something, named before, has changed.
_DANGLING = re.compile(
    ".*同时废止。$|^(?:至?次[日年月]|翌[日年]|同[年月日]|当[日晚天]|是[年月日]，|同时|此"
    "|为此|据此|(?:与|同|和|较|比)(?:近|上|前|去|往)[^，。]{1,14}相?比"
    "|该|其|这|那|如今|于是|因此|对此|但|而|并|也|他|她|它|全[县市省区]"
    "|不过|然而|可是|所以|当时|随后|后来|届时|相比之下|另外|另有|还有|其次|最后(?!一)|[二三四五六七]是"
    "|第[二三四五六七八九十][，、件条])"
)

#: 这一做法, 我们, 她说: what the first clause points to, and who speaks, stand elsewhere.
_POINTS = re.compile("^[^，。；：]*?(?:这[一些种项样]|那[些种])(?![年天])")
_WHO = re.compile(
    "我们|咱们|(?<![自忘敌])我(?![国省市县区州镇乡村校院局厂行社军党方部馆司])|[他她]们?(?:说|表示|坦言|介绍|告诉|认为|回忆)"
)

#: 1981年特大洪水期间，他昼夜坚守: who, the sentence before says.
_OF_SOMEBODY = re.compile("[^，。；：“”]{2,18}，[他她](?!们)")

#: 记者今日从省商务厅获悉，…: how somebody came to know it is no part of it.
_LEARNT = re.compile(
    "(?:记者)?(?:[今昨][日天])?(?:从|自)[^，。；“]{2,24}(?:获悉|了解到|得知)，|据(?:了解|介绍|悉)，|值得注意的是，"
)

#: 去年，该县…, 有前款行为的…: which county, which deed, only the sentence before says.
_POINTING = re.compile(
    "(?<![应本活])该(?:县|市|区|镇|乡|村|州|省|校|院|厂|园|局|公司|企业|集团|项目|产业)(?!是|有|能)"
    "|前款|前条(?!件)|前项(?!目)|前述|上述"
)

#: “过去要跑4个窗口。”: who says so stands in another sentence.
_SPOKEN = re.compile("[“「][^“”「」]*[”」]")

#: ②参见…，2029年版: a note to something, or one of several items.
_NOTED = re.compile(r"[①-⑳]|\[\d{1,3}\]|[注说]明?[:：]|(?:数据|资料)来源")


#: 现印发给你们，请认真贯彻执行: what a document says of itself.
_FORMAL = re.compile(
    "现(?:予以?)?(?:印发|公布|发布|转发|下发)|现将[^。]{0,40}(?:如下|给你们|提请)|请[^，。]{0,8}(?:贯彻|遵照|执行|落实)"
    "|(?:撰文|刊文|发文)(?:指出|认为|说|称)"
)


class _Ranked(NamedTuple):
    """A sentence that may be taken: its weight, its place in the briefing, its section, and
    whether something in it is doubted.
    """

    weight: float
    order: int
    section: int
    point: KeyPoint
    doubted: bool


def key_points(
    sections: Sequence[Section], choices: Choices
) -> tuple[tuple[KeyPoint, ...], tuple[Idle, ...]]:
    """Sentences of base witnesses in the order they are printed in, and the idle choices.

    None that tells a day when another tells a later one of the same.

    What the editor has pinned is taken first, what they dropped never. Two that share much text
    count as one; no section gives more than half of them while others have any.
    """
    all_of = list(_sentences(sections))
    bulletins = Bulletins(list(passages_of(sections)))
    pinned, idle = _named(all_of, choices.pin, "choices.pin")
    dropped, idle_too = _named(all_of, choices.drop, "choices.drop")
    out = {one.order for one in dropped} | _outdated(all_of, bulletins)
    wanted = min(_MOST, max(_FEWEST, sum(len(one.point.text) for one in all_of) // _FOR_EACH))
    taken = _taken([one for one in all_of if one.weight > 0 and one.order not in out],
                   pinned, wanted)  # fmt: skip
    in_order = (one.point for one in sorted(taken, key=lambda one: one.order))
    points = tuple(replace(one, as_of=bulletins.meant_by(one.sentence)) for one in in_order)
    return points, (*idle, *idle_too)


def _sentences(sections: Sequence[Section]) -> Iterator[_Ranked]:
    order = 0
    for number, section in enumerate(sections):
        for passage in passages_of([section]):
            for n in range(len(passage.base.sentences)):
                text = passage.sentence_text(n)
                begins = without_label(text, 0)
                learnt = _LEARNT.match(simplified(text), begins)
                point = KeyPoint(passage, n, learnt.end() if learnt else begins)
                order += 1
                doubted = any(doubts(passage, n))
                yield _Ranked(weight(point.text), order, number, point, doubted)


def _outdated(sentences: Sequence[_Ranked], bulletins: Bulletins) -> set[int]:
    """Those that tell of a day what others tell of a later one."""
    groups = []
    for one in sentences:
        text = _whole(one)
        said = told(text) if may_count(simplified(text)) else ()
        counts = (
            bulletins.count(
                one.point.sentence, (words.subject, words.metric, number.unit), words.period
            )
            for number, words in said
        )
        groups.append([count for count in counts if count])
    return {sentences[n].order for n in outdated_groups(groups)}


def _whole(one: _Ranked) -> str:
    return one.point.passage.sentence_text(one.point.number)


def _named(
    all_of: Sequence[_Ranked], names: Sequence[str], key: str
) -> tuple[list[_Ranked], list[Idle]]:
    found, idle = [], []
    for name in names:
        begin = [
            one
            for one in all_of
            if name and (one.point.text.startswith(name) or _whole(one).startswith(name))
        ]
        if len(begin) == 1:
            found += begin
        else:
            why = f"{len(begin)} sentences begin so" if begin else "no sentence begins so"
            idle.append(Idle(key, name, why))
    return found, idle


def _taken(ranked: Sequence[_Ranked], pinned: Sequence[_Ranked], wanted: int) -> list[_Ranked]:
    """First the best of each section, so that none goes without; then the best of the rest. What
    is doubted gives way where another sentence tells the same.
    """
    best = sorted(ranked, key=lambda one: (-one.weight, one.order))
    sure = [one for one in best if not one.doubted]
    gives_way: dict[int, bool] = {}  # asked of those alone that would be taken

    def stays(one: _Ranked) -> bool:
        if one.doubted and one.order not in gives_way:
            gives_way[one.order] = _is_told_by(one, sure)
        return not gives_way.get(one.order, False)

    firsts: dict[int, _Ranked] = {}
    for one in best:
        if one.section not in firsts and stays(one):
            firsts[one.section] = one
    queue = [*sorted(firsts.values(), key=lambda one: (-one.weight, one.order)), *best]
    taken = list({one.order: one for one in pinned}.values())
    for most in ((wanted + 1) // 2, wanted):  # where one section has nearly all, it gives more
        for one in queue:
            if len(taken) >= wanted:
                return taken
            if (
                sum(one.section == other.section for other in taken) < most
                and all(one.order != other.order for other in taken)
                and not _is_told_by(one, taken)
                and stays(one)
            ):
                taken.append(one)
    return taken


def _is_told_by(one: _Ranked, others: Sequence[_Ranked]) -> bool:
    return any(_tells_the_same(one.point.text, other.point.text) for other in others)


def _tells_the_same(text: str, other: str) -> bool:
    """Whether two sentences share much text, and not only the form of two years' statistics; or
    the figures of one are all in the other, of the same thing; or neither tells more than a day.
    """
    if of_another_time(text, other):
        return False
    runs, shared = grams(text), grams(text) & grams(other)
    numbers, others = (set(_FIGURE.findall(one)) for one in (text, other))
    told = bool(numbers and others) and (numbers <= others or others <= numbers)
    same_day = not numbers and not others and set(_DAY.findall(text)) == set(_DAY.findall(other))
    return len(shared) > len(runs) / 3 or same_day or (told and bool(shared))


def weight(text: str) -> float:
    """Figures for their length, raised by years and cue words; 0 for what can't stand alone.

    >>> weight("截至2020年底，累计达标矿山52家，居全省首位。") > 0
    True
    >>> weight("全大队粮食总产六十六万八千斤，比上年增产百分之十四点六。") > 0
    True
    >>> weight("我第一次见到柳先生，是1962年的春天，那年他才24岁。")
    0.0
    >>> weight("路子越走越宽，转型升级蹄疾步稳，前景光明远大。")
    0.0
    >>> weight("与近5年同期均值相比，受灾人次上升12.7%，倒塌房屋下降65.3%，直接经济损失上升15.5%。")
    0.0
    >>> weight("这一做法去年推广到45个村，人人称好。")
    0.0
    >>> weight("教学点有9个孩子，家长同意率是67%，我们就保留了下来。")
    0.0
    >>> weight("去年，该县茶叶产量4820吨，占全国的17.9%。")
    0.0
    >>> weight("有前款所列行为之一的，可以并处5万元以上20万元以下的罚款。")
    0.0
    >>> weight("“我们过去要跑4个窗口，等上20天，现在一次办成。”")
    0.0
    >>> weight("②参见项晓军：《茶事》，山阳出版社2029年版，第45页，共印300册。")
    0.0
    >>> weight("《茶业2031年规划》已经县政府第27次常务会议通过，现印发给你们，请认真贯彻执行。")
    0.0
    >>> weight("本报6月13日第4版一文有误，“产值1850元”应为“产值1850万元”，特此更正。")
    0.0
    >>> weight("网传茶厂爆炸死亡30多人，附近村庄已全部撤离。")
    0.0
    >>> weight("原告提出诉讼请求：确认劳动关系，支付赔偿金38250元和工资差额86400元。")
    0.0
    >>> weight("1993年6月离职休养，享受副厅级待遇，出版著作12种。")
    0.0
    >>> weight("1981年特大洪水期间，他昼夜坚守大堤，组织转移群众4.6万人。")
    0.0
    """
    text = simplified(text)
    if _NOTED.match(text) or _FORMAL.search(text) or _SPOKEN.fullmatch(text):
        return 0.0
    if corrects(text) or is_hearsay(text) or claims(text):
        return 0.0
    if not _SHORTEST <= len(text) <= _LONGEST or _DANGLING.match(text) or _POINTING.search(text):
        return 0.0
    if _POINTS.match(text) or _WHO.search(_SPOKEN.sub("", text)) or _OF_SOMEBODY.match(text):
        return 0.0
    dated = next(dates(text), None)
    if dated and not dated.start and OF_A_LIFE.match(text[dated.end :].lstrip("，")):
        return 0.0
    if not text.endswith(("。", "！", "。”")) or text.count("“") != text.count("”"):
        return 0.0
    figures = min(5, len(_FIGURE.findall(text)) + bool(_DAY.search(text)))
    cues = 1 + 0.4 * len(set(_CUES.findall(text))) + 0.3 * bool(_YEAR.search(text))
    if not times(text):
        cues *= _UNDATED
    return figures * cues / math.sqrt(len(text))
