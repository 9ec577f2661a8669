"""Merged content → elements of a manuscript, with the voice of every word.

What the paragraph had before keeps its voice, everything else is the editor's. Citations are
those of the book as it is now: a sentence that was moved takes its own along, with the lines that
it has today.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.draft.blocks import HEADING, TABLE, Content, block_of
from pipeline.draft.hunks import hunks, text_keys
from pipeline.draft.merge import APART
from pipeline.draft.merge_rows import own_row
from pipeline.draft.words import Cite, Note, Text, Words, joined, line, of_inlines, tokens
from pipeline.model.manuscript import (
    Citation,
    Cited,
    CrossReference,
    Heading,
    Lead,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Table,
    Voice,
    all_inlines,
)
from pipeline.model.source import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model.manuscript import Element, Inline

_NUMBER = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．]\s?"
)
_LINES = re.compile(r"(\d+)(?:[–-](\d+))?")
UNNUMBERED = 0
"""The number of a note until all notes of the book are numbered anew."""


class Citations:
    """The citations of the book, by what they print."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._known: dict[str, Citation] = {}
        self._anchors: dict[str, str] = {}
        self.stale: list[str] = []
        for one in all_inlines(elements):
            if isinstance(one, Citation):
                self._known.setdefault(one.text, one)
                self._anchors |= {cited.siglum: cited.anchor for cited in one.cited}

    @property
    def anchors(self) -> frozenset[str]:
        """The ids of the elements that citations lead to."""
        return frozenset(self._anchors.values())

    def of(self, text: str) -> Citation | None:
        """The citation with this text. One whose lines the book doesn't cite any more is built
        from its words, and kept in ``stale``; None where its source has gone.
        """
        if text in self._known:
            return self._known[text]
        self.stale.append(text)
        inner = text.removeprefix(Citation.OPEN).removesuffix(Citation.CLOSE)
        cited = []
        for one in inner.split(Citation.BETWEEN):
            siglum, _, runs = one.partition(":")
            if siglum not in self._anchors:
                return None
            cited.append(Cited(siglum, lines_cited(runs), self._anchors[siglum]))
        made = Citation(tuple(cited))
        return made if made.text == text else None


def lines_cited(runs: str) -> tuple[Lines, ...]:
    """The lines of a source in a citation.

    >>> lines_cited("37–39,41")
    (Lines(first=37, last=39), Lines(first=41, last=41))
    """
    return tuple(Lines(int(first), int(last or first)) for first, last in _LINES.findall(runs))


def rebuilt(
    element: Element | None,
    style: str,
    identity: str,
    content: Content,
    pool: Sequence[Inline],
    citations: Citations,
) -> Element:
    """The element with this content; ``element`` is what it was, None for a new one, ``pool``
    whatever its words may come from.
    """
    if element is not None:
        was = block_of(element)
        if (was.content, was.style) == (content, style):
            return element
    if style.startswith(HEADING):
        return _heading(element, int(style[len(HEADING) :]), identity, line(content.words))
    if style == TABLE:
        return _table(element, identity, content, pool, citations)
    chosen = Style(style) if style in set(Style) else Style.BODY
    return Paragraph(identity, chosen, tuple(voiced(content.words, pool, citations)))


def _heading(element: Element | None, level: int, identity: str, printed: str) -> Heading:
    number = element.number if isinstance(element, Heading) else ""
    if not number or not printed.startswith(number):
        found = _NUMBER.match(printed)
        number = found[0] if found else ""
    text = printed[len(number) :]
    same = isinstance(element, Heading) and element.text == text
    voice = element.voice if same and isinstance(element, Heading) else Voice.EDITOR
    return Heading(identity, level, number, text, voice)


def _table(
    element: Element | None,
    identity: str,
    content: Content,
    pool: Sequence[Inline],
    citations: Citations,
) -> Table:
    columns = max((len(row) for row in content.rows), default=1)
    padded = [(*row, *((),) * (columns - len(row))) for row in content.rows] or [((),) * columns]
    was = element if isinstance(element, Table) else None
    told = tuple(tuple(of_inlines(cell) for cell in row) for row in was.rows) if was else ()
    rows = []
    for n, row in enumerate(padded[1:]):
        at = own_row(row, told)
        at = n if at < 0 else at
        own = was.rows[at] if was and at < len(was.rows) else ()
        rows.append(
            tuple(
                tuple(voiced(cell, own[m] if m < len(own) else pool, citations))
                for m, cell in enumerate(row)
            )
        )
    widths = was.widths if was and len(was.widths) == columns else (1 / columns,) * columns
    return Table(
        identity, line(content.words), tuple(line(cell) for cell in padded[0]), tuple(rows), widths
    )


def voiced(words: Words, pool: Sequence[Inline], citations: Citations) -> Iterator[Inline]:
    """Words as inlines. Text that stands in the pool, in its order, has the voice it has there;
    all else, and what is shorter than APART between two changes, is the editor's.
    """
    was = [(token, one) for one in pool for token in tokens(of_inlines([one]))]
    now = tokens(words)
    old_keys, new_keys = text_keys(token for token, _ in was), text_keys(now)
    places: list[int | None] = [None] * len(now)
    for low, other_low, length in _common(old_keys, new_keys):
        text = "".join(line([one.piece]) for one in now[other_low : other_low + length])
        starts = low == other_low == 0
        ends = (low + length, other_low + length) == (len(was), len(now))
        marks = any(not isinstance(one.piece, Text) for one in now[other_low : other_low + length])
        if len(text) >= APART or starts or ends or marks:
            for n in range(length):
                places[other_low + n] = low + n
    made = [
        _inline(token.piece, None if place is None else was[place][1], citations)
        for token, place in zip(now, places, strict=True)
    ]
    # Between two inlines of the pool something may have gone: they aren't put together.
    apart = [n for n, one in enumerate(pool) for _ in tokens(of_inlines([one]))]
    stood = [None if place is None else place + apart[place] for place in places]
    yield from _put_together(made, stood)


def _common(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[int, int, int]]:
    """Runs of keys that both have: where they start in either, and their length."""
    at = other = 0
    for hunk in hunks(old, new):
        if hunk.low > at:
            yield at, other, hunk.low - at
        at, other = hunk.high, hunk.other_high
    if len(old) > at:
        yield at, other, len(old) - at


def _inline(piece: Text | Note | Cite, origin: Inline | None, citations: Citations) -> Inline:
    """A token as an inline: of the kind and voice that it comes from."""
    if isinstance(piece, Note):
        return NoteCall(UNNUMBERED, piece.text)
    if isinstance(piece, Cite):
        return citations.of(piece.text) or Run(piece.text, Voice.EDITOR)
    if isinstance(origin, Lead | CrossReference) and not any(piece.looks):
        return replace(origin, text=piece.text)
    voice = Voice.EDITOR if origin is None else getattr(origin, "voice", Voice.OURS)
    return Run(piece.text, voice, *piece.looks)


def _put_together(inlines: Sequence[Inline], places: Sequence[int | None]) -> Iterator[Inline]:
    """Neighbours of one kind and look put together, where they stood together before: a run of a
    source is a run of that source, however an editor has cut it.
    """
    held: list[Run | Lead | CrossReference] = []
    before: int | None = None
    for one, place in zip(inlines, places, strict=True):
        follows = place is None if before is None else place == before + 1
        before = place
        worded = one if isinstance(one, Run | Lead | CrossReference) else None
        if held and not (worded and follows and replace(held[0], text=worded.text) == worded):
            yield replace(held[0], text="".join(part.text for part in held))
            held = []
        if worded is None:
            yield one
        else:
            held.append(worded)
    if held:
        yield replace(held[0], text="".join(part.text for part in held))


def with_end_cited(element: Element, origins: Iterable[Element]) -> Element:
    """A paragraph that ends in words of one of ``origins`` whose citation stands in another part of
    it, or went with the words behind them: cited as they were there. Where only a citation was
    taken away, the editor wants none.
    """
    if not isinstance(element, Paragraph):
        return element
    end = element.inlines
    for n, one in enumerate(element.inlines):
        if isinstance(one, Citation):
            end = element.inlines[n + 1 :]
    said = [one.text for one in end if isinstance(one, Run) and one.voice is Voice.SOURCE]
    if not said:
        return element
    words = max(said, key=len)
    left = _behind(words, "".join(one.text for one in end if isinstance(one, Run)))
    for origin in origins:
        before = ""
        for one in all_inlines([origin]):
            if isinstance(one, Citation):
                if words in before and len(_behind(words, before)) > len(left):
                    return replace(element, inlines=(*element.inlines, one))
                before = ""
            elif isinstance(one, Run):
                before += one.text
    return element


def _behind(words: str, text: str) -> str:
    return text.rpartition(words)[2]


def unlinked(elements: Sequence[Element]) -> Iterator[Element]:
    """The elements, with plain words where a reference led to one that an editor struck out."""
    here = {one.id for one in elements}

    def bare(inline: Inline) -> Inline:
        gone = isinstance(inline, CrossReference) and inline.anchor not in here
        return Run(inline.text, Voice.OURS) if gone else inline

    for one in elements:
        if isinstance(one, Paragraph):
            yield replace(one, inlines=tuple(bare(inline) for inline in one.inlines))
        elif isinstance(one, Table):
            rows = tuple(
                tuple(tuple(bare(inline) for inline in cell) for cell in row) for row in one.rows
            )
            yield replace(one, rows=rows)
        else:
            yield one


def renumbered(elements: Iterable[Element]) -> tuple[Element, ...]:
    """The elements with their notes numbered from 1, through the whole book."""
    out: list[Element] = []
    number = 0
    for element in elements:
        if isinstance(element, Paragraph):
            inlines, number = _renumbered(element.inlines, number)
            out.append(replace(element, inlines=inlines))
        elif isinstance(element, Table):
            rows = []
            for row in element.rows:
                cells = []
                for cell in row:
                    inlines, number = _renumbered(cell, number)
                    cells.append(inlines)
                rows.append(tuple(cells))
            out.append(replace(element, rows=tuple(rows)))
        else:
            out.append(element)
    return tuple(out)


def _renumbered(inlines: Iterable[Inline], number: int) -> tuple[tuple[Inline, ...], int]:
    out: list[Inline] = []
    for one in inlines:
        if isinstance(one, NoteCall):
            number += 1
            out.append(replace(one, number=number))
        else:
            out.append(one)
    return tuple(out), number


def with_citations(words: Words, was: Sequence[Words], now: Sequence[Words]) -> Words:
    """Words that came from blocks which said ``was``: their citations as those blocks have them
    ``now``, one for one, where there are as many.
    """
    new: dict[str, str] = {}
    for old, today in zip(was, now, strict=True):
        olds = [one.text for one in old if isinstance(one, Cite)]
        todays = [one.text for one in today if isinstance(one, Cite)]
        if len(olds) == len(todays):
            new |= dict(zip(olds, todays, strict=True))
    return joined(
        Cite(new.get(one.text, one.text)) if isinstance(one, Cite) else one for one in words
    )
