"""The words and sentences a retelling is made with; each list stands in a file beside this one."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a list, comments left out."""
    content = (_HERE / name).read_text("utf-8")
    return tuple(line for line in content.splitlines() if line and not line.startswith("#"))


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Each word of two characters or more, with those that may stand for it.

    >>> synonyms()["措施"]
    ('举措',)
    """
    out: dict[str, list[str]] = defaultdict(list)
    for line in lines("synonyms.txt"):
        group = line.split()
        for word in group:
            if len(word) > 1:
                out[word] += (other for other in group if other != word)
    return {word: tuple(others) for word, others in out.items()}
