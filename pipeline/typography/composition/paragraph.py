"""A paragraph as WeasyPrint has it (boxes within boxes) as one row of measured characters.

Marks and spaces are ruled by their neighbours, also by those beyond the edge of an element; so
the texts of all inline boxes of a line box are laid end to end, and remembered where they came
from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import inline_block_width
from weasyprint.layout.percent import resolve_percentages
from weasyprint.layout.replaced import inline_replaced_box_layout

from pipeline.typography.composition.kinds import OBJECT, Kind, code_points, kinds_of
from pipeline.typography.composition.row import Atom, Piece, Row, Unfit, measured

if TYPE_CHECKING:
    from pipeline.typography.composition.lines import LineMaker
    from pipeline.typography.composition.prepared import Prepared
    from pipeline.typography.composition.shaped import Shaped
    from pipeline.typography.composition.shaping import Setting, Settings

LONGEST = 4096
"""WeasyPrint copies all the rest of a text for each of its lines; no text is longer than this."""

_WRAPPED = frozenset({"normal", "nowrap", "pre-line"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text box: its characters ``start`` to ``end`` of the paragraph, and its setting."""

    box: Any
    start: int
    end: int
    setting: Setting


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A line box, read once."""

    children: Any
    text: str
    leaves: dict[int, Leaf]
    starts: dict[int, int]
    shaped: dict[int, Shaped]
    bytes_before: list[int]
    prepared: Prepared
    maker: LineMaker

    def place(self, skip_stack: Any, box: Any) -> int:
        """The character at which WeasyPrint goes on in ``box``, by its own account."""
        while skip_stack is not None:
            ((index, skip_stack),) = skip_stack.items()
            if isinstance(box, boxes.TextBox):
                return self.after_bytes(self.leaves[id(box)], index)
            if index >= len(box.children):
                return len(self.text)
            box = box.children[index]
        return self.starts[id(box)]

    def after_bytes(self, leaf: Leaf, count: int) -> int:
        """The character after the first ``count`` bytes of a leaf."""
        wanted = self.bytes_before[leaf.start] + count
        low, high = leaf.start, leaf.end
        while low < high:
            middle = (low + high) // 2
            if self.bytes_before[middle] < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def bytes_into(self, leaf: Leaf, place: int) -> int:
        """How many bytes of a leaf come before a character."""
        return self.bytes_before[place] - self.bytes_before[leaf.start]


def read_paragraph(
    context: Any, line_box: Any, containing_block: Any, settings: Settings
) -> ParagraphText:
    """Lay a line box's texts end to end and measure them. Raises Unfit."""
    reading = _Reading(context, containing_block, settings)
    reading.children(line_box, raised=False, depth=0)
    return reading.finish(line_box)


class _Reading:
    """What was gathered of a line box so far."""

    def __init__(self, context: Any, containing_block: Any, settings: Settings) -> None:
        self.context = context
        self.containing_block = containing_block
        self.settings = settings
        self.texts: list[str] = []
        self.count = 0
        self.leaves: list[Leaf] = []
        self.starts: dict[int, int] = {}
        self.pieces: list[Piece] = []
        self.atoms: list[Atom] = []
        self.lead: dict[int, float] = {}
        self.edge: tuple[int, bool] | None = None  # depth and nowrap of the parent crossed
        self.tied: list[int] = []

    def children(self, parent: Any, *, raised: bool, depth: int) -> None:
        self.starts[id(parent)] = self.count
        parent.children = _cut(parent.children)
        nowrap = parent.style["white_space"] == "nowrap"
        for child in parent.children:
            self.starts[id(child)] = self.count
            if not child.is_in_normal_flow():
                if child.is_floated():
                    raise Unfit("a float")
                continue
            if self.edge is None or depth < self.edge[0]:
                self.edge = (depth, nowrap)
            if isinstance(child, boxes.TextBox):
                self._text(child, raised=raised)
            elif isinstance(child, boxes.InlineBox):
                self._inline(child, raised=raised, depth=depth)
            else:
                self._atom(child)

    def _text(self, box: Any, *, raised: bool) -> None:
        style = box.style
        text = box.text
        if not text or not style["font_size"]:
            if text:
                raise Unfit("letters of no size")
            return
        if style["white_space"] not in _WRAPPED or style["direction"] != "ltr":
            raise Unfit("blanks that count, or leftward text")
        if "\N{SOFT HYPHEN}" in text or "\0" in text:
            raise Unfit("a soft hyphen")
        leaf = Leaf(box, self.count, self.count + len(text), self.settings.of(style))
        self._begin()
        self.leaves.append(leaf)
        self.pieces.append(Piece(leaf.start, leaf.end, leaf.setting, raised))
        self.texts.append(text)
        self.count = leaf.end

    def _begin(self) -> None:
        if self.edge is not None and self.edge[1]:
            self.tied.append(self.count)
        self.edge = None

    def _inline(self, box: Any, *, raised: bool, depth: int) -> None:
        if box.is_leader or box.first_letter_style or box.first_line_style:
            raise Unfit("a leader")
        resolve_percentages(box, self.containing_block)
        left = _plain(box.margin_left) + box.border_left_width + box.padding_left
        right = _plain(box.margin_right) + box.border_right_width + box.padding_right
        self.lead[self.count] = self.lead.get(self.count, 0) + left
        self.children(
            box,
            raised=raised or box.style["vertical_align"] != "baseline",
            depth=depth + 1,
        )
        self.lead[self.count] = self.lead.get(self.count, 0) + right

    def _atom(self, box: Any) -> None:
        if self.atoms and self.atoms[-1].place == self.count - 1:
            raise Unfit("two atoms side by side")
        copy = box.copy()
        resolve_percentages(copy, self.containing_block)
        if isinstance(copy, boxes.InlineReplacedBox):
            inline_replaced_box_layout(copy, self.containing_block)
        elif isinstance(copy, boxes.InlineBlockBox) and not copy.is_table_wrapper:
            copy.margin_left, copy.margin_right = map(_plain, (copy.margin_left, copy.margin_right))
            inline_block_width(copy, self.context, self.containing_block)
        else:
            raise Unfit("a table, flex or grid in the line")
        self._begin()
        self.atoms.append(Atom(self.count, copy.margin_width(), box.style["font_size"]))
        self.texts.append(OBJECT)
        self.count += 1

    def finish(self, line_box: Any) -> ParagraphText:
        """Measure what was gathered."""
        row = Row(
            "".join(self.texts),
            line_box.style["lang"],
            tuple(self.pieces),
            tuple(self.atoms),
            tuple(self.lead.items()),
            tuple(place for place in self.tied if place < self.count),
        )
        found = measured(row)
        leaves = {id(leaf.box): leaf for leaf in self.leaves}
        return ParagraphText(
            line_box.children,
            row.text,
            leaves,
            self.starts,
            dict(zip(leaves, found.shaped, strict=True)),
            found.bytes_before,
            found.prepared,
            found.maker,
        )


def _plain(margin: Any) -> float:
    return 0.0 if margin == "auto" else float(margin)


def _cut(children: Any) -> Any:
    """Long texts as several boxes: what each line costs then doesn't hang on the text's length."""
    if not any(isinstance(one, boxes.TextBox) and len(one.text) > LONGEST for one in children):
        return children
    cut = []
    for child in children:
        if not isinstance(child, boxes.TextBox) or len(child.text) <= LONGEST:
            cut.append(child)
            continue
        start = 0
        while start < len(child.text):
            end = _seam(child.text, min(start + LONGEST, len(child.text)))
            piece = child.copy_with_text(child.text[start:end])
            piece.leading_collapsible_space = child.leading_collapsible_space and start == 0
            piece.trailing_collapsible_space = child.trailing_collapsible_space and end == len(
                child.text
            )
            cut.append(piece)
            start = end
    return tuple(cut)


def _seam(text: str, end: int) -> int:
    """Near ``end``, between two Han, where shaping loses nothing; else there."""
    for place in range(end, max(end - 256, 1), -1):
        if place == len(text):
            return place
        kinds, upon = kinds_of(code_points(text[place - 1 : place + 1]))
        if (kinds == Kind.HAN).all() and not upon.any():
            return place
    return end
