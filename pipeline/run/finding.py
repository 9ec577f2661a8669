"""What ``doctor`` and ``check`` give: things looked at, one after the other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it will do, what was found, and what to do if not."""

    name: str
    found: str
    ok: bool = True
    remedy: str = ""
