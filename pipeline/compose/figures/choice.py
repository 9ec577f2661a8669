"""Key figures (主要数据): of all figures those that a reader looks for, with a label that can
stand alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compose.figures.found import told
from pipeline.compose.walk import passages_of
from pipeline.model.backmatter import KeyFigure
from pipeline.normalise.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model.briefing import Section
    from pipeline.model.figure import Figure

#: So few rows at least and so many at most; one for so many characters of the briefing.
_FEWEST, _MOST, _FOR_EACH = 6, 30, 500
#: Of one sentence at most so many.
_OF_A_SENTENCE = 3

#: A label has so many characters at least, unless it ends in the word for a quantity.
_SHORTEST, _LONGEST = 5, 26
_QUANTITY = re.compile(
    "(?:率|量|值|额|数|比重|占比|面积|收入|人口|产能|投资|规模|里程|容量|长|浓度|总额|支出)$"
)
# A label that ends so goes on, or says what somebody did rather than what there is.
_GOES_ON = re.compile(
    "(?:[对从在由自将把被和及与或的等中于可其向以过走成用给让使并则较比按每第]|以上|以下|之间|其中|相当于|带动|"
    "吸纳|惠及|扶持|涉及|提供|走访|利用|距今|强制退出|相继|先后)$"
)
_BEGINS_BADLY = re.compile(
    "^(?:[的和与及或等了在对从由将把被其该并则较比按又再也还可能使让给]|其中|相当于|那|这|多|余)"
)
# Said of many things: without the word for what they are of, nobody knows.
_GENERAL = re.compile(
    "(?:总|年|全年|累计|完成)*(?:投资|产值|产量|总数|总量|金额|面积|收入|营收|税收|利润|规模|产能|投入|价值|资金|人数|户数|"
    "总投资|建筑面积|占地面积|占地|总额|销售额|投资额|投资金额|营业收入|综合产值|同期|日均|年均|比例|占比|增速)+$"
)
#: What is counted in these is a detail: an age, a length of time, a number of times.
_DETAIL = frozenset(
    ("岁", "年", "天", "小时", "分钟", "月", "个月", "级", "期", "届", "次", "目", "科", "属", "段")
)
_WIDE = re.compile("^[全我本][省市县区国]|^全国")
_RANK = re.compile("居全|占全|位居|第一|首位|最大|最多|最高")


def key_figures(sections: Sequence[Section], figures: Sequence[Figure]) -> tuple[KeyFigure, ...]:
    """The figures for the table, in printed order, with the titles of their sections."""
    by_sentence: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        by_sentence[figure.source, figure.sentence].append(figure)
    candidates = list(_candidates(sections, by_sentence))
    whole = sum(len(passage.text) for passage in passages_of(sections))
    wanted = min(_MOST, max(_FEWEST, whole // _FOR_EACH))
    ranked = sorted(range(len(candidates)), key=lambda n: (-_weight(candidates[n]), n))
    taken: list[int] = []
    labels: set[str] = set()
    of_sentence: Counter[tuple[str, int]] = Counter()
    for n in ranked:
        one = candidates[n]
        sentence = one.passage.id, one.number
        if len(taken) == wanted or one.label in labels or of_sentence[sentence] >= _OF_A_SENTENCE:
            continue
        taken.append(n)
        labels.add(one.label)
        of_sentence[sentence] += 1
    return tuple(candidates[n] for n in sorted(taken))


def _candidates(
    sections: Sequence[Section], by_sentence: Mapping[tuple[str, str], Sequence[Figure]]
) -> Iterator[KeyFigure]:
    for section in sections:
        for passage in passages_of([section]):
            for number, sentence in enumerate(passage.base.sentences):
                printed = passage.sentence_text(number)
                figures = by_sentence.get((sentence.source, sentence.text), ())
                for figure in _as_printed(figures, printed):
                    label = label_of(figure)
                    one = KeyFigure(section.title, passage, number, figure, label)
                    if label and one.value in printed and _stands(one, printed):
                        yield one


def _as_printed(figures: Sequence[Figure], printed: str) -> Iterator[Figure]:
    """The figures of a sentence in its printed words: a name corrected there is corrected here."""
    if all(figure.sentence == printed for figure in figures):
        yield from figures
        return
    said = list(told(printed))
    if len(said) == len(figures):
        for figure, (_, words, when) in zip(figures, said, strict=True):
            yield replace(figure, subject=words.subject, metric=words.metric, period=when)


def _stands(one: KeyFigure, printed: str) -> bool:
    """Not 60岁以上老人, which says who, not how many; nor 23个代表队, whose words follow."""
    if one.figure.unit in _DETAIL:
        return False
    after = printed[printed.index(one.value) + len(one.value) :][:1]
    return not ("\u4e00" <= after <= "\u9fff")


def label_of(figure: Figure) -> str:
    """What a figure counts, in words that can stand alone; "" where it has none.

    Words of the sentence alone: what a share or a growth is of stands before it.
    """
    label = figure.metric
    if _is_relative(figure):
        label = figure.subject + figure.metric
    words = simplified(label)
    enough = len(words) >= _SHORTEST or (len(words) >= 3 and _QUANTITY.search(words))
    if not enough or len(words) > _LONGEST or _GOES_ON.search(words):
        return ""
    if (
        _BEGINS_BADLY.match(words)
        or _GENERAL.fullmatch(words)
        or words.count("“") != words.count("”")
    ):
        return ""
    return "" if re.search(r"\d", words) or figure.metric == "" else label


def _is_relative(figure: Figure) -> bool:
    """A subject that is no place or firm but what was counted before."""
    return (
        bool(figure.subject)
        and not figure.metric.startswith(figure.subject)
        and bool(
            re.match(
                "同比|环比|比上年|比去年|较上年|占|约占|仅占|占比|增长|增幅|下降|提高|高于|低于",
                simplified(figure.metric),
            )
        )
    )


def _weight(one: KeyFigure) -> float:
    figure = one.figure
    unit = figure.unit
    share = "%" in unit or "‰" in unit or "百分点" in unit
    return (
        1.2 * bool(figure.from_value)
        + 1.0 * share
        + (0.9 if "亿" in unit or "億" in unit else 0.6 if "万" in unit or "萬" in unit else 0.0)
        + (0.6 if re.search(r"\d", figure.period) else 0.3 if figure.period else 0.0)
        + 0.4 * bool(_WIDE.match(figure.metric))
        + 0.3 * (len({witness.source for witness in one.passage.witnesses}) > 1)
        + 0.3 * bool(_RANK.search(figure.sentence))
        + 0.3 * bool(_QUANTITY.search(simplified(one.label)))
    )
