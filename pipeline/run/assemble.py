"""From sources to a briefing: the stages that look at words, before anything is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cautions import Caution
from pipeline.collate import collate, fruitless
from pipeline.compose import load_labels, load_profile, make_briefing, with_back_matter
from pipeline.compose.choices import LEFT_OUT, Bases, left_out_sources
from pipeline.draft import EditedBases
from pipeline.errors import NoSources, Place
from pipeline.model.article import BODY_ROLES
from pipeline.model.files import DECISIONS
from pipeline.normalise import normalise
from pipeline.run.decisions import read_decisions
from pipeline.run.inputs import our_templates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.collate import Collation
    from pipeline.compose import Labels
    from pipeline.draft import Edit
    from pipeline.model.article import Article
    from pipeline.model.briefing import Briefing
    from pipeline.model.decision import Decision
    from pipeline.read import Reading
    from pipeline.run.kept import Kept
    from pipeline.run.progress import Progress
    from pipeline.run.project import Project


@dataclass(frozen=True, slots=True)
class Assembly:
    """Articles of the sources, and of the files that are no witnesses (they came twice, or the
    editor leaves them out); what they say together; the briefing made of it; the words that are
    ours; the names of the sources left out.
    """

    articles: tuple[Article, ...]
    unused: tuple[Article, ...]
    collation: Collation
    briefing: Briefing
    labels: Labels
    left_out: tuple[str, ...] = ()


def assemble(
    project: Project,
    reading: Reading,
    progress: Progress,
    decisions: Mapping[str, Decision] | None = None,
    kept: Kept | None = None,
    edits: Sequence[Edit] | None = None,
) -> Assembly:
    """Normalise, collate, compose. Raises ConfigError, NoSources, ReplayFailed; warns of verdicts
    and choices that change nothing. ``decisions`` and ``edits`` are those of the
    project, or more; ``kept`` is what former runs have kept, if it is to be used.
    """
    config, templates = project.config, project.templates
    labels = load_labels(templates, our_templates())
    asked = project.asked("outline.profile")
    profile = load_profile(config.outline.profile, templates, project.folder, asked)
    decisions = read_decisions(project.folder) if decisions is None else decisions
    _name_idle(project, reading, progress)
    names = {called: one.name for one in reading.sources for called in (one.siglum, one.name)}
    left_out, choices = left_out_sources(config.choices, names)
    witnesses = [one for one in reading.sources if one.name not in left_out]
    if not witnesses:
        raise NoSources(
            "every source is left out", where=project.asked("choices.leave_out"),
            remedy="keep one",
        )  # fmt: skip
    whole = [
        *((one, LEFT_OUT) for one in reading.sources if one.name in left_out),
        *((one, f"duplicate file of {original}") for one, original in reading.duplicates),
    ]
    with progress.stage("normalise", "putting lines together"):
        made = kept.article if kept is not None else normalise
        articles = tuple(made(one, config.rules, decisions) for one in witnesses)
        unused = tuple(made(one, config.rules, decisions) for one, _ in whole)
    for article in articles:
        if not any(block.role in BODY_ROLES for block in article.blocks):
            progress.warn(
                Caution.NOTHING_TO_PRINT,
                "has no text to print: titles, captions or page numbers alone",
                Place(f"{config.sources.folder}/{article.source.name}"),
                "is it the right file?",
            )
    bases = Bases(choices.base, names)
    with progress.stage("collate", "comparing the sources"):
        edited = EditedBases(project.edits() if edits is None else edits, names)
        collation = collate(articles, decisions, bases, edited, config.sources.date)
    for decision, why in fruitless(collation.corrections, decisions.values()):
        progress.warn(
            Caution.VERDICT_IDLE,
            f"the verdict on {decision.id} changes nothing: {why}",
            Place(DECISIONS, decision.line),
            "it is kept; delete it when it isn't wanted any more",
        )
    with progress.stage("compose", "composing the briefing"):
        config = config.model_copy(update={"choices": choices})
        briefing, idle = make_briefing(config, articles, collation, profile, labels, whole)
        briefing = with_back_matter(
            briefing, articles, collation.passages, config.sources.date, templates
        )
    for one in (*bases.idle(), *idle):
        progress.warn(
            Caution.CHOICE_IDLE,
            f"[{one.key}] {one.name!r} changes nothing: {one.why}",
            project.asked(one.key, one.name),
            _what_there_is(one.titles),
        )
    return Assembly(articles, unused, collation, briefing, labels, tuple(sorted(left_out)))


def _what_there_is(titles: Sequence[str]) -> str:
    """What an idle choice may name: one of some titles, or else a passage."""
    if titles:
        return f"the sections are {'、'.join(titles)}; name one of them, or delete it"
    return "name what is there, a passage by its id or by more of its first words; or delete it"


def _name_idle(project: Project, reading: Reading, progress: Progress) -> None:
    """Warn of files named under ``[sources]`` that aren't there: a slip in a name would leave a
    date or an encoding without effect.
    """
    settings = project.config.sources
    for key in ("encoding", "date", "reference"):
        for name in getattr(settings, key):
            if name not in reading.paths:
                progress.warn(
                    Caution.CHOICE_IDLE,
                    f"[sources.{key}] {name!r} changes nothing: there is no such file",
                    project.asked(f"sources.{key}", name),
                    f"write it as it is called below {settings.folder}/, or delete it",
                )
