"""Patterns with fields: how labels, numbers and lines of ours are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def fill(pattern: str, values: Mapping[str, object]) -> str:
    """Complete {fields}. Only plain names are looked up: no attributes, no format codes.

    Raises KeyError for a field that has no value.

    >>> fill("第{number}期", {"number": 3})
    '第3期'
    """
    return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), pattern)
