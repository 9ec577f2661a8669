"""The line of the 凡例 that says how many edits there are: the one paragraph that no edit makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.edits import Kind
from pipeline.model.manuscript import Paragraph, Run, Style, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.edits import Edit
    from pipeline.model.manuscript import Element, Manuscript

COLOPHON = "colophon-"
MENTION = "colophon-edits"


def with_mention(manuscript: Manuscript, edits: Sequence[Edit]) -> list[Element]:
    """The elements, and in the 凡例 a line that says how many edits there are."""
    elements = list(manuscript.elements)
    count = sum(one.kind is not Kind.COMMENT for one in edits)
    last = max((n for n, one in enumerate(elements) if one.id.startswith(COLOPHON)), default=None)
    if count and last is not None:
        text = manuscript.labels["edited"].replace("{count}", str(count))
        mention = Paragraph(MENTION, Style.COLOPHON, (Run(text, Voice.OURS),))
        elements.insert(last + 1, mention)
    return elements
