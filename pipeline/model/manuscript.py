"""The briefing as a format-free book. Renderers see this and nothing before it.

Every printed character is here, literally, but for page numbers, running heads and the
contents. What a renderer does with it is looks, never words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.model.source import Lines


class Voice(StrEnum):
    """Whose words these are. Each voice has its own style, class or tag in the files."""

    SOURCE = "source"
    OURS = "ours"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in the line; ``bold``, ``italic`` and ``dots`` (着重号) where an editor has stressed
    them. ``pinyin`` is the reading of a rare character, which then stands alone here: an
    explanation above it, no word of the text.
    """

    text: str
    voice: Voice = Voice.SOURCE
    bold: bool = False
    italic: bool = False
    dots: bool = False
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A native footnote of ours, called at this place in the line."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One witness in a citation; ``anchor`` is the id of its entry in the list of sources."""

    siglum: str
    lines: tuple[Lines, ...]
    anchor: str

    @property
    def text(self) -> str:
        """As printed: ``000:37–39``."""
        return f"{self.siglum}:{','.join(run.printed for run in self.lines)}"


@dataclass(frozen=True, slots=True)
class Citation:
    """The mark at a passage's end, base first: 〔000:37–39；002:41–43〕. Each witness is a link."""

    cited: tuple[Cited, ...]

    OPEN = "\N{LEFT TORTOISE SHELL BRACKET}"
    CLOSE = "\N{RIGHT TORTOISE SHELL BRACKET}"
    BETWEEN = "\N{FULLWIDTH SEMICOLON}"

    @property
    def text(self) -> str:
        return self.OPEN + self.BETWEEN.join(one.text for one in self.cited) + self.CLOSE


@dataclass(frozen=True, slots=True)
class Lead:
    """Words at the head of a paragraph that stand out from it: a date, a term, a name."""

    text: str
    voice: Voice = Voice.SOURCE


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A link to another place of the book; its words are ours, and the same in every file.

    ``anchor`` is the id of the element it leads to.
    """

    text: str
    anchor: str


LOOKS = ("bold", "italic", "dots")
"""What an editor may have stressed words by: fields of a Run."""

Inline = Run | NoteCall | Citation | Lead | CrossReference


class Style(StrEnum):
    """What a paragraph is to its reader; a style of typography.toml has the same name. Rows are
    those of a source's table (:mod:`pipeline.model.rows`); they look like ours.
    """

    BODY = "body"
    ROW_CAPTION = "row-caption"
    ROW_HEAD = "row-head"
    ROW = "table-cell"
    KEY_POINT = "key-point"
    EDITOR_NOTE = "editor-note"
    ABSTRACT = "abstract"
    CAPTION = "caption"
    CHART_CAPTION = "chart-caption"
    CHART_SOURCE = "chart-source"
    TIMELINE = "timeline"
    GLOSSARY = "glossary"
    INDEX_LETTER = "index-letter"
    INDEX_ENTRY = "index-entry"
    SOURCE_ENTRY = "source-entry"
    SOURCE_FILE = "source-file"
    COLOPHON = "colophon"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4 with its literal number (一、（一）1.（1）), "" where it has none."""

    id: str
    level: int
    number: str
    text: str
    voice: Voice = Voice.OURS

    @property
    def printed(self) -> str:
        return self.number + self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    id: str
    style: Style
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption (label and number included), heads, and cells of inlines.

    ``widths`` are the columns' shares of the measure; they add up to 1.
    """

    id: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    widths: tuple[float, ...]


class ChartKind(StrEnum):
    """``CHANGE``: two bars a row, before and after. ``SHARE``: one bar a row, of a whole.
    ``COMPARISON``: one bar a row, all of one thing.
    """

    CHANGE = "change"
    SHARE = "share"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Bar:
    """A number as it is printed beside its bar (``1780万吨``), and how long the bar is."""

    shown: str
    length: float


@dataclass(frozen=True, slots=True)
class ChartRow:
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of bars, in rows from above; its caption and its source are paragraphs below it.

    ``full`` is the length that fills the measure; 0: in each row its own longest bar does.
    ``alt`` tells all of it in words.
    """

    id: str
    kind: ChartKind
    rows: tuple[ChartRow, ...]
    full: float
    alt: str


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture of the editor's own; a caption is a paragraph below it.

    ``media`` is ``image/png`` or ``image/jpeg``; ``width`` a share of the measure, over 0, up to 1;
    ``alt`` says in words what it shows.
    """

    id: str
    content: bytes
    media: str
    alt: str
    width: float
    voice: Voice = Voice.EDITOR


Element = Heading | Paragraph | Table | Chart | Illustration


def all_inlines(elements: Iterable[Element]) -> Iterator[Inline]:
    """Every inline in reading order, those in cells row by row."""
    for element in elements:
        if isinstance(element, Paragraph):
            yield from element.inlines
        elif isinstance(element, Table):
            for row in element.rows:
                for cell in row:
                    yield from cell


def with_readings(elements: Iterable[Element]) -> Iterator[Run]:
    """The runs that have a reading above them, in reading order."""
    return (one for one in all_inlines(elements) if isinstance(one, Run) and one.pinyin)


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter as ``briefing.toml`` gives it; absent parts are "" and leave no hole.

    ``number`` and ``total_number`` are bare (``7``), ``date`` and ``print_date`` are as printed.
    Which of them a page shows, and where, is the layout's choice.
    """

    title: str
    subtitle: str = ""
    number: str = ""
    total_number: str = ""
    issuer: str = ""
    date: str = ""
    classification: str = ""
    editor_note: str = ""
    abstract: str = ""
    masthead: str = ""
    serial: str = ""
    urgency: str = ""
    document_number: str = ""
    signatory: str = ""
    addressees: str = ""
    to: tuple[str, ...] = ()
    report_to: tuple[str, ...] = ()
    send_to: tuple[str, ...] = ()
    issue_to: tuple[str, ...] = ()
    copy_to: tuple[str, ...] = ()
    printer: str = ""
    print_date: str = ""
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful reading under a remark: the correction's id, the characters [start, end) of the
    element it is about, what it proposes (None where nothing).
    """

    id: str
    start: int
    end: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What the draft says beside characters [start, end) of an element's words, note calls not
    counted: a comment in the DOCX, and in no other file.

    ``ids`` are what it speaks of: corrections (``c-…``), for which ``doubts`` say more, or an
    edit (``e-…``). ``author`` is "" where the remark is ours.
    """

    element: str
    start: int
    end: int
    lines: tuple[str, ...]
    ids: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()
    author: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The whole book. ``identifier`` is made from its content; ``date`` is ISO 8601 or "".
    ``remarks`` are for the editor of the draft and are not printed.
    """

    identifier: str
    language: str
    date: str
    front: Front
    elements: tuple[Element, ...]
    labels: dict[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
