"""Which clauses of a sentence tell a dated event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.compose import clauses
from pipeline.compose.dates import WHOLE, dates
from pipeline.compose.event_clauses import MOST, OF_A_LIFE, EventClauses, Told
from pipeline.normalise.forms.imprint import dateline
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.compose.dates import Dated
    from pipeline.compose.event_words import EventWords

#: A sentence of up to so many characters is told whole.
_WHOLE = 90

_ATTRIBUTE = re.compile(f"([{HAN}]{{2,8}})的(?![^，。；]{{0,6}}[，。；]?$)")
#: 2010年11月26日省政府公布的《某办法》同时废止: which paper it is, and nothing of when it lapses.
_PAPER_NAMED = re.compile(f"([{HAN}]{{2,24}}?)的《")
#: 2022年财政决算（草案）, 2022年度预算: a paper of that year.
_PAPER_OF_YEAR = re.compile(
    f"度?[{HAN}]{{0,8}}?(?:(?:决算|预算)(?:（?草案|执行|报告|总体|$|[，。；、（])|公报|年鉴|工作报告|审计报告|工作要点)"
)
_SEX = ("男，", "男,", "女，", "女,")
#: 一、, （一） and 3. before what an item says; not 一、二号泊位.
_ITEM = re.compile(
    "^(?:[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[.．](?!\d))"
)
#: A label, or the number of an article or an item, before what it says.
_LABEL = re.compile(
    rf"^(?:【[^】]*】：?|第[一二三四五六七八九十百\d]+条[ \u3000]?|{_ITEM.pattern[1:]})"
)
#: Who sends a report: 某某网消息（晚间新闻）：; and who wrote it, behind a dateline.
_SENT_BY = re.compile("[^，。：；“”]{2,12}消息(?:[（(][^（）()]{2,12}[）)])?：")
#: 某某新闻网5月14日讯.
_WIRE = re.compile(rf"[{HAN}]{{2,10}}(?:网|报|社|台|客户端)\d{{1,2}}月\d{{1,2}}日[讯电]")
_WRITER = re.compile(r"(?:[（(][^（）()]{2,30}[）)])?[ \u3000]*")
#: Fewer letters than these tell no event of anybody's.
_LEAST_TOLD = 4

#: 今日从省商务厅获悉, 1月4日讯（记者 某某）记者今日从…: the day somebody learnt it.
_LEARNT = re.compile(
    "(?:[讯电](?:[（(][^（）()]{2,30}[）)])?[ \u3000]*(?:记者)?(?:[今昨][日天])?)?"
    "(?:从|自|由)[^，。；]{2,24}(?:获悉|了解到|得知)"
)
#: 《某条例》已经批准，自2024年1月1日起施行: what comes into force is named before the date.
_IN_FORCE = re.compile("起(?:正式)?(?:施行|实施|生效|执行)")
#: 自2023年1月起实施分级补贴: what begins then is told behind it.
_BEGINS = re.compile(
    f"起(?:正式|全面)?(?:实施|实行|推行|执行|启动|开展|征收|上调|下调)[{HAN}]{{2}}"
)
_PAPER = re.compile("[^，。；《》]{0,8}《")

#: Behind a date, a predicate without its subject: 去年成功跻身.
_NO_SUBJECT = re.compile(
    "成功|正式|全线|全面|如期|顺利|(?:五一|国庆|元旦|春节|中秋|端午|清明)(?:期间|前|后)?(?=[开投启])|又|再次|再度|先后|相继|率先|已|被|获|荣|首次|还|也|并|才|就|开始"
)


#: Who a sentence opens with, before its first date: 科瓦切维奇1961年生于…
_WHO = re.compile(
    f"(?:[{HAN}]{{0,10}}(?:员|长|记|任|师|授|士|家|生|志))?([{HAN}·]{{2,12}}?)(?:同志|先生|女士)?[，]?于?$"
)
#: 系某县某乡人，1947年参加革命工作: where somebody is from, and no name.
_OF_WHERE = re.compile(f"(?:系|是|为|原籍|祖籍)[{HAN}]{{2,16}}|[{HAN}]{{2,16}}人")
#: What somebody is now is no event of a day long past.
_NOW = re.compile("，(?:现任|现为|现系|拟任|拟提名|现[^，。；]{0,8}(?:书记|主任|局长))")
#: What a document says of itself.
_HEREBY = re.compile("现将|特此")
_OPENING, _CLOSING = "（(“《", "）)”》"


def events(text: str, words: EventWords) -> Iterator[Told]:
    """The events of a sentence, from left to right.

    A date reaches to the clause before the next date, or to a ；; 今年 and 去年 end its reach only
    where they date an event of their own. The first event in its reach makes an entry: the whole
    sentence where that is short and has no other, or else whole clauses. The number of an item is
    no part of its dates (一、7月14日). A sentence without events may say from when a paper is in
    force.
    """
    low = _text_begins(text)
    text = " " * low + text[low:]
    parts = EventClauses(text, words)
    count = len(parts.bounds)
    found: list[Told] = []
    heads = [one for one in dates(text) if _dates_something(text, one, words)]
    following = count  # the clause where the reach of a date ends
    for dated in reversed(heads):
        first = parts.at(dated.start)
        if following != first:  # the last date of a clause speaks for it
            told = parts.tell(first, following, dated)
            if told:
                found.append(told)
        if dated.shift is None or parts.tell(first, count, dated):
            following = first
    found.reverse()
    if len(found) == 1 and len(heads) == 1 and len(text) <= _WHOLE:
        found = [Told(0, len(text), found[0].dated)]
    for told in found or _in_force(text, parts):
        one = _with_subject(text, told)
        one = one and _balanced(text, one)
        if one and not _hangs(text, one, words):
            yield _of_whom(text, _until_now(text, one))


def _text_begins(text: str) -> int:
    """Where the words begin behind the number of an item; behind who sends a report and when,
    where these tell a day themselves.
    """
    item = _ITEM.match(text)
    if item:
        return item.end()
    low = without_label(text, 0)
    told = low and any(one.start >= low and one.month != WHOLE for one in dates(text))
    return low if told else 0


def without_label(text: str, start: int) -> int:
    """Where the words of a telling begin behind their label, or behind who sends the report.

    >>> without_label("【摘要】：2019年5月6日，本市获批。", 0)
    5
    >>> without_label("泠江网消息（晚间新闻）：今天大桥通车。", 0)
    12
    >>> without_label("三、仅对2个村的群众进行了转移。", 0), without_label("一、二号泊位投产。", 0)
    (2, 0)
    >>> without_label("3.部分村没有水。", 0), without_label("3.5公里的路通车。", 0)
    (2, 0)
    >>> without_label("本报泠江5月6日讯（记者 柯宁）今天大桥通车。", 0)
    16
    """
    rest = text[start:]
    label = _LABEL.match(rest) or _SENT_BY.match(rest)
    if label:
        return start + label.end()
    wire = _WIRE.match(rest)
    sent = wire.end() if wire else len(dateline(rest))
    writer = _WRITER.match(rest, sent) if sent else None
    return start + (writer.end() if writer else sent)


def _until_now(text: str, told: Told) -> Told:
    now = _NOW.search(text, told.dated.end, told.end)
    return told._replace(end=now.start()) if now else told


def _of_whom(text: str, told: Told) -> Told:
    """The telling with who it is of, where it is of a life and opens with its date."""
    lead = text[told.start : told.dated.start].strip("在于自从， ")
    behind = text[told.dated.end :].lstrip("，")
    if not OF_A_LIFE.match(behind) or (lead and not _OF_WHERE.fullmatch(lead)):
        return told
    told = told._replace(start=told.dated.start) if lead else told
    first = next(dates(text), None)
    who = _WHO.fullmatch(text[: first.start].strip()) if first and told.start else None
    named = who is not None and _OF_WHERE.fullmatch(who[1]) is None
    return told._replace(bare=True, subject=who[1] if who and named else "")


def _balanced(text: str, told: Told) -> Told | None:
    """The telling with what a bracket or quote that it closes opens; None where nothing does, and
    where it opens what it doesn't close.
    """
    start = told.start
    depth: list[int] = []
    for at, character in enumerate(text[: told.end]):
        if character in _OPENING:
            depth.append(at)
        elif character in _CLOSING:
            if not depth:
                return None if at >= told.start else told
            opened = depth.pop()
            if opened < start <= at:
                start = clauses.behind_last(clauses.MARKS, text, opened)
    if any(opened >= start for opened in depth):
        return None
    return (
        told._replace(start=start) if told.end - start <= max(MOST, told.end - told.start) else None
    )


def _in_force(text: str, parts: EventClauses) -> list[Told]:
    """From when a paper is in force that its sentence names before, from the paper's clause on."""
    for dated in dates(text):
        if not (text.endswith("自", 0, dated.start) and _IN_FORCE.match(text, dated.end)):
            continue
        at = parts.at(dated.start)
        named = (low for low, _ in reversed(parts.bounds[: at + 1]) if _PAPER.match(text, low))
        start = next(named, None)
        if start is not None:
            end = len(text) if len(text) - start <= MOST else parts.bounds[at][1]
            return [Told(start, end, dated)] if end - start <= MOST else []
    return []


def _dates_something(text: str, one: Dated, words: EventWords) -> bool:
    """Whether a date says when something happened, and isn't part of a title or a comparison."""
    start, end = one.start, one.end
    of_year = one.year is not None and one.month == WHOLE and not one.rest
    if _is_attribute(text, end) or (of_year and _PAPER_OF_YEAR.match(text, end)):
        return False
    in_title = text.count("《", 0, start) > text.count("》", 0, start)
    if in_title or text[end : end + 1] in ("的", "版", "前"):
        return False
    if one.year is None and _LEARNT.match(text, end):
        return False
    if text.endswith("、", 0, start) or text.startswith("、", end):
        return False  # one of several
    since = text.endswith("自", 0, start) and text[:start] not in ("自", "“自")
    if since and not _BEGINS.match(text, end):
        return False  # 自2023年3月1日起施行: what comes into force is told before it
    if text.endswith(_SEX, 0, start) and text.startswith(("出生", "生"), end):
        return False  # 秦某，男，1978年3月12日出生: who somebody is
    if text.endswith(words.before_dates, 0, start) or words.open_dates.match(text, end):
        return False
    from_then = text.endswith(("从", "由", "自"), 0, start)
    return not from_then or text.startswith(("起", "开始", "至"), end)


def _is_attribute(text: str, end: int) -> bool:
    """Whether a date only tells which one is meant: 12月19日排查发现的管网 were found that day.

    >>> _is_attribute("排查发现的4条管网恢复供水。", 0), _is_attribute("，县里发现的泉眼出水。", 0)
    (True, False)
    >>> _is_attribute("全县的茶园开园。", 0), _is_attribute("省人民政府公布的《茶园办法》废止。", 0)
    (False, True)
    """
    found = _ATTRIBUTE.match(text, end) or _PAPER_NAMED.match(text, end)
    return found is not None and any(kind[:1] == "v" for _, kind in dictionary.tag(found[1]))


def _hangs(text: str, told: Told, words: EventWords) -> bool:
    """Whether a telling opens with a word that only what stood before it explains, or holds no more
    than one.
    """
    heads = (_LABEL.sub("", text[told.start : told.end]), text[told.dated.end : told.end])
    if _HEREBY.search(text, told.start, told.end):
        return True
    left = text[told.start : told.dated.start] + heads[1]
    if sum(map(str.isalnum, left)) < _LEAST_TOLD:
        return True  # 2003年3月退休: of whom
    return any(words.dangling.match(head.lstrip("“， ")) for head in heads)


def _with_subject(text: str, told: Told) -> Told | None:
    """The telling from the head of the sentence on, where its own clause begins with the date
    and a predicate without a subject; None where that would be too long.
    """
    start, end, dated, *_ = told
    lead = text[start : dated.start].strip("在于自从，")
    behind = text[dated.end :].lstrip("，")
    if start and not lead and _NO_SUBJECT.match(behind) and not OF_A_LIFE.match(behind):
        return Told(0, end, dated) if end <= MOST else None
    return told
