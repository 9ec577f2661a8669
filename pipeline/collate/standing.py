"""What a text is among others that tell the same: the document, a draft of it, or what others make
of it. The texts say so themselves, by their titles, by those that they name, by who sends them.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.laws import is_draft, law, without_draft
from pipeline.collate.letters import letters_of
from pipeline.model.article import BODY_ROLES, Role
from pipeline.normalise.forms.imprint import dateline
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.model.article import Article

_KIND = re.compile(
    "(?:通知|通告|公告|公报|通报|决定|决议|命令|批复|批示|纪要|工作报告|预算(?:草案)?的报告|规划|纲要|方案|"
    "办法|细则|规定|条例|规则|章程|意见|公约|白皮书|判决书|裁定书|调解书|起诉书)$"
)
_BEHIND = re.compile(r"(?:\s*[（(〔][^（()）〕]*[）)〕])+$")
_NAMED = re.compile("《([^《》]+)》")

#: A title of fewer letters may be any text's.
_LEAST = 6

#: A report says who wrote it, and its first paragraphs how they came to know it.
_REPORTER = re.compile("记者|通讯员")
_LEARNT = re.compile("本报讯|记者[^，。]{0,20}(?:获悉|了解到|得知)|讯[（(　 ]")
_FIRST = 2


class Standing(IntEnum):
    """Higher stands before lower."""

    DRAFT = 0
    TELLING = 1
    DOCUMENT = 2


class Look(NamedTuple):
    """What a source is, the letters of its title, and of the titles that it names."""

    standing: Standing
    title: str
    names: frozenset[str]

    def names_the(self, other: Look) -> bool:
        """Whether it names the other by its title."""
        return len(other.title) >= _LEAST and other.title in self.names


def looks(articles: Iterable[Article]) -> Mapping[str, Look]:
    """What each source is, by its name."""
    return {article.source.name: _look(article) for article in articles}


def _look(article: Article) -> Look:
    said = [simplified(block.text) for block in article.blocks]
    title = next(
        (simplified(block.text) for block in article.blocks if block.role is Role.TITLE), ""
    )
    named = {_bare(found) for text in said for found in _NAMED.findall(text)}
    return Look(_standing(article, title), _bare(title), frozenset(named))


def _standing(article: Article, title: str) -> Standing:
    if is_draft(article):
        return Standing.DRAFT
    if law(article) is not None:
        return Standing.DOCUMENT
    if not names_a_kind(title) or _is_report(article):
        return Standing.TELLING
    return Standing.DOCUMENT


def names_a_kind(title: str) -> bool:
    """Whether a title ends in what kind of document it is the title of.

    >>> [names_a_kind(one) for one in ("常务会议纪要", "规划纲要（节选）", "关于缴费的通告")]
    [True, True, True]
    >>> [names_a_kind(one) for one in ("《养犬条例》政策解读", "养犬有了新规定动作", "茶路")]
    [False, False, False]
    """
    return _KIND.search(_BEHIND.sub("", title)) is not None


def _is_report(article: Article) -> bool:
    bylines = [block.text for block in article.blocks if block.role is Role.BYLINE]
    body = [block.text for block in article.blocks if block.role in BODY_ROLES]
    first = [simplified(text) for text in body[:_FIRST]]
    return any(map(_REPORTER.search, map(simplified, bylines))) or any(
        _LEARNT.search(text) or dateline(text) for text in first
    )


def _bare(title: str) -> str:
    """The letters of a title without what stands in brackets behind it."""
    return letters_of(_BEHIND.sub("", without_draft(title.strip())))
