"""Menus of a page that no tag says to be some: links and nothing else, before the text or after it.

Inside the text a list of links is the text's own: the laws it names, the parts of a collection.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement as Element

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORDS = re.compile(r"\S")
_SENTENCE = re.compile("。")
_EDITED = re.compile("^\\s*[（(【\\[]?(?:责任编辑|责编|编辑)[:：]")
#: What stands between the links of a menu.
_BETWEEN = re.compile("[\\s|｜/>›»·•-]+")
#: One link alone may be the name of the text.
_LINKS = 2
#: What comes with a text is listed below it, and is no menu.
_ATTACHED = re.compile("附件|附录|附表")


def menus(root: Element) -> Iterator[Element]:
    """The menus before a page's first heading or sentence and after its last sentence, and the
    heading over such a menu at its foot.

    >>> from lxml import html
    >>> def found(page): return ["".join(one.itertext()) for one in menus(html.fromstring(page))]
    >>> link = "<a href=x>{}</a>".format
    >>> top, foot = f"<ul><li>{link('首页')}<li>{link('要闻')}</ul>", f"{link('茶')} | {link('桥')}"
    >>> found(f"<body>{top}<h1>春茶</h1><p>开采了。</p><h3>相关阅读</h3><p>{foot}</p></body>")
    ['首页要闻', '相关阅读', '茶 | 桥']
    >>> end = "<p>责任编辑：路遥</p><h2>热点</h2>"
    >>> related = f"<div><h3>{link('茶')}</h3>{link('桥')}</div>"
    >>> found(f"<body><p>开采了。</p>{end}{related}<p>山阳网版权所有。</p></body>")
    ['热点', '茶桥']

    Leaves alone: one link, links among the sentences, what is attached; a page without sentences.

    >>> found(f"<body><p>{link('春茶')}</p><p>开采了。</p><p>{foot}</p><p>见上。</p></body>")
    []
    >>> found(f"<body><h1>通知</h1><p>照办。</p><p>{link('附件1')} {link('附件2')}</p></body>")
    []
    >>> found(f"<body>{top}</body>")
    []
    """
    elements = [one for one in root.iter(etree.Element) if one is not root]
    bounds = _text(elements)
    if bounds is None:
        return
    first, last = bounds
    taken: set[Element] = set()
    heading: Element | None = None
    for at, element in enumerate(elements):
        if element.getparent() in taken:
            taken.add(element)
            continue
        end = at + sum(1 for _ in element.iterdescendants(etree.Element))
        if (end < first or at > last) and _is_menu(element, headed=at > last):
            if heading is not None:
                yield heading
            heading = None
            taken.add(element)
            yield element
        elif at > last and element.tag in _HEADINGS:
            heading = element
        elif _says(_WORDS, element) and heading not in element.iterancestors():
            heading = None


def _text(elements: Sequence[Element]) -> tuple[int, int] | None:
    """Which element opens the text, and which is the last one with a sentence; behind the name of
    who edited it there is none.
    """
    sentences = [n for n, one in enumerate(elements) if _says(_SENTENCE, one)]
    if not sentences:
        return None
    first = sentences[0]
    edited = next((n for n in range(first, len(elements)) if _says(_EDITED, elements[n])), None)
    headings = (n for n, one in enumerate(elements) if one.tag in _HEADINGS)
    last = max(n for n in sentences if edited is None or n <= edited)
    return min(first, next(headings, first)), last


def _says(pattern: re.Pattern[str], element: Element) -> bool:
    """Whether an element's own words say it; those of links are the titles of other texts."""
    if element.tag in ("script", "style", "a") or any(True for _ in element.iterancestors("a")):
        return False
    own = (element.text, *(one.tail for one in element))
    return any(pattern.search(words) is not None for words in own if words)


def _is_menu(element: Element, *, headed: bool) -> bool:
    links = list(element.iter("a"))
    if len(links) < _LINKS or any(True for _ in element.iter(*(("h1",) if headed else _HEADINGS))):
        return False
    said = element.text_content()
    linked = "".join(link.text_content() for link in links)
    return _BETWEEN.sub("", said) == _BETWEEN.sub("", linked) and not _ATTACHED.search(said)
