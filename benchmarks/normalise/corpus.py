"""All kinds of documents there are, those that need tools included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.normalise.documents import PLAIN, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.normalise.documents import Document
    from benchmarks.normalise.texts import Text

#: Packages whose versions matter for the figures.
TOOLS: tuple[str, ...] = ()


def kinds(*, quick: bool) -> tuple[list[str], list[str]]:
    """The kinds that can be made here, and what is skipped, by name."""
    del quick
    return list(PLAIN), []


def documents(texts: Sequence[Text], wanted: Sequence[str]) -> Iterator[Document]:
    """Each text in each kind, kind by kind."""
    for kind in wanted:
        for text in texts:
            yield plain(kind, text)
