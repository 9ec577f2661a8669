"""What WeasyPrint leaves to be said in a PDF, said before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pydyf

from pipeline.typography.cids import by_place

if TYPE_CHECKING:
    from weasyprint import Document


class _Objects(Protocol):
    """A PDF before it is written: pydyf's, as far as we look at it."""

    objects: list[object]


def finish(_: Document, pdf: _Objects) -> None:
    """Say which cells the heads of a table head, which a reading machine asks for, and have each
    viewer find the glyphs of the fonts.
    """
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and thing.extra.get("Subtype") == "/OpenType":
            thing.stream = [by_place(b"".join(thing.stream))]
        elif isinstance(thing, dict) and thing.get("S") == "/TH" and "A" in thing:
            thing["A"]["Scope"] = "/Column"
