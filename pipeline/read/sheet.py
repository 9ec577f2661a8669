"""What a page's own style sheet doesn't display: css-cascade-4, 6.1, for one property."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import cssselect2
import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement as Element

_OWN = re.compile(r"(?:^|;)\s*display\s*:", re.IGNORECASE)


def not_displayed(root: Element) -> set[Element]:
    """The elements that the sheets within a page give no display. Sheets beside it aren't read.

    >>> from lxml import html
    >>> sheet = ".tip, .tab {display: none} .tab.on {display: block} @media tv {p {display:none}}"
    >>> page = "<p class=tip>甲<p class=tab>乙<p class='tab on'>丙<p>丁"
    >>> page += "<p class=tip style='display:block'>戊"
    >>> root = html.document_fromstring(f"<style>{sheet}</style>{page}")
    >>> sorted(one.text for one in not_displayed(root))
    ['乙', '甲']
    """
    matcher = cssselect2.Matcher()
    ruled = False
    for sheet in root.iter("style"):
        for selectors, displayed, important in _rules(sheet.text or ""):
            ruled = True
            for selector in selectors:
                matcher.add_selector(selector, (displayed, important))
    if not ruled:
        return set()
    hidden = set()
    for one in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        said = [rule for _, _, pseudo, rule in matcher.match(one) if pseudo is None]
        said = [rule for rule in said if rule[1]] or said
        own = _OWN.search(one.etree_element.get("style", "")) is not None
        if said and not said[-1][0] and (said[-1][1] or not own):
            hidden.add(one.etree_element)
    return hidden


def _rules(sheet: str) -> Iterator[tuple[list[Any], bool, bool]]:
    """The rules that say how something is displayed: their selectors, whether it is, and whether
    that is important. Those for some media only are left aside.
    """
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declared = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
        said = [
            one for one in declared if one.type == "declaration" and one.lower_name == "display"
        ]
        if not said:
            continue
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue
        value = tinycss2.serialize(said[-1].value).strip().lower()
        yield selectors, value != "none", said[-1].important
