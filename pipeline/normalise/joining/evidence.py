"""The facts that speak for joining two lines (+) or for parting them (−), weighed: a table, made to
be read. What each asks of a seam stands in ``seam.py``, ``standing.py`` and ``heads.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.forms import shapes
from pipeline.normalise.forms.imprint import opens_report
from pipeline.normalise.forms.letterhead import opens_address
from pipeline.normalise.forms.shapes import is_rule_number
from pipeline.normalise.joining.heads import (
    address_goes_on,
    addressed_below,
    asked,
    headline,
    kicker_above,
    names_below,
    presided_below,
    title_full,
    title_line,
)
from pipeline.normalise.joining.seam import (
    credit_follows,
    cut_by_blank,
    extra_blank,
    figure_goes_on,
    inserted,
    lost_indent,
    narrow_and_cut,
    nearly_full,
    parallel,
    parting_blank,
    quote_runs_on,
    rare_blank,
    short_below,
    short_lines,
    short_middle,
    token_after_end,
    token_moved,
    whole_and_cut,
    wide,
    word_goes_on,
)
from pipeline.normalise.joining.standing import (
    alone,
    caption_below,
    caption_ended,
    chapter_below,
    credit_alone,
    day_below,
    enactment,
    fields,
    hanging,
    heading_above,
    heading_full,
    item_below,
    items,
    named_below,
    note_goes_on,
    orphan,
    report_below,
    respaced,
    rows,
    shown_below,
    speaker_below,
    stub,
    table_below,
)
from pipeline.normalise.language import endings
from pipeline.normalise.language.words import opens_with_particle

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.normalise.joining.seam import Seam


class Fact(NamedTuple):
    """One row of the table: what holds, how much it weighs, and why.

    ``where`` says what must be so of the seam, in the words of ``seam.State``: only there is the
    fact asked for.
    """

    name: str
    weight: float
    where: str
    holds: Callable[[Seam], bool]
    reason: str


def always(_: Seam) -> bool:
    """Holds wherever it is asked for."""
    return True


EVIDENCE: tuple[Fact, ...] = (
    Fact(
        "mark-first", 9, "below_marked", lambda s: endings.cannot_start(s.below.text),
        "no paragraph starts with such a mark",
    ),
    Fact(
        "particle-first", 9, "not ended, not marked",
        lambda s: opens_with_particle(s.below.text), "no paragraph starts with 的",
    ),
    Fact(
        "rule-number", 14, "not ended, not marked", lambda s: is_rule_number(s.above.text),
        "the number of a law's rule stands by itself, its words on the next line",
    ),
    Fact(
        "chapter-number", 14, "first, not ended, not marked", named_below,
        "the number of a chapter stands by itself, its name on the next line",
    ),
    Fact(
        "entry-day", 14, "first, not ended, not marked",
        lambda s: shapes.is_entry_day(s.above.text) and not shapes.is_entry_day(s.below.text),
        "the day of a chronicle's entry stands by itself, its words on the next line",
    ),
    Fact("split-figure", 14, "", figure_goes_on, "a figure was cut at its point"),
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
        "first-line-below", -2, "wrapped, not full, not ended", lost_indent,
        "after a line that stops short, one that looks like a first line",
    ),
    Fact(
        "token-moved", 4, "wrapped, not reaches, not ended", token_moved,
        "a number or a word had no room at the end of the line",
    ),
    Fact(
        "flush-below", 3, "flush_below, not across", always,
        "first lines are short here, and the next one is full",
    ),
    Fact(
        "quote-runs-on", 3, "full, ended, quoting", quote_runs_on,
        "the quotation goes on after the sentence",
    ),
    Fact(
        "credit-below", 2.5, "credit_below, not ended", credit_follows,
        "a caption, on its way to its credit",
    ),
    Fact(
        "lost-indent", -4, "wrapped, reaches, ended", lost_indent,
        "the next line is two cells short and runs on: a first line",
    ),
    Fact(
        "indent", -6, "indented", lambda s: 1.5 <= s.below.indent <= 4.5,
        "the next line is indented, as first lines are here",
    ),
    Fact(
        "no-indent", 3.5, "indented, wrapped", lambda s: s.below.indent < 1.5,
        "first lines are indented here, and the next one isn't",
    ),
    Fact(
        "not-indented", 4, "indented, wrapped, not credit_below",
        lambda s: s.setting.all_indented and s.below.indent < 1.5
        and (s.state.full or nearly_full(s)),
        "each first line around is indented, and the next line isn't",
    ),
    Fact(
        "hanging", 8, "indented, not wrapped, first, not ended", hanging,
        "an indented line in mid-sentence, and one as wide that isn't indented",
    ),
    Fact(
        "pause", 3, "marked, not ended",
        lambda s: endings.ends_in_pause(s.above.text) and (not s.state.wrapped or nearly_full(s)),
        "the line ends in ， or 、",
    ),
    Fact(
        "short-middle", -4, "wrapped, ended", short_middle,
        "the next line stops short in mid-sentence: a heading, not a line of the paragraph",
    ),
    Fact(
        "verse", -3, "not wrapped, marked",
        lambda s: max(s.above.width, s.below.width) < 18
        and s.above.marked and s.above.text[-1] != "、",
        "two short lines, the first with a mark at its end",
    ),
    Fact(
        "colon", -5, "marked, not ended",
        lambda s: endings.ends_in_colon(s.above.text)
        and (not s.state.full or lost_indent(s) or short_lines(s)
             or (s.setting.quotes_apart and endings.opens_quotation(s.below.text))),
        "what the line announces stands in a paragraph of its own",
    ),
    Fact(
        "kicker", -7, "head",
        lambda s: endings.ends_in_dash(s.above.text) or endings.starts_with_dash(s.below.text),
        "at the head of the text, a dash leads over to the title or from it",
    ),
    Fact(
        "leads-over", -9, "head, first, not ended", kicker_above,
        "at the head of the text, a line that leads over to the title below it",
    ),
    Fact(
        "addressed-below", -8, "head, not marked", addressed_below,
        "at the head of the text, whom it is written to",
    ),
    Fact(
        "addressed", -8, "first, marked, not ended",
        lambda s: endings.ends_in_colon(s.above.text) and opens_address(s.above.text),
        "whom it is written to, on a line of its own",
    ),
    Fact(
        "names-below", -9, "head, not marked", names_below,
        "at the head of the text, who wrote it: names and nothing else",
    ),
    Fact(
        "address-goes-on", 12, "first, full, not ended", address_goes_on,
        "the end of whom it is written to, which had no room on its line",
    ),
    Fact("asked", -5, "first, ended", asked, "a numbered question, over its answer"),
    Fact(
        "presided", -9, "head, not ended", presided_below,
        "at the head of the text, who presided at the meeting",
    ),
    Fact(
        "title", -4, "head, not reaches", title_line,
        "at the head of the text, a line without a mark that stops short",
    ),
    Fact(
        "open-marks", 2.5, "quoting, not ended", always,
        "a bracket or a quotation is still open",
    ),
    Fact(
        "lead-in", -1.5, "not full, marked, not ended",
        lambda s: endings.ends_in_lead_in(s.above.text), "； or ： may end an item of a list",
    ),
    Fact(
        "parallel", -2, "not wrapped, marked", parallel, "whole paragraphs in a row, parted by ；",
    ),
    Fact(
        "dash-end", -5, "not full, marked, not ended",
        lambda s: endings.ends_in_dash(s.above.text), "a dash leads over to what follows",
    ),
    Fact(
        "credit", -14, "credited", always, "the line ends with who took the picture",
    ),
    Fact(
        "word-across", 5, "not ended", word_goes_on,
        "a word begins in one line and ends in the next",
    ),
    Fact("credit-alone", 10, "ended, credit_below", credit_alone, "what is shown, and who took it"),
    Fact("across", -1, "across", always, "a page's edge stands between"),
    Fact(
        "item-below", -6, "", item_below,
        "the next line opens an item, a note, a numbered paragraph",
    ),
    Fact("chapter-below", -8, "", chapter_below, "the next line opens a chapter, or a section"),
    Fact("fields", -9, "first", fields, "two fields of a list, a line each"),
    Fact("items", -9, "first", items, "two items of a list, a line each"),
    Fact("day-below", -9, "not ended", day_below, "a day by itself: there a document is signed"),
    Fact(
        "caption-below", -4, "ended, credit_below", caption_below,
        "a sentence ends, and the caption of a picture follows",
    ),
    Fact("shown-below", -8, "ended", shown_below, "a sentence ends, and a picture is told of"),
    Fact(
        "report-below", -8, "ended", report_below,
        "a sentence ends, and the title of the report below follows",
    ),
    Fact(
        "enactment", -9, "head, not ended, not quoting", enactment,
        "when a law was passed, and by whom: a line of its own under the title",
    ),
    Fact(
        "table-below", -6, "first, not ended", table_below,
        "the head of a table, and its first row",
    ),
    Fact(
        "speaker-below", -4, "ended, not quoting", speaker_below,
        "a sentence ends, and a few words announce who speaks",
    ),
    Fact("rows", -7, "", rows, "two rows of a table"),
    Fact(
        "note-goes-on", 6, "first, not ended", note_goes_on,
        "a reference has not come to its end",
    ),
    Fact(
        "bracketed-above", -5, "first, not quoting", lambda s: shapes.is_bracketed(s.above.text),
        "the whole of the line stands in brackets",
    ),
    Fact(
        "heading-above", -7, "first, wrapped, not ended", heading_above,
        "two lines like first lines, one under the other, and no mark in the upper one",
    ),
    Fact(
        "title-full", -5, "top, wrapped, not ended", title_full,
        "the first line of the text, and the next looks like the first one of a paragraph",
    ),
    Fact(
        "work-above", -4, "first, not ended", lambda s: shapes.is_work(s.above.text),
        "the name of a book or a law by itself, over what is said of it",
    ),
    Fact(
        "inserted", -10, "not ended", inserted,
        "a line with a credit, and the one after it goes on where the upper line stopped",
    ),
    Fact(
        "bracketed", -5, "below_marked, not quoting", lambda s: shapes.is_bracketed(s.below.text),
        "the whole of the next line stands in brackets",
    ),
    Fact(
        "caption-above", -6, "first", caption_ended,
        "the line is the caption of a picture or a table",
    ),
    Fact(
        "heading-full", -5, "first, wrapped, not ended", heading_full,
        "a numbered heading that fills its line, and the next line looks like a first line",
    ),
    Fact("respaced", -8, "", respaced, "only one of the two lines is letter-spaced"),
    Fact(
        "token-after-end", 5, "flush_below, not reaches, ended, not across", token_after_end,
        "the number that opens the next line had no room after the sentence",
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
    Fact(
        "headline", -6.5, "wrapped, over, first", headline,
        "a first line wider than its column, and no sentence in it",
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
        "dateline", -8, "", lambda s: opens_report(s.below.text),
        "the next line opens a report: 本报讯, 新华社北京电",
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
