"""A returned draft, opened as untrusted input: what it may ask for, and doesn't get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.read.wordml import WordFile

if TYPE_CHECKING:
    from pipeline.errors import Place

_KEPT = "it is untouched; save it anew as .docx, or: jianbao report --from-sources"


class Package(WordFile):
    """The parts of a draft, read one by one."""

    def __init__(self, blob: bytes, where: Place) -> None:
        """Raises SourceUnreadable (5) and LimitExceeded (12), with what is wrong."""
        super().__init__(blob, where, "the draft", _KEPT)

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
                found |= self._external(name.replace("_rels/", "", 1).removesuffix(".rels"))
        return tuple(sorted(found))

    def _external(self, name: str) -> set[str]:
        kinds = set()
        for one in self.relations(name).values():
            if one.outside and one.kind != "hyperlink":
                kinds.add(f"a link to {one.kind} outside")
            elif one.kind == "aFChunk":
                kinds.add("a document within the document")
        return kinds
