"""Key points (核心提示): the sentences an editor would lift out, verbatim.

In this genre a sentence with a figure, a year and a rank is a key point. Ranked after
collation, so that nothing is taken twice, and spread over the sections.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from pipeline.collate.reuse import grams
from pipeline.model.briefing import KeyPoint, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.passage import Passage

_FIGURE = re.compile(
    r"\d[\d.,]*\s*(?:%|％|‰|[亿万千百]?[元吨亩家个项座人户件米倍年次种]|公[里顷斤])"
)
_YEAR = re.compile(r"(?:19|20)\d\d年|“十[一二三四五六]五”")
_CUES = re.compile(
    "截至|累计|居全|占全|位居|第一|首位|最大|获批|率先|突破|高于|低于|同比|增长|减少到|建成|目标"
)

#: Shorter sentences say too little by themselves, longer ones too much.
_SHORTEST, _LONGEST = 18, 130

#: Characters whose referent is in a sentence before it can't open a key point.
_DANGLING = re.compile(
    "^(?:同时|此外|为此|该|其中|其|这|那|如今|于是|因此|对此|但|而|并|也|他|她|它)"
)


def key_points(sections: Sequence[Section], wanted: int = 8) -> tuple[KeyPoint, ...]:
    """Up to ``wanted`` sentences of base witnesses, in the order they are printed in.

    Each section gives at most half of them; two that share much text count as one.
    """
    scored = []
    order = 0
    for number, section in enumerate(sections):
        for passage in _passages(section):
            for n in range(len(passage.base.sentences)):
                order += 1
                point = KeyPoint(passage, n)
                score = _score(point.text)
                if score > 0:
                    scored.append((-score, order, number, point))
    scored.sort(key=lambda one: one[:2])
    taken: list[tuple[int, KeyPoint]] = []
    per_section: dict[int, int] = {}
    seen: set[tuple[str, ...]] = set()
    for _, place, number, point in scored:
        if len(taken) == wanted:
            break
        runs = grams(point.text)
        if per_section.get(number, 0) >= (wanted + 1) // 2 or len(runs & seen) > len(runs) / 3:
            continue
        taken.append((place, point))
        per_section[number] = per_section.get(number, 0) + 1
        seen |= runs
    return tuple(point for _, point in sorted(taken, key=lambda one: one[0]))


def _passages(section: Section) -> Iterator[Passage]:
    for paragraph in section.paragraphs:
        yield from paragraph.passages
    for inner in section.sections:
        yield from _passages(inner)


def _score(text: str) -> float:
    """Figures for their length, raised by years and cue words.

    >>> _score("截至2020年底，累计达标矿山52家，居全省首位。") > 0
    True
    >>> _score("路子越走越宽，转型升级蹄疾步稳，前景光明远大。")
    0.0
    """
    if not _SHORTEST <= len(text) <= _LONGEST or _DANGLING.match(text):
        return 0.0
    if not text.endswith(("。", "！", "。”")) or text.count("“") != text.count("”"):
        return 0.0
    figures = min(5, len(_FIGURE.findall(text)))
    cues = 1 + 0.4 * len(set(_CUES.findall(text))) + 0.3 * bool(_YEAR.search(text))
    return figures * cues / math.sqrt(len(text))
