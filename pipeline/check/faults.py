"""How a check says that a file of ours is at fault, or what it prints without a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from pipeline.errors import OutputInvalid, Place, ReplayFailed

if TYPE_CHECKING:
    from pipeline.model.passage import Sentence


def fail(what: str, where: Place) -> NoReturn:
    """Raise OutputInvalid (exit 10). Whatever it is, nobody but us can mend it."""
    raise OutputInvalid(what, where=where)


def unproved(what: str, sentence: Sentence | None = None) -> NoReturn:
    """Raise ReplayFailed (exit 11), where the sentence begins in its source."""
    where = Place(sentence.source, sentence.lines[0].first) if sentence else None
    raise ReplayFailed(what, where=where)
