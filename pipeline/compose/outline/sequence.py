"""The best course through a row of paragraphs: each with what speaks for its states, and a
price for changing between two of them (Viterbi's dynamic programme).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def best_course(weights: Sequence[Sequence[float]], prices: Sequence[float]) -> list[int]:
    """The states, one a step, whose weights add up to most after the prices of all changes.

    ``weights[i][s]`` speaks for state ``s`` at step ``i``; ``prices[i]`` is paid where step ``i``
    has another state than the one before it (``prices[0]`` is never paid). Among equals the
    state that comes first wins. Linear in the steps.

    >>> best_course([(2, 0), (0, 1), (2, 0)], [0, 1, 1])  # a weak one stays with its neighbours
    [0, 0, 0]
    >>> best_course([(2, 0), (0, 3), (2, 0)], [0, 1, 1])
    [0, 1, 0]
    >>> best_course([], [])
    []
    """
    if not weights:
        return []
    totals = list(weights[0])
    came_from: list[list[int]] = []
    for step, price in zip(weights[1:], prices[1:], strict=True):
        best = max(range(len(totals)), key=lambda s: (totals[s], -s))
        origins = [
            state if totals[state] >= totals[best] - price else best for state in range(len(totals))
        ]
        totals = [
            weight + totals[origin] - (price if origin != state else 0.0)
            for state, (weight, origin) in enumerate(zip(step, origins, strict=True))
        ]
        came_from.append(origins)
    state = max(range(len(totals)), key=lambda s: (totals[s], -s))
    course = [state]
    for origins in reversed(came_from):
        state = origins[state]
        course.append(state)
    return course[::-1]
