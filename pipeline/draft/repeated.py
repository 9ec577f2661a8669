"""What repeats a sentence that an editor has changed says what the editor made of it.

A key point, a row of figures, an event or a term repeats words of one sentence of the text
(:mod:`pipeline.model.repeat`). Where an editor has changed that sentence, they are taken from the
words that stand there now; where that can't be done, since the sentence has gone or what is
repeated is drawn, the repeat is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import LCSseq

from pipeline.draft.blocks import Content, block_of
from pipeline.draft.edits import Kind
from pipeline.draft.merge_blocks import merge_content
from pipeline.draft.rebuild import voiced
from pipeline.draft.verdicts import Rewriting
from pipeline.draft.words import NUMBER, Text
from pipeline.model.manuscript import (
    Heading,
    Lead,
    Paragraph,
    Run,
    Style,
    Table,
    Voice,
    all_inlines,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.draft.blocks import Block
    from pipeline.draft.edits import Edit
    from pipeline.draft.rebuild import Citations
    from pipeline.model.manuscript import Element, Inline
    from pipeline.model.repeat import Repeat

Cells = tuple[tuple["Inline", ...], ...]

_OF_IT = 0.6
"""So much of a sentence, at least, is in the words that it was made of."""

_DATE = re.compile("[年月日]")


class Reworded:
    """A paragraph's words as the sources give them, and what stands in their place: in it, in what
    was split off from it, in what it was joined to. ``elsewhere`` are the words of the other
    paragraphs, into which a sentence may have been moved; ``inlines`` all that they may be of.
    """

    def __init__(self, was: str, now: str, elsewhere: str, inlines: Sequence[Inline]) -> None:
        self.was, self.now, self.elsewhere = was, now, elsewhere
        self.inlines = inlines

    @cached_property
    def _rewriting(self) -> Rewriting:
        return Rewriting((Text(self.was),), (Text(self.now),))

    def sentence(self, start: int, end: int) -> str:
        """What the sentence at characters [start, end) reads now; "" where it has gone.

        >>> def now(text):
        ...     return Reworded("水清了。鱼来了三条。", text, "", ()).sentence(4, 10)
        >>> now("水清了。鱼来了五条。"), now("水清了。岸绿了。鱼来了三条！"), now("水清了。")
        ('鱼来了五条。', '鱼来了三条！', '')
        """
        # The process that reads a draft needs none of it.
        from pipeline.collate import split_sentences

        said = self.was[start:end]
        if said in self.now or said in self.elsewhere:
            return said
        found = self._rewriting.in_place_of(start, end)
        for text in (found or "", self.now):
            sentences = [text[start:end] for start, end in split_sentences(text)]
            alone = text == found and len(sentences) == 1
            its = [n for n, one in enumerate(sentences) if alone or _made_of(one, said)]
            if its:
                return "".join(sentences[its[0] : its[-1] + 1]).strip()
        return ""

    def names(self, name: str, start: int, end: int) -> set[str]:
        """What stands now where characters [start, end) had a name, "" where that can't be told.

        >>> made = Reworded("柯宁来了。柯宁走了。", "柯凝来了。柯凝走了。", "", ())
        >>> made.names("柯宁", 0, 10), made.names("云山", 0, 10)
        ({'柯凝'}, set())
        """
        places = [one.start() for one in re.finditer(re.escape(name), self.was[start:end])]
        told = (self._rewriting.in_place_of(start + at, start + at + len(name)) for at in places)
        return {one or "" for one in told}


def reworded(
    paragraphs: Iterable[str],
    was: Mapping[str, Block],
    made: Mapping[str, Element],
    order: Sequence[str],
    edits: Sequence[Edit],
) -> dict[str, Reworded]:
    """Of some paragraphs those whose words have changed, or moved to others. ``made`` are the
    paragraphs as they are now, those that are printed in ``order``.
    """
    hosts: dict[str, set[str]] = {}
    for edit in edits:
        for id, _ in edit.sources if edit.kind is not Kind.COMMENT else ():
            hosts.setdefault(id, set()).add(edit.block)
    texts = {id: block_of(made[id]).content.text for id in order if id in made}
    out = {}
    for id in paragraphs:
        here = [one for one in texts if one == id or one in hosts.get(id, ())]
        if id not in was or (here == [id] and texts[id] == was[id].content.text):
            continue
        now = "".join(texts[one] for one in here)
        elsewhere = "\n".join(text for one, text in texts.items() if one not in here)
        inlines = list(all_inlines([made[one] for one in here]))
        out[id] = Reworded(was[id].content.text, now, elsewhere, inlines)
    return out


def _made_of(sentence: str, said: str) -> bool:
    return LCSseq.similarity(sentence, said) >= _OF_IT * len(sentence) > 0


def words_now(words: str, was: str, now: str) -> str | None:
    """What a run of a sentence reads once the sentence does; None where that can't be told.

    >>> was, now = "去年产值为241亿美元，增长3%。", "去年产值为214亿美元，约增长3%。"
    >>> [words_now(one, was, now) for one in ("241亿美元", "3%", "产值", "产值增长")]
    ['214亿美元', '3%', '产值', '产值增长']
    >>> [words_now(one, was, "去年产值降了。") for one in ("241亿美元", "产值增长")]
    [None, None]
    """
    if words == was:
        return now or None
    at = was.find(words)
    if at < 0:  # put together of several runs, or told by another sentence
        apart = _in_order(words, was) and not _in_order(words, now)
        dated = _DATE.search(words) and _dates(was) != _dates(now)
        return None if apart or dated else words
    if was.count(words) > 1:
        return words if was.count(words) == now.count(words) else None
    found = Rewriting((Text(was),), (Text(now),)).in_place_of(at, at + len(words))
    return (found or "").strip("，、；") or None


def _in_order(words: str, text: str) -> bool:
    return LCSseq.similarity(words, text) == len(words)


def _dates(text: str) -> list[str]:
    return [one for one in NUMBER.findall(text) if _DATE.search(one)]


class Said(NamedTuple):
    """What an element says that repeats sentences: None where it can't say it any more; the words
    that were left out with it, or with rows of it; and those that ``went`` with a sentence that an
    editor has struck out.
    """

    element: Element | None
    gone: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


def repeated(
    element: Element,
    repeats: Iterable[Repeat],
    reworded: Mapping[str, Reworded],
    citations: Citations,
) -> Said:
    """An element that repeats sentences of ``reworded`` paragraphs, as they are now."""
    rows: list[Cells | None] = list(element.rows) if isinstance(element, Table) else []
    gone: list[str] = []
    went: list[str] = []
    for one in repeats:
        paragraph = reworded.get(one.paragraph)
        now = {} if paragraph is None else _changed(one, paragraph)
        if paragraph is None or now == {}:
            continue
        struck = not paragraph.sentence(one.start, one.end)
        if one.row is not None:
            row = rows[one.row]
            rows[one.row] = row and said_anew(row, now, one.marks, paragraph, citations)
            if not rows[one.row]:
                (went if struck else gone).append(" ".join(one.words))
            continue
        if isinstance(element, Paragraph) and not one.fixed:
            said = said_anew((element.inlines,), now, one.marks, paragraph, citations)
            if said is not None:
                element = replace(element, inlines=said[0])
                continue
        words = (" ".join(one.words),)
        return Said(None, went=words) if struck else Said(None, words)
    if isinstance(element, Table):
        told = tuple(row for row in rows if row is not None)
        return Said(replace(element, rows=told) if told else None, tuple(gone), tuple(went))
    return Said(element)


def clashes(edit: Edit, now: Element) -> bool:
    """Whether an edit of a repeat meets words that have changed, too."""
    was, after = edit.before or Content(), edit.after or Content()
    return bool(merge_content(was, after, block_of(now).content).clashes)


def left_bare(
    order: Sequence[str], elements: Mapping[str, Element], gone: AbstractSet[str]
) -> Iterator[str]:
    """The headings of which all that stood below them has ``gone``."""
    for n, id in enumerate(order):
        heading = elements.get(id)
        if isinstance(heading, Heading) or _is_letter(heading):
            below = []
            for one in order[n + 1 :]:
                if _ends(elements.get(one), heading):
                    break
                below.append(one)
            left = [one for one in below if one not in gone]
            if len(left) < len(below) and all(
                isinstance(elements.get(one), Heading) for one in left
            ):
                yield id


def _ends(element: Element | None, heading: Element | None) -> bool:
    """Whether an element is the heading of what follows a heading's own part, or a letter's."""
    if not isinstance(heading, Heading):
        return isinstance(element, Heading) or _is_letter(element)
    return isinstance(element, Heading) and element.level <= heading.level


def _is_letter(element: Element | None) -> bool:
    return isinstance(element, Paragraph) and element.style is Style.INDEX_LETTER


def _changed(repeat: Repeat, paragraph: Reworded) -> dict[str, str] | None:
    """The words that read otherwise now; None where one can't be told."""
    was = paragraph.was[repeat.start : repeat.end]
    now = paragraph.sentence(repeat.start, repeat.end)
    if now == was:
        return {}
    told = {words: words_now(words, was, now) for words in repeat.words}
    changed = {words: new for words, new in told.items() if new is not None and new != words}
    return None if None in told.values() else changed


def said_anew(
    cells: Cells,
    now: Mapping[str, str] | None,
    marks: Sequence[str],
    paragraph: Reworded,
    citations: Citations,
) -> Cells | None:
    """Cells with new words and without the marks of ours that spoke of the old ones; None where
    these don't stand there by themselves.
    """
    said = {one.text for cell in cells for one in cell if isinstance(one, Run | Lead)}
    if now is None or not now.keys() <= said:
        return None

    def again(inline: Inline) -> Iterator[Inline]:
        new = now.get(inline.text) if isinstance(inline, Run | Lead) else None
        if isinstance(inline, Run) and inline.voice is Voice.OURS and inline.text in marks:
            return
        if new is None:
            yield inline
        elif isinstance(inline, Lead):
            yield replace(inline, text=new, voice=Voice.EDITOR)
        else:
            yield from voiced((Text(new),), (inline, *paragraph.inlines), citations)

    return tuple(tuple(made for one in cell for made in again(one)) for cell in cells)
