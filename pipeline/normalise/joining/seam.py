"""A seam: where two printed lines meet, and what can be asked of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.forms import captions
from pipeline.normalise.language import endings
from pipeline.normalise.language.words import word_across
from pipeline.normalise.printed.columns import FULL, is_indent
from pipeline.normalise.printed.grid import INDENT

if TYPE_CHECKING:
    from pipeline.normalise.forms.counting import Counted
    from pipeline.normalise.printed.lines import Line
    from pipeline.normalise.printed.settings import Setting

_INNER_STOP = re.compile("[。！？](?=.)")
#: So narrow is a line of few words (cells).
_SHORT = 20.0

#: A figure cut at its point, and so much of the lower line as may be the rest and its unit.
_CUT_FIGURE = re.compile(r"[0-9](?:\.\n|\n\.)[0-9]{1,4}(?:[%％‰℃]|[万亿]?(?![、.．，。；）)])\w)")
_UNIT_WITHIN = 8

#: 项目建设掷地有声：… a few words say what the paragraph is about.
_ANNOUNCED = re.compile("[^，。；：,;:]{2,14}[：:]")

#: A middle line doesn't stop so many cells short of its column; one that does so by no more than
#: the other is full.
SHORT, _BELOW_FULL = 4.5, 1.5

#: Empty lines are rare where no more of the lines have one before them.
_RARE = 0.35

_SENTENCE_END = re.compile("[。！？]")

#: Who said what stands before: 村民柯宁说。
_SAID = re.compile(
    "[^，。！？：；“”「」]{2,16}(?:说|说道|道|表示|介绍|告诉记者|回忆|感慨|感叹|說|說道|介紹|告訴記者)[。！]"
)

#: Fewer characters before a caption's first stop are the end of a sentence begun above.
_WHOLE_CAPTION = 5


class State(NamedTuple):
    """What is so of a seam and seen at a glance: it says which facts may hold at all.

    ``wrapped``: the text is set in a column. ``full``: the upper line reaches its edge, a first
    line that lost its indent two cells early; ``reaches``: the edge itself; ``over``: it stands
    out. ``ended``: it ends as a sentence does. ``first``: it opens its paragraph. ``marked``: it
    ends with a mark, ``below_marked``: the lower one begins with one. ``quoting``: a bracket or
    a quotation is open. ``credited``: the upper line ends with who took the picture,
    ``credit_below``: one of the next two does. ``flush_below``: first lines are short here, and
    the lower line is full: so it isn't one. ``blank``: an empty line stands between; ``across``:
    something that isn't part of the text does (a page number). ``indented``: first lines are
    indented here. ``head``: no sentence has ended yet; here titles stand. ``alike``: the lower line
    opens as first lines do here. ``under_field``: the paragraph is a field (出席：…), and the lower
    line hangs further in, and opens none; ``next_field``: on several lines, and
    the lower line opens another one. ``refers``: the lower line begins with the sign of a note to
    the words above.
    """

    wrapped: bool
    full: bool
    reaches: bool
    over: bool
    ended: bool
    first: bool
    marked: bool
    below_marked: bool
    quoting: bool
    credited: bool
    credit_below: bool
    flush_below: bool
    blank: bool
    across: bool
    indented: bool
    head: bool
    top: bool
    alike: bool
    under_field: bool
    next_field: bool
    refers: bool


class Seam(NamedTuple):
    """Where two printed lines meet, as :func:`meeting` makes it.

    ``after`` is the line after the lower one, None at the end; ``open_marks`` counts the brackets
    and quotes that the paragraph has opened and not closed; ``listed`` that the paragraph before
    the upper line was parted from it by ；, ``clauses`` that the paragraph has a comma or a stop
    in it, ``counted`` the numbers inside its lines. ``short_by`` and ``below_short_by`` are the
    cells missing at the ends of the two lines, 0 where lines are whole paragraphs; ``below_full``
    says that the lower line reaches the edge, which no first line does where indents got lost.
    """

    above: Line
    below: Line
    after: Line | None
    setting: Setting
    listed: bool
    clauses: bool
    counted: frozenset[Counted]
    short_by: float
    below_short_by: float
    below_full: bool
    state: State


def meeting(
    above: Line,
    below: Line,
    after: Line | None,
    setting: Setting,
    *,
    first: bool = False,
    open_marks: int = 0,
    across: bool = False,
    head: bool = False,
    top: bool = False,
    listed: bool = False,
    clauses: bool = False,
    counted: frozenset[Counted] = frozenset(),
    alike: bool = False,
    under_field: bool = False,
    next_field: bool = False,
    refers: bool = False,
) -> Seam:
    """The seam between two lines."""
    wrapped = setting.column is not None
    short_by, below_short_by = setting.missing(above), setting.missing(below)
    below_full = wrapped and below_short_by <= _BELOW_FULL
    ended = above.ended
    reaches = short_by <= FULL
    full = wrapped and reaches
    if wrapped and first and is_indent(short_by):
        full = not ended or below_full
    grid = setting.grid
    if grid is not None:
        reaches = full = not grid.has_room(above, below)
        if first and grid.first_short and (not ended or below_full):
            full = not grid.has_room(above, below, INDENT)
    state = State(
        wrapped=wrapped,
        full=full,
        reaches=reaches,
        over=short_by < -1.0,
        ended=ended,
        first=first,
        marked=not above.text[-1].isalnum(),
        below_marked=not below.text[0].isalnum(),
        quoting=open_marks > 0,
        credited=above.credited,
        credit_below=below.credited or (after is not None and after.credited),
        flush_below=below_full and setting.first_short,
        blank=below.blanks > 0,
        across=across,
        indented=setting.indented,
        head=head,
        top=top,
        alike=alike,
        under_field=under_field,
        next_field=next_field,
        refers=refers,
    )
    return Seam(
        above, below, after, setting, listed, clauses, counted, short_by, below_short_by,
        below_full, state,
    )  # fmt: skip


def quote_runs_on(seam: Seam) -> bool:
    """A sentence ends, the quotation doesn't, and the next line doesn't open it anew."""
    return not endings.opens_quotation(seam.below.text)


def said_below(seam: Seam) -> bool:
    """A quotation has just been closed, and the lower line is no more than who said it: 柯宁说。"""
    text = seam.below.text
    if seam.above.text[-1] not in "”」" or not _SAID.fullmatch(text):
        return False
    return seam.setting.column is None or seam.short_by <= SHORT


def credit_follows(seam: Seam) -> bool:
    """A caption on its way to who took the picture; not a line of text before a whole one."""
    if seam.state.wrapped and seam.short_by > SHORT and captions.is_whole_caption(seam.below.text):
        return False
    return not rare_blank(seam) and not inserted(seam)


def announces(seam: Seam) -> bool:
    """The end of prose that says what follows: 的缘由和姓名，抄录如下：."""
    text = seam.below.text
    return endings.ends_in_colon(text) and endings.has_clause_mark(text)


def short_below(seam: Seam) -> bool:
    """A few words that no end mark closes, and no sentence ends in: neither the end of prose that
    announces what follows, nor a caption on its way to its credit.
    """
    text = seam.below.text
    if seam.below.width >= _SHORT or seam.below.ended or _INNER_STOP.search(text):
        return False
    if announces(seam):
        return False
    return not (seam.state.credit_below and not seam.state.ended and credit_follows(seam))


def word_goes_on(seam: Seam) -> bool:
    """A word of the dictionary begins above and ends below: 实｜现, 经｜济. Where a line stops in
    the first half of its column, that is by chance.
    """
    column = seam.setting.column
    if seam.state.ended or (column is not None and seam.short_by > column / 2):
        return False
    return word_across(seam.above.text, seam.below.text)


def inserted(seam: Seam) -> bool:
    """A caption between two lines of a paragraph: whole in its line, or the word that begins
    above it ends below it.
    """
    if seam.state.ended or seam.after is None:
        return False
    above, below, after = seam.above.text, seam.below.text, seam.after.text
    shown = captions.says_what_is_shown(below)
    opened = captions.opens_credit(below) and captions.ends_in_credit(below + after)
    if not (shown or opened or seam.below.credited):  # nearly every line
        return False
    resumed = word_across(above, after) or endings.cannot_start(after)
    if word_goes_on(seam) and not resumed:
        return False
    if shown:
        return True
    if opened:
        return not seam.state.first or rare_blank(seam)
    caption = _SENTENCE_END.split(below)[0]
    return resumed or rare_blank(seam) or (not seam.state.first and len(caption) >= _WHOLE_CAPTION)


def figure_goes_on(seam: Seam) -> bool:
    """A figure is cut at its point: 损失1. over 6亿元, 上涨4 over .2米. A unit follows it, so
    that the number of an item isn't meant.
    """
    return _CUT_FIGURE.search(f"{seam.above.text}\n{seam.below.text[:_UNIT_WITHIN]}") is not None


def latin_goes_on(seam: Seam) -> bool:
    """A small letter ends the upper line, and a word in Latin letters begins the lower one."""
    above, below = seam.above.text[-1], seam.below.text[0]
    return above.isascii() and above.islower() and below.isascii() and below.isalpha()


def parallel(seam: Seam) -> bool:
    """A whole paragraph that ends in ；, and the next is like it in its end or its start."""
    above, below = seam.above.text, seam.below.text
    if not endings.ends_in_semicolon(above):
        return False
    announced = bool(_ANNOUNCED.match(above)) and bool(_ANNOUNCED.match(below))
    return announced or seam.listed or endings.ends_in_semicolon(below)


def rare_blank(seam: Seam) -> bool:
    """An empty line, where few lines have one before them."""
    return seam.state.blank and not seam.state.across and seam.setting.blank_share <= _RARE


def parting_blank(seam: Seam) -> bool:
    """An empty line where there are many, and all stand between paragraphs."""
    return seam.setting.blank_share > _RARE and seam.setting.blanks_part


def extra_blank(seam: Seam) -> bool:
    """More empty lines than mostly stand here."""
    return seam.below.blanks > max(1, seam.setting.usual_blanks)
