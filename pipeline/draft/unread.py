"""What stands in a draft and is no part of its text: running heads, the contents, addresses behind
words. We make the first two ourselves, so what an editor typed there has no place to come home to:
it is named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.namespaces import qn
from pipeline.draft.ooxml import in_contents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from pipeline.draft.comments import Comment
    from pipeline.draft.package import Package

_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_SHOWN = 20


def unread(
    package: Package, body: Element | None, running: Iterable[str], headings: Iterable[str]
) -> Iterator[str]:
    """All of it, as a person is told. ``running`` is what we printed on every page, ``headings``
    what the contents may list.
    """
    yield from _running(package, {_bare(one) for one in running})
    if body is not None:
        yield from _contents(body, {_bare(one) for one in headings})
        yield from _addresses(package, body)


def unplaced(comment: Comment) -> str:
    """A comment on what is no paragraph of ours: a note, a running head, an empty line."""
    return f"a comment that stands on no words of the text ({' '.join(comment.text.split())})"


def _running(package: Package, known: set[str]) -> Iterator[str]:
    if not known:
        return  # a draft of before the record said so
    for name in sorted(filter(_RUNNING.fullmatch, package.names)):
        root = package.parse(name)
        for paragraph in () if root is None else root.iter(qn("w:p")):
            words = _words(paragraph)
            if _bare(words) and _bare(words) not in known:
                yield f"a running head or foot ({words[:_SHOWN]})"


def _contents(body: Element, known: set[str]) -> Iterator[str]:
    """Lines of the contents that name no heading. Their first is the word 目录, which has a style
    of its own.
    """
    for paragraph in body.iter(qn("w:p")):
        if in_contents(paragraph) and paragraph.find(f".//{qn('w:hyperlink')}") is not None:
            words = _words(paragraph)
            if _bare(words) and _bare(words) not in known:
                yield f"a line of the contents ({words[:_SHOWN]})"


def _addresses(package: Package, body: Element) -> Iterator[str]:
    """Addresses that the words above them don't say."""
    found = package.relations(package.document)
    for link in body.iter(qn("w:hyperlink")):
        leads = found.get(str(link.get(qn("r:id"))))
        if leads is not None and _bare(leads.target) not in _bare(_words(link)):
            yield f"the address of a link ({leads.target[: 2 * _SHOWN]})"
    for node in body.iter(qn("w:instrText")):
        said = _LINK.match(node.text or "")
        if said:
            yield f"the address of a link ({said[1][: 2 * _SHOWN]})"


def _words(node: Element) -> str:
    return "".join(one.text or "" for one in node.iter(qn("w:t")))


def _bare(words: str) -> str:
    """Words without blanks and digits: numbers of pages come and go."""
    return re.sub(r"[\s\d]", "", words)
