"""What speaks for joining two lines (+) or for parting them (−) in how the text is set: the edge of
its column, indents, empty lines, pages.
"""

from __future__ import annotations

import re

from pipeline.normalise.joining.cut import cut_by_blank, narrow_and_cut, whole_and_cut
from pipeline.normalise.joining.edge import (
    far_from_edge,
    first_line_below,
    lost_characters,
    lost_indent,
    nearly_full,
    short_middle,
    token_after_end,
    token_moved,
    wide,
)
from pipeline.normalise.joining.fact import Fact, always
from pipeline.normalise.joining.seam import extra_blank, parting_blank, rare_blank, short_below
from pipeline.normalise.joining.standing import alone, hanging, orphan, respaced, stub

OF_SETTING: tuple[Fact, ...] = (
    Fact(
        "full-and-open", 3, "full, not ended", always,
        "the line reaches the edge of its column in mid-sentence",
    ),
    Fact(
        "full-but-ended", 0.5, "full, ended", always,
        "the line reaches the edge of its column, where a sentence happens to end",
    ),
    Fact(
        "opens-alike", -2, "full, ended, alike, not quoting, not flush_below", always,
        "a sentence ends, and the next line opens as paragraphs do here and sentences don't",
    ),
    Fact(
        "short-and-ended", -7, "wrapped, not full, ended", always,
        "the line stops short at the end of a sentence",
    ),
    Fact(
        "short", -2, "wrapped, not full, not ended", lambda s: not nearly_full(s),
        "the line stops short of its column",
    ),
    Fact(
        "stub", -2, "first, wrapped, not full, not ended, not marked, not quoting", stub,
        "the first line has no mark and stops far from the edge: a heading, no line of prose",
    ),
    Fact(
        "nearly-full", 0.5, "wrapped, not full, not ended", nearly_full,
        "the line stops in mid-sentence, not far from the edge",
    ),
    Fact(
        "first-line-below", -2, "wrapped, not full, not ended, not indented",
        first_line_below,
        "after a line that stops short, one that looks like a first line",
    ),
    Fact(
        "token-moved", 4, "wrapped, not reaches, not ended", token_moved,
        "a number or a word had no room at the end of the line",
    ),
    Fact(
        "flush-below", 3, "flush_below, not across", lambda s: not far_from_edge(s),
        "first lines are short here, and the next one is full",
    ),
    Fact(
        "lost-indent", -4, "wrapped, reaches, ended", lost_indent,
        "the next line is two cells short and runs on: a first line",
    ),
    Fact(
        "indent", -6, "indented", lambda s: s.setting.opens(s.below),
        "the next line is indented, as first lines are here",
    ),
    Fact(
        "no-indent", 3.5, "indented, wrapped", lambda s: s.below.indent < s.setting.least_indent,
        "first lines are indented here, and the next one isn't",
    ),
    Fact(
        "not-indented", 4, "indented, wrapped, not credit_below",
        lambda s: s.setting.all_indented and s.below.indent < s.setting.least_indent
        and (s.state.full or nearly_full(s)),
        "each first line around is indented, and the next line isn't",
    ),
    Fact(
        "under-field", 14, "under_field, not ended, not blank", always,
        "the paragraph is a field, and the next line hangs under what it says",
    ),
    Fact(
        "hanging", 8, "indented, not wrapped, first, not ended", hanging,
        "an indented line in mid-sentence, and one as wide that isn't indented",
    ),
    Fact(
        "short-middle", -4, "wrapped, ended", short_middle,
        "the next line stops short in mid-sentence: a heading, not a line of the paragraph",
    ),
    Fact("across", -1, "across", always, "a page's edge stands between"),
    Fact("respaced", -8, "", respaced, "only one of the two lines is letter-spaced"),
    Fact(
        "token-after-end", 5, "wrapped, not reaches, ended, not across", token_after_end,
        "the number or the bracket that opens the next line had no room after the sentence",
    ),
    Fact(
        "lost-characters", 5, "flush_below, not reaches, ended, not across", lost_characters,
        "the line is short by what recognition loses, and the next one is no first line",
    ),
    Fact(
        "orphan", -2.5, "across, first, not ended", orphan,
        "only one line stands before a page's edge, and no clause ends in it",
    ),
    Fact("wide", -2, "wrapped, over", wide, "the line is wider than the column below it"),
    Fact(
        "cut-by-blank", 2.5, "full, not ended, not first, blank, not across", cut_by_blank,
        "prose reaches the edge in mid-sentence, and goes on beyond an empty line",
    ),
    Fact(
        "alone", -6, "wrapped, blank", alone,
        "a short line between empty lines, and no mark ends it",
    ),
    Fact("rare-blank", -5, "blank, not across", rare_blank, "an empty line, where they are rare"),
    Fact(
        "parting-blank", -6, "blank, not across", parting_blank,
        "an empty line, and none stands in a paragraph here",
    ),
    Fact("extra-blank", -2, "blank, not across", extra_blank, "more empty lines than usual here"),
    Fact(
        "whole-and-ended", -7, "not wrapped, ended", always, "a paragraph on one line, ended",
    ),
    Fact(
        "whole-and-cut", 3, "not wrapped, not ended", whole_and_cut,
        "a long paragraph on one line stops in mid-sentence",
    ),
    Fact(
        "narrow-and-cut", 3.5, "not wrapped, not ended, not marked, not blank", narrow_and_cut,
        "prose of a narrow column stops in mid-sentence",
    ),
    Fact(
        "whole-and-short", -2, "not wrapped, not ended", lambda s: s.above.width < 25,
        "a short line by itself: a heading, a caption",
    ),
    Fact(
        "like-a-heading", -1.5, "not wrapped",
        lambda s: s.above.width < 25 and not re.search("[，、—]", s.above.text),
        "without a comma, it reads like a heading",
    ),
    Fact(
        "short-below", -3, "not wrapped", short_below,
        "a short line without an end mark follows: a heading, a caption",
    ),
)  # fmt: skip
