"""Laws, regulations, rules of an office: texts of numbered rules (第一条 …), which stay whole and
in order. A rule read without its law, or between those of another, is misleading; and one that
is worded like another law's is in force by itself: only two texts of one law are held together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import BODY_ROLES, Role
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from pipeline.model.article import Article

#: So many rules make a law; a report may quote some, one of them again and again.
_FEWEST, _DISTINCT = 5, 0.8

#: The blank behind it may be lost with those within: 第 一 条 为了.
_RULE = re.compile("第[〇零一二两三四五六七八九十百千0-9]+条")

#: So many of the paragraphs stand behind the first rule.
_BEHIND = 0.6


#: What a draft of a law calls itself behind its title.
_DRAFT = re.compile(
    r"\s*[（(〔\[]?(?:公开|修订|修正|第?[一二三]次)?(?:征求意见|送审|讨论|审议|代拟|草案(?:征求意见)?)稿?"
    r"[）)〕\]]?$"
)


def rules(article: Article) -> frozenset[str]:
    """The paragraphs of a law, by their blocks' ids; none of any other text."""
    body = [block for block in article.blocks if block.role in BODY_ROLES]
    texts = [simplified(block.text) for block in body]
    numbers = [found[0] for text in texts if (found := _RULE.match(text))]
    if len(numbers) < _FEWEST or len(set(numbers)) < _DISTINCT * len(numbers):
        return frozenset()
    first = next(n for n, text in enumerate(texts) if _RULE.match(text))
    if len(body) - first < _BEHIND * len(body):
        return frozenset()
    return frozenset(block.id for block in body)


def law(article: Article) -> str | None:
    """Which law a text is, by its title, be it a draft of it; None for any other text."""
    if not rules(article):
        return None
    titles = (block.text for block in article.blocks if block.role is Role.TITLE)
    return without_draft(simplified(next(titles, article.source.name)))


def without_draft(title: str) -> str:
    """The title of a law without what a draft of it is called.

    >>> without_draft("管理办法（征求意见稿）"), without_draft("养犬条例（修订草案征求意见稿）")
    ('管理办法', '养犬条例')
    >>> without_draft("法律草案审议规则"), without_draft("征求意见办法")
    ('法律草案审议规则', '征求意见办法')
    """
    return _DRAFT.sub("", title)
