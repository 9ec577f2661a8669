"""The lock files and what the program imports: everything asked for, nothing by chance."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


def pins(lock: Path) -> dict[str, set[str]]:
    """The versions of each package (more than one where Pythons or systems differ)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([a-z0-9-]+)==([^\s;]+)", lock.read_text("utf-8"), re.MULTILINE
    ):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_path_and_no_host_and_has_a_hash_for_each_package(lock):
    text = lock.read_text("utf-8")
    assert not re.search(r"/|\bhttp|--index|--find|@", text)
    entries = re.split(r"\n(?=[a-z])", text)
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_locks_hold_every_range_of_the_project_and_agree_with_each_other():
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = table["dependency-groups"]
    needed = [*table["project"]["dependencies"], *groups["fonts"], *groups["build"]]
    run, dev = map(pins, LOCKS)
    names = {re.match(r"[A-Za-z0-9-]+", need)[0] for need in needed}
    assert names <= run.keys()
    assert {re.match(r"[A-Za-z0-9-]+", need)[0] for need in groups["dev"]} <= dev.keys()
    assert all(run[name] == dev[name] for name in run.keys() & dev.keys())


def test_every_library_the_program_imports_is_one_it_asks_for():
    """What is only there because a tool needs it would be missing where no tools are."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = table["project"]["optional-dependencies"]
    needs = [
        *table["project"]["dependencies"],
        *(need for some in extras.values() for need in some),
    ]
    asked = {re.match(r"[A-Za-z0-9-]+", need)[0] for need in needs}
    providers = importlib.metadata.packages_distributions()
    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "pipeline").rglob("*.py")
        for name in imported(ast.parse(path.read_text("utf-8")))
        if name not in sys.stdlib_module_names and name != "pipeline"
        if not asked & {provider.lower() for provider in providers.get(name, [])}
    }
    assert not foreign


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
