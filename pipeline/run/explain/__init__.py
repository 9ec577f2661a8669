"""``jianbao explain REF``: why something reads as it does, whatever REF names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: a.txt:12, and a citation as it is printed: 〔a:12–14〕.
_LINE = re.compile(r"〔?(?P<file>[^〔〕]+):(?P<line>\d+)(?:[–-]\d+[^:]*)?〕?")


def shorten(text: str, most: int) -> str:
    """A text with its middle left out, where it is longer than so many characters.

    >>> shorten("天地玄黄宇宙洪荒", 4)
    '天地 … 洪荒'
    """
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"


def explain(reference: str, folder: Path) -> Iterator[str]:
    """Lines of text about a line of a file, or else about words, a passage or a correction of
    the project in ``folder``.

    Raises UsageError for a reference that leads nowhere, and what reading the sources raises.
    """
    found = _LINE.fullmatch(reference)
    if found:
        from pipeline.run.explain.line import explain_line

        return explain_line(found["file"], int(found["line"]), folder)
    from pipeline.run.explain.passage import explain_passage

    return explain_passage(reference, folder)
