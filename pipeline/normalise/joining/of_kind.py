"""What speaks for joining two lines (+) or for parting them (−) in what they are to the reader:
titles and headings, items, rows, captions, notes.
"""

from __future__ import annotations

from pipeline.normalise.forms import shapes
from pipeline.normalise.forms.imprint import opens_report
from pipeline.normalise.forms.letterhead import opens_address
from pipeline.normalise.forms.shapes import is_rule_number
from pipeline.normalise.joining.fact import Fact, always
from pipeline.normalise.joining.heads import (
    address_goes_on,
    addressed_below,
    asked,
    headline,
    kicker_above,
    names_below,
    presided_below,
    prose_above,
    title_full,
    title_line,
)
from pipeline.normalise.joining.seam import credit_follows, inserted
from pipeline.normalise.joining.standing import (
    abstract_below,
    caption_below,
    caption_ended,
    chapter_below,
    credit_alone,
    day_below,
    enactment,
    fields,
    heading_above,
    heading_full,
    item_below,
    items,
    named_below,
    note_goes_on,
    report_below,
    rows,
    shown_below,
    speaker_below,
    table_below,
)
from pipeline.normalise.language import endings

OF_KIND: tuple[Fact, ...] = (
    Fact(
        "rule-number", 14, "not ended, not marked", lambda s: is_rule_number(s.above.text),
        "the number of a law's rule stands by itself, its words on the next line",
    ),
    Fact(
        "report-open", 14, "first, quoting, not ended", lambda s: opens_report(s.above.text),
        "the head of a report is cut within the bracket that names who reports",
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
    Fact(
        "credit-below", 2.5, "credit_below, not ended", credit_follows,
        "a caption, on its way to its credit",
    ),
    Fact(
        "kicker", -7, "head",
        lambda s: endings.ends_in_dash(s.above.text)
        or (endings.starts_with_dash(s.below.text) and not prose_above(s)),
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
        "credit", -14, "credited", always, "the line ends with who took the picture",
    ),
    Fact("credit-alone", 10, "ended, credit_below", credit_alone, "what is shown, and who took it"),
    Fact(
        "item-below", -6, "", item_below,
        "the next line opens an item, a note, a numbered paragraph",
    ),
    Fact("chapter-below", -8, "", chapter_below, "the next line opens a chapter, or a section"),
    Fact("next-field", -9, "next_field", always, "a field on several lines, and another one"),
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
        "abstract-below", -9, "", abstract_below,
        "the next line opens an abstract, or the key words",
    ),
    Fact(
        "speaker-below", -4, "ended, not quoting", speaker_below,
        "a sentence ends, and a few words announce who speaks",
    ),
    Fact("rows", -7, "", rows, "two rows of a table"),
    Fact(
        "note-goes-on", 6, "first, not ended, not across", note_goes_on,
        "a reference has not come to its end",
    ),
    Fact(
        "note-at-edge", -6, "first, across, not ended", lambda s: shapes.is_note(s.above.text),
        "a page ends below a note, and the text goes on beyond it",
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
    Fact(
        "headline", -6.5, "wrapped, over, first", headline,
        "a first line wider than its column, and no sentence in it",
    ),
    Fact(
        "dateline", -8, "", lambda s: opens_report(s.below.text),
        "the next line opens a report: 本报讯, 新华社北京电",
    ),
)  # fmt: skip
