"""What each line says it is, by itself or among the lines it stands with: furniture, a label, a
numbered heading, a byline, a row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms import shapes, writers
from pipeline.normalise.forms.counting import number_of
from pipeline.normalise.forms.imprint import (
    dateline,
    is_imprint,
    is_report_head,
    is_written_down,
    opens_report,
)
from pipeline.normalise.forms.letterhead import (
    is_document_number,
    is_field_of_minutes,
    mail_heads,
)
from pipeline.normalise.language import endings
from pipeline.normalise.language.words import opens_with_particle, word_across
from pipeline.normalise.printed.contents import contents
from pipeline.normalise.printed.footnotes import footnotes
from pipeline.normalise.printed.papers import of_a_paper
from pipeline.normalise.printed.table_rows import table_rows
from pipeline.normalise.printed.webpage import of_the_page
from pipeline.normalise.printed.whole import whole_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.normalise.forms.counting import Counted
    from pipeline.normalise.printed.lines import Line
    from pipeline.normalise.printed.settings import Setting

#: What a paragraph goes on over: what isn't part of the text.
TRANSPARENT = frozenset({"furniture", "note", "of a note"})

#: A line as wide (cells) may have no room for what it says.
_LONG = 25.0

#: What goes on with a field stands so far in (cells).
_UNDER_FIELD = 3.0

_SEVERAL = re.compile("[一二三四五六七八九]、[一二三四五六七八九十]")

#: So many lines of one character each are a caption set vertically.
_VERTICAL = 4


def line_kinds(lines: Sequence[Line], around: Sequence[Setting]) -> list[str]:
    """What each line says it is: furniture, whole, vertical, mark, label, numbered … or ""."""
    together = _kinds_together(lines, around)
    mail = mail_heads([line.text for line in lines])
    kinds: list[str] = []
    headed: dict[str, Counted] = {}  # the last heading of each kind of number
    sentences = begun = False
    for i, line in enumerate(lines):
        text = line.text
        begun = begun or (i > 0 and kinds[-1] not in TRANSPARENT)
        sentences = sentences or endings.has_sentence_mark(text if begun else told(text))
        if i in together:
            kinds.append(together[i])
        elif line.page_mark or line.running:
            kinds.append("furniture")
        elif is_written_down(text) and not _in_sentence(lines, i, around):
            kinds.append("note")
        elif shapes.heading_mark(text):
            kinds.append("mark")
        elif shapes.is_label(text):
            kinds.append("label")
        elif (
            shapes.numbered_level(text) is not None
            and (_counts_on(text, headed) or _stands_alone(lines, i, around, kinds))
            and not runs_on(line, around[i])
            and not _is_cut(lines, i)
        ):
            kinds.append("numbered")
            if number := number_of(text):
                headed[number.kind] = number
        elif i in mail or _says_whose(lines, i, around, at_head=i > 0 and not sentences):
            kinds.append("byline")
        elif (
            endings.starts_with_dash(text)
            and line.width <= 40
            and (not sentences or not runs_on(line, around[i]))
            and not _goes_on_with_dash(lines, i, around)
        ):
            kinds.append("dash")
        elif writers.is_affiliation(text):
            kinds.append("affiliation")
        else:
            kinds.append("")
    return kinds


def _kinds_together(lines: Sequence[Line], around: Sequence[Setting]) -> dict[int, str]:
    """What lines are by those they stand among. A row of a table ends in a line of its own kind,
    with cells in the lines above it.
    """
    kinds = dict.fromkeys(whole_lines(lines), "whole")
    breaks = frozenset(i for i, line in enumerate(lines) if line.opens_page)
    texts, cells = [line.text for line in lines], [line.cells for line in lines]
    for row in table_rows(texts, breaks, cells):
        kinds |= dict.fromkeys(row.lines, "cell")
        kinds[row.lines[-1]] = row.kind
    kinds |= dict.fromkeys(_vertical(lines), "vertical")
    for first, *rest in footnotes(lines):
        kinds |= {first: "note"} | dict.fromkeys(rest, "of a note")
    kinds |= of_a_paper(lines)
    page = of_the_page(lines, lambda i: _in_sentence(lines, i, around))
    listed = contents(texts)
    return kinds | dict.fromkeys(page | listed, "furniture")


def _says_whose(lines: Sequence[Line], i: int, around: Sequence[Setting], *, at_head: bool) -> bool:
    """Who wrote it, where it appeared, the number of a document; not the second name of a field."""
    line = lines[i]
    if is_document_number(line.text):
        return not _in_sentence(lines, i, around)
    if i and line.indent >= _UNDER_FIELD and is_field_of_minutes(lines[i - 1].text):
        return False
    return _is_byline(line, at_head=at_head) and not _in_prose(lines, i, around)


def _is_byline(line: Line, *, at_head: bool) -> bool:
    """Who wrote it; at the head of a text also when and where it appeared."""
    if at_head and is_imprint(line.text) and not is_field_of_minutes(line.text):
        return True
    if at_head and is_report_head(line.text):
        return True
    if line.width > 40 or line.credited:
        return False
    return writers.is_byline(line.text) or (at_head and writers.is_office_and_name(line.text))


def _in_prose(lines: Sequence[Line], i: int, around: Sequence[Setting]) -> bool:
    """A line of a paragraph that only speaks of a writer: the head of a report, which runs on
    behind it, or a line in the middle of a sentence that names one behind other words.
    """
    line = lines[i]
    below = lines[i + 1].text if i + 1 < len(lines) else ""
    if is_report_head(line.text) and line.text != dateline(line.text):
        return runs_on(line, around[i])
    if opens_report(line.text) and (line.text != dateline(line.text) or below[:1] in "（("):
        return around[i].column is not None
    above = lines[i - 1] if i else None
    if above is None or above.marked or not runs_on(above, around[i - 1]):
        return False
    return line.blanks == 0 and writers.speaks_of_writer(line.text)


def told(text: str) -> str:
    """A text's first line without ？ and ！, with which titles ask and call."""
    return text.translate({ord(mark): None for mark in "？！"})


def _in_sentence(lines: Sequence[Line], i: int, around: Sequence[Setting]) -> bool:
    """A line in the middle of a sentence: it, or the one above, fills its column and has no mark at
    its end.
    """
    return any(
        not lines[at].marked and runs_on(lines[at], around[at]) for at in (i, i - 1) if at >= 0
    )


def _goes_on_with_dash(lines: Sequence[Line], i: int, around: Sequence[Setting]) -> bool:
    """The line above fills its column in mid-sentence, and this one isn't set in: its dash has been
    pushed down by the line's end. A title has no clause in it.
    """
    above = lines[i - 1] if i else None
    if above is None or above.marked or lines[i].blanks or lines[i].indent > above.indent:
        return False
    prose = endings.has_clause_mark(above.text) or endings.has_clause_mark(lines[i].text)
    return runs_on(above, around[i - 1]) and prose and above.width >= _LONG / 2


def _is_cut(lines: Sequence[Line], i: int) -> bool:
    """A long line at whose end a word is cut, or stands before a 的 or 之."""
    if i + 1 == len(lines) or lines[i].width < _LONG or lines[i + 1].blanks:
        return False
    below = lines[i + 1].text
    return word_across(lines[i].text, below) or opens_with_particle(below)


def runs_on(line: Line, setting: Setting) -> bool:
    """Near enough to the edge of its column that the next line may belong to it."""
    if setting.column is None:
        return False
    return setting.missing(line) <= max(1.25, setting.column / 5)


def _counts_on(text: str, headed: Mapping[str, Counted]) -> bool:
    """It has the number that follows that of the last heading of its kind: a list between them
    needn't end with a mark. 二、三等奖 counts nothing off.
    """
    number = number_of(text)
    if number is None or _SEVERAL.match(text):
        return False
    return headed.get(number.kind) == number.before()


def _stands_alone(
    lines: Sequence[Line], i: int, around: Sequence[Setting], kinds: Sequence[str]
) -> bool:
    """A numbered line is a heading only where the line before it has come to an end."""
    if i == 0 or kinds[-1]:
        return True
    above = lines[i - 1]
    if above.ended or endings.ends_in_colon(above.text):
        return True
    if endings.ends_in_pause(above.text):
        return False
    if shapes.is_keywords(above.text):
        return True
    setting = around[i - 1]
    return setting.column is None or setting.missing(above) > 3.0


def _vertical(lines: Sequence[Line]) -> set[int]:
    """Runs of lines with one character each: a caption set from top to bottom."""
    out: set[int] = set()
    run: list[int] = []
    for i, line in enumerate([*lines, None]):
        if line is not None and len(line.text) == 1:
            run.append(i)
            continue
        if sum([not lines[j].text.isdigit() for j in run]) >= _VERTICAL:
            out.update(run)
        run = []
    return out
