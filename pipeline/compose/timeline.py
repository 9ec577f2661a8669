"""Timeline (大事记): what happened when, in the sources' own words.

A year that isn't told with its day is inferred only on grounds, and marked: from the source's
date (``[sources].date``), or from a year told before it in its paragraph; of an entry of a
chronicle from what stands above it; or from another source that tells the same, and a day of it
with its year.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.chronicle import days
from pipeline.compose.dates import WHOLE, dates, day_before
from pipeline.compose.days import anchors
from pipeline.compose.errata import is_hearsay
from pipeline.compose.events import events, without_label
from pipeline.compose.same_events import by_the_clock, once
from pipeline.model.article import Role, State
from pipeline.model.backmatter import Telling, TimelineEntry
from pipeline.model.ids import digest
from pipeline.model.manuscript import Heading, Lead, Paragraph, Run, Style, Voice
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.readings.names import SURNAMES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pipeline.compose.chronicle import Day
    from pipeline.compose.dates import Dated
    from pipeline.compose.days import Anchor
    from pipeline.compose.event_clauses import Told
    from pipeline.compose.event_words import EventWords
    from pipeline.compose.templates import Labels
    from pipeline.model.article import Article
    from pipeline.model.manuscript import Citation, Element
    from pipeline.model.passage import Passage

#: Days of a month, about; and what lies no further ahead of a text than so many is told beforehand.
_MONTH, _SOON = 30, 31

#: The reading rule whose doubt says that an event can't have been where its sentence has it.
_ELSEWHERE = "place-contradiction"

#: 【人物】沈云山, 赵永贵（1901—1996）, 赵永贵小传: a heading that is a name.
_NAME = re.compile(
    f"(?:【[^】]*】|[一二三四五六七八九十]+、|[0-9]+[.、．])?([{HAN}]{{2,4}}?)"
    "(?:（[^）]*）|小传|传略|同志|生平)?"
)

#: 沈云山同志1918年4月2日出生于…, 沈云山（1918—2009），…, 沈云山，字…: whose life a paragraph tells.
_LIFE = re.compile(
    f"([{HAN}]{{2,4}}?)(?:先生|同志|女士|教授|院士)?"
    r"(?:（(?:\d{4}|[^（）]{0,12}\d{4}年[^（）]{0,8})—|，(?:字|号|[男女][，。]|原名)"
    r"|，?(?:于)?(?:\d{4}|[一二][〇零一二三四五六七八九]{3})年[^，。]{0,8}(?:出生|生[于，。]))"
)

#: What may stand before the date at the head of an entry (今天（5月6日）), and between it and
#: what happened.
_OPENS = re.compile("[在于]?(?:[今昨][天日晚晨]?(?P<bracket>[（(]))?")
_AFTER_DATE = "，,、："
#: 民国十三年（1924）甲子，…: the year's other name.
_NAME_OF_YEAR = re.compile(
    "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥][，、 \N{IDEOGRAPHIC SPACE}]"
)


class _Settled(NamedTuple):
    """A date with its year, and how it came by it."""

    shown: str
    when: tuple[int, int, int]
    inferred: bool = False
    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a sentence's time: the date of its source, the text of its paragraph
    before it, the latest year that its source names, and a day of it that another source dates.
    """

    published: dt.date | None
    before: str
    latest: int
    anchor: Anchor | None = None


def timeline(
    articles: Sequence[Article],
    passages: Iterable[Passage],
    published: Mapping[str, dt.date],
    words: EventWords,
) -> tuple[TimelineEntry, ...]:
    """The events of all passages, by date, then as they are printed; but what is only rumoured, or
    told of a place that the gazetteer contradicts.
    """
    found = [entry for _, entry in _events(articles, passages, published, words) if entry]
    abstracts = {
        block.id for article in articles for block in article.blocks if block.role is Role.ABSTRACT
    }
    return by_the_clock(once(sorted(found, key=lambda one: one.when), abstracts))


def undated(
    articles: Sequence[Article], passages: Iterable[Passage], words: EventWords
) -> dict[str, int]:
    """How many events of each source name a day and no year, and so aren't in the timeline of
    sources without dates.
    """
    found = _events(articles, passages, {}, words)
    return dict(Counter(source for source, entry in found if entry is None))


def _events(
    articles: Sequence[Article],
    passages: Iterable[Passage],
    published: Mapping[str, dt.date],
    words: EventWords,
) -> Iterator[tuple[str, TimelineEntry | None]]:
    """The events that passages tell, each with its source; None for one whose year nobody knows."""
    blocks = {block.id: simplified(block.text) for article in articles for block in article.blocks}
    latest = {article.source.name: _latest_year(article) for article in articles}
    told = list(passages)
    dated = anchors(articles, told)
    heads = _named_heads(articles)
    entries = {
        block: day
        for article in articles
        for block, day in days(
            article, published.get(article.source.name), dated.get(article.source.name)
        ).items()
    }
    contradicted = {
        article.source.name: [
            one.span.start
            for one in article.ledger
            if one.rule == _ELSEWHERE and one.state is State.FLAGGED
        ]
        for article in articles
    }
    for passage in told:
        for number, sentence in enumerate(passage.base.sentences):
            if sentence.block in entries:
                if sentence.start == 0:
                    entry = _of_chronicle(passage, number, entries[sentence.block])
                    yield sentence.source, entry
                continue
            known = _Known(
                published.get(sentence.source),
                blocks[sentence.block][: sentence.start],
                latest[sentence.source],
                dated.get(sentence.source),
            )
            text = passage.sentence_text(number)
            plain = simplified(text)
            doubted = any(
                span.start <= at < span.end
                for span in sentence.spans
                for at in contradicted[sentence.source]
            )
            if doubted or is_hearsay(plain):
                continue
            found = list(events(plain, words))
            said = (one.block for witness in passage.witnesses for one in witness.sentences)
            name = heads.get(sentence.block) or next(filter(None, map(heads.get, said)), "")
            for one in _with_names(found, name):
                settled = _settle(text, one.dated, known)
                if settled:
                    yield sentence.source, _entry(passage, number, text, one, settled)
                elif one.dated.shift is None and known.published is None:
                    yield sentence.source, None
            day = None if found else _day_of_a_witness(passage, number, entries)
            if day and next(dates(plain), None) is None:
                yield sentence.source, _of_chronicle(passage, number, day)


def _with_names(found: Iterable[Told], name: str) -> Iterator[Told]:
    """The tellings; of a life that nobody is said to have had, with the name that they stand under,
    or not at all.
    """
    for one in found:
        if not one.bare or one.subject or name:
            yield one._replace(subject=one.subject or name) if one.bare else one


def _named_heads(articles: Sequence[Article]) -> dict[str, str]:
    """Of the blocks below a heading that is the name of a person, or that begin with whose life
    they tell, by their ids, this name.
    """
    out = {}
    for article in articles:
        name = heading = ""
        for block in article.blocks:
            if block.role in (Role.HEADING, Role.SUBHEADING, Role.TITLE):
                heading = simplified(block.text)
                found = _NAME.fullmatch(heading)
                at = block.text.find(found[1]) if found and found[1][0] in SURNAMES else -1
                name = found[1] if found and at >= 0 else ""
                continue
            life = _LIFE.match(simplified(block.text))
            own = life[1] if life else name
            if own:
                out[block.id] = own
            if own in heading:
                name = own  # 柳承霖传, 忆柳承霖先生: the paragraphs below go on
    return out


def _day_of_a_witness(passage: Passage, number: int, entries: Mapping[str, Day]) -> Day | None:
    """The day of a chronicle's entry that says the same as a sentence of another text."""
    for witness in passage.witnesses[1:]:
        if len(witness.sentences) == len(passage.base.sentences):
            same = witness.sentences[number]
            if same.block in entries and same.start == 0:
                return entries[same.block]._replace(behind=0)
    return None


def timeline_elements(
    entries: Sequence[TimelineEntry],
    labels: Labels,
    cite: Callable[[Sequence[Telling]], Citation],
    is_contested: Callable[[TimelineEntry], bool],
) -> Iterator[Element]:
    """The timeline as it is printed: a paragraph an event, the date at its head; one whose date
    is contested says so.
    """
    if not entries:
        return
    yield Heading("h-timeline", 1, "", labels.fill("timeline"))
    for entry in entries:
        mark = "date_inferred" if entry.inferred else "date_unsettled"
        date = entry.date
        if entry.inferred or entry.unsettled:
            date = labels.fill(mark, date=date)
        said = labels.fill("of_whom", name=entry.subject)
        whose = (Run(said, Voice.OURS),) if entry.subject else ()
        unsure = (Run(labels.fill("contested"), Voice.OURS),) if is_contested(entry) else ()
        name = digest("event", entry.date, entry.passage.id, entry.text)
        yield Paragraph(
            f"t-{name}",
            Style.TIMELINE,
            (Lead(date, Voice.OURS), *whose, Run(entry.text), *unsure, cite(entry.tellings)),
        )


def _latest_year(article: Article) -> int:
    years = (one.year or 0 for block in article.blocks for one in dates(simplified(block.text)))
    return max(years, default=0)


def _settle(text: str, one: Dated, known: _Known) -> _Settled | None:
    """The date with its year; None for one that says nothing without the source's date."""
    if one.year is not None:
        return _Settled(text[one.start : one.end], one.when)
    published = known.published
    if one.days is not None or one.shift is not None:
        if published is None:
            return None
        if one.days is not None:
            day = day_before(published, one.days)
            shown = f"{day.year}年{day.month}月{day.day}日"
            return _Settled(shown, (day.year, day.month, day.day), inferred=True)
        year = published.year + (one.shift or 0)
        return None if _is_after(year, one, published) else _of_year(one, year)
    here = _year_before(text[: one.start])
    before = here or _year_before(known.before)
    if one.same is not None:
        return _of_year(one, before + one.same) if before else None
    if here:
        return _of_year(one, here)
    if published and before != published.year:
        after = _is_after(published.year, one, published)
        if after and _is_soon(one, published):
            return None  # it is announced, and hasn't happened yet
        return _of_year(one, published.year - after)
    if before and (before == known.latest or published):
        return _of_year(one, before)
    if known.anchor and (year := known.anchor.year_of(one.month, one.day)):
        return _of_year(one, year)
    shown = text[one.start : one.end]
    return _Settled(shown, (before, one.month, one.day), unsettled=True) if before else None


def _is_after(year: int, one: Dated, published: dt.date) -> bool:
    """Whether a month or day of a year comes after its source appeared."""
    day = one.day if one.day != WHOLE else 1
    return one.month != WHOLE and (year, one.month, day) > published.timetuple()[:3]


def _is_soon(one: Dated, published: dt.date) -> bool:
    """Whether a month or day lies close ahead of the day its source appeared: 将于10月26日发射."""
    ahead = (one.month - published.month) * _MONTH
    ahead += (one.day if one.day != WHOLE else 1) - published.day
    return one.month != WHOLE and ahead <= _SOON


def _of_year(one: Dated, year: int) -> _Settled:
    """A day of a year that isn't told with it."""
    rest = one.rest if one.rest[:1] not in ("底", "末", "初", "中") else f"年{one.rest}"
    shown = f"{year}{rest}" if rest.startswith("年") else f"{year}年{rest}"
    return _Settled(shown, (year, one.month, one.day), inferred=True)


def _year_before(text: str) -> int:
    """The last year that a text tells, 0 where it tells none."""
    return next((one.year for one in reversed([*dates(text)]) if one.year), 0)


def _entry(
    passage: Passage, number: int, text: str, told: Told, settled: _Settled
) -> TimelineEntry:
    start, end, dated = without_label(text, told.start), told.end, told.dated
    if start > dated.start:  # the day is the report's own: 本报5月6日讯
        start = told.start
    behind = _behind(text, start, dated)
    if behind is not None and text[behind : behind + 1] not in ("起", "前", "后"):
        start = behind + (text[behind : behind + 1] in _AFTER_DATE)
        name = _NAME_OF_YEAR.match(text, start)
        start = name.end() if name else start
    words = text[start:end].rstrip("，；：、")
    return TimelineEntry(
        date=settled.shown,
        when=settled.when,
        text=words,
        passage=passage,
        number=number,
        tellings=_tellings(passage, number, dated),
        inferred=settled.inferred,
        unsettled=settled.unsettled,
        subject=told.subject,
    )


def _of_chronicle(passage: Passage, number: int, day: Day) -> TimelineEntry:
    """An entry of a chronicle: its month and year stand above it."""
    return TimelineEntry(
        date=day.shown,
        when=day.when,
        text=passage.sentence_text(number)[day.behind :],
        passage=passage,
        number=number,
        tellings=_tellings(passage, number),
        inferred=True,
    )


def _behind(text: str, start: int, dated: Dated) -> int | None:
    """Where the words go on behind the date that opens a telling; None where it doesn't."""
    opens = _OPENS.fullmatch(text[start : dated.start])
    if opens is None or not opens["bracket"]:
        return opens and dated.end
    return dated.end + 1 if text[dated.end : dated.end + 1] in ("）", ")") else None


def _tellings(passage: Passage, number: int, dated: Dated | None = None) -> tuple[Telling, ...]:
    """Who tells the sentence: the base, and the witnesses with the lines of theirs; but those that
    date it differently.
    """
    out = [Telling(passage.base.source, passage.base.sentences[number].lines)]
    for witness in passage.witnesses[1:]:
        same = len(witness.sentences) == len(passage.base.sentences)
        told = witness.sentences[number : number + 1] if same else witness.sentences
        if dated is None or _may_say("".join(one.text for one in told), dated):
            out.append(Telling(witness.source, told[0].lines if same else witness.lines))
    return tuple(out)


def _may_say(text: str, dated: Dated) -> bool:
    """Whether a witness has the date, or one that leaves open what the other says, or none."""
    found = [one for one in dates(simplified(text)) if one.shift is None and one.days is None]
    agree = (
        (one.year is None or dated.year is None or one.year == dated.year)
        and (WHOLE in (one.month, dated.month) or one.month == dated.month)
        and (WHOLE in (one.day, dated.day) or one.day == dated.day)
        for one in found
    )
    return not found or any(agree)
