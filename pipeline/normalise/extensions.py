"""Rules that other packages bring: entry points of the group ``jianbao.rules``.

Each names a rule: a CharacterRule, a BlockRule or a ReadingRule. They are tried after ours of the
same kind, in the order of their entry points' names, and are chosen in ``[rules]`` like ours.
"""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING, TypeVar

from pipeline.errors import DependencyMissing
from pipeline.normalise.readings.rule import ReadingRule
from pipeline.normalise.rules.rule import BlockRule, CharacterRule

if TYPE_CHECKING:
    from collections.abc import Iterable

GROUP = "jianbao.rules"

Rule = CharacterRule | BlockRule | ReadingRule
Kind = TypeVar("Kind", CharacterRule, BlockRule, ReadingRule)


def load_rules(
    entries: Iterable[importlib.metadata.EntryPoint], ours: Iterable[str]
) -> tuple[Rule, ...]:
    """The rules that entry points name; ``ours`` are the names that are taken.

    Raises DependencyMissing for one that can't be loaded, is no rule, or has a name that is taken.
    """
    taken = set(ours)
    rules: list[Rule] = []
    for entry in sorted(entries, key=lambda one: (one.name, one.value)):
        try:
            rule = entry.load()
        except (ImportError, AttributeError) as error:
            raise _unfit(entry, f"can't be loaded: {error}") from None
        if not isinstance(rule, CharacterRule | BlockRule | ReadingRule):
            raise _unfit(entry, f"is a {type(rule).__name__}, no rule")
        if rule.name in taken:
            raise _unfit(entry, f"is called {rule.name!r}, as another one is")
        taken.add(rule.name)
        rules.append(rule)
    return tuple(rules)


def of_kind(kind: type[Kind], rules: Iterable[Rule]) -> tuple[Kind, ...]:
    """Those of ``rules`` that are of one kind, in their order."""
    return tuple(rule for rule in rules if isinstance(rule, kind))


def installed(ours: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of all packages in this environment."""
    return load_rules(importlib.metadata.entry_points(group=GROUP), ours)


def _unfit(entry: importlib.metadata.EntryPoint, what: str) -> DependencyMissing:
    return DependencyMissing(
        f"the rule {entry.value} {what}", remedy="mend or uninstall the package that brings it"
    )
