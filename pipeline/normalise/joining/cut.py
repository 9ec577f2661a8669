"""Prose that a line's end has cut where no column tells it: by the edge of a box, in a narrow
column that isn't seen, before an empty line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.joining.edge import lost_indent
from pipeline.normalise.joining.seam import rare_blank, word_goes_on
from pipeline.normalise.language import endings

if TYPE_CHECKING:
    from pipeline.normalise.joining.seam import Seam

#: A line of this width, in cells, may be a paragraph by itself; beyond the other no headline goes.
_WHOLE, _LONGEST_HEADLINE = 25, 50
#: What parts a headline that may be longer: the blanks between its lines, a dash before its second.
_OF_SEVERAL_LINES = re.compile(r"\S[ \N{IDEOGRAPHIC SPACE}]+\S|\w\N{EM DASH}{2}\w")
#: The first line of a text may be a title of several clauses, up to this width.
_LONGEST_TITLE = 60.0

#: Lines of a narrow column that isn't seen; by how much others are wider than a first line.
_NARROW, _NOT_WIDER = 18.0, 2.75
_INNER_END = re.compile("[，；。！？](?=.)")

#: A row of a table may have so many cells, a headline hasn't.
_ROW = 4


def cut_by_blank(seam: Seam) -> bool:
    """Prose stops in mid-sentence at the edge of its column, and goes on beyond an empty line:
    there a column ends, or the engine saw the last line by itself.
    """
    if not seam.clauses or not rare_blank(seam):
        return False
    return (seam.below.ended or seam.below_full) and not lost_indent(seam)


def narrow_and_cut(seam: Seam) -> bool:
    """Prose of a narrow column, too short for the column to be seen: a clause ends inside the line,
    and the sentence in the next line, or the one after it, neither of them wider.
    """
    above, below, after = seam.above, seam.below, seam.after
    edge = above.width + _NOT_WIDER
    if above.width < _NARROW or below.width > edge or not _INNER_END.search(above.text):
        return False
    if below.ended:
        return True
    if after is None or after.blanks or below.width < above.width - 1.0:
        return False
    return after.ended and after.width <= edge


def whole_and_cut(seam: Seam) -> bool:
    """A paragraph on one line that stops in mid-sentence, by the edge of a column or a box.

    It has clauses, or stops at a comma, or in the middle of a word; a line without any of these
    is a headline, unless it is too long for one, and so is one that ends in a bracket. So is the
    first line of a text, where an empty line or a much longer one follows.
    """
    text = seam.above.text
    if seam.above.width < _WHOLE or endings.ends_in_colon(text):
        return False
    if word_goes_on(seam) or endings.ends_in_pause(text):
        return True
    if seam.state.top and seam.above.width <= _LONGEST_TITLE:
        longer = seam.below.width > 1.5 * seam.above.width
        if seam.state.blank or longer:
            return False
    if len(text.split()) >= _ROW and not endings.has_clause_mark(text):
        return False  # a row of a table
    too_long = seam.above.width >= _LONGEST_HEADLINE and not _OF_SEVERAL_LINES.search(text)
    prose = endings.has_clause_mark(text) or too_long
    return prose and not endings.ends_in_bracket(text)
