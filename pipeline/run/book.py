"""From a project to the manuscript of its briefing, proven: what is rendered, and what ``check``
holds the files in ``output/`` against.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.check.edits import check_edits
from pipeline.check.provenance import check_provenance
from pipeline.compose import Facts, make_manuscript, repeats, settled, with_pinyin, with_remarks
from pipeline.render.styled import check_styles
from pipeline.run import drafts
from pipeline.run.assemble import assemble
from pipeline.run.edited import with_edits
from pipeline.typography.table import load_layout
from pipeline.typography.tokens import with_families

if TYPE_CHECKING:
    from pipeline.draft import Carried
    from pipeline.model.manuscript import Manuscript
    from pipeline.read import Reading
    from pipeline.run.assemble import Assembly
    from pipeline.run.kept import Kept
    from pipeline.run.progress import Progress
    from pipeline.run.project import Project
    from pipeline.typography.tokens import Layout


@dataclass(frozen=True, slots=True)
class Book:
    """What the words come to: ``composed`` from the sources, ``carried`` with the editor's edits;
    and the layout they are to be set in.
    """

    layout: Layout
    made: Assembly
    composed: Manuscript
    carried: Carried


def make_book(
    project: Project,
    reading: Reading,
    editorial: drafts.Editorial,
    progress: Progress,
    *,
    strict: bool,
    kept: Kept | None = None,
) -> Book:
    """Assemble, compose, prove, and carry the edits over. Raises a JianbaoError."""
    config = project.config
    asked = project.asked("layout.name")
    layout = with_families(
        load_layout(config.layout.name, project.templates, asked), config.fonts.model_dump()
    )
    made = assemble(project, reading, progress, editorial.decisions, kept, editorial.edits)
    labels, corrections = made.labels, made.collation.corrections
    with progress.stage("compose", "composing the briefing"):
        facts = Facts(
            corrections=corrections,
            unread=reading.unread,
            duplicates=tuple(source.name for source, _ in reading.duplicates),
            left_out=made.left_out,
        )
        manuscript = make_manuscript(
            made.briefing,
            config.briefing,
            labels,
            layout.numbering,
            facts,
            config.sources,
            layout.page.measure / layout.styles["table-cell"].size,
        )
        manuscript = with_remarks(manuscript, made.briefing, corrections, labels)
        check_provenance(made.articles, corrections, made.briefing, manuscript)
        drafts.refuse_foreign(editorial, {one.id: one for one in manuscript.elements})
        again, done = repeats(made.briefing, manuscript), settled(made.briefing)
        carried = with_edits(
            manuscript, layout, editorial.edits, progress, again, done,
            strict=strict, afresh=bool(editorial.bases), articles=made.articles,
        )  # fmt: skip
        check_edits(
            manuscript, carried.manuscript, editorial.edits, carried.aliases, carried.followed
        )
    if config.layout.pinyin:
        carried = replace(carried, manuscript=with_pinyin(carried.manuscript))
    check_styles(carried.manuscript, layout)
    return Book(layout, made, manuscript, carried)
