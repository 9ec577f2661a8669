"""Chronicles (大事记): entries that open with a day, below the name of its month or with it, in a
text whose title or headings tell the year.
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
    from collections.abc import Collection, Iterator, Mapping

    from pipeline.model.article import Article

#: So many entries make a chronicle; one day at a paragraph's head may be anything.
_FEWEST = 3

_YEAR = re.compile(r"((?:1[89]|20)\d\d)年")
_MONTH = re.compile(r"(?:\d{4}年)?(\d{1,2}|十[一二]?|[一二三四五六七八九])月")
_ENTRY = re.compile(
    rf"(?:(?P<month>\d{{1,2}})月)?(?P<day>\d{{1,2}})日"
    rf"(?:[至到—～-](?:\d{{1,2}}月)?\d{{1,2}}日)?(?P<blank>[{BLANK}]+)"
)


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


def days(article: Article) -> Mapping[str, Day]:
    """The days of the entries of a chronicle, by their block's id; none in any other text."""
    found = dict(_entries(article))
    return found if len(found) >= _FEWEST and _told(article, found) else {}


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


def _entries(article: Article) -> Iterator[tuple[str, Day]]:
    year = month = 0
    for block in article.blocks:
        text = simplified(block.text)
        if block.role not in BODY_ROLES:
            told = _YEAR.search(text)
            if told and block.role is not Role.FURNITURE:
                year = int(told[1])
            if is_month(text):
                named = _MONTH.match(text)
                month = small_number(named[1]) if named else 0
            continue
        entry = _ENTRY.match(text)
        if entry is None:
            continue
        in_month = int(entry["month"] or month)
        day = int(entry["day"])
        if year and 1 <= in_month <= 12 and 1 <= day <= 31:
            said = text[: entry.start("blank")]
            shown = f"{year}年{said}" if entry["month"] else f"{year}年{in_month}月{said}"
            yield block.id, Day(shown, (year, in_month, day), entry.end())
