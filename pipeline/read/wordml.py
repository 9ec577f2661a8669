"""A Word document opened as untrusted input: its parts by what they are to the text.

Names of parts are the package's own business, and so is the form of Office Open XML it is in.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.read.zipped import Zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.errors import Place

DOCUMENT = "word/document.xml"
"""What the text is called, unless the package says otherwise: Word in the browser calls it
``document2.xml``."""

# Word's “Strict Open XML Document” (ISO/IEC 29500-1) has other names for the same, all by one rule.
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = re.compile(rb"""(xmlns(?::[\w.-]+)?=["'])%b(\w+)/""" % re.escape(_STRICT))
_TAGS = re.compile(rb"<[^<>]+>")


class Relation(NamedTuple):
    """What a part says of another: its kind, and its name or its address outside."""

    kind: str
    target: str
    outside: bool


class WordFile(Zipped):
    """The parts of a document, read one by one. ``document`` is the name of its text; ``called``
    and ``remedy`` are for messages.
    """

    def __init__(self, blob: bytes, where: Place, called: str = "it", remedy: str = "") -> None:
        """Raises SourceUnreadable (5) and LimitExceeded (12), with what is wrong."""
        super().__init__(blob, where, ".docx", called, remedy)
        main = {one.kind: one.target for one in self.relations("").values()}
        self.document = main.get("officeDocument", DOCUMENT)
        if self.document not in self.names:
            raise self.unreadable(f"it is a ZIP without {DOCUMENT}, no Word document")
        self._related = {one.kind: one.target for one in self.relations(self.document).values()}

    def read(self, name: str) -> bytes:
        """A part's bytes, the names in it as in the form that Word writes unasked."""
        content = super().read(name)
        if _STRICT not in content or not name.endswith((".xml", ".rels")):
            return content
        return _TAGS.sub(
            lambda tag: _NAMES.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", tag[0]),
            content,
        )

    def part(self, kind: str) -> str:
        """The name of the text's part of a kind (``footnotes``)."""
        return self._related.get(kind, f"word/{kind}.xml")

    def relations(self, name: str) -> Mapping[str, Relation]:
        """What a part is related to, by the ids it calls it; "" is the package."""
        folder, _, file = name.rpartition("/")
        root = self.parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        out = {}
        for one in () if root is None else root:
            target, outside = str(one.get("Target", "")), one.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = str(one.get("Type", "")).rpartition("/")[2]
            out[str(one.get("Id"))] = Relation(kind, target, outside)
        return out
