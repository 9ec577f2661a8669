"""A returned draft against its base → the edits and the verdicts in it.

Order and text are apart: a paragraph may be moved and changed. Where another draft has changed
the same paragraph meanwhile, both changes are merged; where they meet, the draft that comes last
stands and the other is told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.draft.align import aligned, unmoved
from pipeline.draft.blocks import (
    HEADING,
    OPAQUE,
    PICTURE,
    TABLE,
    Content,
    alike,
    notes_in,
    trimmed,
)
from pipeline.draft.citing import cited_as_printed, cited_before_added, cited_where_split
from pipeline.draft.edits import Edit, Kind, Spot, by_block, edit_id
from pipeline.draft.hunks import with_notes_of
from pipeline.draft.merge_blocks import merge_content
from pipeline.draft.notes import Quotes
from pipeline.draft.recorded import FRONT
from pipeline.draft.undo import made_upon
from pipeline.draft.verdicts import verdicts_of, with_verdicts
from pipeline.draft.words import Words, line
from pipeline.model.manuscript import Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.draft.base import Base, BaseBlock
    from pipeline.draft.blocks import Rows
    from pipeline.draft.comments import Comment
    from pipeline.draft.read import Draft, ReadBlock
    from pipeline.model.decision import Decision
    from pipeline.model.manuscript import Remark

NEAR = 6
"""How many neighbours on either side an edit remembers of its place."""


@dataclass(frozen=True, slots=True)
class Taken:
    """All edits, older ones included; the verdicts that the draft gives; what it changed, as
    edits that are new, and those that went. ``spared`` are those of other drafts on paragraphs
    that this one strikes out: they stay; ``revived`` the other way about: what it changed in
    paragraphs that another strikes out. ``lost`` is what is not taken over.
    """

    edits: tuple[Edit, ...]
    verdicts: tuple[Decision, ...]
    new: tuple[Edit, ...]
    gone: tuple[Edit, ...]
    spared: tuple[Edit, ...] = ()
    revived: tuple[Edit, ...] = ()
    lost: tuple[str, ...] = ()


def take(draft: Draft, base: Base, current: Sequence[Edit], digest: str) -> Taken:
    """What ``draft`` says beyond ``base``, added to the edits there are. ``digest`` is the
    draft's SHA-256.
    """
    return _Taking(draft, base, current, digest).taken()


class _Taking:
    def __init__(self, draft: Draft, base: Base, current: Sequence[Edit], digest: str) -> None:
        self.draft = draft
        self.base = {one.id: one for one in base.blocks}
        self.remarks = base.remarks
        self.before = {one.id: one for one in current}
        # Each edit with the id that its block has in this draft.
        here = {old: now for now, old in base.aliases.items()}
        known = [replace(one, block=here.get(one.block, one.block)) for one in current]
        self.current = {one.id: one for one in known}
        self.changes = by_block(known, Kind.CHANGE)
        self.inserts = by_block(known, Kind.INSERT)
        self.named = {(one.kind, one.block): one.id for one in known}
        self.digest = digest
        blocks = aligned(base, cited_where_split(draft.blocks))
        self.blocks, self.typed_over = cited_as_printed(blocks, self.base)
        self.edits = dict(self.current)
        self.spared: list[Edit] = []
        self.revived: dict[str, str] = {}  # edits that strike out, each with what stands instead
        self.now = {one.id: one for one in self.blocks if one.id}
        self.verdicts = verdicts_of(base, self.now, draft.comments)

    def taken(self) -> Taken:
        ids = self._ids()
        anchors = {
            number: (id, block.style, on)
            for id, block in zip(ids, self.blocks, strict=True)
            for number, on in block.comments
        }
        spots = [_spot(ids, n, section) for n, section in enumerate(self._sections())]
        for id, block, spot in zip(ids, self.blocks, spots, strict=True):
            if block.id:
                self._change(block, self.base[block.id], spot)
            else:
                self._insert(id, block, spot)
        self._moves(ids, spots)
        self._deletions()
        self._comments(anchors)
        self._settled_conflicts()
        edits = {
            id: self.before[id] if one == self.current.get(id) else one
            for id, one in self.edits.items()
        }
        new = tuple(one for id, one in edits.items() if self.before.get(id) != one)
        stay = edits.keys() | self.revived.keys()
        gone = tuple(one for id, one in self.before.items() if id not in stay)
        revived = tuple(edits[id] for id in self.revived.values() if id in edits)
        return Taken(
            tuple(edits.values()), self.verdicts.decisions, new, gone, tuple(self.spared), revived,
            self.typed_over,
        )  # fmt: skip

    def _id(self, kind: Kind, block: str) -> str:
        """The id of the edit of a block, the one it has already where there is one."""
        return self.named.get((kind, block)) or edit_id(kind, block)

    def _ids(self) -> list[str]:
        """The ids of all blocks; a new one gets its own, from what it holds and what it follows."""
        seen: Counter[tuple[str, str]] = Counter()
        out: list[str] = []
        for block in self.blocks:
            id = block.id
            if not id:
                follows = next((one for one in reversed(out) if one in self.base), "")
                picture = block.content.picture
                text = picture.digest if picture else block.content.shown
                seen[follows, text] += 1
                id = edit_id(Kind.INSERT, follows, text, str(seen[follows, text]))
            out.append(id)
        return out

    def _sections(self) -> Iterator[str]:
        heading = ""
        for block in self.blocks:
            style = self.base[block.id].block.style if block.id else block.style
            if style.startswith(HEADING):
                heading = line(block.content.words)
            yield heading

    def _put(self, edit: Edit, *, over: Edit | None = None) -> None:
        """``over`` is an edit of another kind on the same block that it takes the place of."""
        befores = (one for one in (self.current.get(edit.id), over) if one is not None)
        self.edits[edit.id] = made_upon(replace(edit, draft=self.digest), befores)

    def _change(self, block: ReadBlock, base: BaseBlock, spot: Spot) -> None:
        if base.block.style == OPAQUE:
            return
        printed, said = base.block.content, _as_in(block.content, base)
        style = _style(block, base)
        if said == printed and style == base.block.style:
            return
        if base.source is None:
            self._change_inserted(block, base, said, spot)
            return
        source = with_verdicts(base, self.verdicts)
        edit = self.changes.get(block.id)
        here = self._as_edited(edit, base.source)
        other = ""
        after = said
        if here != printed:
            merged = merge_content(printed, said, here)
            after, other = merged.content, "".join(one.other for one in merged.clashes)
            # Notes that another draft has rewritten, and which this one took away with their words.
            # Those that quote what an editor has changed aren't printed, and nobody's loss.
            known = {*notes_in(printed), *notes_in(after), *notes_in(base.source)}
            other += "".join(one for one in notes_in(here) if one not in known | {other})
        id = self._id(Kind.CHANGE, block.id)
        if after == source and style == base.block.style:
            self.edits.pop(id, None)
            return
        joined = [self.base[one] for one in (block.id, *block.joined)] if block.joined else []
        sources = tuple((one.id, (one.source or one.block.content).words) for one in joined)
        if not sources and edit is not None:
            sources = edit.sources  # it was joined before
        struck = self.edits.pop(self._id(Kind.DELETE, block.id), None)
        if struck is not None:
            self.revived[struck.id] = id
        self._put(
            Edit(
                id, Kind.CHANGE, block.id, style, source, after, Spot(section=spot.section),
                sources, other,
            ),
            over=struck,
        )  # fmt: skip

    def _as_edited(self, edit: Edit | None, source: Content) -> Content:
        """What a block reads when the edits there are now are carried out on the base's words."""
        if edit is None:
            return source
        return merge_content(edit.before or Content(), edit.after or Content(), source).content

    def _change_inserted(
        self, block: ReadBlock, base: BaseBlock, said: Content, spot: Spot
    ) -> None:
        """Words of the editor's own, changed again."""
        edit = self.inserts.get(block.id)
        after = said
        if edit is None:
            edit = Edit(block.id, Kind.INSERT, block.id, base.block.style, spot=spot)
        elif edit.after is not None and edit.after != base.block.content:
            after = merge_content(base.block.content, said, edit.after).content
        self._put(replace(edit, after=after, style=_style(block, base)))

    def _insert(self, id: str, block: ReadBlock, spot: Spot) -> None:
        if id in self.inserts:
            return
        known = set(Style) | {TABLE, PICTURE}
        style = block.style if block.style in known or block.style.startswith(HEADING) else ""
        origins = [self.base[one] for one in (block.part_of,) if one in self.base]
        self._put(
            Edit(
                id, Kind.INSERT, id, style or Style.BODY.value, None, trimmed(block.content), spot,
                tuple((one.id, (one.source or one.block.content).words) for one in origins),
            )
        )  # fmt: skip

    def _moves(self, ids: Sequence[str], spots: Sequence[Spot]) -> None:
        places = {id: n for n, id in enumerate(self.base)}
        known = [id for id in ids if id in places and _movable(id)]
        staying = unmoved([places[id] for id in known])
        for id, spot in zip(ids, spots, strict=True):
            if id not in places or places[id] in staying or not _movable(id):
                continue
            base = self.base[id]
            if base.source is None:
                if id in self.inserts:
                    self._put(replace(self.edits.get(id, self.inserts[id]), spot=spot))
                continue
            key = self._id(Kind.MOVE, id)
            self.edits.pop(key, None)
            self._put(Edit(key, Kind.MOVE, id, base.block.style, base.source, spot=spot))

    def _deletions(self) -> None:
        """What is in the base and not in the draft. What another draft has changed stays."""
        joined = {one for block in self.blocks for one in block.joined}
        for id, base in self.base.items():
            if id in self.now:
                continue
            if base.source is None:
                edit = self.inserts.get(id)
                opaque = base.block.style == OPAQUE
                if edit is not None and (opaque or alike(edit.after, base.block.content)):
                    del self.edits[edit.id]
                elif edit is not None:
                    self.spared.append(edit)
                continue
            edit = self.changes.get(id)
            # Notes of ours that quote what this editor has changed aren't printed.
            here = Quotes([base.source]).standing_in(self._as_edited(edit, base.source))
            if edit is not None and not alike(here, base.block.content):
                self.spared.append(edit)
                continue
            if id.startswith(FRONT) and not base.block.content.words:
                continue  # it was struck out before, and isn't printed
            if id.startswith(FRONT):
                key = self._id(Kind.CHANGE, id)
                self._put(Edit(key, Kind.CHANGE, id, base.block.style, base.source, Content()))
                continue
            into = "joined to the paragraph before it" if id in joined else ""
            self._put(
                Edit(
                    self._id(Kind.DELETE, id), Kind.DELETE, id, base.block.style, base.source,
                    text=into,
                )
            )  # fmt: skip

    def _comments(self, anchors: Mapping[str, tuple[str, str, Words]]) -> None:
        """The editor's own comments: new ones are kept, those that went are forgotten. ``anchors``
        say of a comment's number on which words of which block it stands, and that block's style.
        """
        ours = {key: one for one in self.remarks for key in one.ids}
        seen: set[str] = set()
        for comment in self.draft.comments:
            known = [ours[key] for key in comment.keys if key in ours]
            text = comment.text
            if known:
                seen |= set(comment.keys)
                text = self._added(known[0], text.splitlines())
            if not text.strip() or comment.resolved or comment.id not in anchors:
                continue
            self._comment(comment, text, *anchors[comment.id])
        for key, edit in self.current.items():
            if edit.kind is Kind.COMMENT and key in ours and key not in seen:
                self.edits.pop(key, None)

    def _added(self, remark: Remark, lines: Sequence[str]) -> str:
        """What is new in a comment of ours. Where an editor has rewritten what is theirs, that is
        kept in the place of what they had said.
        """
        own = self.current.get(remark.ids[0])
        if own is not None and own.kind is Kind.COMMENT:
            ours = set(remark.lines) - set(own.text.splitlines())
            text = "\n".join(one for one in lines if one not in ours).strip()
            if text and not set(own.text.splitlines()) <= set(lines):
                self.edits.pop(own.id, None)
                id = edit_id(Kind.COMMENT, own.block, own.author, text)
                self._put(replace(own, id=id, text=text))
                return ""
        said = set(remark.lines)
        return "\n".join(one for one in lines if one not in said)

    def _comment(self, comment: Comment, text: str, block: str, style: str, on: Words) -> None:
        id = edit_id(Kind.COMMENT, block, comment.author, text)
        if id in self.edits:
            return
        base = self.base.get(block)
        source = base.source if base is not None else None
        self._put(
            Edit(
                id, Kind.COMMENT, block, base.block.style if base is not None else style,
                Content(on), text=text, author=comment.author,
                sources=((block, source.words),) if source is not None else (),
            )
        )  # fmt: skip

    def _settled_conflicts(self) -> None:
        """A conflict whose comment was taken away, and whose words were left: they stand, and it
        is not asked again.
        """
        left = {key for one in self.draft.comments if not one.resolved for key in one.keys}
        for remark in self.remarks:
            for key in remark.ids:
                edit = self.edits.get(key)
                if edit is None or key in left or edit.kind is Kind.COMMENT:
                    continue
                if edit != self.current.get(key):
                    continue
                base = self.base.get(edit.block)
                before = base.source if base is not None else None
                self._put(replace(edit, before=before or edit.before, other="", draft=edit.draft))


def _spot(ids: Sequence[str], n: int, section: str) -> Spot:
    """The place of the n-th block: what stands before it, what behind it, nearest first. Of what
    is put among the lines before the text, the first that follow them.
    """
    follows = filter(_movable, (ids[at] for at in range(n - 1, -1, -1)))
    precedes = filter(_movable, (ids[at] for at in range(n + 1, len(ids))))
    return Spot(tuple(islice(follows, NEAR)), tuple(islice(precedes, NEAR)), section)


def _movable(id: str) -> bool:
    return not id.startswith(FRONT)


def _as_in(said: Content, base: BaseBlock) -> Content:
    """What a draft says, in the form of its base: a table's caption as it was where Word shows it
    apart from the table, and notes as they were where nothing is left of them but their marks.
    """
    was = base.block.content
    if base.block.style == TABLE and not said.words and not line(was.words).strip():
        return Content(was.words, said.rows)
    rows = tuple(
        tuple(with_notes_of(cell_was, cell) for cell_was, cell in zip(*row, strict=True))
        for row in zip(_like(was.rows, said.rows), said.rows, strict=True)
    )
    words = cited_before_added(was.words, with_notes_of(was.words, said.words))
    return replace(said, words=words, rows=rows)


def _like(was: Rows, said: Rows) -> Rows:
    """The cells that a table had, or as many empty ones as it has where it has another shape."""
    if [len(row) for row in was] == [len(row) for row in said]:
        return was
    return tuple(tuple(() for _ in row) for row in said)


def _style(block: ReadBlock, base: BaseBlock) -> str:
    """The style of a block now: only becoming a heading, another heading or a paragraph counts.
    Programs give other styles new names when they save.
    """
    was = base.block.style
    if was == TABLE or block.id.startswith(FRONT) or not block.style:
        return was
    heading = block.style.startswith(HEADING)
    if heading or (was.startswith(HEADING) and block.style in set(Style)):
        return block.style
    return was
