"""What this benchmark knows of slips and of places: its own tables, not those of the pipeline.

A test that drew its errors from the tables that find them would measure nothing.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import permutations
from pathlib import Path

import rjieba

_HERE = Path(__file__).resolve().parent


def _lines(name: str) -> list[str]:
    content = (_HERE / name).read_text("utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]


@cache
def cutter() -> rjieba.Jieba:
    """A cutter of our own: words that a rule adds to the common one would move the errors."""
    return rjieba.Jieba()


@cache
def look_alikes() -> dict[str, tuple[str, ...]]:
    """Each character of the table, with those it is taken for.

    >>> look_alikes()["\N{CJK UNIFIED IDEOGRAPH-4EBA}"]
    ('入', '八')
    """
    out: dict[str, list[str]] = defaultdict(list)
    for group in _lines("look_alikes.txt"):
        for character, other in permutations(group, 2):
            if other not in out[character]:
                out[character].append(other)
    return {character: tuple(others) for character, others in out.items()}


@cache
def counties() -> dict[str, tuple[str, ...]]:
    """Cities, without 市, and counties that lie in them, with 县 or 市.

    >>> counties()["酒泉"]
    ('敦煌市', '玉门市', '瓜州县')
    """
    out = {}
    for line in _lines("places.txt"):
        city, _, inside = line.partition("：")
        out[city] = tuple(inside.split())
    return out


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list that stand in a file beside this one."""
    return frozenset(word for line in _lines(name) for word in line.split())
