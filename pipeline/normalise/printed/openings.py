"""With which words paragraphs open here, and sentences inside of them don't.

A full line that ends a sentence may end its paragraph or not, and no width tells where first lines
aren't indented. But who speaks begins as those before him did (大家好，…), a chronicle with the
year.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.normalise.language.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.normalise.printed.lines import Line

#: The words that open a sentence, by which two openings are alike: two characters, or a year.
_OPENING = f"(?P<words>[{HAN}]{{2}}|\N{EM DASH}{{2}})|[0-9]{{4}}(?P<year>年)"
_OPENS = re.compile(_OPENING)
_OPENS_INSIDE = re.compile(f"(?<=[。！？])[”’』」）]?(?:{_OPENING})")

#: So many first lines must open alike, and so many times as many as sentences inside of lines.
_ALIKE, _MORE = 2, 2


def open_alike(lines: Sequence[Line], firsts: Collection[int]) -> list[bool]:
    r"""Whether each line opens as first lines do (``firsts``, by their numbers) and sentences
    inside of paragraphs don't.

    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> text = "大家好。县里说，\n大家好。乡里说，\n大家好！\n县里的人。县里还说\n县里的"
    >>> open_alike(printed_lines(text), {1, 2})
    [True, True, True, False, False]
    """
    opened = Counter(_of(_OPENS.match(lines[i].text)) for i in firsts)
    inside = Counter(_of(found) for line in lines for found in _OPENS_INSIDE.finditer(line.text))
    alike = {
        words
        for words, count in opened.items()
        if words and count >= _ALIKE and count > _MORE * inside[words]
    }
    if not alike:
        return [False] * len(lines)
    return [_of(_OPENS.match(line.text)) in alike for line in lines]


def _of(found: re.Match[str] | None) -> str:
    return (found["words"] or found["year"]) if found else ""
