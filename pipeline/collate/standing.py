"""What a source is among others that tell the same: the document, a draft of it, a telling, what an
account makes of it. Sources say so themselves: by their titles and forms, by those that they name,
by who sends them.
"""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.laws import law, without_draft
from pipeline.model.article import BODY_ROLES, Role
from pipeline.normalise.forms import letterhead, shapes
from pipeline.normalise.forms.imprint import dateline
from pipeline.normalise.language.characters import BLANK, BLANKS, HAN
from pipeline.normalise.language.endings import ORNAMENT
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.printed.boilerplate import is_boilerplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.model.article import Article, Block


class Standing(IntEnum):
    """Higher stands before lower."""

    ACCOUNT = 0
    TELLING = 1
    DRAFT = 2
    DOCUMENT = 3

    @property
    def told(self) -> str:
        """As a reason names it.

        >>> Standing.DOCUMENT.told, Standing.ACCOUNT.told
        ('a document', 'an account')
        """
        return f"an {self.name.lower()}" if self is Standing.ACCOUNT else f"a {self.name.lower()}"


#: What documents call themselves, behind what they are about; a report's title has nothing of that.
_KIND = re.compile(
    "(?:纪要|通知|通报|通告|公告|公报|公示|决定|决议|命令|意见|批复|批示|判决书|裁定书|调解书|起诉书|"
    "名单|办法|条例|细则|规定|规则|规程|准则|章程|公约|白皮书|规划|纲要|方案|计划|报告|讲话|致辞|发言)"
    "(?:[（(][^（()）]*[）)])?$"
)
_ABOUT = re.compile(
    "^(?:关于|在)|[0-9〔（(]|(?:会议纪要|工作报告|(?:预算|决算)[^，]{0,12}的报告)$"
    f"|(?:人民政府|委员会|[厅局部院会])[{HAN}]{{0,24}}$"
)
_OFFICE = f"[{HAN}]{{0,20}}(?:政府|委员会|办公[厅室]|研究室|编译处|秘书处|[厅局])"
_ISSUED = re.compile(
    f"^{_OFFICE}(?:[{HAN}]{{2,4}}[处科])?$|来源[:：][{BLANK}]*{_OFFICE}(?![{HAN}])"
)

#: A report says who wrote it, and its first paragraphs how they came to know it.
_REPORTER = re.compile("记者|通讯员|本报|本刊评论员")
_LEARNT = re.compile("本报讯|记者[^，。]{0,20}(?:获悉|了解到|得知)|讯[（(　 ]")
_FIRST = 2

_INVITES = re.compile("关注|蓝字|在看|点赞|公众号|视频号|星标|转发|阅读原文|粉丝")
_SENT = re.compile(f"(?:原创|转载)[{BLANK}]")
_ORNAMENTS = re.compile(ORNAMENT)
#: So many pictograms are those of an account; it invites in so many lines at either end.
_PICTURED, _ENDS = 4, 12

_NAMED = re.compile("《([^《》]{4,60})》")
#: 《山阳论坛》2031年第4期, over the title.
_JOURNAL = re.compile("《([^《》]{2,16})》(?=[0-9]{4}年|总?第[0-9]{1,4}期)")
#: 来源：山阳日报, of what another one printed.
_CREDITED = re.compile(
    f"(?:来源|转自|原载|摘自)[:：]?[{BLANK}]*《?([{HAN}]{{2,8}}(?:报|社|网|电视台|杂志|周刊))"
)
_BEHIND = re.compile("(?:[（(〔][^（()）〕]*[）)〕])+$")
#: A title says no more than so many times the name that is meant for it.
_WHOLE = 1.6
_HEAD = frozenset({Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.FURNITURE, Role.NOTE})


class Look(NamedTuple):
    """What a source is, the lines of its head, the works it names, without what stands in brackets
    behind either; and which papers it says that it is from.
    """

    standing: Standing
    head: tuple[str, ...]
    names: frozenset[str]
    papers: frozenset[str] = frozenset()

    def names_the(self, other: Look) -> bool:
        """Whether it names the other by its title, or the journal or paper that it stands in."""
        if any(line.startswith(paper) for line in other.head for paper in self.papers):
            return True
        return any(
            name in line and len(line) <= _WHOLE * len(name) and name not in self.head
            for line in other.head
            for name in self.names
        )


def looks(articles: Iterable[Article]) -> Mapping[str, Look]:
    """What each source is, by its name."""
    return {article.source.name: _look(article) for article in articles}


def _look(article: Article) -> Look:
    head = _head(article)
    lines = [_solid(block.text) for block in head]
    journals = [name for line in lines for name in _JOURNAL.findall(line)]
    titles = [_bare(line) for line in lines if not _NAMED.search(line)]
    named = (name for block in article.blocks for name in _NAMED.findall(block.text))
    credited = (paper for block in article.blocks for paper in _CREDITED.findall(block.text))
    return Look(
        _standing(article, head),
        (*titles, *journals),
        frozenset(map(_bare, map(_solid, named))),
        frozenset(map(_solid, credited)),
    )


def _head(article: Article) -> list[Block]:
    """What stands over the first paragraph, headings left out."""
    return [
        block
        for block in takewhile(lambda block: block.role is not Role.PARAGRAPH, article.blocks)
        if block.role in _HEAD
    ]


def _solid(text: str) -> str:
    return BLANKS.sub("", simplified(text))


def _bare(title: str) -> str:
    """A title without what stands in brackets behind it: whether it is a draft, or an extract."""
    return _BEHIND.sub("", without_draft(title))


def _standing(article: Article, head: Sequence[Block]) -> Standing:
    if _is_of_account(article):
        return Standing.ACCOUNT
    if _is_report(article) or not _is_document(article, head):
        return Standing.TELLING
    titles = [block.text for block in head if block.role in (Role.TITLE, Role.SUBTITLE)]
    drafted = any(without_draft(title) != title for title in map(simplified, titles))
    return Standing.DRAFT if drafted else Standing.DOCUMENT


def names_a_kind(title: str) -> bool:
    """A title that says what kind of document it heads, and whose or about what.

    >>> [names_a_kind(t) for t in ("山阳县人民政府常务会议纪要", "关于茶价的通知", "县委会议纪要")]
    [True, True, True]
    >>> names_a_kind("林业规划（2023—2030年）"), names_a_kind("在春茶会上的讲话")
    (True, True)
    >>> [names_a_kind(t) for t in ("《养犬条例》政策解读", "一份迟到的报告", "心里有个规划")]
    [False, False, False]
    """
    title = _solid(title)
    return _KIND.search(title) is not None and _ABOUT.search(title) is not None


def _is_document(article: Article, head: Sequence[Block]) -> bool:
    """By its rules, its title, its number, whom it is for, the fields of minutes, the abstract of a
    paper; or an office sends it.
    """
    if law(article) is not None:
        return True
    titles = [block.text for block in head if block.role is Role.TITLE]
    lines = [block.text for block in article.blocks[:_ENDS]]
    if any(map(names_a_kind, titles)) or any(map(_is_issued, lines)):
        return True
    numbered = any(map(letterhead.is_document_number, lines))
    addressed = any(map(letterhead.opens_address, lines))
    fields = sum(map(letterhead.is_field_of_minutes, (block.text for block in article.blocks)))
    paper = any(map(shapes.is_keywords, lines)) and any(map(shapes.is_abstract, lines))
    return numbered or addressed or fields > 1 or paper


def _is_issued(text: str) -> bool:
    """An office's name, or that a text comes from one; no paper's, no centre's of the media.

    >>> _is_issued("县外事办公室编译处"), _is_issued("信息来源：省政府办公厅 字号：大")
    (True, True)
    >>> _is_issued("来源：山阳日报"), _is_issued("来源：县融媒体中心")
    (False, False)
    """
    return _ISSUED.search(simplified(text)) is not None


def _is_report(article: Article) -> bool:
    bylines = [simplified(block.text) for block in article.blocks if block.role is Role.BYLINE]
    body = [simplified(block.text) for block in article.blocks if block.role in BODY_ROLES]
    return any(map(_REPORTER.search, bylines)) or any(
        _LEARNT.search(text) or dateline(text) for text in body[:_FIRST]
    )


def _is_of_account(article: Article) -> bool:
    text = article.source.text
    if len(_ORNAMENTS.findall(text)) >= _PICTURED:
        return True
    lines = [simplified(line.strip()) for line in text.splitlines() if line.strip()]
    ends = [*lines[:_ENDS], *lines[_ENDS:][-_ENDS:]]
    return any(
        _SENT.match(line) or (_INVITES.search(line) and is_boilerplate(line)) for line in ends
    )
