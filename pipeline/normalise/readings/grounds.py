"""Why a place is doubted, in words that an editor can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.normalise.readings.lexicon import FIRST_HAN, LONGEST_WORD, codes, lexicon
from pipeline.normalise.readings.rule import Doubt
from pipeline.normalise.readings.weighing import certainty

if TYPE_CHECKING:
    from pipeline.normalise.readings.running import Running
    from pipeline.normalise.readings.weighing import Found


def doubted(running: Running, found: Found) -> Doubt:
    """A change that speaks for itself, as the doubt that it is."""
    block, at = running.place(found.at)
    reason, sure = _instead(running, found), certainty(found.odds)
    return Doubt(block, at, at + found.width, found.after, reason, sure, found.alternatives)


def _around(running: Running, start: int, end: int) -> tuple[str, str]:
    """The Han beside [start, end), as many as a word may have."""
    left, right = start, end
    while left > start - LONGEST_WORD + 1 and running.codes[left - 1] >= FIRST_HAN:
        left -= 1
    while right < end + LONGEST_WORD - 1 and running.codes[right] >= FIRST_HAN:
        right += 1
    return running.text[left:start], running.text[end:right]


def new_word(left: str, now: str, then: str, right: str) -> tuple[str, str]:
    """A dictionary's word that the change makes, and what stands there now; "" if none.

    The shortest is best: it is the one that a reader knows.
    """
    for length in range(max(2, len(then)), LONGEST_WORD + 1):
        for before in range(length - len(then), -1, -1):
            after = length - len(then) - before
            if before > len(left) or after > len(right):
                continue
            head, tail = left[len(left) - before :], right[:after]
            if lexicon().holds(head + then + tail) and not lexicon().holds(head + now + tail):
                return head + then + tail, head + now + tail
    return "", ""


def _instead(running: Running, found: Found) -> str:
    """Why other characters are meant than those that stand there.

    Names the word that the change makes, where it makes one that is in a dictionary and what
    stands there isn't; else what is seldom and what is often said.
    """
    start, end = found.at, found.at + found.width
    now = running.text[start:end]
    left, right = _around(running, start, end)
    word, no_word = new_word(left, now, found.after, right)
    if word:
        return f"“{no_word}” is in no dictionary, “{word}” is"
    tries = [(left[-1:] + now, left[-1:] + found.after), (now + right[:1], found.after + right[:1])]
    said = [(_count(then) - _count(before), before, then) for before, then in tries]
    _, before, then = max(said)
    return f"“{before}” is seldom said, “{then}” often"


def _count(text: str) -> float:
    """How often the first two or three characters of a text were seen in a row."""
    line = codes(text[:3])[:, None]
    return float(lexicon().count(*line)[0]) if len(line) > 1 else 0.0
