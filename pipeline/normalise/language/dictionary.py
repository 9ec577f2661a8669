"""Chinese words, as jieba's dictionary knows them.

Loading it takes a third of a second. So it is loaded when the first word is asked for: a process
that only reads a draft or a PDF asks for none.
"""

from __future__ import annotations

from functools import cache
from typing import Any


def cut(text: str, *, hmm: bool = True) -> list[str]:
    """A text as words; without ``hmm`` only those of the dictionary, none made up by chance.

    >>> cut("全县的茶叶产量", hmm=False)
    ['全县', '的', '茶叶', '产量']
    """
    words: list[str] = _jieba().cut(text, hmm=hmm)
    return words


def tag(text: str, *, hmm: bool = True) -> list[tuple[str, str]]:
    """The words with their parts of speech.

    >>> tag("增长了", hmm=False)
    [('增长', 'v'), ('了', 'ul')]
    """
    tagged: list[tuple[str, str]] = _jieba().tag(text, hmm=hmm)
    return tagged


def word_across(left: str, right: str) -> str:
    """The word that begins in ``left`` and ends in ``right``, "" where none does.

    >>> word_across("机制，实", "现了"), word_across("换新颜", "郴州")
    ('实现', '')
    """
    at = 0
    for word in cut(left + right, hmm=False):
        if at < len(left) < at + len(word):
            return word
        at += len(word)
    return ""


def has_word(text: str) -> bool:
    """Whether it is a word.

    >>> has_word("茶叶"), has_word("叶茶")
    (True, False)
    """
    return bool(_jieba().has_word(text))


@cache
def _jieba() -> Any:  # noqa: ANN401  it has no types
    import rjieba

    return rjieba
