"""Printed lines → fragments: runs of lines that belong together, furniture set aside.

What isn't text is *transparent*: a page number between two lines of a paragraph doesn't part
them. What opens something new (a heading, a label, a credit line) is a *barrier*: nothing is
joined across it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.normalise.forms import shapes, writers
from pipeline.normalise.forms.counting import number_of, numbers_inside
from pipeline.normalise.forms.imprint import dateline, is_imprint, opens_report
from pipeline.normalise.forms.letterhead import (
    is_document_number,
    is_field_of_minutes,
    mail_heads,
)
from pipeline.normalise.joining import boxes
from pipeline.normalise.joining.join import decides, weigh
from pipeline.normalise.joining.seam import meeting
from pipeline.normalise.language import endings
from pipeline.normalise.language.words import opens_with_particle, word_across
from pipeline.normalise.printed.settings import UNSET, Setting, settings
from pipeline.normalise.printed.table_rows import table_rows
from pipeline.normalise.printed.webpage import of_the_page
from pipeline.normalise.printed.whole import contents, whole_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.normalise.forms.counting import Counted
    from pipeline.normalise.joining.evidence import Fact
    from pipeline.normalise.joining.seam import Seam
    from pipeline.normalise.printed.lines import Line

_OPEN = "（(《〈「『【〔“"
_PAIRED = re.compile(f"[{_OPEN}）)》〉」』】〕”]")

#: A quotation that has run on for so long was closed by a mark that got lost.
_LONGEST_OPEN = 400

#: What is left of a byline for a line of its own is no wider (cells).
_NAME_ENDS = 4.0

#: A line as wide (cells) may have no room for what it says.
_LONG = 25.0

#: What goes on with a field stands so far in (cells).
_UNDER_FIELD = 3.0

#: So many lines of one character each are a caption set vertically.
_VERTICAL = 4


@dataclass(frozen=True)  # without slots: text and width are asked for again and again, and kept
class Fragment:
    """Lines that belong together. ``fixed`` names what the lines themselves say they are."""

    lines: tuple[Line, ...]
    setting: Setting
    fixed: str = ""

    @cached_property
    def text(self) -> str:
        return "".join([line.text for line in self.lines])

    @cached_property
    def width(self) -> float:
        return sum([line.width for line in self.lines])


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that lines are being joined to, and what a seam asks of it."""

    lines: list[Line] = field(default_factory=list)
    setting: Setting = UNSET
    crossed: bool = False  # furniture stands behind its last line
    clauses: bool = False
    open_marks: int = 0
    open_length: int = 0
    counted: frozenset[Counted] = frozenset()

    def add(self, line: Line, setting: Setting) -> None:
        self.lines.append(line)
        self.setting = setting
        self.crossed = False
        self.counted |= _counted(line.text, first=len(self.lines) == 1)
        self.clauses = self.clauses or endings.has_clause_mark(line.text)
        self.open_marks = max(0, self.open_marks + _balance(line.text))
        self.open_length = self.open_length + len(line.text) if self.open_marks else 0

    def seam(
        self, below: Line, after: Line | None, *, begun: bool, sentences: bool, listed: bool,
        alike: bool,
    ) -> Seam:  # fmt: skip
        """Where its last line meets another one."""
        first = len(self.lines) == 1
        return meeting(
            self.lines[-1], below, after, self.setting, first=first,
            open_marks=self.open_marks if self.open_length < _LONGEST_OPEN else 0,
            across=self.crossed, head=not sentences, top=not begun and first,
            listed=listed, clauses=self.clauses, counted=self.counted, alike=alike,
        )  # fmt: skip

    def closed(self) -> list[Fragment]:
        """As a fragment, where it has a line."""
        return [Fragment(tuple(self.lines), self.setting)] if self.lines else []


def fragments(
    lines: Sequence[Line],
    on_seam: Callable[[Seam, tuple[Fact, ...]], None] = lambda _, __: None,
    parted: Callable[[Line, Line], bool] = lambda _, __: False,
) -> list[Fragment]:
    """Put the lines together. Linear: each seam is looked at once.

    ``on_seam`` is told of each decision, with the facts it was made on; ``parted`` says of two
    lines that the editor wants them apart.
    """
    around = settings(lines)
    kinds = _line_kinds(lines, around)
    order = boxes.reading_order(lines, around, kinds)
    lines = [lines[i] for i in order]
    around, kinds = [around[i] for i in order], [kinds[i] for i in order]
    out: list[Fragment] = []
    paragraph = _Paragraph()
    sentences = listed = begun = False
    gathered: list[Line] = []  # characters of a caption set vertically, cells of a row
    waiting: list[Fragment] = []  # furniture met inside a paragraph comes after it
    for i, (line, kind, setting) in enumerate(zip(lines, kinds, around, strict=True)):
        if kind == "furniture":
            waiting.append(Fragment((line,), setting, kind))
            paragraph.crossed = bool(paragraph.lines)
            continue
        if kind:
            out += [*paragraph.closed(), *waiting]
            paragraph, waiting, begun = _Paragraph(), [], True
            gathered.append(line)
            if _goes_on(kinds, i) and not parted(line, lines[i + 1]):
                continue
            out.append(Fragment(tuple(gathered), setting, kind))
            gathered = []
            continue
        if (
            not paragraph.lines
            and out
            and (_ends_subtitle(out[-1], line, setting) or _ends_byline(out[-1], line, setting))
        ):
            out[-1] = Fragment((*out[-1].lines, line), out[-1].setting, out[-1].fixed)
            continue
        if paragraph.lines:
            above, after = paragraph.lines[-1], _text_after(lines, kinds, i)
            seam = paragraph.seam(
                line, after, begun=begun, sentences=sentences, listed=listed, alike=setting.alike
            )
            facts = weigh(seam)
            on_seam(seam, facts)
            listed = False
            if not decides(facts) or parted(above, line):
                out += paragraph.closed()
                paragraph, begun = _Paragraph(), True
                listed = endings.ends_in_semicolon(above.text)
        if not paragraph.lines:
            out += waiting
            waiting = []
        paragraph.add(line, setting)
        sentences = sentences or endings.has_sentence_mark(line.text if begun else _told(line.text))
    return [*out, *paragraph.closed(), *waiting]


def _counted(text: str, *, first: bool) -> frozenset[Counted]:
    """The numbers a line of a paragraph counts by. 注：1.… and 附件：1.… open a list, a line to
    each number.
    """
    if first:
        listed = shapes.is_note(text) or shapes.is_field(text)
        return frozenset() if listed else numbers_inside(text)
    opens = number_of(text)
    return numbers_inside(text) | ({opens} if opens else frozenset())


def _goes_on(kinds: Sequence[str], i: int) -> bool:
    """What line i says of itself goes on in the next one: a caption set vertically, a row."""
    return kinds[i] == "cell" or (kinds[i] == "vertical" and kinds[i + 1 : i + 2] == ["vertical"])


def _text_after(lines: Sequence[Line], kinds: Sequence[str], i: int) -> Line | None:
    """The next line of text after line i, page marks skipped, none beyond a barrier."""
    for j in range(i + 1, min(i + 4, len(lines))):
        if kinds[j] != "furniture":
            return None if kinds[j] else lines[j]
    return None


def _balance(text: str) -> int:
    return sum(1 if mark in _OPEN else -1 for mark in _PAIRED.findall(text))


def _line_kinds(lines: Sequence[Line], around: Sequence[Setting]) -> list[str]:
    """What each line says it is: furniture, whole, vertical, mark, label, numbered … or ""."""
    together = _kinds_together(lines, around)
    mail = mail_heads([line.text for line in lines])
    kinds: list[str] = []
    sentences = begun = False
    for i, line in enumerate(lines):
        text = line.text
        begun = begun or (i > 0 and kinds[-1] != "furniture")
        sentences = sentences or endings.has_sentence_mark(text if begun else _told(text))
        if i in together:
            kinds.append(together[i])
        elif line.page_mark or line.running:
            kinds.append("furniture")
        elif shapes.heading_mark(text):
            kinds.append("mark")
        elif shapes.is_label(text):
            kinds.append("label")
        elif (
            shapes.numbered_level(text) is not None
            and _stands_alone(lines, i, around, kinds)
            and not _runs_on(line, around[i])
            and not _is_cut(lines, i)
        ):
            kinds.append("numbered")
        elif i in mail or _says_whose(lines, i, around, at_head=i > 0 and not sentences):
            kinds.append("byline")
        elif (
            endings.starts_with_dash(text)
            and line.width <= 40
            and (not sentences or not _runs_on(line, around[i]))
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
    for row in table_rows([line.text for line in lines], breaks):
        kinds |= dict.fromkeys(row.lines, "cell")
        kinds[row.lines[-1]] = "torn row" if row.torn else "row"
    kinds |= dict.fromkeys(_vertical(lines), "vertical")
    page = of_the_page(lines, lambda i: _in_sentence(lines, i, around))
    return kinds | dict.fromkeys(page | contents(lines), "furniture")


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
    if line.width > 40 or line.credited:
        return False
    return writers.is_byline(line.text) or (at_head and writers.is_office_and_name(line.text))


def _in_prose(lines: Sequence[Line], i: int, around: Sequence[Setting]) -> bool:
    """A line of a paragraph that only speaks of a writer: the head of a report, which runs on
    behind it, or a line in the middle of a sentence that names one behind other words.
    """
    line = lines[i]
    below = lines[i + 1].text if i + 1 < len(lines) else ""
    if opens_report(line.text) and (line.text != dateline(line.text) or below[:1] in "（("):
        return around[i].column is not None
    above = lines[i - 1] if i else None
    if above is None or above.marked or not _runs_on(above, around[i - 1]):
        return False
    return line.blanks == 0 and writers.speaks_of_writer(line.text)


def _told(text: str) -> str:
    """A text's first line without ？ and ！, with which titles ask and call."""
    return text.translate({ord(mark): None for mark in "？！"})


def _ends_subtitle(above: Fragment, line: Line, setting: Setting) -> bool:
    """The second line of a subtitle (——…) whose first one reaches the edge of its column."""
    return (
        above.fixed == "dash"
        and len(above.lines) == 1
        and _runs_on(above.lines[0], above.setting)
        and not _runs_on(line, setting)
        and not line.blanks
        and not endings.ends_with_mark(line.text)
        and not shapes.starts_numbered(line.text)
        and (not _is_name(line.text) or word_across(above.text, line.text))
    )


def _is_name(text: str) -> bool:
    return writers.is_names(text) and (" " in text or writers.may_be_name(text))


def _ends_byline(above: Fragment, line: Line, setting: Setting) -> bool:
    """The end of a name that had no room on the byline's line, which fills its column."""
    last = above.lines[-1]
    return (
        above.fixed == "byline"
        and len(above.lines) == 1
        and _runs_on(last, above.setting)
        and not line.blanks
        and line.width <= _NAME_ENDS
        and setting.missing(line) > _NAME_ENDS
        and not endings.ends_with_mark(line.text)
        and writers.goes_on(last.text, line.text)
    )


def _in_sentence(lines: Sequence[Line], i: int, around: Sequence[Setting]) -> bool:
    """A line in the middle of a sentence: it, or the one above, fills its column and has no mark at
    its end.
    """
    return any(
        not lines[at].marked and _runs_on(lines[at], around[at]) for at in (i, i - 1) if at >= 0
    )


def _is_cut(lines: Sequence[Line], i: int) -> bool:
    """A long line at whose end a word is cut, or stands before a 的."""
    if i + 1 == len(lines) or lines[i].width < _LONG or lines[i + 1].blanks:
        return False
    below = lines[i + 1].text
    return word_across(lines[i].text, below) or opens_with_particle(below)


def _runs_on(line: Line, setting: Setting) -> bool:
    """Near enough to the edge of its column that the next line may belong to it."""
    if setting.column is None:
        return False
    return setting.missing(line) <= max(1.25, setting.column / 5)


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
