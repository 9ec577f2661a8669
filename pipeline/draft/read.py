"""A returned draft → its blocks in order, its comments, and what of it can't be carried over."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.draft.base import Base, base_in
from pipeline.draft.blocks import CAPTION, HEADING, PICTURE, TABLE, Content, notes_in
from pipeline.draft.comments import Comment, comments_of
from pipeline.draft.line import GONE, Event, LineReader
from pipeline.draft.namespaces import qn
from pipeline.draft.ooxml import (
    BLANK,
    TAB,
    before,
    columns,
    has_words,
    heading,
    is_contents,
    is_merged_down,
    is_struck,
    measure_of,
    missing,
    split,
    stressed,
    style_name,
    tab_as_break,
    untabbed,
    value,
    within_control,
)
from pipeline.draft.package import Package
from pipeline.draft.pictures import NoPicture, picture_of, shaped
from pipeline.draft.recorded import FRONT, recorded
from pipeline.draft.rows import row_alone, whole_table
from pipeline.draft.unread import unplaced, unread
from pipeline.draft.words import Note, Piece, Text, Words, citations_in, cut, joined
from pipeline.model.manuscript import Style
from pipeline.model.rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from pipeline.errors import Place

_CONTENTS_NAME = re.compile(r"toc\b|contents|目录", re.IGNORECASE)
_AROUND_CONTENTS = frozenset({"contents-start", "contents-end"})
_COPY = re.compile(r"_Copy_\d+$")


Anchors = tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block of the draft. ``id`` is "" where it is new; ``joined`` are the other blocks that
    begin in it, ``part_of`` the block that it was split off from; ``comments`` are the numbers of
    comments on it, each with the words that it stands on.
    """

    id: str
    style: str
    content: Content
    joined: tuple[str, ...] = ()
    part_of: str = ""
    comments: Anchors = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its editor sees it. ``base`` is None where it doesn't bear our record; ``lost``
    names what isn't carried over; ``tracked`` counts changes that were tracked.
    """

    blocks: tuple[ReadBlock, ...]
    comments: tuple[Comment, ...]
    base: Base | None
    lost: tuple[str, ...]
    tracked: int


def read_draft(blob: bytes, where: Place) -> Draft:
    """Raises SourceUnreadable (5) or LimitExceeded (12) for what isn't a sound DOCX."""
    package = Package(blob, where)
    base = base_in(package)
    reader = _Reader(package, base)
    body = package.parse(package.document)
    root = body.find(qn("w:body")) if body is not None else None
    reader.measure = measure_of(root)
    blocks = [] if root is None else [*reader.blocks(root), *reader.rest()]
    unmade = unread(package, root, base, reader.contents, blocks)
    comments = comments_of(package)
    placed = {number for block in blocks for number, _ in block.comments}
    stray = {unplaced(one) for one in comments if one.id not in placed and one.is_new}
    if any("" in notes_in(block.content) for block in blocks):
        reader.line.lost.add("notes without words (what was printed there stays)")
    lost = {*reader.line.lost, *package.outside(), *missing(root, reader.read), *unmade, *stray}
    return Draft(tuple(blocks), comments, base, tuple(sorted(lost)), reader.line.tracked)


class _Reader:
    """Goes through the body. Holds which bookmarks are open, and what was read."""

    def __init__(self, package: Package, base: Base | None) -> None:
        self.package = package
        self.measure = 0
        self.ours = recorded(base)
        sheet = package.parse(package.part("styles"))
        styles = list(sheet.iter(qn("w:style"))) if sheet is not None else []
        self.names = {str(one.get(qn("w:styleId"))): style_name(one) for one in styles}
        self.line = LineReader({}, stressed(styles, self.ours.roles), self.ours.pinyin)
        self.note_roots = [
            root
            for part in ("footnotes", "endnotes")
            if (root := package.parse(package.part(part))) is not None
        ]
        self.line.notes = {
            (key, str(node.get(qn("w:id")))): Note(self._note(node))
            for root in self.note_roots
            for key in ("footnote", "endnote")
            for node in root.iter(qn(f"w:{key}"))
            if node.get(qn("w:type")) in (None, "normal")
        }
        self.read: Counter[str] = Counter()
        self.ids: dict[str, str] = {}  # open bookmarks: number → id of the block
        self.pending: list[Event] = []  # bookmarks that stand between paragraphs
        self.held: list[Event] = []  # a paragraph whose mark was struck out
        self.struck = ""  # and its style, where all its words were, too
        self.contents: list[Element] = []  # lines of the contents
        self.drawn: set[str] = set()  # pictures of ours that were met

    def blocks(self, holder: Element) -> Iterator[ReadBlock]:
        for node in holder:
            if node.tag == qn("w:p"):
                yield from self._paragraph(node)
            elif node.tag == qn("w:tbl") and self._is_frame(node):
                for cell in node.iter(qn("w:tc")):
                    yield from self.blocks(cell)
            elif node.tag == qn("w:tbl"):
                yield from self._table(node)
            elif node.tag == qn("w:sdt"):
                content = node.find(qn("w:sdtContent"))
                if content is not None and is_contents(node):
                    self.contents += content.iter(qn("w:p"))
                elif content is not None:
                    yield from self.blocks(content)
            elif node.tag in {qn("w:bookmarkStart"), qn("w:bookmarkEnd")}:
                self.pending += self.line.events([node])
            elif node.tag in {qn("w:ins"), qn("w:moveTo"), qn("w:customXml")}:
                yield from self.blocks(node)

    def _is_frame(self, table: Element) -> bool:
        """Whether a table only holds parts of the front matter in their place."""
        return any(
            self._named(str(one.get(qn("w:name")))).startswith(FRONT)
            for one in table.iter(qn("w:bookmarkStart"))
        ) or any(self._role(one) in self.ours.front_styles for one in table.iter(qn("w:p")))

    def _role(self, paragraph: Element) -> str:
        return self.ours.roles.get(self.names.get(value(paragraph, "w:pPr", "w:pStyle"), ""), "")

    def _paragraph(self, node: Element) -> Iterator[ReadBlock]:
        name = self.names.get(value(node, "w:pPr", "w:pStyle"), "")
        lost = set(self.line.lost)
        events = self.line.events(node)
        if self._is_contents(name, events):
            self.contents.append(node)
            self._count(events)
            return
        events = [*self.held, *self.pending, *events]
        if any(self._id(one) in self.ours.opaque for one in events if one.kind == "start"):
            self.line.lost = lost  # a picture of ours
        self.held, self.pending = [], []
        if any(node.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{tag}") is not None for tag in GONE):
            self.held, self.struck = events, "" if any(map(has_words, events)) else name
            return
        style = self.ours.roles.get(name) or heading(name)
        # LibreOffice gives what follows a paragraph that was struck out its style. An editor who
        # does so tracks that, too.
        given = (
            self.struck == name != "" and node.find(f"{qn('w:pPr')}/{qn('w:pPrChange')}") is None
        )
        self.struck = ""
        listed = node.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        for block in self._of_events(events, style):
            if listed and (not block.id or (style or self.ours.dressed[block.id]) == Style.BODY):
                self.line.lost.add("automatic numbers or bullets of a list")
            yield replace(block, style="") if given and block.id else block

    def _is_contents(self, style: str, events: Iterable[Event]) -> bool:
        """Whether a paragraph is a line of contents that have lost their control: no block of ours
        in another dress, nor words typed into the empty lines around them.
        """
        role = self.ours.roles.get(style, "")
        dressed = _CONTENTS_NAME.match(style) and role not in _AROUND_CONTENTS
        return bool(dressed) and not any(self._id(one) for one in events if one.kind == "start")

    def rest(self) -> Iterator[ReadBlock]:
        """A last paragraph whose mark was struck out, and which none follows."""
        held, self.held = self.held, []
        yield from self._of_events(held, "")

    def _of_events(self, events: list[Event], style: str) -> Iterator[ReadBlock]:
        boxes = [event.box for event in events if event.kind == "box" and event.box is not None]
        ours = any(self._id(event) in self.ours.opaque for event in events if event.kind == "start")
        drawn = [event for event in events if event.kind == "picture" and (event.name or not ours)]
        copies = {self._id(event) for event in drawn} & self.drawn
        events = [event for event in events if event.kind != "picture"]
        starts = [event for event in events if event.kind == "start" and self._id(event)]
        if len(starts) > 1 and all(self._id(event).startswith(FRONT) for event in starts):
            yield from self._parts(events)
        else:
            whole = bool(starts) and self._id(starts[0]).startswith(FRONT)
            if not starts and style in self.ours.front_styles:
                events = [tab_as_break(one) for one in events]
            for run in [events] if whole else split(events):
                block = self._block(run, style)
                if block.content.words or block.id in self.ours.opaque - copies:
                    yield block
        for event in drawn:
            picture = self._picture(event)
            if picture is not None:
                yield picture
        for box in boxes:
            yield from self.blocks(box)

    def _picture(self, event: Event) -> ReadBlock | None:
        """A picture that is new, as a block; None where it is one of ours, or can't be kept.
        A copy of one of ours is new.
        """
        id = self._id(event)
        if event.box is None or id in self.ours.opaque - self.drawn:
            self.drawn.add(id)
            return None
        try:
            picture = picture_of(event.box, self.package, self.measure)
        except NoPicture as error:
            self.line.lost.add(str(error))
            return None
        self.line.lost |= shaped(event.box)
        return ReadBlock("", PICTURE, Content(picture=picture))

    def _parts(self, events: list[Event]) -> Iterator[ReadBlock]:
        """Parts of the front matter that share a line, each from its bookmark to the next."""
        runs: list[list[Event]] = [[]]
        for event in events:
            if event.kind == "start" and self._id(event):
                runs.append([])
            runs[-1].append(event)
        for run in runs[1:]:
            yield self._block(run, "")

    def _block(self, events: list[Event], style: str) -> ReadBlock:
        inside: dict[str, str] = {}  # words within each bookmark that begins here
        part_of = next(iter(self.ids.values()), "")
        opened = dict(self.ids)
        for event in events:
            if event.kind == "start" and self._id(event):
                opened[event.number] = self._id(event)
                inside.setdefault(self._id(event), "")
            elif event.kind == "end":
                opened.pop(event.number, None)
            elif event.piece is not None:
                for one in set(opened.values()) & set(inside):
                    inside[one] += event.piece.text
        self.ids = opened
        told = [one for one, words in inside.items() if words.strip()] or list(inside)[:1]
        own, others = (told[0], tuple(told[1:])) if told else ("", ())
        ours = Style.TIMELINE in (style, self.ours.dressed.get(own))
        words, comments = self._words(list(untabbed(events, ours=ours)), own)
        if style.startswith(HEADING) or style == CAPTION or own.startswith(FRONT):
            words = self._undressed(words)
        self._count(events)
        return ReadBlock(own, style, Content(words), others, "" if own else part_of, comments)

    def _words(self, events: Sequence[Event], own: str = "") -> tuple[Words, Anchors]:
        pieces: list[Piece] = []
        opened: dict[str, int] = {}
        comments: list[tuple[str, int, int]] = []
        marked: list[tuple[str, int, int]] = []
        at = 0
        for event in events:
            if event.piece is not None:
                pieces.append(event.piece)
                at += len(event.piece.text) if isinstance(event.piece, Text) else 0
            elif event.kind == "comment":
                opened[event.number] = at
            elif event.kind == "comment-end":
                comments.append((event.number, opened.pop(event.number, 0), at))
            elif event.kind == "comment-mark" and event.number not in opened:
                marked.append((event.number, at, at))
        # Programs may leave out what a comment stands on, and only say where.
        ranged = {number for number, _, _ in comments}
        comments += (one for one in marked if one[0] not in ranged)
        comments += ((number, start, at) for number, start in opened.items())
        words = joined(self._with_citations(joined(pieces), own))
        return words, tuple((number, cut(words, start, end)) for number, start, end in comments)

    def _undressed(self, words: Words) -> Words:
        """Words of a line that keeps no looks and no notes."""
        self._name_dots(words)
        if any(isinstance(one, Note) for one in words):
            self.line.lost.add("a note in a title, a heading, a caption or a table's head")
        return joined(
            Text(one.text) if isinstance(one, Text) else one
            for one in words
            if not isinstance(one, Note)
        )

    def _name_dots(self, words: Iterable[Piece | None]) -> None:
        """Name dots of emphasis that are not kept."""
        if any(isinstance(one, Text) and one.dots for one in words):
            self.line.lost.add("dots of emphasis in a title, a heading, a table's head or a note")

    def _with_citations(self, words: Words, own: str) -> Iterator[Piece]:
        known = self.ours.cites - self.ours.spoken.get(own, frozenset())
        for one in words:
            if not isinstance(one, Text):
                yield one
                continue
            for piece in citations_in(one.text, known):
                yield replace(one, text=piece.text) if isinstance(piece, Text) else piece

    def _table(self, table: Element) -> Iterator[ReadBlock]:
        """A table as one block; the rows of a source's as a block each."""
        rows: list[ReadBlock] = []
        for row in table.iter(qn("w:tr")):
            if row.getparent() is not table and not within_control(row, table):
                self.line.lost.add("a table within a table (its words are kept)")
                continue
            if is_struck(row):
                self.line.tracked += 1
                continue
            cells: list[Words] = [()] * before(row)
            ids, comments = list[str](), list[tuple[str, Words]]()
            for cell in row.iter(qn("w:tc")):
                if cell.getparent() is row or within_control(cell, row):
                    words, found, remarks = self._cell(cell)
                    cells += (words, *[()] * (columns(cell) - 1))
                    ids += found
                    if columns(cell) > 1 or is_merged_down(cell):
                        self.line.lost.add("cells put together (their words stand in the first)")
                    comments += remarks
            own, *others = ids or [""]
            content = Content((), (tuple(cells),))
            rows.append(ReadBlock(own, Style.ROW, content, tuple(others), "", tuple(comments)))
        if any(self.ours.dressed.get(id) in ROWS for one in rows for id in (one.id, *one.joined)):
            yield from map(row_alone, rows)
            return
        head = [tuple(map(self._undressed, row.content.rows[0])) for row in rows[:1]]
        id, content, remarks = whole_table(rows, head)
        yield ReadBlock(id, TABLE, content, comments=remarks)

    def _cell(self, cell: Element) -> tuple[Words, list[str], Anchors]:
        words: list[Piece] = []
        ids = []
        comments: Anchors = ()
        for paragraph in cell.iter(qn("w:p")):
            events = self.line.events(paragraph)
            if any(one.kind == "picture" for one in events):
                self.line.lost.add("a picture within a table")
            ids += [self._id(one) for one in events if one.kind == "start" and self._id(one)]
            self._count(events)
            for run in split(events):
                said, remarks = self._words(list(untabbed(run, ours=False)))
                comments += remarks
                if said and words:
                    words.append(Text(BLANK))
                words += said
        return joined(words), ids, comments

    def _note(self, node: Element) -> str:
        """A note's words: what follows its number, paragraphs put together."""
        out = []
        for paragraph in node.iter(qn("w:p")):
            events = self.line.events(paragraph)
            if any(one.kind == "picture" for one in events):
                self.line.lost.add("a picture within a note")
            self._name_dots(one.piece for one in events)
            pieces = [one.piece.text for one in events if isinstance(one.piece, Text)]
            out.append("".join(pieces).strip().replace(TAB, BLANK))
        return BLANK.join(text for text in out if text)

    def _id(self, event: Event) -> str:
        return self._named(event.name)

    def _named(self, name: str) -> str:
        """The id of a bookmark. LibreOffice copies those in tables that float, under new names."""
        return self.ours.bookmarks.get(_COPY.sub("", name), "")

    def _count(self, events: Iterable[Event]) -> None:
        for one in events:
            if isinstance(one.piece, Text):
                self.read.update("".join(one.piece.text.split()))
