"""Rules that other packages bring: known by name, tried after ours, refused when they are none."""

import importlib.metadata
import os
import subprocess
import sys

import pytest

from pipeline.errors import DependencyMissing
from pipeline.normalise.extensions import load_rules, of_kind
from pipeline.normalise.readings.rule import ReadingRule
from pipeline.normalise.rules.rule import BlockRule
from tests.conftest import ROOT

MODULE = """
from pipeline.model.article import Certainty, Kind
from pipeline.normalise.rules.rule import BlockRule
from pipeline.normalise.traced import Edit

def find(text, role):
    at = text.find("甲")
    if at >= 0:
        yield Edit(at, at + 1, "乙", "house style")

RULE = BlockRule("house-style", Kind.PUNCTUATION, Certainty.HIGH, "house style", find)
NO_RULE = 3
"""


def entry(name, attribute, monkeypatch, tmp_path):
    (tmp_path / "house.py").write_text(MODULE, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return importlib.metadata.EntryPoint(name, f"house:{attribute}", "jianbao.rules")


def test_a_rule_is_loaded_and_known_by_its_kind(monkeypatch, tmp_path):
    rules = load_rules([entry("a", "RULE", monkeypatch, tmp_path)], [])

    assert [rule.name for rule in of_kind(BlockRule, rules)] == ["house-style"]
    assert of_kind(ReadingRule, rules) == ()


@pytest.mark.row(155)
@pytest.mark.parametrize(
    ("attribute", "ours", "words"),
    [
        ("NO_RULE", [], "is a int, no rule"),
        ("ABSENT", [], "can't be loaded"),
        ("RULE", ["house-style"], "is called 'house-style', as another one is"),
    ],
)
def test_what_is_no_rule_of_its_own_stops_the_run(attribute, ours, words, monkeypatch, tmp_path):
    with pytest.raises(DependencyMissing, match=words):
        load_rules([entry("a", attribute, monkeypatch, tmp_path)], ours)


def test_an_installed_rule_is_tried_and_its_changes_stand_in_the_ledger(tmp_path):
    (tmp_path / "house.py").write_text(MODULE, "utf-8")
    about = tmp_path / "house-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text("[jianbao.rules]\nhouse = house:RULE\n", "utf-8")
    text = tmp_path / "a.txt"
    text.write_text("甲镇今年修路。\n", "utf-8")
    command = [sys.executable, "-m", "pipeline", "normalise", str(text)]
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    run = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    assert '"text": "乙镇今年修路。"' in run.stdout
    assert '"rule": "house-style"' in run.stdout
