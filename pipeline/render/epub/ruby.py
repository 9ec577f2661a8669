"""Pinyin above characters: ``ruby``, with brackets for readers that don't know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.render import ast
from pipeline.render.epub.pages import XML_LANG, node, tag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LANGUAGE = "zh-Latn-pinyin"

_TOLD = f"data-{ast.PINYIN}"
_BRACKETS = ("\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}")


def set_pinyin(body: Element) -> None:
    """``<span data-pinyin="chēn">郴</span>`` becomes
    ``<ruby>郴<rp>（</rp><rt>chēn</rt><rp>）</rp></ruby>``.
    """
    for span in list(body.iter(tag("span"))):
        pinyin = span.get(_TOLD)
        if pinyin is None:
            continue
        del span.attrib[_TOLD]
        span.tag = tag("ruby")
        above = node("rt", pinyin, lang=LANGUAGE)
        above.set(XML_LANG, LANGUAGE)
        span.extend((node("rp", _BRACKETS[0]), above, node("rp", _BRACKETS[1])))
