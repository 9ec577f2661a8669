"""Edits, carried out on what the sources say now: report = sources + decisions + edits."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.draft.base import BaseBlock
from pipeline.draft.blocks import HEADING, Block, Content, block_of, notes_in
from pipeline.draft.carried import Carried, Lost
from pipeline.draft.edits import Edit, Kind, by_block, recounted
from pipeline.draft.likeness import found_again
from pipeline.draft.mention import MENTION, with_mention
from pipeline.draft.merge_blocks import merge_content
from pipeline.draft.notes import Quotes
from pipeline.draft.numbering import Recounted, as_numbered
from pipeline.draft.pictures import illustration
from pipeline.draft.places import out_of_section, place_of
from pipeline.draft.rebuild import (
    Citations,
    rebuilt,
    renumbered,
    unlinked,
    with_citations,
    with_end_cited,
)
from pipeline.draft.remarks import Conflict, comment_remark, conflict_remark, kept_remarks
from pipeline.draft.renamed import listed, renamed
from pipeline.draft.repeated import clashes, left_bare, repeated, reworded
from pipeline.draft.settled import Settlements
from pipeline.draft.words import Text, Words, joined, line
from pipeline.model.manuscript import Illustration, Remark, all_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.model.manuscript import Element, Inline, Manuscript
    from pipeline.model.repeat import Repeat, Settled


def carry(
    manuscript: Manuscript,
    parts: Sequence[Block],
    edits: Sequence[Edit],
    repeats: Iterable[Repeat] = (),
    settled: Iterable[Settled] = (),
    numbering: Sequence[str] = (),
) -> Carried:
    """``parts`` is the front matter as it is printed, ``repeats`` are what repeats the text,
    ``settled`` what verdicts have made of it, ``numbering`` the patterns of headings' numbers.
    """
    return _Carrying(manuscript, parts, edits, repeats, settled).carried(numbering)


class _Carrying:
    """One manuscript and its edits. Elements are looked up by id, their order is kept apart."""

    def __init__(
        self,
        manuscript: Manuscript,
        parts: Sequence[Block],
        edits: Sequence[Edit],
        repeats: Iterable[Repeat],
        settled: Iterable[Settled],
    ) -> None:
        self.book = manuscript
        self.settled = Settlements(settled)
        self.repeats: dict[str, list[Repeat]] = {}
        for one in repeats:
            self.repeats.setdefault(one.element, []).append(one)
        self.parts = {one.id: one for one in parts}
        plain = with_mention(manuscript, edits)
        self.elements = {one.id: one for one in plain}
        self.blocks = {one.id: block_of(one) for one in plain}
        self.citations = Citations(plain)
        self.quotes = Quotes(one.content for one in self.blocks.values())
        self.lost: list[Lost] = []
        self.astray: list[Edit] = []
        self.conflicts: list[Conflict] = []
        self.aliases: dict[str, str] = {}
        self.edits = self._found(edits)
        for edit in by_block(self.edits, Kind.DELETE).values():
            if edit.block in self.citations.anchors:
                self.lost.append(Lost(edit, "citations lead to it, so it stays"))
        self.order = list(self.elements)
        self.places: dict[str, int] = {}  # of all blocks, those struck out too
        self.made: dict[str, Element] = {}
        self.edited: dict[str, Edit] = {}
        self.followed: dict[str, tuple[str, ...]] = {}
        self.left_out: list[str] = []
        self.went: list[str] = []

    def carried(self, numbering: Sequence[str]) -> Carried:
        changes = by_block(self.edits, Kind.CHANGE)
        changed_parts = self._parts(changes)
        self._reorder()
        for id in self.order:
            if id in self.elements and id not in self.repeats:
                self._change(id, changes.get(id))
        self._repeat(changes)
        for id in self.order:
            if id in self.elements and id in self.repeats:
                self._change(id, changes.get(id))
        made = renumbered(unlinked([self.made[id] for id in self.order]))
        counted = Recounted(self.book.elements, made, numbering if self.edits else ())
        elements = tuple(map(counted.anew, made))
        remarks = self._remarks(elements)
        words = "\n".join((self.book.identifier, *map(_everything, elements)))
        identifier = self.book.identifier
        if self.edits:
            identifier = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, words)}"
        return Carried(
            manuscript=replace(
                self.book, elements=elements, remarks=remarks, identifier=identifier
            ),
            parts=changed_parts,
            base=tuple(self._base(elements, changed_parts, counted)),
            edited=self.edited,
            aliases=self.aliases,
            struck=self._struck(),
            conflicts=tuple(self.conflicts),
            lost=tuple(self.lost),
            astray=tuple(self.astray),
            stale=tuple(dict.fromkeys(self.citations.stale)),
            followed=self.followed,
            left_out=tuple(self.left_out),
            went=tuple(self.went),
        )

    def _found(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """The edits whose blocks are there, each with the id that its block has now."""
        made = {one.block for one in edits if one.kind is Kind.INSERT}
        here = self.elements.keys() | self.parts.keys() | made
        taken = {one.block for one in edits} & here
        strays = [one for one in edits if one.block not in here]
        now = found_again(strays, self.blocks, taken)
        self.aliases = {id: old for old, id in now.items()}
        out = []
        for one in edits:
            if one.block in here or one.block in now:
                id = now.get(one.block, one.block)
                out.append(as_numbered(replace(one, block=id), self.elements.get(id)))
            else:
                self.lost.append(Lost(one, "no paragraph printed now has its words"))
        # What was joined to a paragraph that has gone would be gone with it.
        joined = {
            now.get(id, id)
            for one, _ in self.lost
            if one.kind is Kind.CHANGE
            for id, _ in one.sources
        }
        spared = [one for one in out if one.kind is Kind.DELETE and one.block in joined]
        self.lost += (
            Lost(one, "no paragraph printed now has what it was joined to") for one in spared
        )
        return tuple(one for one in out if one not in spared)

    def _parts(self, changes: Mapping[str, Edit]) -> dict[str, str]:
        out = {}
        for id, part in self.parts.items():
            if id in changes:
                merged = self._merged(changes[id], part.content)
                if merged != part.content:
                    out[id] = line(merged.words)
        return out

    def _merged(self, edit: Edit, now: Content) -> Content:
        was, after = edit.before or Content(), edit.after or Content()
        if edit.sources:
            after = Content(self._cited_anew(edit), after.rows)
        if len(edit.sources) > 1 and all(id in self.blocks for id, _ in edit.sources):
            # What was joined is merged with all that it was joined of.
            was = Content(joined(piece for _, words in edit.sources for piece in words))
            words = (self.blocks[id].content.words for id, _ in edit.sources)
            now = Content(joined(piece for row in words for piece in row))
        merged = merge_content(was, after, now)
        struck_apart = self.settled.tell_apart(edit.block, was.text, now.text)
        self.conflicts += (
            Conflict(edit, clash.start, clash.end, clash.other)
            for clash in merged.clashes
            if clash.start < clash.end or not struck_apart
        )
        if edit.other:
            length = len(line(merged.content.words))
            self.conflicts.append(Conflict(edit, 0, length, edit.other, drafts=True))
        self.edited[edit.block] = edit
        return self.quotes.standing_in(merged.content)

    def _cited_anew(self, edit: Edit) -> Words:
        after = edit.after.words if edit.after else ()
        pairs = [(was, self.blocks[id]) for id, was in edit.sources if id in self.blocks]
        return with_citations(
            after, [was for was, _ in pairs], [block.content.words for _, block in pairs]
        )

    def _change(self, id: str, edit: Edit | None) -> None:
        element = self.elements[id]
        if edit is None:
            self.made[id] = element
            return
        now = self.blocks[id].content
        content = self._merged(recounted(edit, now) if id == MENTION else edit, now)
        style = edit.style if self._restyled(edit, id) else self.blocks[id].style
        pool = [*all_inlines([element]), *self._pool(edit)]
        made = rebuilt(element, style, id, content, pool, self.citations)
        self.made[id] = with_end_cited(made, [element, *self._origins(edit)])
        self._name_lost_notes(edit, content, style)

    def _repeat(self, changes: Mapping[str, Edit]) -> None:
        """What repeats sentences that were edited, as they are now: what an editor has changed in
        it stands, even where the sentence itself was made to say something else.
        """
        if not self.edits:
            return
        paragraphs = {one.paragraph for row in self.repeats.values() for one in row}
        found = reworded(paragraphs, self.blocks, self.made, self.order, self.edits)
        out: set[str] = set()
        for id in filter(self.repeats.__contains__, self.order):
            row = self.repeats[id]
            own = changes.get(id)
            told = renamed if row[0].together else repeated
            element, gone, went = told(self.elements[id], row, found, self.citations)
            if element == self.elements[id] or (own and (element is None or clashes(own, element))):
                continue
            self.followed[id] = tuple({one.paragraph: 0 for one in row if one.paragraph in found})
            self.left_out += gone
            self.went += went
            between = self.book.labels["index_between"]
            twin = element and row[0].together and listed(element, self.elements.values(), between)
            if twin:  # the name stands there by itself
                self.followed[twin.id] = self.followed[id]
                self.elements[twin.id], self.blocks[twin.id] = twin, block_of(twin)
                out.add(id)
            elif element is not None:
                self.elements[id], self.blocks[id] = element, block_of(element)
            else:
                out.add(id)
        bare = list(left_bare(self.order, self.elements, out))
        self.followed |= dict.fromkeys(bare, ())
        self.order = [id for id in self.order if id not in out.union(bare)]

    def _restyled(self, edit: Edit, id: str) -> bool:
        """Whether a paragraph has become a heading, or a heading a paragraph."""
        now = self.blocks[id].style
        return edit.style != now and (edit.style.startswith(HEADING) or now.startswith(HEADING))

    def _origins(self, edit: Edit) -> list[Element]:
        return [self.elements[id] for id, _ in edit.sources if id in self.elements]

    def _pool(self, edit: Edit) -> list[Inline]:
        return list(all_inlines(self._origins(edit)))

    def _name_lost_notes(self, edit: Edit, content: Content, style: str) -> None:
        if style.startswith(HEADING) and notes_in(content):
            self.lost.append(Lost(edit, "a heading can't bear a note; its words are in edits.json"))

    def _reorder(self) -> None:
        """Strike out, move and insert, in the order of the edits: each stands behind those that
        it refers to.
        """
        struck = self._struck()
        moved = {one.block for one in self.edits if one.kind is Kind.MOVE}
        self.order = [id for id in self.order if id not in moved]
        for edit in self.edits:
            if edit.kind is Kind.INSERT:
                self._insert(edit)
            elif edit.kind is Kind.MOVE and edit.block in self.elements:
                self._place(edit)
                self.edited.setdefault(edit.block, edit)
        self.astray = out_of_section(self.astray, self.order, self.elements)
        self.places = {id: n for n, id in enumerate(self.order)}
        self.order = [id for id in self.order if id not in struck]
        for id, edit in struck.items():
            now = self.blocks[id].content if id in self.blocks else None
            # A key point with the id that it had says what its source said then: only verdicts,
            # which are the editor's own, can have changed it.
            own = id.startswith("k-") and id not in self.aliases
            # What was joined to another paragraph is merged there (its text says so).
            if own or edit.text or now is None or edit.before is None:
                continue
            if not self.settled.tell_apart(id, edit.before.text, now.text):
                beside = self._beside(id, self.order)
                self.conflicts.append(Conflict(edit, 0, 0, now.text, beside=beside))

    def _beside(self, id: str, printed: Sequence[str]) -> str:
        """The block that stands above one that isn't printed, or the first; "" where none is."""
        here = self.places.get(id, -1)
        above = [one for one in printed if self.places[one] < here]
        return next(reversed(above), next(iter(printed), ""))

    def _struck(self) -> dict[str, Edit]:
        """Deletions by block. What citations lead to stays: a citation has to lead somewhere."""
        found = dict(by_block(self.edits, Kind.DELETE))
        return {id: edit for id, edit in found.items() if id not in self.citations.anchors}

    def _insert(self, edit: Edit) -> None:
        if edit.block in self.order or edit.after is None or not self._place(edit):
            return
        if edit.after.picture is not None:
            self.made[edit.block] = illustration(edit.block, edit.after.picture, self.book.labels)
            self.edited[edit.block] = edit
            return
        content = self.quotes.standing_in(Content(self._cited_anew(edit), edit.after.rows))
        pool = self._pool(edit)
        made = rebuilt(None, edit.style, edit.block, content, pool, self.citations)
        self.made[edit.block] = with_end_cited(made, self._origins(edit))
        self.edited[edit.block] = edit
        self._name_lost_notes(edit, content, edit.style)

    def _place(self, edit: Edit) -> bool:
        """Put a block where its nearest neighbour is; a moved one whose neighbours have all gone
        stays with the one it stands before in the sources, a new one is lost.
        """
        place = place_of(edit.spot, self.order)
        if place is not None:
            self.order.insert(place.at, edit.block)
            self.astray += [] if place.kept else [edit]
            return True
        if edit.kind is Kind.MOVE:
            all_ids = list(self.elements)
            later = all_ids[all_ids.index(edit.block) + 1 :]
            at = next((self.order.index(id) for id in later if id in self.order), len(self.order))
            self.order.insert(at, edit.block)
            self.astray.append(edit)
            return True
        self.lost.append(Lost(edit, "the paragraphs around it are printed no more"))
        return False

    def _remarks(self, elements: Sequence[Element]) -> tuple[Remark, ...]:
        now = {one.id: block_of(one).content for one in elements}
        was = {id: block.content for id, block in self.blocks.items()}
        remarks = [*kept_remarks(self.book.remarks, was, now)]
        labels = self.book.labels
        for conflict in self.conflicts:
            found = conflict_remark(conflict, now, labels)
            if found is not None:
                remarks.append(found)
        shown = [id for id in self.order if line(now[id].words)]
        for edit in self.edits:
            if edit.kind is Kind.COMMENT:
                own = edit.block in now and line(now[edit.block].words)
                block = edit.block if own else self._beside(edit.block, shown)
                if block:
                    remarks.append(comment_remark(edit, block, now, labels))
                else:
                    self.lost.append(Lost(edit, "there is nothing left that it could stand on"))
        places = {one.id: n for n, one in enumerate(elements)}
        return tuple(sorted(remarks, key=lambda one: (places[one.element], one.start, one.end)))

    def _base(
        self, elements: Sequence[Element], changed: Mapping[str, str], counted: Recounted
    ) -> Iterable[BaseBlock]:
        for id, part in self.parts.items():
            printed = (
                Block(id, part.style, Content(joined([Text(changed[id])])))
                if id in changed
                else part
            )
            yield BaseBlock(printed, part.content)
        for element in elements:
            own = self.elements.get(element.id)
            source = block_of(counted.anew(own)).content if own is not None else None
            yield BaseBlock(block_of(element), source)


def _everything(element: Element) -> str:
    if isinstance(element, Illustration):
        return "\n".join((hashlib.sha256(element.content).hexdigest(), element.alt))
    content = block_of(element).content
    return "\n".join((content.shown, *notes_in(content)))
