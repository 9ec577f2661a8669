"""What the editor has decided about a correction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on the correction ``id``; ``reading`` is what to print instead, where it is to
    be replaced. ``by`` says where it was given: "editor", "draft" or "proof"; ``line`` is its
    1-based line in ``decisions.toml``.
    """

    id: str
    verdict: Verdict
    reading: str = ""
    note: str = ""
    by: str = "editor"
    line: int = 1
