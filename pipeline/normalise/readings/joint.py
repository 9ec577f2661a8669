"""Whether taking characters out of a text makes a word whole again."""

from __future__ import annotations

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import is_han

_BESIDE = 6


def parts_a_word(text: str, start: int, end: int, least: int = 2) -> bool:
    """Whether [start, end) stands in the middle of a word of at least ``least`` characters.

    >>> parts_a_word("推动经|济发展", 3, 4), parts_a_word("数学|语文", 2, 3)
    (True, False)
    """
    left, right = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    if not left or not right or not is_han(left[-1]) or not is_han(right[0]):
        return False
    return len(dictionary.word_across(left, right)) >= least
