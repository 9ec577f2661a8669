"""Where a text quotes old Chinese (文言), whose characters no usage of today can judge."""

from __future__ import annotations

import re

from pipeline.model.source import Span

#: Who says it, or in which book it stands, before the quotation.
_SAID = re.compile("(?:[曰云]|》[^，。；：“”]{0,6}(?:说|讲|载|记|道|言|称))[:：，]?“")
_OLD = re.compile("[之其者也而以于乎矣焉则乃曰所]")
#: So many of the plainest of them, one in so many characters, tell it without a word before it.
_PLAINLY_OLD, _AT_LEAST, _OF = re.compile("[之其者也而乎矣焉则乃曰]"), 2, 12
_OF_TODAY = re.compile("[的了们着吗呢吧这那]")
_QUOTED = re.compile("(?<=“)[^“”]{2,200}(?=”)")


def classics(text: str) -> list[Span]:
    """The quotations of old Chinese: said of a book or with 曰, with its small words and without
    those of today.

    >>> text = "《大学》说：“如恶恶臭，如好好色，此之谓自谦。”"
    >>> [text[slice(*one)] for one in classics(text)]
    ['如恶恶臭，如好好色，此之谓自谦。']
    >>> classics("《意见》说：“以企业为主体的体系要建立起来。”"), classics("他说：“以之为鉴。”")
    ([], [])
    """
    named = {said.end() for said in _SAID.finditer(text)}
    return [one for one in _not_of_today(text) if one.start in named and _OLD.search(text, *one)]


def old_words(text: str) -> list[Span]:
    """These, and what is old by its words alone, whoever says it.

    >>> text = "那是“贵谷而贱金，农为本富而商为末富”的传统思想。"
    >>> [text[slice(*one)] for one in old_words(text)], classics(text)
    (['贵谷而贱金，农为本富而商为末富'], [])
    >>> old_words("“坚持以人民为中心，推动经济高质量发展，加快建设教育强省。”")
    []
    """
    plainly = (one for one in _not_of_today(text) if _is_plainly_old(text[slice(*one)]))
    return sorted({*classics(text), *plainly})


def _not_of_today(text: str) -> list[Span]:
    """What is quoted and has none of the small words of today."""
    quoted = (Span(*found.span()) for found in _QUOTED.finditer(text))
    return [one for one in quoted if not _OF_TODAY.search(text, *one)]


def _is_plainly_old(quoted: str) -> bool:
    often = len(_PLAINLY_OLD.findall(quoted))
    return often >= max(_AT_LEAST, len(quoted) / _OF)
