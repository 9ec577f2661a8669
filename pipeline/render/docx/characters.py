"""The runs of some characters of a paragraph, cut where these begin and end."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx.ooxml import child, text_element

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def runs_of(paragraph: Element, start: int, end: int) -> list[Element]:
    """The runs of characters [start, end) of a paragraph, note calls not counted; none where it
    is shorter.
    """
    found = []
    at = 0
    for run in list(paragraph.iter(qn("w:r"))):
        texts = run.findall(qn("w:t"))
        length = sum(len(one.text or "") for one in texts)
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            found.append(_cut(run, low, high) if (low, high) != (0, length) else run)
        at += length
    return found if at >= end else []


def _cut(run: Element, low: int, high: int) -> Element:
    """Cut a run of one text in up to three; gives the one of characters [low, high)."""
    text = child(run, "t").text or ""
    for before, part in ((True, text[:low]), (False, text[high:])):
        if part:
            made = copy.deepcopy(run)
            _set_text(made, part)
            (run.addprevious if before else run.addnext)(made)
    _set_text(run, text[low:high])
    return run


def _set_text(run: Element, text: str) -> None:
    look = run.find(qn("w:rPr"))
    run[:] = [*([] if look is None else [look]), text_element("t", text)]
