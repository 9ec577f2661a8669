"""What the end of a page doesn't part: 歌词是这样的： and what it announces, a stanza's lines, a
table and the line above that says what it is, a picture and its caption, a heading and two lines at
least.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.model.manuscript import (
    Citation,
    Heading,
    Illustration,
    Lead,
    Paragraph,
    Run,
    Style,
)
from pipeline.model.rows import is_row
from pipeline.typography.titles import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.manuscript import Element
    from pipeline.typography.tokens import Layout

_TEXT = frozenset({Style.BODY, Style.EDITOR_NOTE, Style.ABSTRACT})
_CAPTIONS = frozenset({Style.CAPTION, Style.CHART_CAPTION})
_MARKS = ("\N{FULLWIDTH COLON}", ":")
_QUESTION = ("？", "?")
_ENDS = (*_QUESTION, "。", "！", "!", "；", "\N{RIGHT DOUBLE QUOTATION MARK}")

#: A line of verse, or an item of a list, is no wider, in characters.
_SHORT = 20

#: Lines of one length that nothing announces are verse where there are so many: 绝句.
_ALIKE = 4

#: So many lines stand on one page (律诗); of more, no one stands alone.
_STANZA = 8


def kept_with_next(elements: Sequence[Element], layout: Layout) -> frozenset[str]:
    """The ids of the elements that stand on the page of the next one."""
    return frozenset((*_kept(elements), *_beside_one_line(elements, layout)))


def announces(element: Element) -> bool:
    """Whether the words of a paragraph of the text, its citation and notes left out, end in a
    colon: verse, a list, a letter follows. (资料来源： below a chart announces its citation.)
    """
    return _words(element).endswith(_MARKS)


def _kept(elements: Sequence[Element]) -> Iterator[str]:
    yield from (above.id for above, below in pairwise(elements) if _leads_to(above, below))
    before: Element | None = None
    for short, run in groupby(elements, _is_short):
        lines = list(run)
        yield from (one.id for one in lines if announces(one))
        if short:
            said = before is not None and announces(before)
            verse = list(_of_one_length(lines))
            for stanza in verse or ([lines] if said else []):
                yield from _unparted(stanza)
        before = lines[-1]


def _leads_to(above: Element, below: Element) -> bool:
    """Whether a paragraph says what stands below it without a colon: a line above a table that is
    no sentence, or a short question.
    """
    words = _words(above)
    if is_row(below):
        return bool(words) and not words.endswith(_ENDS)
    return words.endswith(_QUESTION) and text_width(words) <= _SHORT


def _beside_one_line(elements: Sequence[Element], layout: Layout) -> Iterator[str]:
    """Paragraphs of one line below a heading, which keeps but that line: two are wanted. Pictures
    above one: it is their caption.
    """
    for above, below in pairwise(elements):
        captioned = isinstance(above, Illustration)
        if captioned and isinstance(below, Paragraph) and below.style in _CAPTIONS:
            yield above.id
        elif _words(below) and _is_one_line(below, layout):
            if captioned:
                yield above.id
            elif isinstance(above, Heading):
                yield below.id


def _is_one_line(paragraph: Element, layout: Layout) -> bool:
    style, cited = layout.styles["body"], layout.styles["citation"].size
    words, marks = text_width(_words(paragraph)), text_width(_citations(paragraph))
    room = layout.page.measure - (style.indent + words) * style.size
    return marks * cited <= room


def _is_short(element: Element) -> bool:
    words = _words(element)
    return bool(words) and text_width(words) <= _SHORT and not words.endswith(_MARKS)


def _of_one_length(lines: Sequence[Element]) -> Iterator[list[Element]]:
    """Verse among short lines, by its form."""
    for _, run in groupby(lines, lambda one: sum(letter.isalnum() for letter in _words(one))):
        stanza = list(run)
        if len(stanza) >= _ALIKE:
            yield stanza


def _unparted(stanza: Sequence[Element]) -> Iterator[str]:
    """All lines but the last; of a long stanza the first and the last but one."""
    kept = stanza[:-1] if len(stanza) <= _STANZA else (stanza[0], stanza[-2])
    return (one.id for one in kept)


def _words(element: Element) -> str:
    """The words of a paragraph of the text, its citation and notes left out; "" of all else."""
    if not isinstance(element, Paragraph) or element.style not in _TEXT:
        return ""
    return "".join(one.text for one in element.inlines if isinstance(one, Run | Lead)).rstrip()


def _citations(paragraph: Element) -> str:
    inlines = paragraph.inlines if isinstance(paragraph, Paragraph) else ()
    return "".join(one.text for one in inlines if isinstance(one, Citation))
