"""What a run has made, as whoever called it is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has made: file names in ``output/``, and whether there was anything to do."""

    files: tuple[str, ...]
    warnings: tuple[str, ...]
    sources: int
    current: bool = False
    kept_draft: str = ""
