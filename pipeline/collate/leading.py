"""Which of two texts is printed where both tell the same: the one that stays whole.

Sentence by sentence each may read better than the other, and the minutes of a meeting, a paper, a
law would be printed with holes, what a news item has made of them in another section. So of two
texts one leads throughout: the one that the other names by its title; the document, not its draft
nor a report; the one that the other retells; the clearly fuller one, of which less is told
elsewhere. Of two alike neither does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.retellers import letters_by_source, retellers
from pipeline.collate.standing import Look, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.passage import Sentence

#: A text is clearly the fuller one of two that has so many times the letters of the other.
_FULLER_TEXT = 1.3

_UNKNOWN = Look(Standing.TELLING, (), frozenset())


class Lead(NamedTuple):
    """Which of two sources leads (more than 0: the first), and why, told of the other one."""

    sign: int
    why: str


class Leading:
    """Which source leads which; ``told`` are the places of sentences that tell one thing, ``looks``
    say what the sources are. Asked of two sources that tell something in common, once for each.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        told: Sequence[Sequence[int]],
        looks: Mapping[str, Look],
    ) -> None:
        self._retold = retellers(sentences, told)
        self._sizes = letters_by_source(sentences)
        self._looks = looks
        self._known: dict[tuple[str, str], Lead] = {}

    def leads(self, one: str, other: str) -> bool:
        """Whether the one is printed where the other tells the same."""
        return self.sign(one, other) > 0

    def sign(self, one: str, other: str) -> int:
        """More than 0 where the one leads, less where the other does, 0 where neither does."""
        return self._lead(one, other).sign

    def why(self, one: str, other: str) -> str:
        """Why the one leads the other; "" where it doesn't."""
        lead = self._lead(one, other)
        return lead.why if lead.sign > 0 else ""

    def _lead(self, one: str, other: str) -> Lead:
        if (one, other) not in self._known:
            self._known[one, other] = self._found(one, other)
        return self._known[one, other]

    def _found(self, one: str, other: str) -> Lead:
        look, look_of_other = (self._looks.get(name, _UNKNOWN) for name in (one, other))
        size, size_of_other = self._sizes[one], self._sizes[other]
        kinds = sorted((look.standing, look_of_other.standing), reverse=True)
        asked = (
            Lead(
                look_of_other.names_the(look) - look.names_the(look_of_other),
                "this names its title, its journal or its paper",
            ),
            Lead(
                look.standing - look_of_other.standing,
                f"it is {kinds[0].told}, this {kinds[1].told}",
            ),
            Lead(
                ((other, one) in self._retold) - ((one, other) in self._retold),
                "this quotes it, or says who said so",
            ),
            Lead(
                (size >= _FULLER_TEXT * size_of_other) - (size_of_other >= _FULLER_TEXT * size),
                "it is clearly the longer text",
            ),
        )
        return next((lead for lead in asked if lead.sign), Lead(0, ""))
