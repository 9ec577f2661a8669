"""Laws, regulations, rules of an office: texts of numbered rules (第一条 …), which stay whole and
in order. A rule read without its law, or between those of another, is misleading; and one that
is worded like another law's is in force by itself: only two texts of one law are held together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.article import BODY_ROLES, Role
from pipeline.normalise.forms.shapes import opens_rule
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from pipeline.model.article import Article

#: So many rules make a law; a report may quote some, one of them again and again.
_FEWEST, _DISTINCT = 5, 0.8

#: So many of the paragraphs stand behind the first rule.
_BEHIND = 0.6


def rules(article: Article) -> frozenset[str]:
    """The paragraphs of a law, by their blocks' ids; none of any other text."""
    body = [block for block in article.blocks if block.role in BODY_ROLES]
    texts = [simplified(block.text) for block in body]
    numbers = [text.partition("条")[0] for text in texts if opens_rule(text)]
    if len(numbers) < _FEWEST or len(set(numbers)) < _DISTINCT * len(numbers):
        return frozenset()
    first = next(n for n, text in enumerate(texts) if opens_rule(text))
    if len(body) - first < _BEHIND * len(body):
        return frozenset()
    return frozenset(block.id for block in body)


def law(article: Article) -> str | None:
    """Which law a text is, by its title; None for any other text."""
    if not rules(article):
        return None
    titles = (block.text for block in article.blocks if block.role is Role.TITLE)
    return simplified(next(titles, article.source.name))
