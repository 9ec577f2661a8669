"""Quotes inside quotes of ours are single ones (GB/T 15834—2011, 4.8.3.4)."""

from __future__ import annotations

_INNER = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": "\N{LEFT SINGLE QUOTATION MARK}",
        "\N{RIGHT DOUBLE QUOTATION MARK}": "\N{RIGHT SINGLE QUOTATION MARK}",
    }
)


def inner(words: str) -> str:
    """Words as they stand in quotes.

    >>> inner("以“实践之答”回应")
    '以‘实践之答’回应'
    """
    return words.translate(_INNER)
