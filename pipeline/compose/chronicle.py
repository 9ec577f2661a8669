"""Chronicles (大事记): entries that open with a day, below the name of its month or with it, in a
text whose title or headings tell the year; or else within one year, up to the day it appeared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.dates import small_number
from pipeline.model.article import BODY_ROLES, Role
from pipeline.normalise.forms.shapes import is_month
from pipeline.normalise.language.characters import BLANK
from pipeline.normalise.language.endings import ends_sentence
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pipeline.compose.days import Anchor
    from pipeline.model.article import Article

#: So many entries make a chronicle; one day at a paragraph's head may be anything.
_FEWEST = 3

_YEAR = re.compile(r"((?:1[89]|20)\d\d)年")
_MONTH = re.compile(r"(?:\d{4}年)?(\d{1,2}|十[一二]?|[一二三四五六七八九])月")
_ENTRY = re.compile(
    rf"(?:(?P<month>\d{{1,2}})月)?(?P<day>\d{{1,2}})日"
    rf"(?:[至到—～-](?:\d{{1,2}}月)?\d{{1,2}}日)?(?P<blank>[{BLANK}]+)"
)

#: 8时，…, 当晚22时30分，…: an hour of the entry's day, told in a paragraph of its own.
_HOUR = re.compile(r"(?:当[日天晚]|凌晨|[上中下]午|晚上?)?\d{1,2}时")

# 4日　…, 3月5日，…, 是月　…: how an entry opens.
_OPENS = re.compile(
    rf"(?:(?:\d{{4}}年)?\d{{1,2}}月)?\d{{1,2}}日(?:[至到—～-](?:\d{{1,2}}月)?\d{{1,2}}日)?[{BLANK}，,：:]"
    rf"|(?:是[日月年]|[上中下]旬|月[初底])[{BLANK}，,：:]"
)
#: So many of the paragraphs of a chronicle are entries; one may go on in a second paragraph.
_MOST = 0.6


class Day(NamedTuple):
    """The day of an entry: as it is shown, as it is sorted; the words go on at ``behind``."""

    shown: str
    when: tuple[int, int, int]
    behind: int


class _Entry(NamedTuple):
    """A paragraph with its day, as its entry says it (``said``); its words go on at ``behind``, 0
    where it goes on with an entry's day.
    """

    block: str
    year: int
    month: int
    day: int
    said: str
    behind: int

    def dated(self) -> Day:
        return Day(f"{self.year}年{self.said}", (self.year, self.month, self.day), self.behind)


def days(
    article: Article, published: dt.date | None = None, anchor: Anchor | None = None
) -> Mapping[str, Day]:
    """The days of the entries of a chronicle, by their block's id; none in any other text. Where
    the text tells no year, its entries are dated by the day it appeared, or else from the day on
    whose year another source tells.
    """
    found = list(_entries(article))
    if (published or anchor) and not any(one.year for one in found):
        year = _latest_year(found, published) if published else _year_from(found, anchor)
        found = [one._replace(year=year) for one in found]
    dated = {one.block: one.dated() for one in found if one.year}
    opening = [one.block for one in found if one.year and one.behind]
    return dated if len(opening) >= _FEWEST and _told(article, opening) else {}


def entries(article: Article) -> frozenset[str]:
    """The paragraphs of a chronicle, by their blocks' ids, from its first entry to its last: most
    open with a day. None of any other text.
    """
    body = [block for block in article.blocks if block.role in BODY_ROLES]
    opens = [n for n, block in enumerate(body) if _OPENS.match(simplified(block.text))]
    if len(opens) < _FEWEST or len(opens) < _MOST * (opens[-1] + 1 - opens[0]):
        return frozenset()
    if len(opens) < _MOST * len(body) or not _told(article, {body[n].id for n in opens}):
        return frozenset()
    return frozenset(block.id for block in body[opens[0] : opens[-1] + 1])


def _told(article: Article, entries: Collection[str]) -> bool:
    """Most entries end as sentences do: else they are the rows of a table, a roster."""
    ended = sum(block.id in entries and ends_sentence(block.text) for block in article.blocks)
    return 2 * ended >= len(entries)


def _latest_year(found: Sequence[_Entry], published: dt.date) -> int:
    """The last year that all entries can be of, 0 where they don't stand in the order of one."""
    told = [(one.month, one.day) for one in found]
    if not told or told != sorted(told):
        return 0
    return published.year - (told[-1] > (published.month, published.day))


def _year_from(found: Sequence[_Entry], anchor: Anchor | None) -> int:
    """The year of all entries, 0 where one comes before the day that another source dates."""
    told = [(one.month, one.day) for one in found]
    ordered = anchor and told and told == sorted(told)
    return anchor.year_of(*told[0]) if anchor and ordered else 0


def _entries(article: Article) -> Iterator[_Entry]:
    """Each entry, and what goes on with an hour of the same day in paragraphs of its own; ``year``
    is 0 where nothing above tells it.
    """
    year = month = 0
    last: _Entry | None = None
    for block in article.blocks:
        text = simplified(block.text)
        if block.role not in BODY_ROLES:
            last = None
            told = _YEAR.search(text)
            if told and block.role is not Role.FURNITURE:
                year = int(told[1])
            if is_month(text):
                named = _MONTH.match(text)
                month = small_number(named[1]) if named else 0
            continue
        entry = _ENTRY.match(text)
        if entry is None:
            last = last._replace(block=block.id, behind=0) if last and _HOUR.match(text) else None
        else:
            in_month, day = int(entry["month"] or month), int(entry["day"])
            said = text[: entry.start("blank")]
            said = said if entry["month"] else f"{in_month}月{said}"
            last = _Entry(block.id, year, in_month, day, said, entry.end())
            if not (1 <= in_month <= 12 and 1 <= day <= 31):
                last = None
        if last:
            yield last
