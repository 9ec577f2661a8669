"""The audit of the locks: asked for by name, and never well by not having looked."""

from __future__ import annotations

import json
import re
import sys

import pytest

from setup import audit
from tests.conftest import ROOT

CLEAN = {"name": "lxml", "version": "6.0", "vulns": []}
FAULTY = {"name": "lxml", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
UNKNOWN = {"name": "lxml", "skip_reason": "not found on PyPI"}


@pytest.fixture
def says(tmp_path, monkeypatch):
    """A pip-audit that says this, whatever it is asked."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def make(out: str, complaint: str = "", code: int = 0) -> None:
        path = tmp_path / "pip-audit"
        path.write_text(
            f"#!{sys.executable}\nimport sys\nsys.stdout.write({out!r})\n"
            f"sys.stderr.write({complaint!r})\nsys.exit({code})\n",
            "utf-8",
        )
        path.chmod(0o755)

    return make


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([CLEAN], 0, "1 packages, nothing known"),
        ([CLEAN, FAULTY], 10, "lxml 1.0: PYSEC-1 · requirements.lock · python3 -m setup.lock"),
        ([CLEAN, UNKNOWN], 6, "1 of 2 packages couldn't be looked up"),
        ([], 6, "0 of 0 packages"),
    ],
)
def test_each_package_is_looked_up_or_it_is_no_audit(says, capsys, packages, code, words):
    says(json.dumps({"dependencies": packages, "fixes": []}))

    assert audit.main([]) == code
    said = capsys.readouterr().err
    assert words in said
    assert ("jianbao: exit" in said) == (code != 0)


def test_without_a_network_or_the_program_it_says_so(says, capsys, tmp_path):
    assert audit.main([]) == 6
    assert "pip-audit: not found · PATH · pip install pip-audit" in capsys.readouterr().err
    says("", "Traceback\nConnectionError: no such host\n", 1)
    assert audit.main([]) == 6
    assert "pip-audit: ConnectionError: no such host · requirements.lock" in capsys.readouterr().err


def test_make_check_leaves_it_out_in_so_many_words(says, capsys, monkeypatch):
    (line,) = re.findall(r"setup\.audit (.*)", (ROOT / "Makefile").read_text("utf-8"))[:1]
    monkeypatch.delenv("JIANBAO_AUDIT", raising=False)
    assert audit.main(line.split()) == 0
    assert "audit: left out · needs the network · make audit" in capsys.readouterr().err
    monkeypatch.setenv("JIANBAO_AUDIT", "1")
    assert audit.main(line.split()) == 6
