"""An article as JSON and back, for whoever keeps it between runs.

What the source says isn't kept, nor what follows from it (ids, contexts, lines): that is made anew
from the source at hand, so that no kept word can stand for one of a source.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.errors import ReplayFailed
from pipeline.model.article import (
    Article,
    Certainty,
    Evidence,
    Ground,
    Kind,
    Piece,
    Role,
    State,
)
from pipeline.model.source import Span
from pipeline.normalise.ledger import Entry, check_replay, corrections, named_blocks

if TYPE_CHECKING:
    from pipeline.model.source import Source


def article_to_json(article: Article) -> bytes:
    """What normalising has found, without the source."""
    record = {
        "blocks": [
            [one.role, one.level, [[*piece.span, *piece[1:]] for piece in one.pieces]]
            for one in article.blocks
        ],
        "ledger": [
            [
                *one.span, one.after, one.rule, one.kind, one.certainty, one.reason, one.state,
                one.alternatives, one.evidence, one.settled_by,
            ]
            for one in article.ledger
        ],
    }  # fmt: skip
    return json.dumps(record, separators=(",", ":")).encode()


def article_from_json(content: bytes, source: Source) -> Article | None:
    """The article that these bytes tell of; None where they tell of none, of another source's, or
    of one that doesn't follow from its ledger.
    """
    try:
        record = json.loads(content)
        if sorted(record) != ["blocks", "ledger"]:
            return None
        size = len(source.text)
        blocks = [_block(one, size) for one in record["blocks"]]
        entries = [_entry(one, size) for one in record["ledger"]]
        article = Article(source, named_blocks(source.name, blocks), corrections(source, entries))
        check_replay(article.source, article.blocks, article.ledger)
    except (ValueError, TypeError, KeyError, ReplayFailed, RecursionError):
        return None
    return article


def _block(one: Any, size: int) -> tuple[Role, int | None, tuple[Piece, ...]]:  # noqa: ANN401  JSON
    role, level, pieces = one
    made = []
    for start, end, text, corrected in pieces:
        _demand(isinstance(text, str) and isinstance(corrected, bool))
        made.append(Piece(_span(start, end, size), text, corrected))
    _demand(level is None or type(level) is int)
    return Role(role), level, tuple(made)


def _entry(one: Any, size: int) -> Entry:  # noqa: ANN401  as above
    start, end, after, rule, kind, certainty, reason, state, alternatives, evidence, by = one
    words = [rule, reason, by, *alternatives, *([] if after is None else [after])]
    grounds = tuple(Ground(Evidence(ground), tuple(names)) for ground, names in evidence)
    words += [name for ground in grounds for name in ground.by]
    _demand(all(isinstance(word, str) for word in words))
    return Entry(
        _span(start, end, size), after, rule, Kind(kind), Certainty(certainty), reason,
        State(state), tuple(alternatives), grounds, by,
    )  # fmt: skip


def _span(start: object, end: object, size: int) -> Span:
    """Raises ValueError for what is no span of a source so long."""
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= size:
        raise ValueError
    return Span(start, end)


def _demand(fulfilled: bool) -> None:  # noqa: FBT001  it is the one thing that is said
    if not fulfilled:
        raise ValueError
