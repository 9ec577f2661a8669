"""Notes that quote words: one whose words an editor has changed would quote what isn't printed.

A note of ours quotes the printed words that stand before its call, each sentence of it at its
beginning: “241亿美元”，01作“214亿美元”。 Where others stand there now, that sentence is left out,
and a note of which nothing is left. What an editor has written in a note stays.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.words import Cite, Note, Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.draft.blocks import Content
    from pipeline.draft.words import Piece, Words

_SENTENCE = re.compile(r"[^“”。]*(?:“[^“”]*”[^“”。]*)*。|.+$")
_QUOTED = re.compile("“([^“”]+)”")
_CUT = "\N{HORIZONTAL ELLIPSIS}" * 2
_FARTHEST = 8
"""Characters that may stand between the words a note quotes and its call: the unit of a figure."""
_OPENING, _CLOSING = "“「『‘", "”」』’"
_INNER = str.maketrans(_OPENING + _CLOSING, "‘" * len(_OPENING) + "’" * len(_CLOSING))


class _Quote(NamedTuple):
    """What the n-th sentence of a note quotes, as it stands in the line: of long words the end from
    so many characters before the call on, and somewhere before it the beginning.
    """

    sentence: int
    back: int
    end: str
    beginning: str = ""


class Quotes:
    """What the notes of some blocks quote of the words before their calls, as the sources have
    them.
    """

    def __init__(self, contents: Iterable[Content]) -> None:
        self._known: dict[str, list[_Quote]] = {}
        for content in contents:
            for words in (content.words, *(cell for row in content.rows for cell in row)):
                for note, before in _called(words):
                    self._known.setdefault(note, []).extend(_quotes(note, before))

    def standing_in(self, content: Content) -> Content:
        """A block's content so."""
        rows = tuple(tuple(self.standing(cell) for cell in row) for row in content.rows)
        return replace(content, words=self.standing(content.words), rows=rows)

    def standing(self, words: Words) -> Words:
        """Words without what their notes quote that doesn't stand there.

        >>> from pipeline.draft.blocks import Content
        >>> note = Note("“241亿元”，01作“214亿元”。此下01有“整”。")
        >>> quotes = Quotes([Content((Text("产值为241亿元"), note, Text("。")))])
        >>> def notes(*words):
        ...     return [one.text for one in quotes.standing(words) if isinstance(one, Note)]
        >>> notes(Text("去年为241亿元"), note), notes(Text("产值为214亿元"), note)
        (['“241亿元”，01作“214亿元”。此下01有“整”。'], ['此下01有“整”。'])
        """
        out: list[Piece] = []
        before = ""
        for one in words:
            if isinstance(one, Note):
                said = self._left(one.text, before)
                if said:
                    out.append(replace(one, text=said))
                continue
            before += one.text
            out.append(one)
        return joined(out) if len(out) < len(words) or tuple(out) != words else words

    def _left(self, note: str, before: str) -> str:
        quotes = self._known.get(note, ())
        standing = {one.sentence for one in quotes if _stands(one, before)}
        gone = {one.sentence for one in quotes} - standing
        said = _SENTENCE.findall(note)
        return "".join(one for n, one in enumerate(said) if n not in gone) if gone else note


def _called(words: Words) -> Iterator[tuple[str, str]]:
    """Each note with the line before its call."""
    before = ""
    for one in words:
        if isinstance(one, Note):
            yield one.text, before
        elif isinstance(one, Text | Cite):
            before += one.text


def _quotes(note: str, before: str) -> Iterator[_Quote]:
    """What the sentences of a note quote of the words before its call, where it stands there."""
    line = before.translate(_INNER)
    for n, sentence in enumerate(_SENTENCE.findall(note)):
        quoted = _QUOTED.match(sentence)
        if not quoted:
            continue
        head, cut, tail = quoted[1].translate(_INNER).partition(_CUT)
        words = tail if cut else head
        start = line.rfind(words)
        first = line.rfind(head, 0, start) if cut else start
        end = start + len(words)
        if 0 <= first <= start and len(line) - end <= _FARTHEST:
            beginning = before[first : first + len(head)] if cut else ""
            yield _Quote(n, len(line) - start, before[start:end], beginning)


def _stands(quote: _Quote, before: str) -> bool:
    start = len(before) - quote.back
    return start >= 0 and before.startswith(quote.end, start) and quote.beginning in before[:start]
