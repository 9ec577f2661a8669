"""The comments of a DOCX of ours: one a remark, with its words, on exactly its characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.check.docx_words import is_above
from pipeline.check.faults import fail
from pipeline.draft import block_of, line
from pipeline.model.rows import BETWEEN, is_row

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.errors import Place
    from pipeline.model.manuscript import Manuscript


def check_comments(
    body: Element, comments: Element | None, manuscript: Manuscript, where: Place
) -> None:
    """Raise OutputInvalid at the first comment that is missing, too many, or elsewhere."""
    said = {
        str(one.get(qn("w:id"))): "\n".join(
            "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
            for paragraph in one.iter(qn("w:p"))
        )
        for one in ([] if comments is None else comments)
    }
    words = {one.id: line(block_of(one).content.words) for one in manuscript.elements}
    rows = {one.id for one in manuscript.elements if is_row(one)}
    wanted = sorted(
        (
            words[one.element][one.start : one.end].replace(
                BETWEEN, "" if one.element in rows else BETWEEN
            ),
            "\n".join(one.lines),
        )
        for one in manuscript.remarks
    )
    if len(said) != len(wanted):
        fail(f"{len(said)} comments, and {len(wanted)} remarks", where)
    found = sorted((anchor, said.get(id, "")) for id, anchor in _anchors(body).items())
    if len(found) != len(wanted):
        fail(f"{len(found)} comments have a place, and there are {len(wanted)}", where)
    for pair, other in zip(found, wanted, strict=True):
        if pair != other:
            fail(f"a comment stands on {pair[0]!r}, not {other[0]!r}, or says otherwise", where)


def _anchors(body: Element) -> dict[str, str]:
    """The characters on which each comment stands, by its number."""
    running: set[str] = set()
    out: dict[str, str] = {}
    for node in body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t")):
        if node.tag == qn("w:commentRangeStart"):
            running.add(str(node.get(qn("w:id"))))
            out[str(node.get(qn("w:id")))] = ""
        elif node.tag == qn("w:commentRangeEnd"):
            running.discard(str(node.get(qn("w:id"))))
        else:
            for one in () if is_above(node) else running:
                out[one] += node.text or ""
    return out
