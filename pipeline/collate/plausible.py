"""Which of two readings of one place is the likelier: by what is usual in Chinese.

Two witnesses of one sentence differ, and one of them has a slip. What follows what (the counts of
``normalise/readings/lexicon.py``) and the words that the place falls into mostly tell which. The
weights were fitted to slips put into clean text (logistic regression, both ways round), so that a
difference of 0 is even odds, and one of 2 was right in 98 of 100 places that were held back.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from rapidfuzz.distance import Postfix, Prefix

from pipeline.normalise.language import dictionary
from pipeline.normalise.readings.lexicon import codes, lexicon

#: What a window weighs: the logarithm of how likely its characters are, its words, those of one
#: character, its characters.
_LIKELY, _WORDS, _SINGLES, _LENGTH = 0.32, -0.25, -0.93, 2.39

#: So many characters on either side are looked at.
_REACH = 8

#: From this difference on the likelier reading is believed.
_SURE = 2.0


#: A pair seen so seldom makes no word that people say.
_SEEN = 3

#: Characters seen less often are those of terms and names; those seen less often still, nobody
#: writes for others: hands and engines err towards what is usual.
_TERM, _RARE = 400, 200


class Judged(NamedTuple):
    """Two readings held against one another: ``lead`` is by how much the first is likelier
    (log odds), ``breaks`` says that the less likely one breaks a word in two: it
    holds no rare character, and a pair that is hardly ever seen.
    """

    lead: float
    breaks: bool

    @property
    def sure(self) -> bool:
        return abs(self.lead) >= _SURE


def judge(before: str, one: str, other: str, following: str) -> Judged:
    """Which of two readings fits better between the words around them.

    >>> judge("全省", "货币", "贷币", "信贷总量").breaks
    True
    >>> judge("全县", "坚持", "秉持", "生态优先").breaks, judge("", "新修", "新建", "的路").breaks
    (False, False)

    A rare character in what both say is no term of the worse one:

    >>> judge("节水", "治溉", "灌溉", "和调节土地").breaks
    True

    Nor is it doubted for one that is usual:

    >>> judge("共同", "擘画", "壁画", "了蓝图").sure
    False
    """
    left, right = before[-_REACH:], following[:_REACH]
    weights, singles = zip(
        *(_weigh(left + reading + right) for reading in (one, other)), strict=True
    )
    lead = round(weights[0] - weights[1], 1)
    broken = singles[1] - singles[0]
    worse, better = (other, one) if lead > 0 else (one, other)
    breaks = (broken > 0) if lead > 0 else (broken < 0)
    if _rarest(_own(worse, better)) < _RARE:
        return Judged(0.0, breaks=False)
    return Judged(lead, breaks and _unusual(left, worse, better, right))


def _own(reading: str, other: str) -> str:
    """What a reading has that the other one hasn't."""
    same = Prefix.similarity(reading, other)
    return reading[same : len(reading) - Postfix.similarity(reading[same:], other[same:])]


def _rarest(words: str) -> float:
    """How often the rarest of the characters was seen."""
    han = (c for c in words if "\u3400" <= c <= "\u9fff")
    return min((float(lexicon().ones[ord(c)]) for c in han), default=math.inf)


def _unusual(left: str, reading: str, other: str, right: str) -> bool:
    """Whether what a reading has of its own makes a pair of characters that is hardly ever seen
    and holds none so rare that a term or a name may be meant, which no dictionary need have
    (铋业, 钨、钼). 新修 is in no dictionary, and yet two usual words.
    """
    own = _own(reading, other)
    if _rarest(own) < _TERM:
        return False
    start = Prefix.similarity(reading, other)
    behind = reading[start + len(own) :]
    line = codes((left + reading[:start])[-1:] + own + (behind + right)[:1])
    return len(line) > 1 and float(lexicon().count(line[:-1], line[1:]).min()) <= _SEEN


def _weigh(window: str) -> tuple[float, int]:
    """What a window weighs, and how many of its words are single characters."""
    line = codes(f"\n\n{window}\n")
    likely = float(lexicon().likely(line[:-2], line[1:-1], line[2:]).sum())
    words = dictionary.cut(window, hmm=False)
    singles = sum(len(word) == 1 for word in words)
    weight = _LIKELY * likely + _WORDS * len(words) + _SINGLES * singles + _LENGTH * len(window)
    return weight, singles
