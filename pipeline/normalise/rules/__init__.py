"""All rules, in the one order they are tried in. A rule sees what the rules before it wrote."""

from __future__ import annotations

from pipeline.normalise.rules import cells, counted, punctuation, raised, spacing, unicode, width
from pipeline.normalise.rules.rule import BlockRule, CharacterRule

CHARACTER_RULES: tuple[CharacterRule, ...] = (
    *unicode.RULES,
    *width.CHARACTER_RULES,
    *counted.RULES,
    *raised.RULES,
)
BLOCK_RULES: tuple[BlockRule, ...] = (
    *width.BLOCK_RULES,
    *punctuation.QUOTE_RULES,
    *punctuation.STROKE_RULES,
    *spacing.RULES,
    *cells.RULES,
)

__all__ = [
    "BLOCK_RULES",
    "CHARACTER_RULES",
    "BlockRule",
    "CharacterRule",
]
