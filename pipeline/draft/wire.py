"""A draft that was read, as plain tables: what a reading process hands to the one that asked it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.draft.base import base_of_record, content_of_record, content_record
from pipeline.draft.comments import Comment
from pipeline.draft.read import Draft, ReadBlock
from pipeline.draft.words import words_of_record, words_record


def draft_record(draft: Draft) -> dict[str, Any]:
    """As JSON."""
    return {
        "base": draft.base.record if draft.base else None,
        "blocks": [
            {
                "id": one.id,
                "style": one.style,
                "content": content_record(one.content),
                "joined": list(one.joined),
                "part_of": one.part_of,
                "comments": [[number, words_record(on)] for number, on in one.comments],
            }
            for one in draft.blocks
        ],
        "comments": [asdict(one) for one in draft.comments],
        "lost": list(draft.lost),
        "tracked": draft.tracked,
    }


def draft_of_record(record: dict[str, Any]) -> Draft:
    """Back from JSON."""
    return Draft(
        blocks=tuple(
            ReadBlock(
                one["id"],
                one["style"],
                content_of_record(one["content"]),
                tuple(one["joined"]),
                one["part_of"],
                tuple((number, words_of_record(on)) for number, on in one["comments"]),
            )
            for one in record["blocks"]
        ),
        comments=tuple(
            Comment(**{**one, "keys": tuple(one["keys"])}) for one in record["comments"]
        ),
        base=None if record["base"] is None else base_of_record(record["base"]),
        lost=tuple(record["lost"]),
        tracked=record["tracked"],
    )
