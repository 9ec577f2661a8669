"""What verdicts have made of the words since an editor saw them: they are the editor's own."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model.repeat import Settled


class Settlements:
    """The doubts that were settled, by their paragraphs."""

    def __init__(self, settled: Iterable[Settled]) -> None:
        self._of: dict[str, list[Settled]] = defaultdict(list)
        for one in settled:
            self._of[one.paragraph].append(one)

    def tell_apart(self, id: str, was: str, now: str) -> bool:
        """Whether a paragraph's words differ from what they were by nothing but settled doubts.

        >>> from pipeline.model.repeat import Settled
        >>> made = Settlements([Settled("p", 0, 4, "2O24"), Settled("p", 7, 8, "査")])
        >>> made.tell_apart("p", "2O24年，去查了。", "2024年，去检查了。")
        False
        >>> made.tell_apart("p", "2O24年，已经查了。", "2024年，已经查了。")
        True
        """
        words, at = "", 0
        for one in sorted(self._of.get(id, ()), key=lambda one: one.start):
            if one.start < at:
                continue
            made = "|".join(map(re.escape, (now[one.start : one.end], one.before)))
            words += f"{re.escape(now[at : one.start])}(?:{made})"
            at = one.end
        return re.fullmatch(words + re.escape(now[at:]), was) is not None
