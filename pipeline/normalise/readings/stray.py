"""Latin letters that have no business between Han: what a translation or a scan left there."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Evidence
from pipeline.normalise.language.characters import CHINESE
from pipeline.normalise.language.words import parts_a_word
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words that only join others. Words that Chinese borrows (in style, up, get, ok) aren't among them.
_FUNCTION_WORD = re.compile(
    "and|or|the|of|in|to|for|with|by|is|are|but|from|at|on|that|this|which|as|an|be|was|were|been|"
    "has|have|had|its|their|these|those|than|then|into|also|will|would|not|The|And|Of"
)
_RUN = re.compile("[A-Za-z]+")
_OPENING, _CLOSING = "“‘「『（《〈/", "”’」』）》〉/"
#: Longer ones are words.
_FRAGMENT = 4
# Small letters that stand for something, before or after the word that says what.
_SYMBOL_AFTER = re.compile("[值轴次倍点面维元项阶级站线股盘度角座型类检分期区光射粒介子波函进制]")
_SYMBOL_BEFORE = re.compile("[取令设求第为图表式型类点轴数约于]")


def find_stray_words(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """English words that only join others, alone between Han characters.

    Leaves alone: names and terms, any Latin text of more than the one word, a word spoken of.

    >>> from pipeline.model.article import Role
    >>> stray = [Said("区位优势and优良的环境，三十on头", Role.PARAGRAPH)]
    >>> [(doubt.start, doubt.end, doubt.after) for doubt in find_stray_words(stray)]
    [(4, 7, ''), (15, 17, '')]
    >>> plain = "研发AI和R and D系统，“the”一词，to、of、in三词"
    >>> list(find_stray_words([Said(plain, Role.PARAGRAPH)]))
    []
    """
    for n, block in enumerate(blocks):
        for found in _RUN.finditer(block.text):
            before, after = _beside(block.text, found)
            if not _FUNCTION_WORD.fullmatch(found[0]) or _is_mentioned(before, after):
                continue
            if not CHINESE.match(before) or not CHINESE.match(after):
                continue
            yield Doubt(
                n, found.start(), found.end(), "",
                f"a stray English word, {found[0]!r}, between Chinese characters",
                Certainty.HIGH,
            )  # fmt: skip


def _beside(text: str, found: re.Match[str]) -> tuple[str, str]:
    return text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]


def _is_mentioned(before: str, after: str) -> bool:
    """A word spoken of as a word, in quotes or in a list of such."""
    return (before in _OPENING and after in _CLOSING) or "、" in before + after


def find_stray_letters(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """One to four small letters in the middle of a Chinese word, nowhere else in the article.

    Leaves alone: letters between words, which may be a variable or a term of the trade.

    >>> from pipeline.model.article import Role
    >>> text = "推动经a济发展，优化营xq商环境；取x值，b站，n次，大app时代，新app"
    >>> [doubt.start for doubt in find_stray_letters([Said(text, Role.PARAGRAPH)])]
    [3, 11]
    """
    found = [(n, run) for n, block in enumerate(blocks) for run in _RUN.finditer(block.text)]
    often = Counter(run[0].lower() for _, run in found)
    for n, letters in found:
        text = blocks[n].text
        if len(letters[0]) > _FRAGMENT or not letters[0].islower() or often[letters[0]] > 1:
            continue
        if _FUNCTION_WORD.fullmatch(letters[0]):
            continue
        if len(letters[0]) == 1 and (
            _SYMBOL_AFTER.match(text, letters.end())
            or _SYMBOL_BEFORE.match(text, letters.start() - 1)
        ):
            continue
        if parts_a_word(text, *letters.span()):
            yield Doubt(
                n, letters.start(), letters.end(), "",
                f"stray letters, {letters[0]!r}, in the middle of a Chinese word",
            )  # fmt: skip


RULES = (
    ReadingRule("stray-word", Evidence.REASON, find_stray_words),
    ReadingRule("stray-letters", Evidence.REASON, find_stray_letters),
)
