"""What is meant to be, and isn't yet: 计划搭建板房2770间. A table would tell it as done."""

from __future__ import annotations

import re

from pipeline.compose import clauses

# 行动计划 and 年度计划 are papers; 计划的 and 计划任务 are what something is measured by.
_PLANNED = re.compile(
    "力争|预计|预期(?=[达在为])|目标(?:是|为|：)"
    "|(?<![动年划度的《])计划(?![，。；、）》”的任总内外数项])"
    "|争取(?=在|到|实现|达到|完成)|将(?=达|超过|突破|新增|新建|建成|投资|投入|实现|完成)"
)
_DONE = re.compile("已|目前|截至|实际|现有|累计|超额")


def is_planned(text: str, at: int) -> bool:
    """Whether what a number of a sentence, at ``at``, counts is only meant to be: the sentence said
    so before it, and nothing since of what there is.

    >>> is_planned("计划搭建板房2770间，目前已经建成1215间。", 6)
    True
    >>> is_planned("计划搭建板房2770间，目前已经建成1215间。", 17)
    False
    >>> is_planned("力争到2025年，建成示范县；回收量较2023年增长50%。", 25)
    True
    >>> is_planned("三年行动计划印发以来，建成管网286公里。", 13)
    False
    >>> is_planned("完成年度计划的102%。", 7), is_planned("实现了5%的预期目标，增长5.2%。", 12)
    (False, False)
    """
    low = clauses.behind_last("。！？", text, at)
    said = list(_PLANNED.finditer(text, low, at))
    return bool(said) and not _DONE.search(text, said[-1].end(), at)
