"""Patterns compile to the same with classes that are worked out once."""

from __future__ import annotations

import importlib
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import character_classes
from pipeline.normalise.language.characters import CHINESE, HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPILER: Any = importlib.import_module("re._compiler")

PATTERNS = [
    f"[{HAN}]{{2,4}}",
    f"[^{HAN}]",
    f"(?<=[{HAN}])[0-9A-Z]|[{HAN}·]+",
    f"(?i)[{HAN}a-zß]+",
    r"[\w\s。]",
    "[一二三]",
    f"(?i)[{HAN}][{HAN}]*",
    CHINESE.pattern,
]


@pytest.fixture
def plain() -> Iterator[Any]:
    """The compiler as Python has it."""
    step = COMPILER._optimize_charset
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(COMPILER, "_optimize_charset", step.__wrapped__)
        yield COMPILER


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.ASCII, re.IGNORECASE | re.ASCII])
def test_patterns_are_the_same(plain: Any, pattern: str, flags: int) -> None:
    before = plain.compile(pattern, flags)
    with pytest.MonkeyPatch.context() as patched:
        step = character_classes.remembering(plain._optimize_charset)
        patched.setattr(COMPILER, "_optimize_charset", step)
        first, again = COMPILER.compile(pattern, flags), COMPILER.compile(pattern, flags)
    assert first == before, "patterns are equal where their code is"
    assert again == before


def test_a_class_is_worked_out_once(plain: Any) -> None:
    asked = []

    def count(members: Any, *case: Any) -> Any:
        asked.append(members)
        return step(members, *case)

    step = plain._optimize_charset
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(COMPILER, "_optimize_charset", character_classes.remembering(count))
        for last in "市县区乡镇村":
            COMPILER.compile(f"[{HAN}]{{2}}{last}", 0)
    assert len(asked) == 1


def test_it_is_so_wherever_we_are_imported() -> None:
    assert hasattr(COMPILER._optimize_charset, "__wrapped__")


def test_another_python_goes_on_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib, "import_module", lambda _: SimpleNamespace())
    character_classes.work_out_once()
