"""How large a source, a line, a run may be."""

from __future__ import annotations

from pipeline.errors import LimitExceeded, Place
from pipeline.read.reader import PLAIN
from pipeline.read.source import LINE_END

MAX_SOURCE_BYTES = 16 * 2**20
MAX_FILE_BYTES = 64 * 2**20  # where a file holds pictures beside its text
MAX_RUN_BYTES = 256 * 2**20
MAX_SOURCES = 50_000
MAX_LINE_CHARACTERS = 1_000_000


def check_size(size: int, suffix: str, shown: str) -> None:
    """Raises LimitExceeded for a file of more bytes than one with this suffix may have."""
    most = MAX_SOURCE_BYTES if suffix.lower() in {PLAIN, ""} else MAX_FILE_BYTES
    if size > most:
        raise LimitExceeded(
            f"has {-(-size >> 20)} MiB; a source may have {most >> 20}",
            where=Place(shown),
            remedy="split it",
        )


def check_text(text: str, shown: str) -> None:
    """Raises LimitExceeded for a text, or a line of it, that is longer than we take."""
    if len(text) > MAX_SOURCE_BYTES:
        raise LimitExceeded(
            f"holds {len(text) >> 20} Mi characters; a source may have {MAX_SOURCE_BYTES >> 20}",
            where=Place(shown),
            remedy="split it",
        )
    for number, line in enumerate(LINE_END.split(text), 1):
        if len(line) > MAX_LINE_CHARACTERS:
            raise LimitExceeded(
                f"a line of more than {MAX_LINE_CHARACTERS:,} characters",
                where=Place(shown, number),
                remedy="break it at paragraph ends",
            )
