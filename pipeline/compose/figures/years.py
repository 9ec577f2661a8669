"""Of which year a source tells: a yearbook or a communiqué says it once, in its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.published import published
from pipeline.model.article import Role
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from pipeline.model.article import Article

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: What is told of one year, and of what was done in it; only the first says nothing of plans.
_OF_A_YEAR = re.compile("公报|年报|年鉴|统计")
_REPORT = re.compile("总结|工作报告|年度报告")
_WHOLE_YEAR = re.compile("全年|年末|年底")


class Years(NamedTuple):
    """The year a source tells of and the year it appeared in, 0 where it doesn't say; ``plain``: it
    tells of no other, so that what names no time is of that year, too.
    """

    told: int = 0
    appeared: int = 0
    plain: bool = False

    def of(self, text: str) -> int:
        """The year of what a sentence without a time tells, 0 where nobody knows.

        >>> Years(2031, 2032, plain=True).of("粮食产量4万吨"), Years(2031).of("新增座位300个")
        (2031, 0)
        >>> Years(2031).of("全年开放351天")
        2031
        """
        return self.told if self.plain or _WHOLE_YEAR.search(text) else 0

    def is_to_come(self, period: str) -> bool:
        """Whether a time lies in a year after the one the source appeared in.

        >>> Years(appeared=2031).is_to_come("到2035年"), Years(appeared=2031).is_to_come("2031年")
        (True, False)
        >>> Years().is_to_come("到2035年")
        False
        """
        named = [int(one) for one in _YEAR.findall(period)]
        return bool(self.appeared and named) and max(named) > self.appeared


def years(articles: Sequence[Article], dated: Mapping[str, dt.date]) -> Mapping[str, Years]:
    """The years of sources, by name; ``dated`` are those the editor has dated."""
    out = {}
    for article in articles:
        name = article.source.name
        title = next((one.text for one in article.blocks if one.role is Role.TITLE), "")
        title = simplified(title)
        named = {int(one) for one in _YEAR.findall(title)}
        day = dated.get(name) or published(name, article.blocks)
        plain = _OF_A_YEAR.search(title) is not None
        told = named.pop() if len(named) == 1 and (plain or _REPORT.search(title)) else 0
        out[name] = Years(told, day.year if day else 0, plain)
    return out
