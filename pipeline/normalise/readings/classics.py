"""Where a text quotes old Chinese (文言), whose characters no usage of today can judge."""

from __future__ import annotations

import re

from pipeline.model.source import Span

#: Who says it, or in which book it stands, before the quotation.
_SAID = re.compile("(?:[曰云]|》[^，。；：“”]{0,6}(?:说|讲|载|记|道|言|称))[:：，]?“")
_OLD = re.compile("[之其者也而以于乎矣焉则乃曰所]")
_OF_TODAY = re.compile("[的了们着吗呢吧这那]")
_CLOSED = re.compile("[^“”]{2,200}(?=”)")


def classics(text: str) -> list[Span]:
    """The quotations of old Chinese: said of a book or with 曰, with its small words and without
    those of today.

    >>> text = "《大学》说：“如恶恶臭，如好好色，此之谓自谦。”"
    >>> [text[slice(*one)] for one in classics(text)]
    ['如恶恶臭，如好好色，此之谓自谦。']
    >>> classics("《意见》说：“以企业为主体的体系要建立起来。”"), classics("他说：“以之为鉴。”")
    ([], [])
    """
    out = []
    for said in _SAID.finditer(text):
        closed = _CLOSED.match(text, said.end())
        if closed and _OLD.search(closed[0]) and not _OF_TODAY.search(closed[0]):
            out.append(Span(*closed.span()))
    return out
