"""Bytes → text, strictly: every byte is understood, or the file is refused by name.

Order: byte-order mark, UTF-8, UTF-16 by its zero bytes, then the national encodings, where
charset-normalizer judges which reading is a language. Never a replacement character.
"""

from __future__ import annotations

import codecs
import re
from functools import partial
from typing import NamedTuple

from charset_normalizer import from_bytes

from pipeline.errors import ConfigError, Place, SourceUnreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of files that are something else, whatever their name says.
_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (a .docx, .epub or .xlsx is one)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
)

#: Charset-normalizer is asked about no others: these are what Chinese sources come in.
_NATIONAL = ("gb18030", "big5hkscs", "big5", "utf_16_le", "utf_16_be")

#: So many characters of three bytes in one line are UTF-8 and no chance.
_TELLING = 3

#: And so many in a file, all of which is UTF-8, though it is said to be something else.
_SURE = 10

#: More control characters than this share of the text, and it is no text.
_CONTROL_SHARE = 0.001

# Not the white space among them, nor ESC, which terminals leave behind.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Decoded(NamedTuple):
    text: str
    encoding: str


def decode(raw: bytes, name: str, declared: str | None = None) -> Decoded:
    """Decode one file; ``declared`` is the encoding an editor gave for it.

    Raises SourceUnreadable with the offset of the first byte that can't be understood.

    >>> decode("简报".encode("gb18030") * 20, "a.txt").encoding
    'gb18030'
    >>> decode(codecs.BOM_UTF8 + "简报".encode(), "a.txt")
    Decoded(text='简报', encoding='utf-8')
    """
    for mark, what in _FOREIGN:
        if raw.startswith(mark):
            raise SourceUnreadable(
                f"is {what}, not text", where=Place(name), remedy="take it out, or rename it"
            )
    if declared is not None:
        return _checked(_declared(raw, name, declared), name)
    for bom, encoding in _MARKS:
        if raw.startswith(bom):
            return _checked(Decoded(_strict(raw[len(bom) :], encoding, name), encoding), name)
    try:
        return _checked(Decoded(raw.decode("utf-8"), "utf-8"), name)
    except UnicodeDecodeError as error:
        utf8_fault = error
    wide = _utf16_by_zeros(raw)
    if wide is not None:
        return _checked(Decoded(_strict(raw, wide, name), wide), name)
    _refuse_halves(raw, utf8_fault, name)
    guess = _national(raw)
    if guess is None:
        byte = utf8_fault.start
        raise SourceUnreadable(
            f"neither UTF-8 nor GB18030, Big5 or UTF-16: byte {byte} (0x{raw[byte]:02x}) "
            "can't be understood",
            where=Place(name, raw[:byte].count(b"\n") + 1),
            remedy="save it as UTF-8, or say what it is: [sources] encoding in briefing.toml",
        )
    return _checked(guess, name)


def _refuse_halves(raw: bytes, fault: UnicodeDecodeError, name: str) -> None:
    """Refuse UTF-8 that is cut short, or that holds lines in another encoding, or is held by one.

    GB18030 takes UTF-8 for rare characters as often as not, so that a judge of the whole would be
    deceived; line by line the two are told apart, since text in GB18030 is hardly ever UTF-8.
    """
    if fault.end == len(raw) and fault.reason == "unexpected end of data" and fault.start:
        raise SourceUnreadable(
            f"is cut within its last character, at byte {fault.start}",
            where=Place(name, raw.count(b"\n", 0, fault.start) + 1),
            remedy="get the whole file, or take the last bytes off",
        )
    kinds = [_line_encoding(line) for line in raw.splitlines()]
    here = next((kind for kind in kinds if kind), "")
    turn = next((n for n, kind in enumerate(kinds, 1) if kind and kind != here), 0)
    if "utf-8" in kinds and turn:
        raise SourceUnreadable(
            "is in two encodings, and here the second begins",
            where=Place(name, turn),
            remedy="save all of it as UTF-8",
        )


def _reads(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _line_encoding(line: bytes) -> str:
    """``utf-8`` for a line with some characters of three bytes, ``another`` for one that only a
    national encoding can read, "" for one that tells nothing.

    >>> [_line_encoding(one) for one in ("简报一".encode(), "简报一".encode("gbk"), b"1.2")]
    ['utf-8', 'another', '']
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return "another" if any(map(partial(_reads, line), ("gb18030", "big5hkscs"))) else ""
    return "utf-8" if sum(character >= "\u0800" for character in text) >= _TELLING else ""


def _is_surely_utf8(raw: bytes) -> bool:
    """Read in another encoding it would be garbage that nothing else gives away: UTF-16 and
    GB18030 take nearly all bytes.

    >>> [_is_surely_utf8(one) for one in ("简报".encode() * 9, "简报".encode("gbk") * 9, b"1.2")]
    [True, False, False]
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum(character >= "\u0800" for character in text) >= _SURE


def _declared(raw: bytes, name: str, declared: str) -> Decoded:
    try:
        codec = codecs.lookup(declared).name
    except LookupError:
        raise ConfigError(
            f"no encoding is called {declared!r}", where=Place("briefing.toml"), remedy="[sources]"
        ) from None
    if codec != "utf-8" and _is_surely_utf8(raw):
        raise SourceUnreadable(
            f"is UTF-8, and not {declared}, as [sources] encoding says", where=Place(name),
            remedy="take its entry out of [sources] encoding in briefing.toml",
        )  # fmt: skip
    text = _strict(raw, codec, name)
    return Decoded(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), codec)


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceUnreadable(
            f"is not whole {encoding}: byte {error.start} can't be understood",
            where=Place(name, raw[: error.start].count(b"\n") + 1),
            remedy="save it as UTF-8",
        ) from None


def _utf16_by_zeros(raw: bytes) -> str | None:
    """UTF-16 without a mark shows by zero bytes that stand on one side only.

    Chinese text has few of them (line ends, digits, blanks), so one side must have some and
    the other none.
    """
    if len(raw) < 4 or len(raw) % 2:
        return None
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    if odd and not even:
        return "utf-16-le"
    if even and not odd:
        return "utf-16-be"
    return None


def _national(raw: bytes) -> Decoded | None:
    """GB18030 accepts most Big5 bytes as nonsense, so a judge of plausibility decides."""
    best = from_bytes(raw, cp_isolation=list(_NATIONAL)).best()
    if best is None:
        return None
    encoding = "big5hkscs" if best.encoding.startswith("big5") else best.encoding
    try:
        return Decoded(raw.decode(encoding), encoding.replace("_", "-"))
    except UnicodeDecodeError:
        return None


def _checked(decoded: Decoded, name: str) -> Decoded:
    checked(decoded.text, name)
    return decoded


def checked(text: str, name: str) -> str:
    """Refuse what has characters but is no text: zero bytes, many control characters."""
    controls = [found.start() for found in _CONTROL.finditer(text)]
    if len(controls) > max(2, len(text) * _CONTROL_SHARE):
        at = controls[0]
        raise SourceUnreadable(
            f"is binary, not text: U+{ord(text[at]):04X} at character {at}",
            where=Place(name, text[:at].count("\n") + 1),
            remedy="take it out of the folder",
        )
    return text
