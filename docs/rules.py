"""Writes docs/rules.md from the rules themselves: their reasons, docstrings and worked examples.

.venv/bin/python docs/rules.py
"""

from __future__ import annotations

import doctest
import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from pipeline.normalise.readings import READING_RULES, ReadingRule  # noqa: E402
from pipeline.normalise.rules import BLOCK_RULES, CHARACTER_RULES  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.normalise.rules import BlockRule, CharacterRule

    Rule = CharacterRule | BlockRule | ReadingRule

PAGE = HERE / "rules.md"

HEAD = """\
# The rules

What is changed in a source, and what is only doubted, in the order in which it is tried. Each rule
has a name, by which `[rules]` in `briefing.toml` says `"off"`, `"flag"` (only noted) or `"fix"`:

```toml
[rules]
"pair-quotes" = "flag"
```

Every change stands in `corrections.json` with its rule, its place, what was there and the reason;
the source and this ledger give the text again, character by character, and each build checks that.
This page is made from the code (`docs/rules.py`): an example is tried by the tests.

Joining broken lines is no rule but a decision on weighed facts: `jianbao explain FILE:LINE` shows
them. In the ledger it is called `join-lines`, and the editor may overrule it by its id.
"""

KINDS = (
    (
        "Characters",
        "Over the whole source, before its lines are looked at. Fixed unless told otherwise.",
        CHARACTER_RULES,
    ),
    (
        "Marks, quotes, dashes, blanks",
        "In the text of each paragraph, its lines put together. Fixed unless told otherwise.",
        BLOCK_RULES,
    ),
    (
        "Doubtful readings (疑误)",
        """\
What may be a wrong, lost or surplus character. These rules doubt and don't change: what `[rules]`
doesn't set to "fix" waits for the editor (proof page, `decisions.toml`). 本校 argues from the
source itself, 他校 from another text or the gazetteer, 理校 from sense and language.""",
        READING_RULES,
    ),
)


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for kind in KINDS for line in _kind(*kind))]).rstrip() + "\n"


def _kind(title: str, said: str, rules: Iterable[Rule]) -> Iterator[str]:
    yield from (f"## {title}", "", said, "")
    for rule in rules:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### `{rule.name}`"
    yield ""
    if isinstance(rule, ReadingRule):
        yield f"{rule.evidence.value} · flagged"
    else:
        yield f"{rule.kind.value} · {rule.reason}"
    yield ""
    shown: list[str] = []
    for part in doctest.DocTestParser().parse(inspect.cleandoc(inspect.getdoc(rule.find) or "")):
        if isinstance(part, doctest.Example):
            shown += _example(part)
        elif part.strip():
            yield from _block(shown)
            shown = []
            yield from (part.strip(), "")
    yield from _block(shown)


def _block(shown: list[str]) -> Iterator[str]:
    if shown:
        yield from ("```pycon", *shown, "```", "")


def _example(example: doctest.Example) -> Iterator[str]:
    """An example, without the imports that only serve the test."""
    source = example.source.rstrip()
    if source.startswith(("from ", "import ")):
        return
    first, *rest = source.split("\n")
    yield f">>> {first}"
    yield from (f"... {line}" for line in rest)
    if example.want:
        yield example.want.rstrip()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
