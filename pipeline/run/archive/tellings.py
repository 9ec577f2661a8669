"""The sentences of an archive that tell the same, with their words and lines, one after the other:
of all of them only some are in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.run.archive.groups import Groups
    from pipeline.run.archive.store import Told
    from pipeline.run.archive.texts import Sentences

_TOLD = 500_000
"""Witnesses whose words are held at a time, some 400 bytes each."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence and who tells it, the first in source order first."""

    witnesses: tuple[tuple[str, Told], ...]

    @property
    def record(self) -> dict[str, Any]:
        """As ``passages.json`` has it."""
        return {
            "text": self.witnesses[0][1].text,
            "witnesses": [
                {"source": name, "lines": [list(pair) for pair in told.lines], "text": told.text}
                for name, told in self.witnesses
            ],
        }


def tellings(groups: Groups, sentences: Sentences) -> Iterator[Telling]:
    """The groups with the words of their sentences."""
    starts, ends = groups.starts, np.append(groups.starts[1:], len(groups.sentences))
    first = 0
    while first < len(starts):
        begin = int(starts[first])
        last = max(first + 1, int(np.searchsorted(ends, begin + _TOLD)))
        group = groups.sentences[begin : int(ends[last - 1])]
        in_order = np.argsort(group)
        witnesses = sentences.told(group[in_order])
        place = np.argsort(in_order).tolist()
        for start, end in zip(starts[first:last].tolist(), ends[first:last].tolist(), strict=True):
            yield Telling(tuple(witnesses[at] for at in place[start - begin : end - begin]))
        first = last
