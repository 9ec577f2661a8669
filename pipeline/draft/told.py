"""What passages read once edits are carried out, for the records: printed by an editor, told by a
source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.edits import Kind
from pipeline.model.manuscript import Citation, Paragraph, Run, Style, all_inlines

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from pipeline.draft.carried import Carried
    from pipeline.draft.edits import Edit
    from pipeline.model.briefing import Briefing, PrintedParagraph, Section
    from pipeline.model.manuscript import Element, Inline, Manuscript


KEY_POINT = "key-point-"
"""With its place in the list (from 0), what a key point goes by beside the ids of passages."""


class EditedPassage(NamedTuple):
    """The edit that changed a passage, and what is printed of it: "" where it was struck out."""

    edit: str
    text: str


def edited_passages(
    briefing: Briefing, manuscript: Manuscript, carried: Carried
) -> dict[str, EditedPassage]:
    """The passages whose words an editor changed, by their ids. ``manuscript`` is the one without
    edits. Key points go by KEY_POINT and their place. A paragraph's words belong to the passage
    whose citation follows them, as before, also where they were joined to another paragraph's;
    those whose citation an editor struck out, to the next one.
    """
    was = {one.id: one for one in manuscript.elements}
    now = {one.id: one for one in carried.manuscript.elements}
    split: dict[str, list[str]] = {}
    for id, edit in carried.edited.items():
        if edit.kind is Kind.INSERT:
            for origin, _ in edit.sources[:1]:
                split.setdefault(origin, []).append(id)
    out: dict[str, EditedPassage] = {}
    paragraphs = {one.passages[0].id: one for one in _paragraphs(briefing.sections)}
    joined = _joined(carried, paragraphs)
    together: dict[str, list[str]] = {}
    for id in paragraphs:
        together.setdefault(joined.get(id, id), []).append(id)
    for id, whole in together.items():
        change = carried.struck.get(id) or carried.edited.get(id)
        pieces = [one for one in (id, *split.get(id, ())) if one in now]
        if change is None and len(pieces) < 2:
            continue
        edit = change or carried.edited[pieces[1]]
        told = [inline for one in whole for inline in all_inlines([was[one]])]
        cites = [one.text for one in told if isinstance(one, Citation)]
        inlines = [inline for one in pieces for inline in all_inlines([now[one]])]
        texts = _texts(inlines, cites)
        passages = [passage for one in whole for passage in paragraphs[one].passages]
        for passage, text in zip(passages, texts, strict=True):
            if text != passage.text:
                out[passage.id] = EditedPassage(edit.id, text)
    points = [one.id for one in manuscript.elements if _is_key_point(one)]
    for n, (id, point) in enumerate(zip(points, briefing.key_points, strict=True)):
        change = carried.struck.get(id) or carried.edited.get(id) or _followed(id, carried)
        words = all_inlines([now[id]] if id in now else [])
        text = "".join(one.text for one in words if isinstance(one, Run))
        if change is not None and text != point.text:
            out[f"{KEY_POINT}{n}"] = EditedPassage(change.id, text)
    return out


def _joined(carried: Carried, ids: Container[str]) -> dict[str, str]:
    """Paragraphs that an editor has joined to another one, and which that is."""
    return {
        other: id
        for id, edit in carried.edited.items()
        if edit.kind is Kind.CHANGE and id in ids
        for other, _ in edit.sources
        if other in ids and other in carried.struck
    }


def _followed(id: str, carried: Carried) -> Edit | None:
    """The edit of a paragraph that an element repeats."""
    ids = carried.followed.get(id, ())
    edits = (*carried.struck.values(), *carried.edited.values())
    return next(
        (one for one in edits if any(id in (one.block, *dict(one.sources)) for id in ids)), None
    )


def _is_key_point(element: Element) -> bool:
    return isinstance(element, Paragraph) and element.style is Style.KEY_POINT


def _paragraphs(sections: Sequence[Section]) -> Iterator[PrintedParagraph]:
    for section in sections:
        yield from section.paragraphs
        yield from _paragraphs(section.sections)


def _texts(inlines: Sequence[Inline], cites: Sequence[str]) -> list[str]:
    """The words before each of some citations, in order; what follows the last one is its too."""
    out = [""] * len(cites)
    at = 0
    held = ""
    for one in inlines:
        if isinstance(one, Run):
            held += one.text
        elif isinstance(one, Citation) and one.text in cites[at:]:
            at = cites.index(one.text, at)
            out[at] += held
            held = ""
            at += 1
        elif isinstance(one, Citation) and at and one.text == cites[at - 1]:
            # The first part of a passage that was split bears its citation, too.
            out[at - 1] += held
            held = ""
    if held and out:
        out[max(0, at - 1)] += held
    return out
