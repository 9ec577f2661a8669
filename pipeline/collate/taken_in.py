"""A short sentence that another one takes into itself: with who says so before it, or as one with
the next one. So little is shared of the longer sentence that the likeness of the whole tells
nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from rapidfuzz.distance import ScoreAlignment

#: In letters. Of fewer some are alike by chance; of more there are runs enough to go by.
SHORTEST_TAKEN_IN, LONGEST_TAKEN_IN = 8, 32

#: So much of it (0–100) stands there in one piece.
_NEARLY_ALL = 82.0

_CLAUSE = re.compile("[^，、；：。！？…—]+[，、；：。！？…—”’）》]*")


def taken_in(short: str, long: str) -> ScoreAlignment | None:
    """Where the letters of a short sentence stand among those of another one, in one piece and
    nearly all; None where they don't, or where it isn't so short.

    >>> found = taken_in("秤还准吗少了一个角", "她问秤准还吗少了一个角再不作声")
    >>> found is not None and (found.dest_start, found.dest_end)
    (2, 11)
    >>> taken_in("秤还准吗少了一个角", "少了一个角的秤她还是用了三十多年")
    """
    if not SHORTEST_TAKEN_IN <= len(short) <= min(LONGEST_TAKEN_IN, len(long)):
        return None
    return fuzz.partial_ratio_alignment(short, long, score_cutoff=_NEARLY_ALL)


def clauses_of(text: str) -> list[str]:
    """The clauses of a sentence, each with its mark.

    >>> clauses_of("她问：“秤还准吗？”他说，准。")
    ['她问：', '“秤还准吗？”', '他说，', '准。']
    """
    return _CLAUSE.findall(text)
