"""The names of WordprocessingML, written out as lxml wants them.

As ``docx.oxml.ns`` has them, without the rest of python-docx: reading a draft needs none of it.
"""

from __future__ import annotations

from functools import cache

_NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


@cache
def qn(name: str) -> str:
    """A name with its prefix as one with its namespace.

    >>> qn("xml:space")
    '{http://www.w3.org/XML/1998/namespace}space'
    """
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"
