"""A page of the web as its reader sees it: without what it doesn't display and what only serves the
site, its tables such that no cell loses its rows to the border between head and body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree, html

from pipeline.read.menus import menus
from pipeline.read.sheet import not_displayed

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement as Element

#: What is not displayed where scripts run, and until one asks for it.
_UNSEEN = frozenset({"noscript", "template", "datalist"})
#: What serves to use the page.
_CONTROLS = frozenset({"button", "select", "textarea", "dialog"})
#: What stands around a text, unless it stands in one: HTML, 4.3.
_AROUND = frozenset({"nav", "footer", "aside"})
_TEXTS = ("article", "main", "blockquote")
_ROLES = {"navigation": "nav", "contentinfo": "footer", "complementary": "aside"}
#: What tells so much is no menu, whatever its tag.
_SENTENCE, _TELLS = re.compile("[。！？]"), 4

#: Elements that are lines of their own; how a site's name is parted from a text's; a shorter name
#: may be a menu's.
_LINES = ("div", "p", "center", "h2", "h3", "h4", "h5", "h6")
_SITE = re.compile("[-_|－—–｜丨·]")
_SHORTEST_NAME = 5

_NOT_DISPLAYED = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_GROUPS = ("thead", "tbody", "tfoot")


class Page(NamedTuple):
    """The page to be read; how many characters of it are not displayed, and how many stand in menus
    and the like.
    """

    content: str
    unseen: int
    around: int


def page_as_seen(text: str) -> Page:
    """A page without what its reader doesn't see or doesn't read."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Page(text, 0, 0)  # no tag in it
    if "\0" in text or any(one.level >= etree.ErrorLevels.FATAL for one in parser.error_log):
        return Page(text, 0, 0)  # what lies too deep would be lost here
    _mark_title(root)
    unseen = _taken_out(root, _is_unseen) + _taken_out_by_sheet(root)
    held = root.find(".//article") is not None or root.find(".//main") is not None
    around = _taken_out(root, lambda one: _is_around(one, held=held))
    around += _taken_out(root, set(menus(root)).__contains__)
    for table in root.iter("table"):
        in_one_body(table)
    return Page(etree.tostring(root, encoding="unicode", method="html"), unseen, around)


def _taken_out(root: Element, goes: Callable[[Element], bool]) -> int:
    """Take elements out; how many characters that can be seen they had."""
    count = 0
    for one in [one for one in root.iter(etree.Element) if goes(one)]:
        if one is root or not any(above is root for above in one.iterancestors()):
            continue  # the page itself, or went with what it stood in
        count += _length(one)
        one.drop_tree()
    return count


def _length(element: Element) -> int:
    unsaid = element.iter("script", "style")
    return _characters(element) - sum(map(_characters, unsaid))


def _characters(element: Element) -> int:
    return len("".join(element.text_content().split()))


def _is_unseen(element: Element) -> bool:
    hides = _NOT_DISPLAYED.search(element.get("style", "")) is not None
    return element.tag in _UNSEEN or element.get("hidden") is not None or hides


def _is_around(element: Element, *, held: bool) -> bool:
    """Menus, the page's foot and what stands beside a text, not what stands in it."""
    if element.tag in _CONTROLS:
        return True
    kind = _ROLES.get(element.get("role", ""), element.tag)
    if kind not in _AROUND or (kind == "aside" and not held):
        return False
    if any(True for _ in element.iterancestors(*_TEXTS)) and kind != "nav":
        return False
    return len(_SENTENCE.findall(element.text_content())) < _TELLS


def _taken_out_by_sheet(root: Element) -> int:
    """Take out what the page's own style sheet doesn't display. A sheet that hides more than it
    leaves waits for a script to show the text, and is not followed.
    """
    hidden = not_displayed(root)
    if 2 * sum(map(_length, hidden)) > _length(root):
        return 0
    return _taken_out(root, hidden.__contains__)


def _mark_title(root: Element) -> None:
    """Make what the page's ``<title>`` begins with a heading of the first rank, where none says it:
    many sites set the name of a text as any line.
    """
    name = "".join((root.findtext(".//title") or "").split())
    body = root.find("body")
    if body is None or any(_is_name(one, name) for one in body.iter("h1")):
        return
    named = (one for one in body.iter(*_LINES) if _is_name(one, name) and not _holds_line(one))
    found = next(named, None)
    if found is not None:
        found.tag = "h1"


def _is_name(element: Element, name: str) -> bool:
    said = "".join(element.text_content().split())
    behind = name[len(said) :]
    whole = not behind or _SITE.match(behind) is not None
    return len(said) >= _SHORTEST_NAME and name.startswith(said) and whole


def _holds_line(element: Element) -> bool:
    return any(True for _ in element.iterdescendants(*_LINES))


def in_one_body(table: Element) -> None:
    """A table of one body, whose cells reach no further down than the group of rows they are in:
    pandoc ends a cell of the head where it sees the head's end.
    """
    for group in (table, *(one for one in table if one.tag in _GROUPS)):
        rows = [one for one in group if one.tag == "tr"]
        for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
            for cell in (one for one in row if one.tag in ("td", "th")):
                reach = reach_of(cell.get("rowspan"))
                cell.set("rowspan", str(min(reach, left) if reach else left))
                cell.tag = "td"
    table.extend([one for one in table if one.tag == "tfoot"])  # moved to where it is shown
    for group in [one for one in table if one.tag in _GROUPS]:
        group.drop_tag()


def reach_of(said: str | None) -> int:
    """Over how many columns or rows a cell reaches, as its attribute says it; 0 is to the end."""
    found = re.match(r"\s*(\d{1,5})", said or "1")
    return int(found[1]) if found else 1
