"""Key figures (主要数据): of all figures those that a reader looks for, with a label that can
stand alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compose.errata import corrects, denies
from pipeline.compose.figures.after import BECAME
from pipeline.compose.figures.each import QUANTITY
from pipeline.compose.figures.found import told
from pipeline.compose.figures.numbers import exactly
from pipeline.compose.figures.plans import Plans
from pipeline.compose.walk import passages_of
from pipeline.model.backmatter import KeyFigure
from pipeline.normalise.language.characters import HAN, is_han
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.compose.names.words import NameWords
    from pipeline.model.briefing import Section
    from pipeline.model.figure import Figure

#: So few rows at least and so many at most; one for so many characters of the briefing.
_FEWEST, _MOST, _FOR_EACH = 6, 36, 450
#: Of one sentence at most so many.
_OF_A_SENTENCE = 4

#: A label has so many characters at least, unless it ends in the word for a quantity.
_SHORTEST, _LONGEST = 5, 26
# A label that ends so goes on, or says what somebody did rather than what there is.
_GOES_ON = re.compile(
    "(?:[对从在由自将把被和与及或的等中于可其向以过走成用给让使并则较比按每第有无内外上下]|以上|以下|之间|其中|"
    "相当于|带动|吸纳|惠及|扶持|涉及|提供|走访|利用|距今|强制退出|转型整合|相继|先后|安排|范围内|迄今|平均水平|"
    "奖励|压缩至|占据|设计)$"
)
_BEGINS_BADLY = re.compile(
    "^(?:[（的和与及或等了在对从由将把被为其该此各并则较比按又再也还可能使让给因经所且但而至]|其中|相当于|那|这|多|余|"
    f"一年|用于|同比|环比|增长|下降|减少(?=[{HAN}]{{0,2}}$)|占|超过|达到|参加|当年|预计|力争|约)"
)
# Said of many things: without the word for what they are of, nobody knows.
_GENERAL = re.compile(
    "(?:总|年|全年|累计|完成|实现|常年)*(?:投资|产值|产量|总数|总量|金额|面积|收入|营收|税收|利润|规模|产能|投入|价值|"
    "资金|人数|户数|总投资|建筑面积|占地面积|占地|总额|销售额|投资额|投资金额|营业收入|综合产值|同期|日均|年均|比例|"
    "占比|增速|项目|企业|出口|进口|案例|小区|机架|层次|种类|类型|服务器|乡镇|从业人员|人员|群众|居民|游客|附加值|"
    "增加值|到位资金|消费者|学生|师生|员工|职工|旅客|观众|选手|志愿者|干部|专家|代表|村民|农民|老人|儿童|官兵|"
    "医护人员|队员|航天员)+(?:同比|环比)?(?:增长|下降|增加|减少|提高)?"
)
_QUESTION = re.compile("[？?][”’」』）]*$")
# 该县, 我市 and 公司 say nothing where the sentence before is missing.
_POINTING = re.compile("^(?:该|这家|其|本|我)")
#: What is counted in these is a detail: an age, a length of time, a number of times.
_DETAIL = frozenset(
    (
        "岁",
        "年",
        "天",
        "小时",
        "分钟",
        "月",
        "个月",
        "级",
        "期",
        "届",
        "次",
        "目",
        "科",
        "属",
        "大",
        "℃",
    )
)
#: 三名航天员 are who, not how many.
_PEOPLE, _A_FEW = frozenset("人名位"), frozenset("123456789一二两三四五六七八九")
_WIDE = re.compile("^[全我本][省市县区国]|^全国")
_RANK = re.compile("居全|占全|位居|第一|首位|最大|最多|最高")
#: What readers of statistics look for first.
_HEADLINE = re.compile(
    "(?:全[年国省市县区])*(?:(?:地区|国内)生产总值|一般公共预算收入|财政总收入|常住人口"
    "|(?:城镇|农村)居民人均可支配收入)"
)
#: 有11项企业知晓率不足三成: of those eleven, not of all.
_OF_SOME = re.compile(r"[\d多余一二三四五六七八九十百千万亿][项家个户名所种类]$")
_RATE = re.compile("率|占|比重|比例|增|降|减|提高|上升|度")
_AGE = re.compile("^[0-9]+岁及?以[上下]")


def key_figures(
    sections: Sequence[Section], tellable: Sequence[KeyFigure]
) -> tuple[KeyFigure, ...]:
    """The figures for the table, of those that have a label, in printed order."""
    whole = sum(len(passage.text) for passage in passages_of(sections))
    wanted = min(_MOST, max(_FEWEST, whole // _FOR_EACH))
    labelled = [one for one in tellable if one.label and _stands(one)]
    ranked = sorted(range(len(labelled)), key=lambda n: (-_weight(labelled[n]), n))
    taken: list[int] = []
    labels: set[str] = set()
    of_sentence: Counter[tuple[str, int]] = Counter()
    for n in ranked:
        one = labelled[n]
        sentence = one.passage.id, one.number
        if len(taken) == wanted or one.label in labels or of_sentence[sentence] >= _OF_A_SENTENCE:
            continue
        taken.append(n)
        labels.add(one.label)
        of_sentence[sentence] += 1
    return tuple(labelled[n] for n in sorted(taken))


def candidates(
    sections: Sequence[Section],
    figures: Sequence[Figure],
    words: NameWords | None = None,
    shorts: AbstractSet[str] = frozenset(),
) -> Iterator[KeyFigure]:
    """The printed figures in their order, with the title of their section; those that begin a
    change are told with what they come to. What a notice declares to be wrong tells nothing, nor
    does a question, or what is denied.
    """
    by_sentence: dict[tuple[str, str], dict[Figure, Figure]] = defaultdict(dict)
    for figure in figures:  # a sentence that its source says again has the same ones again
        said = replace(figure, id="", line=0)
        by_sentence[figure.source, figure.sentence].setdefault(said, figure)
    for section in sections:
        for passage in passages_of([section]):
            for number, sentence in enumerate(passage.base.sentences):
                printed = passage.sentence_text(number)
                plain = simplified(printed)
                if corrects(plain) or _QUESTION.search(plain) or denies(plain):
                    continue
                of_it = [*by_sentence.get((sentence.source, sentence.text), {}).values()]
                of_it = list(_as_printed(of_it, printed, words, shorts))
                starts = {(one.metric, exactly(one.from_value)) for one in of_it if one.from_value}
                plans = Plans(simplified(printed))
                for figure in of_it:
                    begins = (figure.metric, figure.value) in starts and not figure.from_value
                    one = KeyFigure(section.title, passage, number, figure, label_of(figure))
                    if not begins and one.value in printed:
                        yield replace(one, planned=plans.holds(printed.index(one.value)))


def _as_printed(
    figures: Sequence[Figure],
    printed: str,
    words: NameWords | None,
    shorts: AbstractSet[str],
) -> Iterator[Figure]:
    """The figures of a sentence in its printed words: a name corrected there is corrected here."""
    if all(figure.sentence == printed for figure in figures):
        yield from figures
        return
    said = list(told(printed, words, shorts))
    if len(said) == len(figures):
        for figure, (_, one) in zip(figures, said, strict=True):
            yield replace(figure, subject=one.subject, metric=one.metric, period=one.period)


def _stands(one: KeyFigure) -> bool:
    """Not 60岁以上老人 and 三名航天员, which say who, not how many; 产值过10亿的企业, which says
    which; 优势资源70%以上集聚在那里, whose share follows; nor 12、15和18亿元, whose unit is apart;
    nor 11项企业知晓率不足三成, which is so of those eleven.
    """
    figure = one.figure
    if figure.unit in _PEOPLE and figure.value in _A_FEW:
        return False
    if figure.unit in _DETAIL or (figure.unit and one.value == figure.value):
        return False
    metric = one.text.find(figure.metric)
    if metric > 0 and _OF_SOME.search(simplified(one.text[:metric])):
        return False
    after = one.text[one.text.index(one.value) + len(one.value) :][:1]
    share = "%" in figure.unit and not _RATE.search(figure.metric)
    return after != "的" and not (share and is_han(after))


def label_of(figure: Figure) -> str:
    """Of whom and what a figure is, in words that can stand alone; "" where it has none."""
    subject = "" if _POINTING.match(simplified(figure.subject)) else figure.subject
    words = simplified(figure.metric)
    apart = subject in figure.metric or "平均" in subject
    label = figure.metric if apart else subject + figure.metric
    named = bool(subject) and (len(words) >= 3 or BECAME.fullmatch(words) is not None)
    enough = len(words) >= _SHORTEST or (len(words) >= 3 and QUANTITY.search(words)) or named
    if not enough or len(label) > _LONGEST or words.count("“") != words.count("”"):
        return ""
    if _GOES_ON.search(words) or _BEGINS_BADLY.match(words) or _is_vague(subject, words):
        return ""
    return "" if re.search(r"\d", _AGE.sub("", words)) else label


def _is_vague(subject: str, words: str) -> bool:
    """总投资 says something of a firm, nothing of a whole county."""
    known = len(subject) > 3 and not _WIDE.match(subject)
    return _GENERAL.fullmatch(words) is not None and not known


def _weight(one: KeyFigure) -> float:
    figure = one.figure
    unit = figure.unit
    share = "%" in unit or "‰" in unit or "百分点" in unit
    return (
        1.2 * bool(figure.from_value)
        + 1.0 * share
        + (0.9 if "亿" in unit or "億" in unit else 0.6 if "万" in unit or "萬" in unit else 0.0)
        + (0.6 if re.search(r"\d", figure.period) else 0.3 if figure.period else 0.0)
        + 0.4 * bool(_WIDE.match(figure.subject))
        + 0.3 * (len({witness.source for witness in one.passage.witnesses}) > 1)
        + 0.3 * bool(_RANK.search(figure.sentence))
        + 0.3 * bool(QUANTITY.search(simplified(one.label)))
        + 0.5 * bool(_HEADLINE.fullmatch(simplified(figure.metric)))
    )
