"""What stands in a draft and is no part of its text: running heads, the contents, addresses behind
words. We make the first two ourselves, so what an editor typed there has no place to come home to:
it is named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.blocks import HEADING
from pipeline.draft.namespaces import qn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from pipeline.draft.base import Base
    from pipeline.draft.comments import Comment
    from pipeline.draft.package import Package
    from pipeline.draft.read import ReadBlock

_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_SHOWN = 20


def unread(
    package: Package,
    body: Element | None,
    base: Base | None,
    contents: Iterable[Element],
    blocks: Iterable[ReadBlock],
) -> Iterator[str]:
    """All of it, as a person is told. The lines of the ``contents`` may list the headings among the
    ``blocks``, and those that were printed.
    """
    yield from _running(package, {_bare(one) for one in (base.running if base else ())})
    if body is not None:
        known = (*blocks, *((one.block for one in base.blocks) if base else ()))
        headings = {_bare(one.content.text) for one in known if one.style.startswith(HEADING)}
        yield from _contents(contents, headings)
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


def _contents(lines: Iterable[Element], known: set[str]) -> Iterator[str]:
    """Lines of the contents that name no heading. Their first, where it leads nowhere, is the word
    目录.
    """
    worded = (one for one in lines if _bare(_words(one)))
    for n, paragraph in enumerate(worded):
        words = _words(paragraph)
        title = n == 0 and paragraph.find(f".//{qn('w:hyperlink')}") is None
        if not title and _bare(words) not in known:
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
