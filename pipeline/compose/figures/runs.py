"""Words put together of runs of a sentence: 茶叶产量 … 同比增长."""

from __future__ import annotations

#: What is counted, and how a number stands to it: of so many runs at most.
MOST = 4


def runs(words: str, text: str) -> list[tuple[int, int]] | None:
    """Where the runs stand that ``words`` are put together of, the fewest there are; None where
    they aren't, or where it takes more than MOST.

    >>> runs("产量增长", "产量1万吨，增长8%"), runs("产量下降", "产量1万吨，增长8%")
    ([(0, 2), (6, 8)], None)
    """
    out: list[tuple[int, int]] = []
    rest = words
    while rest:
        length = len(rest)
        while length and rest[:length] not in text:
            length -= 1
        if not length or len(out) == MOST:
            return None
        at = text.find(rest[:length])
        out.append((at, at + length))
        rest = rest[length:]
    return out
