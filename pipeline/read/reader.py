"""What a reader is, and which there are: a file's bytes → its text, line by line.

Readers are Python entry points of the group ``jianbao.readers``, named by the suffix they read
without its dot; ours stand in ``pyproject.toml`` like anybody's. Plain text needs none.
"""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from pipeline.errors import DependencyMissing, JianbaoError, Place, SourceUnreadable
from pipeline.model.source import Unit
from pipeline.read.decode import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUP = "jianbao.readers"
PLAIN = ".txt"


@dataclass(frozen=True, slots=True)
class Text:
    """What a file says, as a source is made of it.

    ``encoding`` says how bytes became characters: a codec's name, or the file's format. ``unit``
    is what one line of ``text`` is in the file; pages are parted by form feeds (U+000C), each the
    first character of its line. ``warnings`` name what was not taken over, in words that go on
    from the file's name.
    """

    text: str
    encoding: str
    unit: Unit = Unit.LINE
    paged: bool = False
    warnings: tuple[str, ...] = ()


class Reader(Protocol):
    """A function from the bytes of a file to its text.

    ``name`` is the file as messages name it, ``encoding`` what the editor says its encoding is.
    Raises SourceUnreadable and LimitExceeded, never gives part of a file for the whole.
    """

    def __call__(self, raw: bytes, name: str, encoding: str | None) -> Text: ...


def suffixes() -> frozenset[str]:
    """The suffixes of files that can be read, with their dots, in small letters."""
    return frozenset({PLAIN, *(f".{name}" for name in _entries())})


def read_text(raw: bytes, name: str, suffix: str, encoding: str | None = None) -> Text:
    """The text of a file with this suffix; without a reader of its own it is plain text.

    Raises SourceUnreadable, LimitExceeded, ConfigError (an encoding nobody knows).
    """
    entry = None if suffix in {PLAIN, ""} else _entries().get(suffix.lower().removeprefix("."))
    if entry is None:
        decoded = decode(raw, name, encoding)
        return Text(decoded.text, decoded.encoding)
    try:
        reader = cast("Reader", entry.load())
    except ImportError as error:
        raise DependencyMissing(
            f"the reader of {suffix} files can't be loaded: {error}", where=Place(name),
            remedy=f"install what {entry.value} needs, or take the file out",
        ) from None  # fmt: skip
    try:
        return reader(raw, name, encoding)
    except (JianbaoError, KeyboardInterrupt):
        raise
    except Exception as error:
        if _is_ours(entry):
            raise  # ours: a bug, and to be seen as one
        raise SourceUnreadable(
            f"the reader {entry.value} failed: {type(error).__name__}: {error}",
            where=Place(name),
            remedy="take the file out, or tell the reader's maker",
        ) from error


@cache
def _entries() -> Mapping[str, importlib.metadata.EntryPoint]:
    """By suffix without its dot. Where two read one suffix, ours gives way to the other."""
    found = importlib.metadata.entry_points(group=GROUP)
    ours_first = sorted(found, key=lambda one: (not _is_ours(one), one.value))
    return {one.name.lower(): one for one in ours_first}


def _is_ours(entry: importlib.metadata.EntryPoint) -> bool:
    return entry.value.startswith("pipeline.")
