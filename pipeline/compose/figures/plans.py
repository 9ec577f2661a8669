"""What is meant to be, and isn't yet: 计划搭建板房2770间. A table would tell it as done."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter

# 行动计划 and 年度计划 are papers; 计划的, 计划任务 and 比计划 what something is measured by.
_PLANNED = re.compile(
    "力争|预计|预期(?=[达在为])|目标(?:是|为|：)"
    "|(?<![动年划度的《])计划(?![，。；、）》”的任总内外数项])"
    "|[今本]年要|将[把使]|争取(?=在|到|实现|达到|完成)|将(?=达|超过|突破|新增|新建|建成|投资|投入|实现|完成)"
)
_MEASURES = re.compile("(?:[比较超占按]|完成|达到)[^，。；]{0,6}$")
#: 建议退出；流转不出去的1500亩: the next of a list is no proposal for that.
_PROPOSED = re.compile("(?<!意见)建议(?![书稿\\d])[^；。！？]*(；?)")
_DONE = re.compile("已|目前|截至|实际|现有|累计|超额")
_SENTENCE_ENDS = re.compile("[。！？]")
_REACH = 8


class Plans:
    """Where a text speaks of what is only meant to be."""

    def __init__(self, text: str) -> None:
        signs = [
            (found.end(), True)
            for found in _PLANNED.finditer(text)
            if not (
                found[0] == "计划"
                and _MEASURES.search(text, max(0, found.start() - _REACH), found.start())
            )
        ]
        for found in _PROPOSED.finditer(text):
            signs += [(found.start() + 2, True), *([(found.end(), False)] if found[1] else [])]
        for others in (_DONE, _SENTENCE_ENDS):
            signs += ((found.end(), False) for found in others.finditer(text))
        self._signs = sorted(signs)

    def holds(self, at: int) -> bool:
        """Whether what a number at ``at`` counts is only meant to be: its sentence said so before
        it, and nothing since of what there is.

        >>> Plans("计划搭建板房2770间，目前已经建成1215间。").holds(6)
        True
        >>> Plans("计划搭建板房2770间，目前已经建成1215间。").holds(17)
        False
        >>> Plans("力争到2025年，建成示范县；回收量较2023年增长50%。").holds(25)
        True
        >>> Plans("三年行动计划印发以来，建成管网286公里。").holds(13)
        False
        >>> Plans("完成年度计划的102%。").holds(7)
        False
        >>> Plans("总产六十六万斤，比包产计划六十四万斤超产两万斤。").holds(19)
        False
        >>> plans = Plans("一类约1100亩，建议退出600亩；流转不出去的1500亩。")
        >>> plans.holds(13), plans.holds(24)
        (True, False)
        >>> Plans("实现了5%的预期目标，增长5.2%。").holds(12)
        False
        """
        before = bisect_right(self._signs, at, key=itemgetter(0))
        return before > 0 and self._signs[before - 1][1]
