"""What stands at the head of a text, or over its parts: kickers, titles, whom it is written to,
questions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms import headlines, letterhead, shapes, writers
from pipeline.normalise.forms.imprint import opens_report
from pipeline.normalise.joining.edge import lost_indent
from pipeline.normalise.joining.seam import word_goes_on
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.printed.cells import GAP, gaps
from pipeline.normalise.printed.columns import FULL, is_indent

if TYPE_CHECKING:
    from pipeline.normalise.joining.seam import Seam

#: Under a title what somebody said there: 陈立平强调：….
_SAYS = re.compile(f"[{HAN}]{{2,4}}(?:强调|指出|要求|表示|提出|寄语)[：:]")

#: So many cells wider than its column no line of a paragraph is.
_STANDS_OUT = 1.5
#: Nor does a headline end so: a figure whose unit follows, a comma, a colon.
_GOES_ON = re.compile("[0-9０-９，、,：:]$")

#: 青石镇、白马乡、老屋村、…: so many are told one behind another in a list, not in a title.
_TELLS_OF_MANY = re.compile("、.+、.+、")


def asked(seam: Seam) -> bool:
    """A numbered question and nothing else: over its answer."""
    text = seam.above.text
    question = text[-1] in "？?" and not endings.has_sentence_mark(text[:-1])
    return question and shapes.has_number(text)


def addressed_below(seam: Seam) -> bool:
    """Under the title of a document, whom it is written to: 各乡镇人民政府，县直有关单位：."""
    announced = seam.below.text if seam.after is None else seam.below.text + seam.after.text
    return letterhead.opens_address(seam.below.text) and (
        endings.ends_in_colon(seam.below.text) or "：" in announced or ":" in announced
    )


def address_goes_on(seam: Seam) -> bool:
    """Whom it is written to, on two lines: 各乡镇人民政府，县直有关｜单位：."""
    above, below = seam.above.text, seam.below.text
    cut = not endings.ends_in_colon(above) and endings.ends_in_colon(below)
    return cut and letterhead.opens_address(above) and not endings.has_sentence_mark(below)


def kicker_above(seam: Seam) -> bool:
    """Over a title: what leads over to it, or in to it where nothing but a byline stands below."""
    above, below = seam.above.text, seam.below.text
    if endings.has_clause_mark(below):
        return False
    if _SAYS.match(below) and not word_goes_on(seam) and not endings.ends_in_pause(above):
        return True
    return headlines.leads_over(above) or (seam.after is None and headlines.leads_in(above, below))


def prose_above(seam: Seam) -> bool:
    """A full line of prose, not the first one of its paragraph: a clause ends in it."""
    inside = seam.state.full and not seam.state.first
    return inside and endings.has_clause_mark(seam.above.text)


def presided_below(seam: Seam) -> bool:
    """Under a title who presided at the meeting, on a line that stops short."""
    return not seam.below_full and headlines.presided(seam.below.text)


def names_below(seam: Seam) -> bool:
    """Under a title or a subtitle two names or more, or that of an office, on a line that stops
    short.
    """
    below = seam.below.text
    if seam.below_full:
        return False
    office = writers.is_office_name(below) and seam.state.top and _is_whole_title(seam)
    return office or (len(below.split()) > 1 and writers.is_names(below))


def _is_whole_title(seam: Seam) -> bool:
    """No word or phrase of the upper line goes on in the lower one, nor does the lower one in what
    stands below it.
    """
    if word_goes_on(seam) or headlines.phrase_across(seam.above.text, seam.below.text):
        return False
    return seam.after is None or seam.after.blanks > 0 or seam.after.width > seam.above.width


def title_full(seam: Seam) -> bool:
    """The title fills its line: below it stands a first line that lost its indent, and runs on into
    a full one.
    """
    if seam.after is None or word_goes_on(seam) or endings.ends_in_pause(seam.above.text):
        return False
    return lost_indent(seam) and not seam.below.ended and seam.setting.missing(seam.after) <= FULL


def title_line(seam: Seam) -> bool:
    """At the head of the text, a line without a mark that stops short, and doesn't tell of many.

    Not the first line of the text itself, which its lost indent makes two cells shorter.
    """
    if endings.has_clause_mark(seam.above.text):
        return False
    if "、" in seam.below.text and _TELLS_OF_MANY.search(seam.above.text):
        return False
    first = is_indent(seam.short_by) and seam.below_full and seam.setting.first_short
    return not first and not opens_report(seam.above.text)


def headline(seam: Seam) -> bool:
    """A first line, wider than its column as marks are squeezed here, without a sentence in it. No
    comma or colon ends it, nor is a word cut at its end, or a figure from its unit; above a full
    line it is wider even where its figures are set solid.
    """
    text = seam.above.text
    solid = GAP * gaps(text) if seam.below_full else 0.0
    if seam.below_short_by < -1.0 or seam.short_by + solid >= -_STANDS_OUT:
        return False
    if endings.has_sentence_mark(text) or _GOES_ON.search(text):
        return False
    return not word_goes_on(seam)
