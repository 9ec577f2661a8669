"""Promises 2 and 6 on the edited manuscript: whose words are whose, and no edit on its own.

Provenance is proved on the manuscript as the sources give it (:mod:`pipeline.check.provenance`).
Here its edited form is held against it, by another way than it was made: what still speaks in the
sources' voice has to stand there, in order, and what is new has to stand in an edit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.draft import MENTION, Kind
from pipeline.errors import ReplayFailed
from pipeline.model.manuscript import (
    Chart,
    CrossReference,
    Heading,
    Illustration,
    Lead,
    NoteCall,
    Paragraph,
    Run,
    Table,
    Voice,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from pipeline.draft import Edit
    from pipeline.model.manuscript import Element, Inline, Manuscript

_REMEDY = "this is a bug; please report it with the draft"


def check_edits(
    plain: Manuscript,
    edited: Manuscript,
    edits: Sequence[Edit],
    aliases: Mapping[str, str],
    followed: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Raises ReplayFailed (11) where a word has neither a source nor an edit, or a paragraph came
    or went without one. ``aliases`` lead from ids of elements to those that edits know them by,
    ``followed`` from those of elements that repeat what was edited to those of its paragraphs.
    """
    was = {one.id: one for one in plain.elements}
    now = {one.id: one for one in edited.elements}
    if len(now) != len(edited.elements):
        raise ReplayFailed("two elements have one id", remedy=_REMEDY)
    texts = "\n".join(_said(edits))
    kinds = Counter(edit.kind for edit in edits)
    repeats = followed or {}
    gone = [id for id in was if id not in now and id not in repeats]
    fresh = [id for id in now if id not in was and id != MENTION]
    if len(gone) > kinds[Kind.DELETE] or len(fresh) > kinds[Kind.INSERT]:
        raise ReplayFailed("a paragraph came or went without an edit", remedy=_REMEDY)
    inserts = {edit.block: edit for edit in edits if edit.kind is Kind.INSERT}
    joins = {edit.block: edit for edit in edits if edit.kind is Kind.CHANGE and edit.sources}
    changes = kinds[Kind.CHANGE]
    for id, element in now.items():
        if id == MENTION or _same(element, was.get(id), now.keys()):
            continue
        changes -= id in was and id not in repeats
        if isinstance(element, Illustration):
            _check_picture(element, inserts.get(id))
            continue
        origin = inserts.get(id) or joins.get(aliases.get(id, id))
        pool = [was[one] for one, _ in origin.sources if one in was] if origin else []
        pool += [was[one] for one in repeats.get(id, ()) if one in was]
        own = [was[id]] if id in was else []
        _check_words(element, [*own, *pool], texts)
    if changes < 0:
        raise ReplayFailed("a paragraph was changed without an edit", remedy=_REMEDY)


def _check_picture(element: Illustration, edit: Edit | None) -> None:
    """A picture is, byte for byte, that of the insertion that bears its id."""
    own = edit.after.picture if edit is not None and edit.after is not None else None
    if own is None or (own.content, own.media) != (element.content, element.media):
        raise ReplayFailed("a picture is printed that no edit has", remedy=_REMEDY)


def _same(one: Element, other: Element | None, here: Container[str]) -> bool:
    """Equal but for the numbers of notes, which run through the book, those of headings, which are
    counted anew, and for links to what an editor struck out, which are plain words now. ``here``
    are the ids of all elements.
    """
    return type(one) is type(other) and _bared(one, here) == _bared(other, here)


def _bared(element: Element | None, here: Container[str]) -> object:
    if isinstance(element, Paragraph):
        return element.id, element.style, [_bare(one, here) for one in element.inlines]
    if isinstance(element, Table):
        rows = [[[_bare(one, here) for one in cell] for cell in row] for row in element.rows]
        return element.id, element.caption, element.head, rows, element.widths
    return replace(element, number="") if isinstance(element, Heading) else element


def _bare(inline: Inline, here: Container[str]) -> object:
    if isinstance(inline, NoteCall):
        return ("note", inline.text)
    if isinstance(inline, CrossReference) and inline.anchor not in here:
        return Run(inline.text, Voice.OURS)
    return ("reference", inline.anchor) if isinstance(inline, CrossReference) else inline


def _said(edits: Iterable[Edit]) -> Iterator[str]:
    for edit in edits:
        if edit.after is not None:
            yield edit.after.text
            yield edit.after.shown


def _check_words(element: Element, pool: Sequence[Element], texts: str) -> None:
    """Words not the editor's stand in what the element was; the editor's in an edit. A heading has
    one voice: one that an editor has made of a paragraph may hold words that are newer in it.
    """
    told = "".join(_words(pool))
    known = set(texts) | (set(told) if isinstance(element, Heading) else set())
    for run in _runs(element):
        if run.voice is Voice.EDITOR:
            if not set(run.text) <= known:
                raise ReplayFailed(
                    f"{run.text[:20]!r} is printed as the editor's, and no edit has it",
                    remedy=_REMEDY,
                )
        elif run.text not in told:
            raise ReplayFailed(
                f"{run.text[:20]!r} is printed as the sources', and isn't theirs", remedy=_REMEDY
            )


def _runs(element: Element) -> Iterator[Run]:
    if isinstance(element, Heading):
        yield Run(element.text, element.voice)
        return
    for row in _cells(element):
        for cell in row:
            yield from (Run(one.text, one.voice) for one in cell if isinstance(one, Run | Lead))


def _cells(
    element: Paragraph | Table | Chart | Illustration,
) -> tuple[tuple[tuple[Inline, ...], ...], ...]:
    if isinstance(element, Chart | Illustration):
        return ()
    return element.rows if isinstance(element, Table) else ((element.inlines,),)


def _words(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        if isinstance(element, Heading):
            yield element.printed
            continue
        for row in _cells(element):
            for cell in row:
                yield from (one.text for one in cell if not isinstance(one, NoteCall))
        yield "\n"
