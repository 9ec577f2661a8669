"""How long collation takes: many documents of made-up prose, a tenth of it copied.

The prose is nonsense made of the articles' own words, in sentences as long as theirs; a copied
sentence has two wrong characters in a hundred. A tenth begins with a set phrase.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import rjieba

from benchmarks.collate.projects import prose
from benchmarks.collate.wordlists import lines
from pipeline.collate import collate
from pipeline.model.article import Article, Block, Piece, Role
from pipeline.model.source import Span
from pipeline.read import make_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from benchmarks.normalise.texts import Text

CHARACTERS = 4000
_COPIED = 0.1
_WRONG = 0.02
_PARAGRAPH = 6


def seconds(count: int, texts: Iterable[Text]) -> float:
    """Seconds that ``count`` documents of 4,000 characters take to collate."""
    made = documents(count, texts)
    start = time.perf_counter()
    collate(made)
    return time.perf_counter() - start


def documents(count: int, texts: Iterable[Text]) -> list[Article]:
    """Articles of ``CHARACTERS`` characters or some more, the same on every run."""
    chance = random.Random(count)  # noqa: S311 - no secret hangs on it
    vocabulary = [
        word
        for text in texts
        for paragraph in prose(text)
        for word in rjieba.cut(paragraph)
        if word.isalnum()
    ]
    pool: list[str] = []
    return [_article(n, vocabulary, pool, chance) for n in range(count)]


def _article(n: int, vocabulary: Sequence[str], pool: list[str], chance: Random) -> Article:
    paragraphs: list[str] = []
    length = 0
    while length < CHARACTERS:
        made = [_sentence(vocabulary, pool, chance) for _ in range(_PARAGRAPH)]
        paragraphs.append("".join(made))
        length += len(paragraphs[-1])
    source = make_source(f"{n:06d}.txt", "\n".join(paragraphs))
    blocks = []
    at = 0
    for i, text in enumerate(paragraphs):
        piece = Piece(Span(at, at + len(text)), text)
        blocks.append(Block(f"b-{n}-{i}", Role.PARAGRAPH, None, text, (piece,)))
        at += len(text) + 1
    return Article(source, tuple(blocks), ())


def _sentence(vocabulary: Sequence[str], pool: list[str], chance: Random) -> str:
    if pool and chance.random() < _COPIED:
        copied = list(chance.choice(pool))
        for i in range(len(copied) - 1):
            if chance.random() < _WRONG:
                copied[i] = chance.choice(chance.choice(vocabulary))
        return "".join(copied)
    said = chance.choice(lines("phrases.txt")) + "，" if chance.random() < 0.1 else ""
    words = [chance.choice(vocabulary) for _ in range(chance.randint(8, 32))]
    middle = len(words) // 2
    made = said + "".join(words[:middle]) + "，" + "".join(words[middle:]) + "。"
    pool.append(made)
    return made
