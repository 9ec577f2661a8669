"""Names of the index that an editor has put right in the text."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.draft.repeated import Said, said_anew
from pipeline.model.manuscript import CrossReference, Paragraph, Run, Style, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.draft.rebuild import Citations
    from pipeline.draft.repeated import Reworded
    from pipeline.model.manuscript import Element, Inline
    from pipeline.model.repeat import Repeat


def renamed(
    element: Element,
    repeats: Sequence[Repeat],
    reworded: Mapping[str, Reworded],
    citations: Citations,
) -> Said:
    """An entry of the index with the name that an editor has put everywhere in the place of its;
    left out where none is.
    """
    (name,) = repeats[0].words
    now: set[str] = set()
    changed = None
    for one in repeats:
        paragraph = reworded.get(one.paragraph)
        if paragraph is None or name in paragraph.now:
            return Said(element)
        found = paragraph.names(name, one.start, one.end)
        changed = paragraph if found else changed
        now |= found
    new = now.pop() if len(now) == 1 else ""
    if changed is None or not isinstance(element, Paragraph):
        return Said(element)
    said = new and said_anew((element.inlines,), {name: new}, (), changed, citations)
    return Said(replace(element, inlines=said[0])) if said else Said(None, went=(name,))


def listed(entry: Element, elements: Iterable[Element], between: str) -> Paragraph | None:
    """The other entry of the index that has the same name, with what this one leads to, too; None
    where there is none. ``between`` stands between two references.
    """
    said = _name_of(entry)
    for one in elements:
        if one.id != entry.id and isinstance(one, Paragraph) and _name_of(one) == said:
            return _with_references(one, entry, between)
    return None


def _with_references(one: Paragraph, other: Element, between: str) -> Paragraph:
    shown = {ref.text for ref in one.inlines if isinstance(ref, CrossReference)}
    more: list[Inline] = []
    for ref in other.inlines if isinstance(other, Paragraph) else ():
        if isinstance(ref, CrossReference) and ref.text not in shown:
            more += [Run(between, Voice.OURS), ref]
    return replace(one, inlines=(*one.inlines, *more))


def _name_of(element: Element) -> str:
    if not isinstance(element, Paragraph) or element.style is not Style.INDEX_ENTRY:
        return ""
    words = takewhile(
        lambda one: isinstance(one, Run) and one.voice is not Voice.OURS, element.inlines
    )
    return "".join(one.text for one in words)
