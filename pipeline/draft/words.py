"""Words with their notes and citations: what is compared, merged and kept as an edit.

A paragraph is a row of pieces: text, a note at its place, a citation. Merging looks at tokens:
one Han character, one Latin word, one whole number. A number is never taken apart, be it 12.3%,
三十二亿 or 2021年3月5日: half of one side's and half of the other's is a number nobody wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import ConfigError
from pipeline.model.manuscript import LOOKS, Citation, NoteCall, Run
from pipeline.typography.emphasis import takes_dot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pipeline.model.manuscript import Inline


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    bold: bool = False
    italic: bool = False
    dots: bool = False

    @property
    def looks(self) -> tuple[bool, bool, bool]:
        """Whether it has each of LOOKS."""
        return (self.bold, self.italic, self.dots)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote called here; its number is no part of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation as it is printed, 〔000:37–39〕."""

    text: str


Piece = Text | Note | Cite
Words = tuple[Piece, ...]

_DIGITS = r"[0-9０-９]+(?:[.,:/．，：／](?=[0-9０-９])[0-9０-９]+)*"
_HAN = "[〇零一二两三四五六七八九十百千万亿]+"
_ONE = rf"(?:{_DIGITS}|{_HAN})[%％‰万亿千百十余多]*"
NUMBER = re.compile(rf"{_ONE}(?:[年月日时点分之至到~～—–\-]{{1,2}}{_ONE})*[年月日]?")
"""A number with what makes it one figure: its unit of ten thousands, a date, a range, 三分之二."""

WORD = re.compile(r"[A-Za-zÀ-ɏ0-9０-９]+(?:['’.\-][A-Za-zÀ-ɏ0-9]+)*")

_TOKEN = re.compile(rf"{NUMBER.pattern}|{WORD.pattern}|\s+|.", re.DOTALL)


class Token(NamedTuple):
    """The least that one side of a merge can have changed."""

    piece: Piece

    @property
    def width(self) -> int:
        """Characters in the line: a note has none there."""
        return 0 if isinstance(self.piece, Note) else len(self.piece.text)


def tokens(words: Iterable[Piece]) -> list[Token]:
    """The tokens of some words, in order.

    >>> [one.piece.text for one in tokens((Text("增长12.3%，达3.2亿元"),))]
    ['增', '长', '12.3%', '，', '达', '3.2亿', '元']
    >>> [one.piece.text for one in tokens((Text("2021年3月5日，三十二人用GDP"),))]
    ['2021年3月5日', '，', '三十二', '人', '用', 'GDP']
    """
    out: list[Token] = []
    for piece in words:
        if isinstance(piece, Text):
            looks = piece.looks
            out += (Token(Text(one, *looks)) for one in _TOKEN.findall(piece.text))
        else:
            out.append(Token(piece))
    return out


def joined(pieces: Iterable[Piece]) -> Words:
    """Pieces as words: neighbouring text of one look put together, empty text left out. Dots are
    kept only where one is printed, so that the same words are the same however they were marked.

    >>> [(one.text, one.dots) for one in joined([Text("水清，岸", dots=True), Text("绿。")])]
    [('水清', True), ('，', False), ('岸', True), ('绿。', False)]
    """
    together = _together(pieces)
    if any(isinstance(one, Text) and one.dots for one in together):
        together = _together(part for one in together for part in _dotted(one))
    return tuple(together)


def _dotted(piece: Piece) -> Iterator[Piece]:
    """A piece in parts, dots left to the tokens of which some character takes one."""
    if not isinstance(piece, Text) or not piece.dots:
        yield piece
        return
    for one in _TOKEN.findall(piece.text):
        yield replace(piece, text=one, dots=any(map(takes_dot, one)))


def _together(pieces: Iterable[Piece]) -> list[Piece]:
    said = (one for one in pieces if one.text or not isinstance(one, Text))
    out: list[Piece] = []
    for looks, row in groupby(said, _looks_of_text):
        if looks is None:
            out += row
        else:
            out.append(Text("".join(one.text for one in row), *looks))
    return out


def _looks_of_text(piece: Piece) -> tuple[bool, bool, bool] | None:
    return piece.looks if isinstance(piece, Text) else None


def line(words: Iterable[Piece]) -> str:
    """What stands in the line: text and citations, without the notes."""
    return "".join(one.text for one in words if not isinstance(one, Note))


def plain(words: Iterable[Piece]) -> str:
    """The text alone, without notes and citations."""
    return "".join(one.text for one in words if isinstance(one, Text))


def cut(words: Iterable[Piece], start: int, end: int) -> Words:
    """Characters [start, end) of the line; notes called between them too."""
    out: list[Piece] = []
    at = 0
    for one in words:
        if isinstance(one, Note):
            if start < at <= end:
                out.append(one)
            continue
        low, high = max(start, at), min(end, at + len(one.text))
        if low < high:
            out.append(replace(one, text=one.text[low - at : high - at]))
        at += len(one.text)
    return joined(out)


def of_inlines(inlines: Iterable[Inline]) -> Words:
    """The words of a manuscript's line."""
    return joined(_piece(one) for one in inlines)


def _piece(inline: Inline) -> Piece:
    if isinstance(inline, Run):
        return Text(inline.text, inline.bold, inline.italic, inline.dots)
    if isinstance(inline, NoteCall):
        return Note(inline.text)
    return Cite(inline.text) if isinstance(inline, Citation) else Text(inline.text)


def citations_in(text: str, known: Collection[str]) -> Iterator[Piece]:
    """Text in which known citations are told apart from other words.

    >>> list(citations_in("水清。〔000:3〕", ["〔000:3〕"]))
    [Text(text='水清。', bold=False, italic=False, dots=False), Cite(text='〔000:3〕')]
    """
    at = 0
    for found in re.finditer(f"{Citation.OPEN}[^{Citation.OPEN}{Citation.CLOSE}]*.", text):
        if found[0] in known:
            if found.start() > at:
                yield Text(text[at : found.start()])
            yield Cite(found[0])
            at = found.end()
    if at < len(text):
        yield Text(text[at:])


def words_record(words: Words) -> list[object]:
    """As JSON: a string for plain text, a table with one key that says what else it is."""
    return [_record(one) for one in words]


def _record(one: Piece) -> object:
    if isinstance(one, Note):
        return {"note": one.text}
    if isinstance(one, Cite):
        return {"cite": one.text}
    looks = {name: True for name, on in zip(LOOKS, one.looks, strict=True) if on}
    return {"text": one.text, **looks} if looks else one.text


def words_of_record(record: object) -> Words:
    """Back from JSON. Raises ConfigError where it isn't what :func:`words_record` writes."""
    if not isinstance(record, list):
        raise ConfigError(f"words are a list of strings and tables, not {record!r:.40}")
    return joined(_piece_of(one) for one in record)


def _piece_of(record: object) -> Piece:
    if isinstance(record, str):
        return Text(record)
    if isinstance(record, dict):
        for key, kind in (("note", Note), ("cite", Cite), ("text", Text)):
            said = record.get(key)
            if isinstance(said, str):
                looks = (record.get(name) is True for name in LOOKS)
                return Text(said, *looks) if kind is Text else kind(said)
    raise ConfigError(f"a piece of words is a string, a note or a citation, not {record!r:.40}")
