"""The comments of a returned draft: their words, who wrote them, whether they are settled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.namespaces import qn

if TYPE_CHECKING:
    from pipeline.draft.package import Package

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

KEY = re.compile(r"[cen]-[0-9a-f]{10}")
"""An id, as our comments end with it: 〔c-7f3a29d1e0〕."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the draft. ``id`` is the number by which the text refers to it; ``resolved``
    says that somebody has marked it as done; ``keys`` are the ids that one of ours ends with.
    """

    id: str
    text: str
    author: str
    resolved: bool
    keys: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        """Whether an editor has written it, and it isn't settled."""
        return not self.keys and not self.resolved and bool(self.text)


def comments_of(package: Package) -> tuple[Comment, ...]:
    """All comments, in the order of their part."""
    root = package.parse(package.part("comments"))
    more = package.parse(package.part("commentsExtended"))
    done = {
        str(one.get(f"{_W15}paraId"))
        for one in (() if more is None else more)
        if one.get(f"{_W15}done") in {"1", "true"}
    }
    out = []
    for node in () if root is None else root.iter(qn("w:comment")):
        lines = [
            "".join(one.text or "" for one in paragraph.iter(qn("w:t")))
            for paragraph in node.iter(qn("w:p"))
        ]
        paragraphs = [str(one.get(f"{_W14}paraId")) for one in node.iter(qn("w:p"))]
        last = next((text for text in reversed(lines) if text.strip()), "")
        keys = KEY.findall(last) if last.startswith("〔") else []
        out.append(
            Comment(
                id=str(node.get(qn("w:id"))),
                text="\n".join(lines).strip(),
                author=str(node.get(qn("w:author"), "")),
                resolved=bool(done & set(paragraphs)),
                keys=tuple(keys),
            )
        )
    return tuple(out)
