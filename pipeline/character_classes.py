"""Classes of characters, worked out once: a pattern that says “an ideograph” compiles in no time.

Python works a class like ``[一-鿿]`` out character by character, 1 to 4 ms each (its issue 149427),
and does so again for every pattern. Ours name ideographs some hundred and fifty times: of the
seconds that loading took, half went there.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Class = Sequence[tuple[Any, Any]]
    Compiled = tuple[list[tuple[Any, Any]], bool]

_COMPILER = "re._compiler"
_STEP = "_optimize_charset"


def work_out_once() -> None:
    """Have ``re`` remember the classes it has worked out. What a pattern compiles to is the same; a
    Python that does this step by another name goes on as it was.
    """
    try:
        compiler = importlib.import_module(_COMPILER)
        step = getattr(compiler, _STEP)
    except (ImportError, AttributeError):
        return
    if not hasattr(step, "__wrapped__"):
        setattr(compiler, _STEP, remembering(step))


def remembering(work_out: Callable[..., Compiled]) -> Callable[..., Compiled]:
    """The step of the compiler that takes the members of a class and gives them in short form, with
    an answer to the same members given again. Where case is ignored, the answer hangs on more.

    >>> asked = []
    >>> step = remembering(lambda members, *case: (asked.append(members) or members, False))
    >>> step([("RANGE", (19968, 40959))]) == step([("RANGE", (19968, 40959))]), len(asked)
    (True, 1)
    """
    known: dict[tuple[tuple[Any, Any], ...], Compiled] = {}

    @functools.wraps(work_out)
    def step(members: Class, *case: Any) -> Compiled:  # noqa: ANN401  whatever that Python gives
        if any(case):
            return work_out(members, *case)
        key = tuple(members)
        if key not in known:
            known[key] = work_out(members, *case)
        return known[key]

    return step
