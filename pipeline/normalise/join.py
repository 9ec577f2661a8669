"""The decision: do two printed lines belong to one paragraph?

Evidence is weighed, not chained: each row of EVIDENCE is a fact about the seam between a line
and the next, with a weight for joining (+) or parting (−). Lines are joined when the weights of
all facts that hold add up to more than nothing.

Two ways of setting are told apart, line by line (``columns``). Where text is **wrapped**, the
width decides: a line that reaches the edge of its column runs on, one that stops short ends its
paragraph. Extractors drop the indent of a first line, but the line stays two cells short: a
full line that ends in 。 is the end of its paragraph when the next line is two cells short and
the one after it is full. Where lines are **whole** paragraphs, only the marks at the end speak:
a paragraph that stops without one was cut by the edge of a column or a box.

An empty line says something only where it is rare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise import shapes
from pipeline.normalise.cells import cells
from pipeline.normalise.columns import is_indent
from pipeline.normalise.interleaved import word_across

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.normalise.columns import Setting
    from pipeline.normalise.lines import Line

_TOKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,%\-]*")

_SENTENCE_END = re.compile("[。！？]")

#: Fewer characters before a caption's first stop are the end of a sentence begun above.
_WHOLE_CAPTION = 5

_OPENING = "\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT CORNER BRACKET}"

#: A line this many cells short of its column, or less, is full.
_FULL = 1.25


@dataclass(frozen=True, slots=True)
class Seam:
    """Where two printed lines meet.

    ``after`` is the line after the lower one, None at the end; ``first`` says that the upper
    line opens its paragraph; ``open_marks`` counts the brackets and quotes that the paragraph
    has opened and not closed; ``across`` says that something which isn't part of the text (a
    page number) stands between; ``head`` that no sentence has ended yet: here titles stand.
    """

    above: Line
    below: Line
    after: Line | None
    setting: Setting
    first: bool = False
    open_marks: int = 0
    across: bool = False
    head: bool = False

    @property
    def wrapped(self) -> bool:
        return self.setting.column is not None

    @property
    def short_by(self) -> float:
        """Cells missing at the end of the upper line; 0 where lines are whole paragraphs."""
        return self.setting.missing(self.above)

    @property
    def full(self) -> bool:
        """Reaches the edge; a first line that lost its indent does so two cells early."""
        if not self.wrapped:
            return False
        if self.first and is_indent(self.short_by):
            return not self.ended or self.below_full
        return self.short_by <= _FULL

    @property
    def below_full(self) -> bool:
        """The lower line reaches the edge, which no first line does where indents got lost."""
        return self.wrapped and self.setting.missing(self.below) <= 1.5

    @property
    def ended(self) -> bool:
        return shapes.ends_sentence(self.above.text)


class Fact(NamedTuple):
    """One row of the table: what holds, how much it weighs, and why."""

    name: str
    weight: float
    holds: Callable[[Seam], bool]
    reason: str


def _nearly_full(seam: Seam) -> bool:
    """Within a fifth of the column's width of its edge: a narrower measure, a loose line."""
    column = seam.setting.column
    return column is not None and seam.short_by <= column / 5


def _lost_indent(seam: Seam) -> bool:
    """The lower line is two cells short without being the last of its paragraph.

    Either it runs on into the line after it, or that line is longer. A number or a word that
    had no room at its end makes it shorter still, and alone explains a small gap.
    """
    if not seam.wrapped or seam.after is None:
        return False
    missing = seam.setting.missing(seam.below)
    moved = _token_width(seam.after)
    if moved and missing <= moved + 0.5:
        return False
    if not is_indent(missing) and not (moved and is_indent(missing - moved)):
        return False
    runs_on = not shapes.ends_sentence(seam.below.text)
    return runs_on or seam.after.width > seam.below.width + 0.9


def _token_width(line: Line) -> float:
    """Cells of the number or word a line starts with; the mark behind it moves along."""
    token = _TOKEN.match(line.text)
    return cells(token[0]) if token else 0.0


def _token_moved(seam: Seam) -> bool:
    """The lower line starts with a number or a word that had no room in the upper one."""
    room = _token_width(seam.below)
    lost = 2.0 if seam.first and seam.setting.first_short else 0.0
    return bool(
        seam.wrapped and room and not seam.ended and _FULL < seam.short_by <= room + lost + 1.25
    )


def _flush_below(seam: Seam) -> bool:
    """Where first lines are short, the lower line is full: so it isn't a first line."""
    return seam.setting.first_short and seam.below_full and not seam.across


def _quote_runs_on(seam: Seam) -> bool:
    """A sentence ends, the quotation doesn't, and the next line doesn't open it anew."""
    again = seam.below.text[:1] in _OPENING
    return seam.full and seam.ended and seam.open_marks > 0 and not again


def _credit_follows(seam: Seam) -> bool:
    """A caption on its way to who took the picture."""
    if seam.ended:
        return False
    last = [line for line in (seam.below, seam.after) if line is not None]
    return any(shapes.ends_in_credit(line.text) for line in last)


def _two_halves(seam: Seam) -> bool:
    """Both lines together fill one: an extractor cut it at a quotation mark."""
    column = seam.setting.column
    return (
        column is not None
        and not seam.ended
        and abs(seam.above.width + seam.below.width - column) <= 1.0
    )


def _word_across(seam: Seam) -> bool:
    """A word of the dictionary begins above and ends below: 实｜现, 经｜济."""
    return not seam.ended and word_across(seam.above.text, seam.below.text)


def _inserted(seam: Seam) -> bool:
    """A caption between two lines of a paragraph: whole in its line, or the word that begins
    above it ends below it.
    """
    if not shapes.ends_in_credit(seam.below.text) or _word_across(seam):
        return False
    if seam.first or seam.after is None or not seam.full or seam.ended:
        return False
    caption = _SENTENCE_END.split(seam.below.text)[0]
    return len(caption) >= _WHOLE_CAPTION or word_across(seam.above.text, seam.after.text)


def _item_below(seam: Seam) -> bool:
    """The next line starts with a number of its own, where the line above may end."""
    below = seam.below.text
    if shapes.is_note(below) or shapes.is_field(below):
        return True
    may_end = seam.ended or not seam.wrapped or not _nearly_full(seam)
    lead_in = shapes.ends_in_lead_in(seam.above.text)
    return (may_end or lead_in) and shapes.starts_numbered(below)


def _headline(seam: Seam) -> bool:
    """Wider than the column it would belong to, however its marks are squeezed, and alone."""
    column = seam.setting.column
    return (
        column is not None
        and seam.above.width - seam.above.give > column + 1.0
        and seam.setting.missing(seam.below) >= -1.0
    )


def _rare_blank(seam: Seam) -> bool:
    return not seam.across and seam.below.blanks > 0 and seam.setting.blank_share <= 0.35


def _extra_blank(seam: Seam) -> bool:
    return not seam.across and seam.below.blanks > max(1, seam.setting.usual_blanks)


EVIDENCE: tuple[Fact, ...] = (
    Fact(
        "mark-first", 9, lambda s: shapes.cannot_start(s.below.text),
        "no paragraph starts with such a mark",
    ),
    Fact(
        "full-and-open", 3, lambda s: s.full and not s.ended,
        "the line reaches the edge of its column in mid-sentence",
    ),
    Fact(
        "full-but-ended", 0.5, lambda s: s.full and s.ended,
        "the line reaches the edge of its column, where a sentence happens to end",
    ),
    Fact(
        "short-and-ended", -7, lambda s: s.wrapped and not s.full and s.ended,
        "the line stops short at the end of a sentence",
    ),
    Fact(
        "short", -2, lambda s: s.wrapped and not s.full and not s.ended and not _nearly_full(s),
        "the line stops short of its column",
    ),
    Fact(
        "nearly-full", 0.5, lambda s: _nearly_full(s) and not s.full and not s.ended,
        "the line stops in mid-sentence, not far from the edge",
    ),
    Fact(
        "first-line-below", -2,
        lambda s: s.wrapped and not s.full and not s.ended and _lost_indent(s),
        "after a line that stops short, one that looks like a first line",
    ),
    Fact(
        "token-moved", 4, _token_moved, "a number or a word had no room at the end of the line",
    ),
    Fact(
        "flush-below", 3, _flush_below,
        "first lines are short here, and the next one is full",
    ),
    Fact("quote-runs-on", 3, _quote_runs_on, "the quotation goes on after the sentence"),
    Fact("credit-below", 2.5, _credit_follows, "a caption, on its way to its credit"),
    Fact("two-halves", 3, _two_halves, "both lines together fill one"),
    Fact(
        "lost-indent", -4, lambda s: s.ended and s.short_by <= _FULL and _lost_indent(s),
        "the next line is two cells short and runs on: a first line",
    ),
    Fact(
        "indent", -6, lambda s: s.setting.indented and 1.5 <= s.below.indent <= 4.5,
        "the next line is indented, as first lines are here",
    ),
    Fact(
        "no-indent", 3.5,
        lambda s: s.setting.indented and s.wrapped and s.below.indent < 1.5,
        "first lines are indented here, and the next one isn't",
    ),
    Fact(
        "pause", 3,
        lambda s: shapes.ends_in_pause(s.above.text) and (not s.wrapped or _nearly_full(s)),
        "the line ends in ， or 、",
    ),
    Fact(
        "verse", -3,
        lambda s: not s.wrapped and max(s.above.width, s.below.width) < 18
        and shapes.ends_with_mark(s.above.text) and s.above.text[-1] != "、",
        "two short lines, the first with a mark at its end",
    ),
    Fact(
        "colon", -5,
        lambda s: shapes.ends_in_colon(s.above.text)
        and (not s.full or _lost_indent(s) or s.below.text[:1] in _OPENING),
        "what the line announces stands in a paragraph of its own",
    ),
    Fact(
        "title", -4,
        lambda s: s.head and s.short_by > _FULL and not shapes.has_clause_mark(s.above.text),
        "at the head of the text, a line without a mark that stops short",
    ),
    Fact(
        "open-marks", 2.5, lambda s: s.open_marks > 0 and not s.ended,
        "a bracket or a quotation is still open",
    ),
    Fact(
        "lead-in", -1.5, lambda s: not s.full and shapes.ends_in_lead_in(s.above.text),
        "； or ： may end an item of a list",
    ),
    Fact(
        "dash-end", -5, lambda s: not s.full and shapes.ends_in_dash(s.above.text),
        "a dash leads over to what follows",
    ),
    Fact(
        "credit", -9, lambda s: shapes.ends_in_credit(s.above.text),
        "the line ends with who took the picture",
    ),
    Fact("word-across", 3, _word_across, "a word begins in one line and ends in the next"),
    Fact("across", -1, lambda s: s.across, "a page's edge stands between"),
    Fact(
        "item-below", -6, _item_below,
        "the next line opens an item, a note, a numbered paragraph",
    ),
    Fact(
        "inserted", -6, _inserted,
        "a line with a credit, and the one after it goes on where the upper line stopped",
    ),
    Fact(
        "bracketed", -5,
        lambda s: shapes.is_bracketed(s.below.text) and s.open_marks == 0,
        "the whole of the next line stands in brackets",
    ),
    Fact(
        "caption-above", -6,
        lambda s: not s.wrapped and s.first and shapes.is_caption(s.above.text),
        "the line is the caption of a picture or a table",
    ),
    Fact("headline", -4, _headline, "the line is wider than the column below it"),
    Fact("rare-blank", -5, _rare_blank, "an empty line, where they are rare"),
    Fact("extra-blank", -2, _extra_blank, "more empty lines than usual here"),
    Fact(
        "whole-and-ended", -7, lambda s: not s.wrapped and s.ended,
        "a paragraph on one line, ended",
    ),
    Fact(
        "whole-and-cut", 3,
        lambda s: not s.wrapped and not s.ended and s.above.width >= 25
        and not shapes.ends_in_colon(s.above.text),
        "a long paragraph on one line stops in mid-sentence",
    ),
    Fact(
        "whole-and-short", -2,
        lambda s: not s.wrapped and not s.ended and s.above.width < 25,
        "a short line by itself: a heading, a caption",
    ),
    Fact(
        "like-a-heading", -1.5,
        lambda s: not s.wrapped and s.above.width < 25
        and not re.search("[，、—]", s.above.text),
        "without a comma, it reads like a heading",
    ),
    Fact(
        "short-below", -3,
        lambda s: not s.wrapped and s.below.width < 20
        and not shapes.ends_sentence(s.below.text) and not _credit_follows(s),
        "a short line without an end mark follows: a heading, a caption",
    ),
)  # fmt: skip


def weigh(seam: Seam) -> tuple[Fact, ...]:
    """The facts that hold at a seam."""
    return tuple(fact for fact in EVIDENCE if fact.holds(seam))


def joins(seam: Seam) -> bool:
    r"""Whether the two lines belong to one paragraph.

    >>> from dataclasses import replace
    >>> from pipeline.normalise.columns import UNSET
    >>> from pipeline.normalise.lines import printed_lines
    >>> def decide(text, column):
    ...     above, below, *rest = printed_lines(text)
    ...     setting = replace(UNSET, column=column)
    ...     return joins(Seam(above, below, rest[0] if rest else None, setting))
    >>> decide("历史，是典型的循环经济产业。但中小企业多、龙\n头企业少、园区布局分散", 22.0)
    True
    >>> ends = "大、产业链较短，始终制约着产业高质量发展。\n"
    >>> decide(ends + "既要发展经济，又要保护环境，二者如何兼\n顾？", 21.0)
    False
    >>> decide("对不符合安全生产、\n污染防治要求的企业坚决关闭。", None)
    True
    """
    return decides(weigh(seam))


def decides(facts: Sequence[Fact]) -> bool:
    """What the facts come to: join, or part. Nothing for either means part."""
    return sum(fact.weight for fact in facts) > 0
