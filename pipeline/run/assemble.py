"""From sources to a briefing: the stages that look at words, before anything is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.collate import collate, fruitless
from pipeline.compose import load_labels, load_profile, make_briefing
from pipeline.errors import Place
from pipeline.normalise import normalise
from pipeline.run.decisions import DECISIONS, read_decisions

if TYPE_CHECKING:
    from pipeline.collate import Collation
    from pipeline.compose import Labels
    from pipeline.model.article import Article
    from pipeline.model.briefing import Briefing
    from pipeline.read import Reading
    from pipeline.run.progress import Progress
    from pipeline.run.project import Project


@dataclass(frozen=True, slots=True)
class Assembly:
    """Articles of the sources, and of the files that came twice; what they say together; the
    briefing made of it; the words that are ours.
    """

    articles: tuple[Article, ...]
    twins: tuple[Article, ...]
    collation: Collation
    briefing: Briefing
    labels: Labels


def assemble(project: Project, reading: Reading, progress: Progress) -> Assembly:
    """Normalise, collate, compose. Raises ConfigError, ReplayFailed; warns of idle verdicts."""
    config, templates = project.config, project.templates
    labels = load_labels(templates)
    profile = load_profile(config.outline.profile, templates, project.folder)
    decisions = read_decisions(project.folder)
    with progress.stage("normalise", "putting lines together"):
        articles = tuple(normalise(one, config.rules, decisions) for one in reading.sources)
        twins = tuple(normalise(one, config.rules, decisions) for one, _ in reading.duplicates)
    with progress.stage("collate", "comparing the sources"):
        collation = collate(articles, decisions)
    for decision, why in fruitless(collation.corrections, decisions.values()):
        progress.warn(
            f"the verdict on {decision.id} changes nothing: {why}",
            Place(DECISIONS, decision.line),
            "it is kept; delete it when it isn't wanted any more",
        )
    with progress.stage("compose", "composing the briefing"):
        briefing = make_briefing(
            config.briefing.title, articles, collation, profile, labels, reading.duplicates
        )
    return Assembly(articles, twins, collation, briefing, labels)
