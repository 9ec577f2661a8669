"""jianbao 简报: a folder of messy Chinese texts → one cited briefing. What other programs may use.

``build`` makes the briefing of a project; ``read_source``, ``pipeline.normalise.normalise`` and
``pipeline.collate.collate`` are its first steps. All values are frozen. What goes wrong is a
JianbaoError. What docs/api.md doesn't name may change with any version.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.character_classes import work_out_once
from pipeline.errors import JianbaoError

if TYPE_CHECKING:
    from pipeline.collate import Collation
    from pipeline.model.article import Article, Block, Correction, Role
    from pipeline.model.passage import Passage, Variant, Witness
    from pipeline.model.source import Lines, Source, Span
    from pipeline.run.outcome import Outcome

__all__ = [
    "Article",
    "Block",
    "Collation",
    "Correction",
    "JianbaoError",
    "Lines",
    "Outcome",
    "Passage",
    "Role",
    "Source",
    "Span",
    "Variant",
    "Witness",
    "build",
    "read_source",
]

work_out_once()  # before the first module that has patterns

# Where each name lives. Looked up when it is asked for: importing `pipeline` costs nothing.
_HOMES = {
    **dict.fromkeys(("Article", "Block", "Correction", "Role"), "pipeline.model.article"),
    **dict.fromkeys(("Passage", "Variant", "Witness"), "pipeline.model.passage"),
    **dict.fromkeys(("Lines", "Source", "Span"), "pipeline.model.source"),
    "Collation": "pipeline.collate",
    "Outcome": "pipeline.run.outcome",
}


def build(folder: str | Path, *, strict: bool = False, keep_going: bool = False) -> Outcome:
    """Make the briefing of a project, as ``jianbao report`` does: all files or none.

    ``strict`` publishes nothing if there are warnings, ``keep_going`` leaves out sources that
    can't be read. Warnings go to stderr and into the outcome. Raises JianbaoError.
    """
    from pipeline.run.progress import Progress
    from pipeline.run.report import report

    return report(Path(folder), Progress(quiet=True), strict=strict, keep_going=keep_going)


def read_source(path: str | Path) -> Source:
    """A file of any format there is a reader for. Raises SourceUnreadable, LimitExceeded."""
    from pipeline.run.normalise_files import read_source as read

    return read(str(path))


def __getattr__(name: str) -> Any:  # noqa: ANN401  whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
