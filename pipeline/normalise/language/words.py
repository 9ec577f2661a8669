"""Words of the dictionary, where two lines meet."""

from __future__ import annotations

from functools import lru_cache

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import is_han

#: So many characters on either side are enough for the longest words.
_REACH = 4


def word_across(above: str, below: str) -> bool:
    """A word of the dictionary begins above and ends below.

    >>> word_across("体制机制，实", "现了全面"), word_across("换新颜", "郴州工业")
    (True, False)
    """
    return _across(above[-_REACH:], below[:_REACH])


# The same two lines are asked about by several facts, and again by what looks for columns.
@lru_cache(maxsize=16384)
def _across(tail: str, head: str) -> bool:
    if not is_han(tail[-1:]) or not is_han(head[:1]):
        return False
    return bool(dictionary.word_across(tail, head))
