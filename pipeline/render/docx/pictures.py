"""Charts and the editor's pictures: what pandoc says of a picture, put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.model.manuscript import Chart, Illustration
from pipeline.render.docx.ooxml import bookmark_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript


def finish_pictures(body: Element, manuscript: Manuscript) -> None:
    """Give each picture the name of its bookmark, by which a draft knows it even where that is
    lost; no room beside it, which LibreOffice supposes where nothing is said; and no address where
    pandoc repeats it, a ``data:`` URI as long as the picture.
    """
    charts = [one for one in manuscript.elements if isinstance(one, Chart | Illustration)]
    for inline, chart in zip(list(body.iter(qn("wp:inline"))), charts, strict=True):
        for side in "TBLR":
            inline.set(f"dist{side}", "0")
        for tag in ("wp:docPr", "pic:cNvPr"):
            for one in inline.iter(qn(tag)):
                one.set("name", bookmark_name(chart.id))
                one.attrib.pop("title", "")
        for one in inline.iter(qn("pic:cNvPr")):
            one.set("descr", "")
