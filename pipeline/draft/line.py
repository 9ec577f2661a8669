"""One line of WordprocessingML, as the editor sees it: insertions in, deletions out.

A paragraph becomes a row of events: text, notes, breaks, and where bookmarks and comments begin
and end. What can't be carried over (formulas, page breaks …) is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from pipeline.draft.guides import FIELDS, Fields
from pipeline.draft.namespaces import qn
from pipeline.draft.words import Note, Text
from pipeline.model.manuscript import LOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

#: What the editor has struck out, or moved elsewhere.
GONE = frozenset({qn("w:del"), qn("w:moveFrom")})
#: Shown twice otherwise, or not words of the line.
UNSEEN = frozenset({f"{_MC}Fallback", qn("w:rt"), qn("w:instrText"), qn("w:delText")})

#: Marks at a bookmark's or comment's ends, and what they are called here.
_ENDS = {
    qn("w:bookmarkStart"): "start",
    qn("w:bookmarkEnd"): "end",
    qn("w:commentRangeStart"): "comment",
    qn("w:commentRangeEnd"): "comment-end",
}
_CALLS = {
    qn("w:footnoteReference"): "footnote",
    qn("w:endnoteReference"): "endnote",
    qn("w:commentReference"): "comment",
}
_SIGNS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:noBreakHyphen"): "-"}
_SHOWN_IN = (qn("a:blip"), qn("v:imagedata"), qn("w:txbxContent"))
_DRAWN = frozenset({qn("w:drawing"), qn("w:pict")})
_NAMED = {
    qn("w:pict"): "a picture",
    qn("w:object"): "an embedded object",
    qn("w:sym"): "a symbol of a symbol font",
    qn("w:rt"): "pinyin above characters",
    f"{MATH}oMath": "a formula (its characters are kept)",
}
STRESS = {"bold": qn("w:b"), "italic": qn("w:i"), "dots": qn("w:em")}
"""What words are stressed by, by its name in LOOKS."""

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_SOFT = "soft hyphens, where a word may be broken"
_LINE_END = re.compile("\r\n?|\n")

_LOOKS = {
    qn("w:highlight"): "highlighting",
    qn("w:u"): "underlining",
    qn("w:strike"): "striking through",
    qn("w:dstrike"): "striking through",
    qn("w:color"): "colour",
    qn("w:vertAlign"): "raised or lowered characters (they are printed on the line)",
}
_OFF = frozenset({"0", "auto", "baseline", "false", "none", "off"})


class Event(NamedTuple):
    """One thing in the line. ``kind``: text or note, with their ``piece``; break; start and end
    of a bookmark, comment and comment-end, with the ``number`` that pairs them, comment-mark where
    it is called; box, a text box with its content; or picture, with its drawing in ``box`` and its
    ``name``.
    """

    kind: str
    piece: Text | Note | None = None
    number: str = ""
    name: str = ""
    box: Element | None = None


@dataclass
class LineReader:
    """Reads lines of one document. ``stressed`` are the character styles that have a look: its
    name in LOOKS → their ids. ``pinyin`` are the readings that we printed above characters: they
    are no words of the line, and nobody's edit.
    """

    notes: Mapping[tuple[str, str], Note]
    stressed: Mapping[str, frozenset[str]]
    pinyin: Mapping[str, str] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)
    lost: set[str] = field(default_factory=set)
    tracked: int = 0

    def events(self, paragraph: Iterable[Element]) -> list[Event]:
        """What stands in a paragraph, in order."""
        return [event for node in paragraph for event in self._node(node)]

    def _node(self, node: Element) -> Iterator[Event]:
        tag = node.tag
        if tag in {qn("w:pPr"), qn("w:rPr"), etree.Comment, etree.PI}:
            return
        if tag in GONE:
            self.tracked += 1
        elif tag in _ENDS:
            number, name = str(node.get(qn("w:id"))), str(node.get(qn("w:name"), ""))
            yield Event(_ENDS[tag], number=number, name=name)
        elif tag == qn("w:r"):
            yield from self._run(node)
        elif tag == qn("w:ruby"):
            yield from self._ruby(node)
        elif tag == qn("w:fldSimple"):
            yield from self._field(node, ())
            yield from self._children(node)
        elif tag == f"{MATH}t":
            yield Event("text", Text(node.text or ""))
        elif tag == f"{_MC}AlternateContent":
            yield from self._alternative(node, self._node)
        elif tag in _DRAWN and next(node.iter(*_SHOWN_IN), None) is not None:
            yield from self._beside(node)
        else:
            if tag in {qn("w:ins"), qn("w:moveTo")}:
                self.tracked += 1
            if tag == f"{MATH}oMath":
                self.lost.add(_NAMED[tag])
            yield from self._children(node)

    def _children(self, node: Element | None) -> Iterator[Event]:
        for child in () if node is None else node:
            yield from self._node(child)

    def _alternative(
        self, node: Element, read: Callable[[Element], Iterator[Event]]
    ) -> Iterator[Event]:
        """What of several ways to say the same is known here: a shape the first way, an emoji of
        Word's the last one.
        """
        for way in (node.find(f"{_MC}Choice"), node.find(f"{_MC}Fallback")):
            events = [event for child in (() if way is None else way) for event in read(child)]
            if events:
                yield from events
                return

    def _ruby(self, node: Element) -> Iterator[Event]:
        """What stands below; what stands above is named, unless it is what we printed there."""
        below = list(self._children(node.find(qn("w:rubyBase"))))
        words = "".join(event.piece.text for event in below if isinstance(event.piece, Text))
        above = "".join(text.text or "" for text in node.iterfind(f"{qn('w:rt')}//{qn('w:t')}"))
        self._above(above.strip(), words)
        yield from below

    def _above(self, above: str, words: str) -> None:
        if above not in {self.pinyin.get(one) for one in words}:
            self.lost.add(_NAMED[qn("w:rt")])

    def _field(self, node: Element, looks: Iterable[bool]) -> Iterator[Event]:
        guide = self.fields.read(node)
        if guide is not None:
            self._above(guide.above, guide.below)
            yield Event("text", Text(guide.below, *looks))

    def _run(self, run: Element) -> Iterator[Event]:
        look = run.find(qn("w:rPr"))
        looks = self._looks(look)
        if is_hidden(run):
            self.lost.add("hidden text")
            return
        words = [event for node in run for event in self._of_run(node, looks)]
        if look is not None and any(one.kind == "text" for one in words):
            named = {_LOOKS[one.tag] for one in look if one.tag in _LOOKS and switched_on(one)}
            # Programs colour and underline links by themselves.
            in_link = any(one.tag == qn("w:hyperlink") for one in run.iterancestors())
            self.lost |= named - {_LOOKS[qn("w:color")], _LOOKS[qn("w:u")]} if in_link else named
        yield from words

    def _looks(self, look: Element | None) -> list[bool]:
        """Which of LOOKS a run has, by itself or by its style. A mark of emphasis has several
        shapes (ECMA-376 §17.18.24); all of them are dots here.
        """
        if look is None:
            return [False] * len(LOOKS)
        style = look.find(qn("w:rStyle"))
        name = "" if style is None else str(style.get(qn("w:val"), ""))
        switches = [(one, look.find(STRESS[one])) for one in LOOKS]
        return [
            switched_on(switch) if switch is not None else name in self.stressed[one]
            for one, switch in switches
        ]

    def _of_run(self, node: Element, looks: Iterable[bool]) -> Iterator[Event]:
        tag = node.tag
        if tag == qn("w:t"):
            for words in self._spaced(node):
                yield Event("text", Text(words, *looks))
        elif tag == qn("w:softHyphen"):
            self.lost.add(_SOFT)
        elif tag in _SIGNS:
            yield Event("text", Text(_SIGNS[tag], *looks))
        elif tag == qn("w:cr") or (tag == qn("w:br") and node.get(qn("w:type")) is None):
            yield Event("break")
        elif tag == qn("w:br"):
            self.lost.add("a page or column break")
        elif tag in _CALLS:
            yield from self._called(_CALLS[tag], str(node.get(qn("w:id"))))
        elif tag == qn("w:ruby"):
            yield from self._node(node)
        elif tag == f"{_MC}AlternateContent":
            yield from self._alternative(node, lambda child: self._of_run(child, looks))
        elif tag in FIELDS:
            yield from self._field(node, looks)
        else:
            yield from self._beside(node)

    def _called(self, kind: str, number: str) -> Iterator[Event]:
        """A note or comment at its place in the line."""
        note = self.notes.get((kind, number))
        if kind == "comment":
            yield Event("comment-mark", number=number)
        elif note is not None:
            yield Event("note", note)

    def _spaced(self, node: Element) -> Iterator[str]:
        """The characters of a ``w:t``, tabs by themselves: blanks at its ends count only where they
        are to be kept, an end of a line is a blank, as Word shows it.
        """
        text = node.text or ""
        if node.get(qn("xml:space")) != "preserve":
            text = text.strip(" \t\r\n")
        if SOFT_HYPHEN in text:
            self.lost.add(_SOFT)
        words = _LINE_END.sub(" ", text.replace(SOFT_HYPHEN, ""))
        yield from filter(None, re.split("(\t)", words))

    def _beside(self, node: Element) -> Iterator[Event]:
        """What is no text of the line: text boxes, charts of ours, pictures."""
        boxes = list(node.iter(qn("w:txbxContent")))
        for box in boxes:
            yield Event("box", box=box)
        names = [str(one.get("name", "")) for one in node.iter(qn("wp:docPr"))]
        for name in names:
            # A chart of ours bears the name of its bookmark, and keeps it where that is lost.
            yield Event("start", number=f"picture {name}", name=name)
            yield Event("end", number=f"picture {name}", name=name)
        older = node.tag == qn("w:pict") and next(node.iter(qn("v:imagedata")), None) is not None
        if (node.tag == qn("w:drawing") or older) and not boxes:
            yield Event("picture", name=names[0] if names else "", box=node)
        elif node.tag in _NAMED and not boxes:
            self.lost.add(_NAMED[node.tag])


def switched_on(node: Element | None) -> bool:
    """Whether a switch such as ``w:b`` is on: there, and not said to be off."""
    return node is not None and str(node.get(qn("w:val"), "1")).lower() not in _OFF


def is_hidden(node: Element) -> bool:
    """Whether an element is a run of hidden text."""
    return node.tag == qn("w:r") and switched_on(node.find(f"{qn('w:rPr')}/{qn('w:vanish')}"))
