"""What speaks for joining two lines (+) or for parting them (−) in their words: marks, quotations,
words and figures that go on.
"""

from __future__ import annotations

from pipeline.normalise.joining.edge import far_from_edge, lost_indent, nearly_full, short_lines
from pipeline.normalise.joining.fact import Fact, always
from pipeline.normalise.joining.seam import (
    figure_goes_on,
    latin_goes_on,
    parallel,
    quote_runs_on,
    said_below,
    word_goes_on,
)
from pipeline.normalise.language import endings
from pipeline.normalise.language.words import opens_with_particle

OF_WORDS: tuple[Fact, ...] = (
    Fact(
        "mark-first", 9, "below_marked", lambda s: endings.cannot_start(s.below.text),
        "no paragraph starts with such a mark",
    ),
    Fact(
        "particle-first", 9, "not ended, not marked",
        lambda s: opens_with_particle(s.below.text), "no paragraph starts with 的 or 之日",
    ),
    Fact(
        "note-sign", 14, "refers", always, "the sign of a note belongs to the words above it",
    ),
    Fact(
        "latin-across", 2, "not ended, not marked, not head", latin_goes_on,
        "English words on both sides",
    ),
    Fact("split-figure", 14, "", figure_goes_on, "a figure was cut at its point"),
    Fact(
        "quote-runs-on", 3, "full, ended, quoting", quote_runs_on,
        "the quotation goes on after the sentence",
    ),
    Fact(
        "said-below", 9, "ended, not blank", said_below,
        "a quotation is closed, and who has said it follows",
    ),
    Fact(
        "pause", 3, "marked, not ended",
        lambda s: endings.ends_in_pause(s.above.text) and (not s.state.wrapped or nearly_full(s)),
        "the line ends in ， or 、",
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
        "open-marks", 2.5, "quoting, not ended", lambda s: not (s.clauses and far_from_edge(s)),
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
        "word-across", 5, "not ended", word_goes_on,
        "a word begins in one line and ends in the next",
    ),
)  # fmt: skip
