"""How far setting a PDF may go, and what is said where it has gone further."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import LimitExceeded, Place
from pipeline.model.manuscript import (
    Citation,
    Heading,
    Illustration,
    NoteCall,
    Paragraph,
    all_inlines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.manuscript import Manuscript

_MEMORY, _SECONDS = 2 << 30, 120
_MEMORY_A_CHARACTER, _SECONDS_A_CHARACTER = 40 << 10, 8e-3
_MEMORY_A_PICTURE, _SECONDS_A_PICTURE = 256 << 20, 10


class Ceilings(NamedTuple):
    """Bytes of memory, and seconds from when the manuscript is handed over."""

    memory: int
    seconds: float


def ceilings(manuscript: Manuscript) -> Ceilings:
    """What a manuscript may take, by its characters and its pictures.

    One of 3,000 characters takes 240 MiB and 3 s, one of 130,000 takes 590 MiB and, on a busy
    machine, 56 s: 3 KiB and 0.4 ms a character. A picture has at most 24 million dots. The ceilings
    are more than ten times that: no true book comes near them.
    """
    size = sum(len(text) for text in _texts(manuscript))
    pictures = sum(isinstance(one, Illustration) for one in manuscript.elements)
    return Ceilings(
        _MEMORY + size * _MEMORY_A_CHARACTER + pictures * _MEMORY_A_PICTURE,
        _SECONDS + size * _SECONDS_A_CHARACTER + pictures * _SECONDS_A_PICTURE,
    )


def _texts(manuscript: Manuscript) -> Iterator[str]:
    for inline in all_inlines(manuscript.elements):
        yield inline.text
    for one in manuscript.elements:
        if isinstance(one, Heading):
            yield one.printed


def out_of_time(most: Ceilings, manuscript: Manuscript) -> LimitExceeded:
    """The error where the time is over."""
    return _exceeded(f"setting the pages hasn't ended in {most.seconds:.0f} s", manuscript)


def out_of_memory(most: Ceilings, manuscript: Manuscript) -> LimitExceeded:
    """The error where the ceiling of memory was met."""
    took = f"setting the pages takes more than {most.memory >> 20} MiB of memory"
    return _exceeded(took, manuscript)


def killed(manuscript: Manuscript) -> LimitExceeded:
    """The error where the system has ended the process, as it does when no memory is left."""
    what = "setting the pages was killed, as is done where a machine's memory is at its end"
    return _exceeded(what, manuscript)


def _exceeded(what: str, manuscript: Manuscript) -> LimitExceeded:
    """Names the paragraph that is the likeliest cause."""
    longest = max(_paragraphs(manuscript), key=lambda one: len(one[0]), default=("", ""))
    text, cited = longest
    return LimitExceeded(
        f"{what}; the longest paragraph has {len(text)} characters: “{text[:20]} …” {cited}",
        where=Place("briefing.pdf"),
        remedy="cut that paragraph in its source, or make two briefings of the sources",
    )


def _paragraphs(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    """The words of each paragraph, and its citation."""
    for one in manuscript.elements:
        if isinstance(one, Paragraph):
            words = [part.text for part in one.inlines if not isinstance(part, NoteCall | Citation)]
            cited = [part.text for part in one.inlines if isinstance(part, Citation)]
            yield "".join(words), "".join(cited[-1:])
