"""A returned draft's ZIP, opened as untrusted input.

What holds for any archive is in ``read/zipped.py``; here is what a Word document may ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.read.zipped import Zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from pipeline.errors import Place

DOCUMENT = "word/document.xml"

_KEPT = "it is untouched; save it anew as .docx, or: jianbao report --from-sources"


class Package(Zipped):
    """The parts of a draft, read one by one."""

    def __init__(self, blob: bytes, where: Place) -> None:
        """Raises SourceUnreadable (5) and LimitExceeded (12), with what is wrong."""
        super().__init__(blob, where, ".docx", "the draft", _KEPT)
        if DOCUMENT not in self.names:
            raise self.unreadable(f"it is a ZIP without {DOCUMENT}, no Word document")

    def outside(self) -> tuple[str, ...]:
        """What the draft asks for or brings that isn't text: named, never fetched nor run."""
        found = set()
        for name in sorted(self.names):
            lower = name.lower()
            if "vbaproject" in lower:
                found.add("macros")
            elif lower.startswith(("word/embeddings/", "word/activex/")):
                found.add("embedded objects")
            elif lower.startswith("word/afchunk"):
                found.add("a document within the document")
            elif name.startswith("word/") and name.endswith(".rels"):
                found |= self._external(name)
        return tuple(sorted(found))

    def _external(self, name: str) -> set[str]:
        root = self.parse(name)
        kinds = set()
        for one in [] if root is None else root:
            kind = str(one.get("Type", "")).rpartition("/")[2]
            if one.get("TargetMode") == "External" and kind != "hyperlink":
                kinds.add(f"a link to {kind} outside")
            elif kind == "aFChunk":
                kinds.add("a document within the document")
        return kinds


def relations(root: Element | None) -> Mapping[str, tuple[str, str]]:
    """Kind and target of each relation of a part, by its id."""
    return {
        str(one.get("Id")): (
            str(one.get("Type", "")).rpartition("/")[2],
            str(one.get("Target", "")),
        )
        for one in ([] if root is None else root)
    }
