"""Which clauses of a sentence tell a dated event; the words for it stand in ``timeline.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.dates import Dated, dates
from pipeline.compose.templates import read_lists
from pipeline.normalise.forms.imprint import dateline
from pipeline.normalise.language import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TABLE = "timeline.toml"

#: A sentence of up to so many characters is told whole; more of them no entry has, but where the
#: clause that tells the event is longer.
_WHOLE, _MOST = 90, 130

_NUMBER = r"\d[\d,.]*[多余]?(?:万亿|[千百]?[万亿])?[多余]?"
_COUNT = re.compile(rf"(?<![\dA-Za-z.\-]){_NUMBER}(?!\d|[年月日号时届次级期线度])[^\W\d]")
_ATTRIBUTE = re.compile("([\u4e00-\u9fff]{2,8})的(?![^，。；]{0,6}[，。；]?$)")
_BREAK = re.compile("[，；：。！？!?]|——")
_QUOTED = re.compile("《[^》]*》|“[^”]*”|〔[^〕]*〕")
#: 自 at the head of a sentence.
_CLAUSE_HEAD = re.compile("^“?自$")
_SEX = re.compile("[男女][，,]$")
#: A label, or the number of an article, before what it says.
_LABEL = re.compile(r"^(?:【[^】]*】：?|第[一二三四五六七八九十百\d]+条[ \u3000]?)")
#: Who sends a report: 某某网消息（晚间新闻）：; and who wrote it, behind a dateline.
_SENT_BY = re.compile("[^，。：；“”]{2,12}消息(?:[（(][^（）()]{2,12}[）)])?：")
_WRITER = re.compile(r"(?:[（(][^（）()]{2,30}[）)])?[ \u3000]*")
#: Fewer letters than these tell no event of anybody's.
_LEAST_TOLD = 4

#: Behind a date, a predicate without its subject: 去年成功跻身.
_NO_SUBJECT = re.compile(
    "成功|正式|又|再次|再度|先后|相继|率先|已|被|获|荣|首次|还|也|并|才|就|开始"
)


class Told(NamedTuple):
    """Characters [start, end) of a sentence tell an event of the date ``dated``."""

    start: int
    end: int
    dated: Dated


@dataclass(frozen=True, slots=True)
class EventWords:
    """The lists of ``templates/timeline.toml``, as patterns."""

    events: re.Pattern[str]
    leading: re.Pattern[str]
    uncounted: re.Pattern[str]
    plans: re.Pattern[str]
    awaited: re.Pattern[str]
    statistics: re.Pattern[str]
    open_dates: re.Pattern[str]
    before_dates: re.Pattern[str]
    dangling: re.Pattern[str]


def load_event_words(templates: Path) -> EventWords:
    """Read ``templates/timeline.toml``. Raises ConfigError where a list is missing or no list."""
    lists = read_lists(
        templates / TABLE,
        (
            *("events", "before_date", "nouns", "uncounted", "plans", "awaited"),
            *("statistics", "open_dates", "before_dates", "dangling"),
        ),
    )
    return event_words(lists)


def event_words(lists: Mapping[str, tuple[str, ...]]) -> EventWords:
    one_of = {name: f"(?:{'|'.join(map(re.escape, words))})" for name, words in lists.items()}
    return EventWords(
        re.compile(f"(?<![未不没的])(?<!没有){one_of['events']}(?!{one_of['nouns']})"),
        re.compile(f"{one_of['before_date']}$"),
        re.compile(one_of["uncounted"]),
        re.compile(one_of["plans"]),
        re.compile(one_of["awaited"]),
        re.compile(one_of["statistics"]),
        re.compile(one_of["open_dates"]),
        re.compile(f"{one_of['before_dates']}$"),
        re.compile(one_of["dangling"]),
    )


def events(text: str, words: EventWords) -> Iterator[Told]:
    """The events of a sentence, from left to right.

    A date reaches to the clause before the next date, or to a ；; 今年 and 去年 end its reach only
    where they date an event of their own. The first event in its reach makes an entry: the whole
    sentence where that is short and has no other, or else whole clauses.
    """
    bounds = _clauses(text)
    heads = [one for one in dates(text) if _dates_something(text, one, words)]
    found: list[Told] = []
    for n, dated in enumerate(heads):
        first = _clause_at(bounds, dated.start)
        behind = ((_clause_at(bounds, d.start), d) for d in heads[n + 1 :])
        following = next(
            (at for at, d in behind if d.shift is None or _tell(text, bounds[at:], d, words)),
            len(bounds),
        )
        if following == first:
            continue  # the last date of a clause speaks for it
        told = _tell(text, bounds[first:following], dated, words)
        if told:
            found.append(told)
    if len(found) == 1 and len(heads) == 1 and len(text) <= _WHOLE:
        found = [Told(0, len(text), found[0].dated)]
    for told in found:
        one = _with_subject(text, told)
        if one and not _hangs(text, one, words):
            yield one


def without_label(text: str, start: int) -> int:
    """Where the words of a telling begin behind their label, or behind who sends the report.

    >>> without_label("【摘要】：2019年5月6日，本市获批。", 0)
    5
    >>> without_label("泠江网消息（晚间新闻）：今天大桥通车。", 0)
    12
    >>> without_label("本报泠江5月6日讯（记者 柯宁）今天大桥通车。", 0)
    16
    """
    rest = text[start:]
    label = _LABEL.match(rest) or _SENT_BY.match(rest)
    if label:
        return start + label.end()
    sent = len(dateline(rest))
    writer = _WRITER.match(rest, sent) if sent else None
    return start + (writer.end() if writer else sent)


def _clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a sentence, each with the mark it ends in; marks in quotes end none."""
    masked = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), text)
    ends = [found.end() for found in _BREAK.finditer(masked)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return [(start, end) for start, end in zip([0, *ends], ends, strict=False) if end > start]


def _clause_at(bounds: list[tuple[int, int]], at: int) -> int:
    return next(n for n, (_, end) in enumerate(bounds) if at < end)


def _dates_something(text: str, one: Dated, words: EventWords) -> bool:
    """Whether a date says when something happened, and isn't part of a title or a comparison."""
    before, after = text[: one.start], text[one.end :]
    if _is_attribute(after):
        return False
    if before.count("《") > before.count("》") or after[:1] in ("的", "版", "前"):
        return False
    if "、" in (before[-1:], after[:1]):
        return False  # one of several
    if before.endswith("自") and not _CLAUSE_HEAD.search(before):
        return False  # 自2023年3月1日起施行: what comes into force is told before it
    if _SEX.search(before) and after.startswith(("出生", "生")):
        return False  # 秦某，男，1978年3月12日出生: who somebody is
    if words.before_dates.search(before) or words.open_dates.match(after):
        return False
    return not (before.endswith(("从", "由", "自")) and not after.startswith(("起", "开始", "至")))


def _is_attribute(after: str) -> bool:
    """Whether a date only tells which one is meant: 12月19日排查发现的管网 were found that day.

    >>> _is_attribute("排查发现的4条管网恢复供水。"), _is_attribute("，县里发现的泉眼出水。")
    (True, False)
    >>> _is_attribute("全县的茶园开园。")
    False
    """
    found = _ATTRIBUTE.match(after)
    return found is not None and any(kind[:1] == "v" for _, kind in dictionary.tag(found[1]))


def _tell(
    text: str, clauses: list[tuple[int, int]], dated: Dated, words: EventWords
) -> Told | None:
    """The clauses from a date on that tell an event of it."""
    start = clauses[0][0]
    if words.awaited.search(text, dated.end, clauses[-1][1]):
        return None
    plan = words.plans.search(text, start, dated.start)
    before = text[: dated.start]
    for low, end in ((max(low, dated.end), end) for low, end in clauses):
        plan = plan or words.plans.search(text, low, end)
        if not plan and (_is_event(text[low:end], words) or words.leading.search(before)):
            return Told(start, _reach(text, clauses, end), dated)
        if text[end - 1] == "；":
            return None
    return None


def _is_event(clause: str, words: EventWords) -> bool:
    masked = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), clause)
    counted = _COUNT.search(masked)
    if counted and words.statistics.search(masked):
        return False
    return any(
        not (words.uncounted.fullmatch(found[0]) and _COUNT.search(masked, found.end()))
        for found in words.events.finditer(masked)
    )


def _hangs(text: str, told: Told, words: EventWords) -> bool:
    """Whether a telling opens with a word that only what stood before it explains, or holds no more
    than one.
    """
    heads = (_LABEL.sub("", text[told.start : told.end]), text[told.dated.end : told.end])
    left = text[told.start : told.dated.start] + heads[1]
    if sum(map(str.isalnum, left)) < _LEAST_TOLD:
        return True  # 2003年3月退休: of whom
    return any(words.dangling.match(head.lstrip("“，")) for head in heads)


def _reach(text: str, clauses: list[tuple[int, int]], told: int) -> int:
    """Where the telling ends: with the date's reach, to the next ；, where all of that fits, or
    else with the clause of the event.
    """
    ends = [end for _, end in clauses if end >= told]
    last = next((end for end in ends if text[end - 1] == "；"), ends[-1])
    return last if last - clauses[0][0] <= _MOST else told


def _with_subject(text: str, told: Told) -> Told | None:
    """The telling from the head of the sentence on, where its own clause begins with the date
    and a predicate without a subject; None where that would be too long.
    """
    start, end, dated = told
    lead = text[start : dated.start].strip("在于自从，")
    if start and not lead and _NO_SUBJECT.match(text[dated.end :].lstrip("，")):
        return Told(0, end, dated) if end <= _MOST else None
    return told
