"""The day a document says it was published: in its byline, its dateline, where it is signed, or in
its name, or nowhere.

Nothing is guessed: a day without its year is none, and a place with two days tells none.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.compose.dates import dates
from pipeline.model.article import Role
from pipeline.normalise.forms.imprint import dateline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.article import Block

#: What stands above a text and speaks of it: who wrote it, where, on which page of what.
_ABOVE = frozenset({Role.BYLINE, Role.AFFILIATION, Role.NOTE, Role.FURNITURE})

#: What stands below a text: who signs it and when.
_BELOW = frozenset({Role.BYLINE, Role.FURNITURE})

#: What opens a line under the title that speaks of the text, and is no title itself.
_CREDIT = re.compile(r"[（(【\[]?(?:来源|稿源|时间|日期|发布|(?:19|20)\d\d[-./年]|二[〇○零])")

_PARTED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./_](\d{1,2})[-./_](\d{1,2})(?!\d)")
_TOGETHER = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")


def published(name: str, blocks: Sequence[Block]) -> dt.date | None:
    """The day that a source of this name and these blocks was published.

    That of the byline, else of the dateline, else of who signs it at the end, else of the file's
    name; None where none says.

    The byline is all that stands above the first paragraph but titles and headings; a line under
    the title that opens with a date or with who brought it (来源) is no title.
    """
    above = takewhile(lambda block: block.role is not Role.PARAGRAPH, blocks)
    byline = " ".join(block.text for block in above if _speaks_of_it(block))
    first = next((block.text for block in blocks if block.role is Role.PARAGRAPH), "")
    below = takewhile(lambda block: block.role in _BELOW, reversed(blocks))
    signed = " ".join(block.text for block in below if block.role is Role.BYLINE)
    return (
        the_day(byline)
        or the_day(dateline(first))
        or the_day(signed)
        or the_day(name, together=True)
    )


def _speaks_of_it(block: Block) -> bool:
    subtitle = block.role is Role.SUBTITLE
    return block.role in _ABOVE or (subtitle and _CREDIT.match(block.text) is not None)


def the_day(text: str, *, together: bool = False) -> dt.date | None:
    """The one day a text names with its year; with ``together`` also as eight digits.

    >>> the_day("□ 本报记者 张倩 2021年10月11日"), the_day("二〇二一年十月十一日 星期一")
    (datetime.date(2021, 10, 11), datetime.date(2021, 10, 11))
    >>> the_day("2021-10-11 08:30 来源：某网"), the_day("2021/10/11/003.txt")
    (datetime.date(2021, 10, 11), datetime.date(2021, 10, 11))
    >>> the_day("rmrb_20211011_3.txt", together=True)
    datetime.date(2021, 10, 11)

    Leaves alone: a day without its year, a month, what is no day, and two different days.

    >>> [the_day(text) for text in ("新华社北京3月5日电", "2021年10月", "2021-02-30")]
    [None, None, None]
    >>> the_day("2021年10月11日至2021年10月12日")
    """
    days = set(_days(text, together=together))
    return days.pop() if len(days) == 1 else None


def _days(text: str, *, together: bool) -> Iterator[dt.date]:
    said = [one.when for one in dates(text) if one.year]
    for pattern in (_PARTED, *([_TOGETHER] if together else [])):
        said += [(int(year), int(month), int(day)) for year, month, day in pattern.findall(text)]
    for year, month, day in said:
        try:
            yield dt.date(year, month, day)
        except ValueError:  # a month, a year, or no day of the calendar
            continue
