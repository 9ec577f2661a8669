"""``jianbao outline``: a profile for these sources, ready to edit, beside ``briefing.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tomlkit

from pipeline.compose import load_profile
from pipeline.compose.outline import propose
from pipeline.compose.templates import profile_path
from pipeline.errors import Place, UsageError
from pipeline.normalise import normalise
from pipeline.read import read_folder
from pipeline.run.decisions import read_decisions
from pipeline.run.project import open_project
from pipeline.run.publish import not_writable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.compose.outline import ProposedTopic

#: Where the proposal is written.
PROPOSED = "outlines/proposed.toml"


def propose_outline(folder: Path) -> tuple[str, int]:
    """Write a profile made of the chosen one and the sources' headings; its name, and how many
    topics it has from them.

    Raises UsageError where one lies there already, and what reading the project raises.
    """
    project = open_project(folder)
    path = folder / PROPOSED
    if path.exists():
        raise UsageError(
            "there is one already", where=Place(PROPOSED), remedy="rename or delete it first"
        )
    config = project.config
    wanted = (config.outline.profile, project.templates, folder, project.asked("outline.profile"))
    base, _ = profile_path(*wanted)
    profile = load_profile(*wanted)
    decisions = read_decisions(folder)
    articles = [
        normalise(one, config.rules, decisions)
        for one in read_folder(folder, config.sources).sources
    ]
    topics = propose(profile, articles)
    text = _with_topics(base.read_text("utf-8"), topics)
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise not_writable(error, PROPOSED) from None
    return PROPOSED, len(topics)


def _with_topics(base: str, topics: Sequence[ProposedTopic]) -> str:
    """The profile's own text, comments kept, with more topics in its sections."""
    document = tomlkit.parse(base)
    document["name"] = "proposed"
    sections = document["sections"].unwrap()
    for number, section in enumerate(sections):
        for topic in (one for one in topics if one.section == number):
            title = tomlkit.item(topic.title).comment(f"{topic.source}:{topic.line}")
            section.setdefault("topics", []).append({"title": title, "terms": dict(topic.terms)})
    document["sections"] = tomlkit.item(sections)
    return tomlkit.dumps(document)
