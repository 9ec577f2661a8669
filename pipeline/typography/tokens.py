"""The typographic tokens as frozen values: what ``templates/typography.toml`` says of a layout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

POINTS_A_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Face:
    """A role of type (宋, 黑, 楷, 仿宋, 小标宋) and the families that play it in each format."""

    role: str
    pdf: tuple[str, ...]
    docx: str
    latin: str
    epub: tuple[str, ...]
    generic: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page and the block of text on it, in mm from the paper's edges.

    ``header`` and ``footer`` are the distances of the head and of the folio. ``lines`` is how many
    lines of body text the block holds.

    Where the block is measured by its characters (GB/T 9704 §5.2.1), the first line's box has to
    begin above the block, by the room it has over its characters: ``rise`` in the PDF, where that
    room is shared between above and below, ``rise_docx`` in word processors, which put it on top.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float
    lines: int
    rise: float = 0
    rise_docx: float = 0
    footer_docx: float = 0

    @property
    def measure(self) -> float:
        """The width of the text, in pt."""
        return (self.width - self.left - self.right) * POINTS_A_MM


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: its width and the ``gap`` to the words in pt, its colour by name.

    ``length`` in pt, centred; 0 stands for the whole measure.
    """

    width: float
    colour: str
    gap: float = 0
    length: float = 0


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """How one kind of paragraph is set.

    ``size``, ``line`` (pitch), ``before`` and ``after`` in pt; ``indent`` (first line), ``left``,
    ``right`` and ``hanging`` in characters of this style. ``marker`` names a mark that is drawn in
    the room that ``hanging`` leaves ("square"); it is a drawing, no character of the text.
    ``above`` and ``below`` name rules; ``spacing`` is the room between characters, in pt; ``frame``
    takes lines out of the text: "top", to the head of the first page, "foot", to the foot of the
    last. ``keep_next`` keeps the paragraph on the page of the next one. What has no room on one
    line is made smaller for it, down to the size ``least``, in pt; 0 stands for what may have
    several.
    """

    name: str
    face: str
    size: float
    line: float
    bold: bool = False
    colour: str = "ink"
    before: float = 0
    after: float = 0
    indent: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    align: str = "justify"
    keep_next: bool = False
    marker: str = ""
    above: str = ""
    below: str = ""
    spacing: float = 0
    frame: str = ""
    least: float = 0


@dataclass(frozen=True, slots=True)
class PartLine:
    """A line before or after the text: its style, and the parts of the front matter in it.

    One part stands as the style aligns it; two stand at the two ends of the line. Where all are
    absent, the label that ``fallback`` names is printed, or else nothing. A line without parts only
    draws its rules: where one of the parts ``if_any`` is there, or, if it stands ``between``, where
    words stand above and below it.
    """

    style: str
    parts: tuple[str, ...] = ()
    fallback: str = ""
    if_any: tuple[str, ...] = ()
    between: bool = False


@dataclass(frozen=True, slots=True)
class Folio:
    """The page number: the label with its pattern, and where it stands.

    ``side`` is "center" or "outside": right on odd pages, left on even ones, ``inset`` characters
    from the edge of the block.
    """

    label: str
    side: str = "center"
    inset: float = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """One measured rule of a form: the figure it asks for, its clause and its strength.

    ``measure`` names what is measured (``pipeline.check.form``), ``value`` is what it has to be,
    give or take ``tolerance``. ``strength`` is the standard's own: 规定 (a build that breaks it
    fails), 一般 or 推荐 (it is warned of).
    """

    measure: str
    value: float
    tolerance: float
    unit: str
    clause: str
    strength: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: page, colours, faces, styles by name, page parts, numbering of headings.

    ``lengths`` are the page's other measures by name, in pt; ``keep_lines`` the lines of a
    paragraph that stay together at a page's head and foot; ``keep_rows`` those of a table that is
    not parted; ``contents_depth`` the levels of
    headings that the contents list, 0 for none.

    ``front`` are the lines before the text; with ``cover`` they, and the contents, have pages of
    their own. ``closing`` are the lines after the text, ``foot`` those that stand at the foot of
    the block on the last page. ``demands`` are what the form asks for, measured in the PDF.
    ``tighter`` are styles for what stands before the text where it has no room on its page, each
    table put on over the one before.
    """

    name: str
    page: Page
    colours: Mapping[str, str]
    lengths: Mapping[str, float]
    rules: Mapping[str, Rule]
    faces: Mapping[str, Face]
    styles: Mapping[str, TypeStyle]
    numbering: tuple[str, ...]
    keep_lines: int
    keep_rows: int
    contents_depth: int
    cover: bool
    running_head: bool
    folio: Folio
    front: tuple[PartLine, ...]
    closing: tuple[PartLine, ...] = ()
    foot: tuple[PartLine, ...] = ()
    demands: tuple[Demand, ...] = ()
    tighter: tuple[Mapping[str, TypeStyle], ...] = ()

    def __hash__(self) -> int:
        # Its tables have none; layouts of one name and page are then told apart by all they hold.
        return hash((self.name, self.page))

    def capacity(self, style: str) -> float:
        """How many full-width characters of a style stand on one line."""
        one = self.styles[style]
        return self.page.measure / (one.size + one.spacing) - one.left - one.right

    def on_the_grid(self, style: str) -> bool:
        """Whether a style's lines, with what stands before and after, are whole lines of text."""
        one, line = self.styles[style], self.styles["body"].line
        return not any(length % line for length in (one.line, one.before, one.after))

    def margins(self, *, docx: bool = False) -> tuple[float, float, float, float]:
        """Top, right, bottom and left margin, in mm, of the box that the lines are set in."""
        page = self.page
        top = page.top - (page.rise_docx if docx else page.rise)
        block = page.lines * self.styles["body"].line / POINTS_A_MM
        return top, page.right, page.height - top - block, page.left

    def part_lines(self) -> Iterator[PartLine]:
        yield from self.front
        yield from self.closing
        yield from self.foot


def with_families(layout: Layout, chosen: Mapping[str, str | None]) -> Layout:
    """The layout with the families an editor chose for some roles, before those of the tokens."""
    faces = dict(layout.faces)
    for role, family in chosen.items():
        if family and role in faces:
            face = faces[role]
            faces[role] = replace(
                face, pdf=(family, *face.pdf), epub=(family, *face.epub), docx=family
            )
    return replace(layout, faces=faces)
