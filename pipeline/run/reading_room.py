"""A draft is read in a process of its own, with ceilings of memory and time.

Sizes are checked before anything is unpacked; this is for what no check foresees: XML that is
small in the archive and large as a tree, a parser that runs on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.apart import answer, call_apart
from pipeline.draft import draft_of_record, draft_record, read_draft
from pipeline.errors import LimitExceeded

if TYPE_CHECKING:
    from pipeline.draft import Draft
    from pipeline.errors import Place

MEMORY = 2 << 30
"""Bytes of address space; a draft of a thousand pages needs a tenth of it."""

SECONDS = 120


def read_apart(content: bytes, where: Place) -> Draft:
    """The draft with these bytes. Raises what :func:`pipeline.draft.read_draft` raises, and
    LimitExceeded where reading it takes too much memory or time.
    """
    record = call_apart(__name__, content, where, memory=MEMORY, seconds=SECONDS)
    if record is None:
        raise LimitExceeded(
            f"reading the draft takes more than {MEMORY >> 20} MiB of memory or {SECONDS} s",
            where=where,
            remedy="it is untouched; save it anew as .docx, or: jianbao report --from-sources",
        )
    return draft_of_record(record)


if __name__ == "__main__":
    answer(lambda content, where: draft_record(read_draft(content, where)))
