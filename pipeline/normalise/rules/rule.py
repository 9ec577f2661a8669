"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.model.article import Certainty, Kind, Role
    from pipeline.normalise.traced import Edit


@dataclass(frozen=True, slots=True)
class CharacterRule:
    """A rule over a whole source, before its lines are looked at."""

    name: str
    kind: Kind
    certainty: Certainty
    reason: str
    find: Callable[[str], Iterator[Edit]]


@dataclass(frozen=True, slots=True)
class BlockRule:
    """A rule over the text of one block; it may look at the block's role."""

    name: str
    kind: Kind
    certainty: Certainty
    reason: str
    find: Callable[[str, Role], Iterator[Edit]]
