"""docs/reliability.md and the tests' ``row`` marks say the same."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = ROOT / "docs" / "reliability.md"
ROWS = [
    *map(str, range(1, 31)),
    "30a",
    *map(str, range(31, 139)),
    "138a",
    *map(str, range(139, 141)),
    "140a",
    *map(str, range(141, 163)),
]
_ROW = re.compile(r"^\| (\d+a?) \|")
_SAID = re.compile(r"(?:struck|open): .+$")


def _marked(path: Path) -> Iterator[tuple[str, str]]:
    """Row and test, as the decorators of a file's functions and classes say."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        for call in (one for decorator in node.decorator_list for one in ast.walk(decorator)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.row":
                for number in call.args:
                    yield str(ast.literal_eval(number)), node.name


def _shown() -> dict[str, list[str]]:
    tests = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for row, name in _marked(path):
            told = name.removeprefix("test_").replace("_", " ")
            line = f"`{path.relative_to(ROOT / 'tests').as_posix()}` {told}"
            if line not in tests[row]:
                tests[row].append(line)
    return tests


def _filled(page: str, shown: dict[str, list[str]]) -> str:
    """The page with its last column as the marks have it; what is said of a row stays."""
    out = []
    for line in page.splitlines():
        if found := _ROW.match(line):
            *cells, last, _ = re.split(r"(?<!\\)\|", line)
            said = _SAID.search(last.strip())
            told = [*shown.get(found[1], []), *([said[0]] if said else [])]
            out.append("|".join([*cells, f" {' · '.join(told)} ".replace("  ", " "), ""]))
        else:
            out.append(line)
    return "\n".join(out) + "\n"


def test_the_page_says_what_the_marks_say(request):
    shown = _shown()
    filled = _filled(PAGE.read_text("utf-8"), shown)
    if request.config.getoption("--accept"):
        PAGE.write_text(filled, "utf-8")

    assert PAGE.read_text("utf-8") == filled, "pytest tests/faults/test_matrix.py --accept"
    assert not shown.keys() - set(ROWS)


def test_every_row_is_there_and_is_shown_struck_or_open():
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if _ROW.match(line)]

    assert [_ROW.match(line)[1] for line in lines] == ROWS
    empty = [_ROW.match(line)[1] for line in lines if not re.split(r"(?<!\\)\|", line)[-2].strip()]
    assert not empty
    left = [line for line in lines if "| open: " in line or " · open: " in line]
    assert ("there is none now" in PAGE.read_text("utf-8")) == (not left)


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("@pytest.mark.row(1, '138a')\ndef test_x(): ...", ["1", "138a"]),
        (
            (
                "@pytest.mark.parametrize('a', [pytest.param(1, marks=pytest.mark.row(7))])\n"
                "def test_x(): ..."
            ),
            ["7"],
        ),
        ("def test_x(): ...", []),
    ],
)
def test_marks_are_found_where_they_stand(tmp_path, source, rows):
    path = tmp_path / "test_x.py"
    path.write_text(source, "utf-8")

    assert [row for row, _ in _marked(path)] == rows
