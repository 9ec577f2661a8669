"""Traditional characters read as simplified ones, to recognise words; nothing is printed so."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


def simplified(text: str) -> str:
    """The text in simplified characters and their quotation marks, one for one: what is found in
    it stands there in the text too. A traditional character that stands for several is the
    commonest of them.

    >>> simplified("為應對老齡化，提出「對策」。"), simplified("郴州市的对策")
    ('为应对老龄化，提出“对策”。', '郴州市的对策')
    """
    # Most texts hold none, and are looked through sooner than each character is looked up.
    return text.translate(_table()) if _other().search(text) else text


@cache
def _other() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _table()))}]")


@cache
def _table() -> dict[int, int | str]:
    text = files("pipeline.normalise.tables").joinpath("simplified.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    corners = str.maketrans("「」『』", "“”‘’")
    return corners | {
        ord(one): other
        for upper, lower in zip(lines[::2], lines[1::2], strict=True)
        for one, other in zip(upper, lower, strict=True)
    }
