"""Names of the index that an editor has put right in the text."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.draft.repeated import Said, said_anew
from pipeline.model.manuscript import Paragraph, Run, Style, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.draft.rebuild import Citations
    from pipeline.draft.repeated import Reworded
    from pipeline.model.manuscript import Element
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
    return Said(replace(element, inlines=said[0])) if said else Said(None, (name,))


def is_listed(entry: Element, elements: Iterable[Element]) -> bool:
    """Whether an entry of the index has the name of another one, too."""
    said = _name_of(entry)
    return any(_name_of(one) == said for one in elements if one.id != entry.id)


def _name_of(element: Element) -> str:
    if not isinstance(element, Paragraph) or element.style is not Style.INDEX_ENTRY:
        return ""
    words = takewhile(
        lambda one: isinstance(one, Run) and one.voice is not Voice.OURS, element.inlines
    )
    return "".join(one.text for one in words)
