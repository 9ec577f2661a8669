"""The scoreboard: what it measures stands in one table, as multiples of ours."""

import json
import re
import sys

import pytest

import benchmarks.__main__ as board
from benchmarks.figures import Cost, Figure, Part, run
from benchmarks.merge.board import PART as MERGE


def test_figures_become_multiples_of_ours_and_what_is_not_there_is_named(monkeypatch, capsys):
    part = Part(("ours", "theirs", "other"), None, {"other": "pip install other"})
    given = {
        "ours": [Figure("pages", 2.0, "s"), Figure("more", 1.0, "s")],
        "theirs": [Figure("pages", 3.0, "s", 7.0), Figure("own", 5.0, "s")],
    }
    monkeypatch.setattr(board, "_part", lambda name: part)
    monkeypatch.setattr(
        board,
        "run",
        lambda command: (Cost(1.0, 1.0, 99.4), json.dumps(given[command[-1]]).encode()),
    )
    assert board.main(["--part", "typeset"]) == 0
    page = capsys.readouterr().out
    assert [line for line in page.splitlines() if line.startswith("| typeset")] == [
        "| typeset | pages | ours | 2 s | 1.00 | 99 |",
        "| typeset | pages | theirs | 3 s | 1.50 | 7 |",
        "| typeset | more | ours | 1 s | 1.00 | 99 |",
        "| typeset | own | theirs | 5 s | - | 99 |",
    ]
    assert "Left out, not installed: other (pip install other)." in page


def test_every_part_has_its_own_first_and_says_what_it_lacks():
    for name in board.PARTS:
        part = board._part(name)
        assert part.systems[0] == "ours"
        assert "ours" not in part.missing
        assert part.missing.keys() <= set(part.systems)


@pytest.mark.slow
def test_a_part_is_measured_in_a_process_of_its_own(capsys):
    assert board.main(["--quick", "--part", "merge"]) == 0
    row = re.search(
        r"^\| merge \| 500 paragraphs \| ours \| ([\d.]+) s \| 1.00 \| (\d+) \|$",
        capsys.readouterr().out,
        re.MULTILINE,
    )
    assert float(row[1]) > 0
    assert int(row[2]) > 10


def test_ours_merges_what_git_cannot():
    if "git merge-file" in MERGE.missing:
        pytest.skip("no git")
    quick = True
    ours, theirs = (
        {one.case: one.value for one in MERGE.measure(system, quick)} for system in MERGE.systems
    )
    assert ours.keys() == theirs.keys()
    assert 0 < ours["500 paragraphs: clashes"] < theirs["500 paragraphs: clashes"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no way to them")
def test_what_a_program_leaves_behind_counts_towards_its_cost():
    work = "import time\nwhile time.process_time() < 0.4: pass"
    leave = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {work!r}])"
    start = (
        "import subprocess, sys\nfrom benchmarks.figures import orphans_waited_for\n"
        f"with orphans_waited_for(): subprocess.run([sys.executable, '-c', {leave!r}], check=True)"
    )

    cost, _ = run([sys.executable, "-c", start])

    assert cost.processor > 0.4
