"""Words of the dictionary, where two lines meet or something stands between."""

from __future__ import annotations

from functools import lru_cache

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import is_han

#: So many characters on either side are enough for the longest words.
_REACH = 4
#: Beside what stands between, more: where words are cut hangs on their neighbours.
_BESIDE = 6


#: 生效之日起, 三日之内: what 之 belongs to stands before it.
_BEHIND_ZHI = frozenset("日内外一间中上下类际时初末余")


def word_across(above: str, below: str) -> bool:
    """A word of the dictionary begins above and ends below.

    >>> word_across("体制机制，实", "现了全面"), word_across("换新颜", "郴州工业")
    (True, False)
    """
    return _across(above[-_REACH:], below[:_REACH])


def opens_with_particle(text: str) -> bool:
    """Begins with 的, or with what follows 之, which belong to the words before them: no paragraph
    does. 之前 and 之后 may open a sentence.

    >>> [opens_with_particle(t) for t in ("的实质承诺，敬请注意", "的确如此", "地里的茶")]
    [True, False, False]
    >>> [opens_with_particle(t) for t in ("之日起十日内支付", "之后，", "之江新城", "之所以")]
    [True, False, False, False]
    """
    if text[:1] == "之":
        return text[1:2] in _BEHIND_ZHI
    return text[:1] == "的" and dictionary.cut(text[:_REACH], hmm=False)[0] == "的"


# The same two lines are asked about by several facts, and again by what looks for columns.
@lru_cache(maxsize=16384)
def _across(tail: str, head: str) -> bool:
    if not is_han(tail[-1:]) or not is_han(head[:1]):
        return False
    return bool(dictionary.word_across(tail, head))


def parts_a_word(text: str, start: int, end: int, least: int = 2) -> bool:
    """Whether [start, end) stands in the middle of a word of at least ``least`` characters.

    >>> parts_a_word("推动经|济发展", 3, 4), parts_a_word("数学|语文", 2, 3)
    (True, False)
    """
    left, right = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    if not left or not right or not is_han(left[-1]) or not is_han(right[0]):
        return False
    return len(dictionary.word_across(left, right)) >= least
