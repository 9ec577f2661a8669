"""Where a paragraph is now whose id has changed: its source was corrected, or another is printed.

An edit knows its paragraph by an id, which is made of the paragraph's words, and by the words it
had. The surest signs are asked of all edits first, so that a loose one takes no other's place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from pipeline.draft.blocks import HEADING
from pipeline.draft.edits import Kind, changed_words
from pipeline.draft.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.draft.blocks import Block
    from pipeline.draft.edits import Edit

LIKE = 0.6
"""From this likeness (0 to 1) on, two texts are one paragraph, corrected."""

HELD = 0.9
"""The share of the shorter of two texts that the longer one has in the same order, from which on
they are one paragraph: its source has lost a sentence, or it is printed in two parts now."""

SHORT = 12
"""Characters; what is shorter stands in other texts by chance."""


class _Way(NamedTuple):
    """How a paragraph is looked for: among those in the edit's style, or those that an editor may
    have made it of; among those that hold the changed words, or all; corrected, or a part.
    """

    same_style: bool
    holding: bool
    part: bool


_WAYS = tuple(
    _Way(same_style, holding, part)
    for same_style in (True, False)
    for holding, part in ((True, False), (True, True), (False, False))
)


def found_again(
    edits: Sequence[Edit], blocks: Mapping[str, Block], taken: Iterable[str]
) -> dict[str, str]:
    """From the ids in edits that lead nowhere to those of the blocks whose words are likest.
    ``taken`` are blocks that have edits of their own.
    """
    out: dict[str, str] = {}
    free = {id: block for id, block in blocks.items() if id not in set(taken)}
    # A comment knows its paragraph less well than an edit of the words does.
    asked = sorted(edits, key=lambda edit: edit.kind is Kind.COMMENT)
    for way in _WAYS:
        for edit in asked:
            found = "" if edit.block in out else _likest(edit, free, way)
            if found:
                out[edit.block] = found
                del free[found]
    return out


def _likest(edit: Edit, free: Mapping[str, Block], way: _Way) -> str:
    own = dict(edit.sources).get(edit.block) if edit.kind is Kind.COMMENT else None
    text = plain(own) if own else edit.before.text if edit.before else ""
    spot = changed_words(edit) if way.holding else ""
    choices = {
        id: block.content.text
        for id, block in free.items()
        if spot in block.content.text
        and (block.style == edit.style if way.same_style else _may_be_made(id, block, edit))
    }
    scorer, least = (held, HELD) if way.part else (Indel.normalized_similarity, LIKE)
    found = process.extractOne(text, choices, scorer=scorer, score_cutoff=least)
    return str(found[2]) if text and found else ""


def held(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """How much of the shorter text the longer one has, in order (0 to 1); of a short one nothing.

    >>> held("今年建成水厂三座。", "今年建成水厂三座。明年再建两座，供水到户率达到九成。")
    0.0
    >>> held("今年全镇新建水厂三座，明年再建。", "今年全镇新建水厂三座，明年再建。两座停用。")
    1.0
    """
    less = min(len(one), len(other))
    held = LCSseq.similarity(one, other) / less if less >= SHORT else 0.0
    return held if held >= (score_cutoff or 0.0) else 0.0


def _may_be_made(id: str, block: Block, edit: Edit) -> bool:
    """Whether an editor may have made of a block what an edit says: of a paragraph a heading, of a
    heading another one or a paragraph. What an id begins with says what it is of: a key point
    repeats a passage, and is none.
    """
    if edit.kind is not Kind.CHANGE or id.partition("-")[0] != edit.block.partition("-")[0]:
        return False
    return block.style.startswith(HEADING) or edit.style.startswith(HEADING)
