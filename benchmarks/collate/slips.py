"""How many of the slips put into retellings are doubted, and which doubts are no slips.

A slip is doubted when a reading of its source stands within two characters of it; its proposal is
right when it restores what the story says there. A doubt that stands near no change at all is a
false alarm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.collate.systems import articles_of
from pipeline.collate import collate
from pipeline.model.article import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.collate.projects import Project
    from pipeline.model.article import Correction

_KINDS = frozenset({"look-alike", "lost", "doubled", "transposed"})

#: A doubt may stand so many characters beside the slip.
_BESIDE = 2

#: So many characters around a slip must come out right for it to be mended.
_AROUND = 3


@dataclass(frozen=True, slots=True)
class Slips:
    """Counts over some projects; ``alarms`` are the doubts about nothing, a line each."""

    injected: int
    doubted: int
    mended: int
    doubts: int
    alarms: tuple[str, ...]


class _Change(NamedTuple):
    """Characters [start, end) of a source, where the story says ``was``."""

    source: str
    start: int
    end: int
    was: str
    kind: str

    def near(self, one: Correction) -> bool:
        return (
            one.source == self.source
            and one.span.start <= self.end + _BESIDE
            and self.start - _BESIDE <= one.span.end
        )


def slips(projects: Iterable[Project]) -> Slips:
    """What collation says of each project, held against what was put in."""
    injected = doubted = mended = doubts = 0
    alarms: list[str] = []
    for project in projects:
        readings = [
            one
            for one in collate(articles_of(project)).corrections
            if one.kind is Kind.READING and not one.places
        ]
        changes = list(_changes(project))
        doubts += len(readings)
        for change in changes:
            if change.kind in _KINDS:
                near = [one for one in readings if change.near(one)]
                injected += 1
                doubted += bool(near)
                mended += any(_mends(one, change, project.sources[one.source]) for one in near)
        alarms += (
            f"{project.name} {one.source}:{one.line} {one.rule} “{one.before}” → “{one.after}” "
            f"in {one.context!r}"
            for one in readings
            if not any(change.near(one) for change in changes)
        )
    return Slips(injected, doubted, mended, doubts, tuple(alarms))


def _changes(project: Project) -> Iterator[_Change]:
    """Every place of a source where it says something else than the story."""
    for telling in project.tellings:
        at = telling.start
        for segment in telling.told:
            end = at + len(segment.text)
            if segment.kind:
                story = project.story[segment.origin] if segment.origin >= 0 else ""
                was = story[segment.start : segment.end]
                yield _Change(telling.source, at, end, was, segment.kind)
            at = end


def _mends(one: Correction, change: _Change, text: str) -> bool:
    true = text[change.start - _AROUND : change.start] + change.was
    true += text[change.end : change.end + _AROUND]
    left, right = text[: one.span.start], text[one.span.end :]
    return any(
        true in left[-_AROUND * 4 :] + proposed + right[: _AROUND * 4]
        for proposed in (one.after, *one.alternatives)
        if proposed is not None
    )
