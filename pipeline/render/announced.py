"""What announces the next paragraph, and so isn't parted from it: 歌词是这样的："""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.manuscript import Lead, Paragraph, Run, Style

if TYPE_CHECKING:
    from pipeline.model.manuscript import Element

_TEXT = frozenset({Style.BODY, Style.EDITOR_NOTE, Style.ABSTRACT})
_MARKS = ("\N{FULLWIDTH COLON}", ":")


def announces(element: Element) -> bool:
    """Whether the words of a paragraph of the text, its citation and notes left out, end in a
    colon: verse, a list, a letter follows. (资料来源： below a chart announces its citation.)
    """
    if not isinstance(element, Paragraph) or element.style not in _TEXT:
        return False
    words = "".join(one.text for one in element.inlines if isinstance(one, Run | Lead))
    return words.rstrip().endswith(_MARKS)
