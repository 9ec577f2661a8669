"""The decision: do two printed lines belong to one paragraph?

Evidence is weighed, not chained: each row of EVIDENCE is a fact about the seam between a line
and the next, with a weight for joining (+) or parting (−). Lines are joined when the weights of
all facts that hold add up to more than nothing.

Two ways of setting are told apart, line by line (``columns``). Where text is **wrapped**, the
width decides: a line that reaches the edge of its column runs on, one that stops short ends its
paragraph. Extractors drop the indent of a first line, but the line stays two cells short: a
full line that ends in 。 is the end of its paragraph when the next line is two cells short and
the one after it is full. Where lines are **whole** paragraphs, only the marks at the end speak:
a paragraph that stops without one was cut by the edge of a column or a box.

An empty line says something where it is rare, and where none stands behind lines that run on.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.normalise.joining.evidence import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.joining.evidence import Fact
    from pipeline.normalise.joining.seam import Seam, State


@cache
def _asked(state: State) -> tuple[Fact, ...]:
    """The facts that may hold at a seam of which this is so."""
    return tuple(fact for fact in EVIDENCE if _is_so(fact.where, state))


def _is_so(where: str, state: State) -> bool:
    """Whether all that ``where`` says is so.

    >>> from pipeline.normalise.joining.seam import State
    >>> state = State(*[False] * len(State._fields))._replace(wrapped=True)
    >>> _is_so("wrapped, not full", state), _is_so("wrapped, full", state), _is_so("", state)
    (True, False, True)
    """
    words = where.split(", ") if where else []
    return all(
        getattr(state, word.removeprefix("not ")) != word.startswith("not ") for word in words
    )


def weigh(seam: Seam) -> tuple[Fact, ...]:
    """The facts that hold at a seam."""
    return tuple([fact for fact in _asked(seam.state) if fact.holds(seam)])


def joins(seam: Seam) -> bool:
    r"""Whether the two lines belong to one paragraph.

    >>> from pipeline.normalise.joining.seam import meeting
    >>> from pipeline.normalise.printed.settings import UNSET
    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> def decide(text, column):
    ...     above, below, *rest = printed_lines(text)
    ...     setting = UNSET._replace(column=column)
    ...     return joins(meeting(above, below, rest[0] if rest else None, setting))
    >>> decide("历史，是典型的循环经济产业。但中小企业多、龙\n头企业少、园区布局分散", 22.0)
    True
    >>> ends = "大、产业链较短，始终制约着产业高质量发展。\n"
    >>> decide(ends + "既要发展经济，又要保护环境，二者如何兼\n顾？", 21.0)
    False
    >>> decide("对不符合安全生产、\n污染防治要求的企业坚决关闭。", None)
    True
    """
    return decides(weigh(seam))


def decides(facts: Sequence[Fact]) -> bool:
    """What the facts come to: join, or part. Nothing for either means part."""
    return sum([fact.weight for fact in facts]) > 0
