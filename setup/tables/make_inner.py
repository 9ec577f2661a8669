"""Makes ``inner.txt`` out of the dictionary of the package jieba (PyPI; MIT).

    python -m setup.tables.make_inner dict.txt 0.42.1

Kept: characters that hardly ever begin a word and hardly ever are one, by how often words come.
A text that starts with such a character, where it begins no word, starts in the middle of one.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from pipeline.normalise.language.characters import is_han
from setup.tables import NORMALISE

_HEADER = """\
# Characters that hardly ever begin a word (< {begins}) and hardly ever are one (< {alone}).
# Made by make_inner.py from dict.txt of jieba {version} (MIT, © 2013 Sun Junyi).
"""
_BEGINS, _ALONE = 0.35, 0.1
_SEEN = 200
_A_LINE = 90


def main(path: str, version: str) -> None:
    all_of, begins, alone = Counter[str](), Counter[str](), Counter[str]()
    for line in Path(path).read_text("utf-8").splitlines():
        word, often, *_ = line.split(" ")
        for character in word:
            all_of[character] += int(often)
        begins[word[0]] += int(often)
        if len(word) == 1:
            alone[word] += int(often)
    kept = "".join(
        sorted(
            character
            for character, often in all_of.items()
            if is_han(character)
            and often >= _SEEN
            and begins[character] < _BEGINS * often
            and alone[character] < _ALONE * often
        )
    )
    lines = [kept[at : at + _A_LINE] for at in range(0, len(kept), _A_LINE)]
    head = _HEADER.format(begins=_BEGINS, alone=_ALONE, version=version)
    (NORMALISE / "inner.txt").write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
