"""Figures (数据): every counted number of the sources, with the words it stands among.

Only what is printed: no sum, no conversion, no date resolved. A number that counts nothing (a
year, a date, a section's number, the name of a standard) is no figure.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.model.figure import Conflict, Figure
from pipeline.model.passage import VariantKind
from pipeline.normalise.ledger import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.article import Article
    from pipeline.model.passage import Passage, Sentence

_BEFORE = "大约|约|将近|接近|近|超过|超|逾|不足|不到|仅|至少|多达|高达|达到|达|突破|平均"
_SAYS_NOTHING = frozenset({"达", "达到", "平均"})
_AFTER = "以上|以下|以内|左右|上下"
_MEASURES = (
    "平方公里|平方千米|平方米|立方米|千瓦时|公里|千米|公顷|公斤|千克|毫米|厘米|小时|分钟|个百分点|百分点|"
    "蒸吨|人次|万次|标箱|美元|欧元|港元|元|吨|米|亩|克|度|升|千瓦|兆瓦|KV|℃|摄氏度"
)
_COUNTERS = (
    "多个|个|家|户|人|名|位|项|件|条|座|台|辆|艘|架|套|处|所|间|栋|只|头|株|种|类|批|次|届|场|篇|部|册|份|"
    "张|枚|颗|片|块|段|期|级|倍|成|年|个月|天|岁|强|目|科|属|省|市|县|乡|镇|村|区"
)
_FIGURE = re.compile(
    rf"(?P<before>{_BEFORE})?\s?"
    r"(?P<value>(?<![0-9])-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:/\d+)?))"
    r"(?P<more>多|余|来)?(?P<size>万亿|千亿|百亿|亿|千万|百万|万)?(?P<more2>多|余)?"
    rf"(?P<measure>%|％|‰|{_MEASURES}|{_COUNTERS})?(?P<after>{_AFTER})?"
)
_FRACTION = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<value>[一二三四五六七八九十百千万]+分之[一二三四五六七八九十百点零]+)"
)
# 2019年, 5月6日, 2018—2021年, 20世纪80年代: times. “十四五”: a name.
_TIME = re.compile(
    r"(?:截至|到)?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末|初|上半年|下半年)?(?:以来|期间)?"
    r"|“十[一二三四五六]五”(?:期间|以来|末)?"
    r"|(?:今年|去年|前年|当年|目前|近[两三五十]年)(?:上半年|下半年|[一二三四]季度|\d{1,2}月|底|末)?"
)
_DATE = re.compile(
    r"\d{4}\s?[—–\-~至、]\s?\d{4}年?|\d{4}年|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|\d{1,2}世纪(?:\d{2}年代)?"
    r"|\d{2}年代|\d{4}[、，](?=\d{4}年)|\d{1,2}:\d{2}"
)
_CHANGE = re.compile(
    r"(?:从|由)[^，。；]{0,12}?(?P<start>\d[\d,.]*)\D{0,12}?"
    r"(?:增加|增长|提高|提升|上升|扩大|减少|下降|降低|降|减|压减|缩减)(?:到|至|为)"
)
# 全市矿山由496个减少到: where a change starts from is no part of what changes.
_START = re.compile(r"[由从][^由从]{0,8}\d.*$")
_CLAUSE = re.compile("[，。；：！？、（）“”《》]")
# What stands between a metric and its number, and says nothing of what is counted.
_LINK = re.compile(
    "(?:已经|已|共计|共|总计|累计|分别|均|也是|是|为|有|占到|占|达到|达|至|到|实现|完成|突破|"
    "超过|仅|约|近|居|获|建成|创建|新增|增加|减少|下降|增长|提高|降|了|从|由|的)+$"
)


def figures(articles: Sequence[Article], passages: Sequence[Passage]) -> tuple[Figure, ...]:
    """The figures of all sentences, printed or collated, in source order."""
    order = {article.source.name: n for n, article in enumerate(articles)}
    sentences = sorted(
        (one for passage in passages for witness in passage.witnesses for one in witness.sentences),
        key=lambda one: (order[one.source], one.spans),
    )
    sources = {article.source.name: article.source for article in articles}
    seen: Counter[tuple[str, ...]] = Counter()
    out = []
    for sentence in sentences:
        for found in _numbers(sentence):
            key = (sentence.source, sentence.text, found["value"], found["unit"], found["metric"])
            seen[key] += 1
            offset = _offset(sentence, int(found.pop("at")))
            out.append(
                Figure(
                    id=f"f-{digest(*key, str(seen[key]))}",
                    source=sentence.source,
                    line=sources[sentence.source].line_at(offset),
                    sentence=sentence.text,
                    subject="",
                    **found,
                )
            )
    return tuple(out)


def _offset(sentence: Sentence, at: int) -> int:
    """Where in the source a character of the sentence stands, near enough for its line."""
    length = max(1, sum(span.end - span.start for span in sentence.spans))
    wanted = at * length // max(1, len(sentence.text))
    for span in sentence.spans:
        if wanted < span.end - span.start:
            return span.start + wanted
        wanted -= span.end - span.start
    return sentence.spans[-1].end - 1


def _numbers(sentence: Sentence) -> Iterator[dict[str, str]]:
    text = sentence.text
    dates = [found.span() for found in _DATE.finditer(text)]
    changes = [
        (found.start("start"), found.end(), found["start"]) for found in _CHANGE.finditer(text)
    ]
    for found in sorted(
        (*_FIGURE.finditer(text), *_FRACTION.finditer(text)), key=lambda one: one.start("value")
    ):
        groups = {name: value or "" for name, value in found.groupdict().items()}
        start, end = found.span("value")
        if any(low <= start < high for low, high in dates) or not _counts(text, start, end, groups):
            continue
        from_value = next((first for low, high, first in changes if high <= start <= high + 4), "")
        before = "" if groups["before"] in _SAYS_NOTHING else groups["before"]
        later = groups.get("more") or groups.get("more2") or groups.get("after") or ""
        yield {
            "at": str(start),
            "metric": _metric(text, found.start()),
            "value": groups["value"],
            "unit": _unit(groups),
            "qualifier": before or later,
            "period": _period(text, start),
            "from_value": from_value,
        }


def _counts(text: str, start: int, end: int, groups: dict[str, str]) -> bool:
    """Whether the number counts something: it has a unit, or is a fraction."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before.isascii() and before.isalpha():
        return False  # PM2.5, G4
    if not _unit(groups):
        return "/" in groups["value"] or "分之" in groups["value"]
    return not (after.isascii() and after.isalpha() and after != "K")


def _unit(groups: dict[str, str]) -> str:
    return groups.get("size", "") + groups.get("measure", "")


def _metric(text: str, end: int) -> str:
    """The words before a number, back to the mark before them, links taken off.

    >>> _metric("去年，全县茶叶产量达到", 11)
    '全县茶叶产量'
    """
    marks = [found.end() for found in _CLAUSE.finditer(text, 0, end)]
    words = text[marks[-1] if marks else 0 : end].strip()
    words = _START.sub("", _TIME.sub("", words))
    while True:
        shorter = _LINK.sub("", words)
        if shorter == words:
            break
        words = shorter
    return words[-20:]


def _period(text: str, at: int) -> str:
    """The last time named before a number in its sentence, as printed."""
    before = [found[0] for found in _TIME.finditer(text) if found.end() <= at]
    return before[-1] if before else ""


def conflicts(found: Sequence[Figure], passages: Sequence[Passage]) -> tuple[Conflict, ...]:
    """Figures of one passage that its witnesses give differently."""
    by_sentence: dict[tuple[str, str], list[Figure]] = {}
    for figure in found:
        by_sentence.setdefault((figure.source, figure.sentence), []).append(figure)
    out = []
    for passage in passages:
        for variant in passage.variants:
            if variant.kind is VariantKind.FIGURE:
                ids = tuple(_told(passage, dict(variant.readings), by_sentence))
                if len(ids) > 1:
                    out.append(Conflict(ids, "witnesses of one passage give two values"))
    return tuple(out)


def _told(
    passage: Passage,
    readings: dict[str, str],
    by_sentence: dict[tuple[str, str], list[Figure]],
) -> Iterator[str]:
    for witness in passage.witnesses:
        reading = readings.get(witness.key)
        for sentence in witness.sentences:
            for figure in by_sentence.get((sentence.source, sentence.text), []):
                if reading and figure.value and figure.value in reading:
                    yield figure.id
                    break
