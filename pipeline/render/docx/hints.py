"""Full-width quotes and dashes: say of each ambiguous mark that it is a Chinese one.

Unicode has one code point for the Chinese and the Western “ ” ‘ ’ … — ·. Word sets them in the
Latin font, half as wide, unless the run bears ``w:hint="eastAsia"``. pandoc gives the hint to
runs with a Han character in them; a run of quotes alone (between a note call and a citation,
say) goes without, and ``It’s`` in such a run gets a full-width apostrophe.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx.ooxml import (
    RUN_ORDER,
    child,
    element,
    properties,
    put,
    remove,
    visible_text,
)
from pipeline.render.western import WESTERN

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

AMBIGUOUS = re.compile("[“”‘’…—·]")
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]")


def set_hints(root: Element) -> None:
    """Set the hints below ``root``. A paragraph without a Chinese character is left alone."""
    for paragraph in root.iter(qn("w:p")):
        if HAN.search(visible_text(paragraph)):
            for run in list(paragraph.iter(qn("w:r"))):
                _set_hint(run)


def _set_hint(run: Element) -> None:
    texts = run.findall(qn("w:t"))
    words = "".join(one.text or "" for one in texts)
    if not AMBIGUOUS.search(words):
        return
    _hint(run)
    if len(texts) == 1 and WESTERN.search(words):
        _split(run, WESTERN.split(words))


def _split(run: Element, parts: list[str]) -> None:
    """Make a run of each part that isn't empty; every other one has a Western mark, no hint."""
    last = run
    for place, part in enumerate(parts):
        if not part:
            continue
        made = copy.deepcopy(run)
        child(made, "t").text = part
        if place % 2:
            _unhint(made)
        last.addnext(made)
        last = made
    remove(run)


def _hint(run: Element) -> None:
    holder = properties(run, "rPr")
    fonts = holder.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("rFonts")
        put(holder, fonts, RUN_ORDER)
    fonts.set(qn("w:hint"), "eastAsia")


def _unhint(run: Element) -> None:
    holder = properties(run, "rPr")
    fonts = holder.find(qn("w:rFonts"))
    if fonts is not None:
        holder.remove(fonts)
