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
from pipeline.normalise.joining import boxes
from pipeline.normalise.joining.join import decides, weigh
from pipeline.normalise.joining.line_kinds import TRANSPARENT, line_kinds, runs_on, told
from pipeline.normalise.joining.seam import meeting
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.words import word_across
from pipeline.normalise.printed.settings import UNSET, Setting, settings

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

#: What goes on with a field stands so much further in (cells).
_UNDER_FIELD = 2.5

#: 在…会议上.
_SPANS = re.compile(f"在[^，。]{{4,60}}[会次届][{HAN}]{{0,8}}上$")

#: What is left of a byline for a line of its own is no wider (cells).
_NAME_ENDS = 4.0


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
        alike: bool, refers: bool,
    ) -> Seam:  # fmt: skip
        """Where its last line meets another one."""
        first = len(self.lines) == 1
        return meeting(
            self.lines[-1], below, after, self.setting, first=first,
            open_marks=self.open_marks if self.open_length < _LONGEST_OPEN else 0,
            across=self.crossed, head=not sentences, top=not begun and first,
            listed=listed, clauses=self.clauses, counted=self.counted, alike=alike, refers=refers,
            under_field=self._is_field_over(below),
            next_field=not first
            and shapes.is_field(below.text)
            and shapes.is_field(self.lines[0].text),
        )  # fmt: skip

    def _is_field_over(self, below: Line) -> bool:
        """It opens with a field's name, and the line hangs under what stands behind that."""
        first = self.lines[0]
        hangs = below.indent >= first.indent + _UNDER_FIELD and not writers.is_byline(below.text)
        return hangs and shapes.is_field(first.text) and not shapes.starts_numbered(below.text)

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
    kinds = line_kinds(lines, around)
    order = boxes.reading_order(lines, around, kinds)
    lines = [lines[i] for i in order]
    around, kinds = [around[i] for i in order], [kinds[i] for i in order]
    out: list[Fragment] = []
    paragraph = _Paragraph()
    sentences = listed = begun = False
    gathered: list[Line] = []  # characters of a caption set vertically, cells of a row
    waiting: list[Fragment] = []  # furniture met inside a paragraph comes after it
    for i, (line, kind, setting) in enumerate(zip(lines, kinds, around, strict=True)):
        if kind in TRANSPARENT:
            begins = waiting.pop().lines if kind == "of a note" else ()
            waiting.append(Fragment((*begins, line), setting, "note" if begins else kind))
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
                line,
                after,
                begun=begun,
                sentences=sentences,
                listed=listed,
                alike=setting.alike,
                refers=setting.refers,
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
        sentences = sentences or endings.has_sentence_mark(line.text if begun else told(line.text))
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
    return kinds[i] in ("cell", "of an aside") or (
        kinds[i] == "vertical" and kinds[i + 1 : i + 2] == ["vertical"]
    )


def _text_after(lines: Sequence[Line], kinds: Sequence[str], i: int) -> Line | None:
    """The next line of text after line i, page marks skipped, none beyond a barrier."""
    for j in range(i + 1, min(i + 4, len(lines))):
        if kinds[j] not in TRANSPARENT:
            return None if kinds[j] else lines[j]
    return None


def _balance(text: str) -> int:
    return sum(1 if mark in _OPEN else -1 for mark in _PAIRED.findall(text))


def _ends_subtitle(above: Fragment, line: Line, setting: Setting) -> bool:
    """The second line of a subtitle (——…) whose first one reaches the edge of its column, or opens
    在 and doesn't say 上: ——2031年5月24日在县人大常委会第十四次｜会议上.
    """
    if above.fixed != "dash" or len(above.lines) != 1 or line.blanks > setting.usual_blanks:
        return False
    text = line.text
    if endings.ends_with_mark(text) or shapes.starts_numbered(text) or runs_on(line, setting):
        return False
    if _SPANS.search(above.text):
        return False
    if _SPANS.search(above.text + text):
        return True
    whole = not _is_name(text) or word_across(above.text, text)
    return runs_on(above.lines[0], above.setting) and whole


def _is_name(text: str) -> bool:
    return writers.is_names(text) and (" " in text or writers.may_be_name(text))


def _ends_byline(above: Fragment, line: Line, setting: Setting) -> bool:
    """The end of a name that had no room on the byline's line, which fills its column."""
    last = above.lines[-1]
    return (
        above.fixed == "byline"
        and len(above.lines) == 1
        and runs_on(last, above.setting)
        and not line.blanks
        and line.width <= _NAME_ENDS
        and setting.missing(line) > _NAME_ENDS
        and not endings.ends_with_mark(line.text)
        and writers.goes_on(last.text, line.text)
    )
