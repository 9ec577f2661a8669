"""The facts that speak for joining two lines (+) or for parting them (−), weighed: a table, made to
be read, in three parts. What each asks of a seam stands in ``seam.py``, ``standing.py`` and
``heads.py``.
"""

from __future__ import annotations

from pipeline.normalise.joining.fact import Fact
from pipeline.normalise.joining.of_kind import OF_KIND
from pipeline.normalise.joining.of_setting import OF_SETTING
from pipeline.normalise.joining.of_words import OF_WORDS

__all__ = ["EVIDENCE", "Fact"]

EVIDENCE: tuple[Fact, ...] = (*OF_WORDS, *OF_SETTING, *OF_KIND)
