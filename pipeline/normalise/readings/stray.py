"""Words that have no business between Han characters: what a translation or a scan left there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Evidence
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said
from pipeline.normalise.rules.rule import FULL_MARKS, HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ASIDE = f"[{HAN}{FULL_MARKS}]"
_FUNCTION_WORD = re.compile(
    f"(?<={_ASIDE})(?:and|or|the|of|in|to|for|with|by|is|are|but|from)(?={_ASIDE})"
)


def find_stray_words(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """English words that only join others, alone between Han characters.

    Leaves alone: names and terms, and any Latin text of more than the one word.

    >>> from pipeline.model.article import Role
    >>> stray = [Said("区位优势and优良的环境", Role.PARAGRAPH)]
    >>> [(doubt.start, doubt.end) for doubt in find_stray_words(stray)]
    [(4, 7)]
    >>> list(find_stray_words([Said("研发AI和R and D系统", Role.PARAGRAPH)]))
    []
    """
    for n, block in enumerate(blocks):
        for found in _FUNCTION_WORD.finditer(block.text):
            yield Doubt(
                n, found.start(), found.end(), None,
                f"a stray English word, {found[0]!r}, between Chinese characters",
                Certainty.HIGH,
            )  # fmt: skip


RULES = (ReadingRule("stray-word", Evidence.REASON, find_stray_words),)
