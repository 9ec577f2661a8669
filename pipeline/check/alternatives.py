"""The alternative texts of a tagged PDF, read back: what a reading machine says for a picture."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfPage


def alternative_texts(page: PdfPage) -> Iterator[str]:
    """Those of a page in reading order, from its structure tree."""
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    try:
        for n in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, n))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _below(node: object) -> Iterator[str]:
    import pypdfium2.raw as pdfium

    if not node:
        return
    length = pdfium.FPDF_StructElement_GetAltText(node, None, 0)
    if length > len("\0".encode("utf-16-le")):
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDF_StructElement_GetAltText(node, buffer, length)
        yield buffer.raw.decode("utf-16-le").rstrip("\0")
    for n in range(pdfium.FPDF_StructElement_CountChildren(node)):
        yield from _below(pdfium.FPDF_StructElement_GetChildAtIndex(node, n))
