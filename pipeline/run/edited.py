"""The editor's edits on a finished manuscript: carried out, named, recorded in the draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.cautions import Caution
from pipeline.draft import Block, Content, Text, base_part, carry, misquoted
from pipeline.errors import DraftUndecided, Place
from pipeline.model.files import EDITS
from pipeline.model.manuscript import with_readings
from pipeline.render.front import back_parts, front_parts, with_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft import Carried, Edit
    from pipeline.model.article import Article
    from pipeline.model.manuscript import Manuscript
    from pipeline.model.repeat import Repeat, Settled
    from pipeline.run.progress import Progress
    from pipeline.typography.tokens import Layout


def with_edits(
    manuscript: Manuscript,
    layout: Layout,
    edits: Sequence[Edit],
    progress: Progress,
    repeats: Sequence[Repeat] = (),
    settled: Sequence[Settled] = (),
    *,
    strict: bool,
    afresh: bool = True,
    articles: Sequence[Article] = (),
) -> Carried:
    """The manuscript with the edits; what can't be carried out, or clashes, is said, and, where a
    draft was read (``afresh``), what of the ``repeats`` can't say what was edited, and what notes
    now quote that none of the ``articles`` has: there is nothing to settle about it. ``settled`` is
    what verdicts have made of the words.

    Raises DraftUndecided for a clash under ``strict``.
    """
    printed = (*front_parts(manuscript, layout), *back_parts(manuscript, layout))
    parts = [Block(one.id, one.style, Content((Text(one.text),))) for one in printed]
    carried = carry(manuscript, parts, edits, repeats, settled, layout.numbering)
    names = {one.id: one.name for one in printed}
    wanted = {names[id]: text for id, text in carried.parts.items()}
    book, failed = with_words(carried.manuscript, layout, wanted)
    for name in failed:
        progress.warn(
            Caution.EDIT_DOES_NOT_FIT,
            f"the draft's {name} {wanted[name]!r} doesn't fit the line it is printed in",
            Place("briefing.toml"),
            f"set it there; the words are kept in {EDITS}",
        )
    for one in carried.lost:
        progress.warn(
            Caution.EDIT_IDLE,
            f"the edit {one.edit.id} is kept and not printed: {one.why}: {one.edit.summary}",
            Place(EDITS),
            f"jianbao edits --undo {one.edit.id} takes it back",
        )
    for edit in carried.astray:
        progress.warn(
            Caution.EDIT_ASTRAY,
            f"stands in another section, since the paragraphs around it are printed no more: "
            f"{edit.summary}",
            Place(EDITS),
            "look where it stands in briefing.docx, and move it if it is wrong there",
        )
    if afresh and carried.went:
        told = "; ".join(carried.went)
        progress.say(f"left out with the sentences that an editor has struck out: {told}")
    for text in carried.left_out if afresh else ():
        progress.warn(
            Caution.REPEAT_LEFT_OUT,
            f"left out: an editor has changed the sentence that it repeats: {text}",
            Place(EDITS),
            "write it anew in briefing.docx if it is wanted",
        )
    texts = [one.source.text for one in articles]
    texts += [block.text for one in articles for block in one.blocks]
    for text in misquoted(manuscript, book, texts) if afresh else ():
        progress.warn(
            Caution.MISQUOTED,
            f"an edit has changed what is said of a source, and no source has it so: {text}",
            Place(EDITS),
            "if that wasn't meant (a word replaced everywhere), see jianbao edits for what to undo",
        )
    for text in carried.stale:
        progress.warn(
            Caution.CITATION_STALE,
            f"the citation {text} stands in words an editor moved; its lines may have changed",
            Place(EDITS),
            "look it up in the source",
        )
    for conflict in carried.conflicts:
        words = conflict.edit.summary
        progress.warn(
            Caution.EDIT_CLASH,
            f"two drafts have changed the same words; the later one's stand: {words}"
            if conflict.drafts
            else (
                "the editor's words stand, and what the sources or verdicts give there has changed "
                f"too: {words}"
            ),
            Place(EDITS),
            "a comment in briefing.docx has the other words; delete it there to settle this",
        )
    if strict and carried.conflicts:
        raise DraftUndecided(
            f"{len(carried.conflicts)} of the editor's changes clash with others",
            where=Place(EDITS),
            remedy="run without --strict and settle the comments in briefing.docx",
        )
    return replace(carried, manuscript=book)


def draft_record(carried: Carried, layout: Layout) -> bytes:
    """What travels in the DOCX."""
    from pipeline.render.docx import styles
    from pipeline.render.docx.ooxml import bookmark_name
    from pipeline.render.docx.pages import running_words
    from pipeline.typography import pinyin

    roles_set = (one for one in (*styles.PARAGRAPHS, *layout.styles) if one != pinyin.STYLE)
    named = {role: styles.paragraph_style(role) for role in roles_set}
    roles = {style.name: role for role, style in (named | styles.RUNS).items()}
    return base_part(
        carried.base,
        carried.manuscript.remarks,
        bookmark_name,
        roles,
        carried.aliases,
        {one.text: one.pinyin for one in with_readings(carried.manuscript.elements)},
        running_words(carried.manuscript, layout),
    )
