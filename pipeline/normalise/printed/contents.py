"""Tables of contents at the head of a text: with dots and pages, or the bare list of a law."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms.shapes import lists_contents
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK, BLANKS

if TYPE_CHECKING:
    from collections.abc import Sequence

#: So many lines with dots and a number are a table of contents, so many others a list.
_FEWEST = 3
#: A list has so many lines at most.
_LONGEST = 80
_NAMES_CONTENTS = re.compile(rf"目[{BLANK}]*[录錄次]")


def contents(texts: Sequence[str]) -> frozenset[int]:
    """The lines, by their number, of a table of contents with its name over them.

    Several lead over to a page by dots, as those of a list of prices may to a price; or there is a
    list whose first line comes again right below it, where the text itself begins, and whose other
    lines nearly all do.

    >>> law = ["目　录", "第一章　总则", "第二章　养护", "第三章　附则"]
    >>> text = ["第一章 总 则", "为了养护。", "第二章 养护", "按时养护。", "第三章 附则"]
    >>> sorted(contents([*law, *text]))
    [0, 1, 2, 3]
    >>> contents(law), contents(["目录", "茶叶", "竹器", "茶叶", "今年茶叶增产。"])
    (frozenset(), frozenset())
    """
    found = {i for i, text in enumerate(texts) if lists_contents(text)}
    named = [i for i, text in enumerate(texts) if _NAMES_CONTENTS.fullmatch(text)]
    if len(found) >= _FEWEST and min(found) - 1 in named:
        return frozenset({*found, min(found) - 1})
    return frozenset(i for name in named[:1] for i in _listed(texts, name))


def _listed(texts: Sequence[str], name: int) -> Sequence[int]:
    """The lines of the list under its name, and that; none where it is no list of what follows."""
    keys = [BLANKS.sub("", text) for text in texts[name + 1 :]]
    again = keys.index(keys[0], 1) if keys and keys[0] in keys[1:] else 0
    listed, rest = keys[:again], frozenset(keys[again:])
    if not _FEWEST <= again <= _LONGEST or any(map(endings.has_sentence_mark, listed)):
        return ()
    if sum(key in rest for key in listed) < again - 1:
        return ()
    return range(name, name + 1 + again)
