"""pandoc, played by doubles that hang, die, warn, are old, or stop in the middle of the file."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

import pytest

from pipeline import pandoc as program_of_ours
from pipeline.errors import DependencyMissing, JianbaoError, LimitExceeded, OutputInvalid
from pipeline.render import ast, pandoc
from tests.archives import packed, parts

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the doubles are shell scripts")

DOCUMENT = ast.document([], "zh-CN")

WHOLE = packed({"a.txt": b"words " * 1000})

LOG = """
for one in "$@"; do
  case "$one" in --log=*) log="${one#--log=}";; esac
done
"""

HARMLESS = [{"type": "NoTranslation", "verbosity": "WARNING", "pretty": "no term"}]


class Doubles:
    """Makes programs that pass for pandoc. Each says it is 3.9 unless told otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "whole.zip").write_bytes(WHOLE)
        self.write_log(HARMLESS)

    def write_log(self, entries: object) -> None:
        (self.folder / "log.json").write_text(json.dumps(entries), "utf-8")

    def make(self, act: str, says: str = "pandoc 3.9\nFeatures: +server") -> Path:
        program = self.folder / "pandoc"
        version = f'if [ "$1" = --version ]; then printf "{says}"; exit 0; fi\n'
        program.write_text(f"#!/bin/sh\n{version}{LOG}\n{act}\n", "utf-8")
        program.chmod(0o755)
        pandoc.version.cache_clear()
        return program

    @property
    def log(self) -> str:
        return f'cp "{self.folder}/log.json" "$log"'

    @property
    def output(self) -> str:
        return f'cat "{self.folder}/whole.zip"'


@pytest.fixture
def doubles(tmp_path: Path) -> Doubles:
    return Doubles(tmp_path)


def test_a_double_that_does_all_right_is_believed(doubles: Doubles) -> None:
    program = doubles.make(f"cat > /dev/null; {doubles.log}; {doubles.output}")
    assert pandoc.convert(DOCUMENT, "docx", program=program) == WHOLE


@pytest.mark.row(106)
def test_one_that_hangs_is_ended(doubles: Doubles) -> None:
    program = doubles.make(f'echo $$ > "{doubles.folder}/pid"; exec sleep 60')
    start = time.monotonic()
    with pytest.raises(LimitExceeded, match=r"0\.5 s"):
        pandoc.convert(DOCUMENT, "docx", program=program, seconds=0.5)
    assert time.monotonic() - start < 10
    pid = int((doubles.folder / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    ("act", "error", "words"),
    [
        ("echo disk on fire >&2; exit 3", OutputInvalid, "ended with 3: disk on fire"),
        ("kill -9 $$", OutputInvalid, "ended with -9"),
        ("exit 251", LimitExceeded, "memory"),
    ],
)
@pytest.mark.row(107)
def test_a_bad_end_is_told(
    doubles: Doubles, act: str, error: type[JianbaoError], words: str
) -> None:
    program = doubles.make(f"{doubles.log}; {doubles.output}; {act}")
    with pytest.raises(error, match=words):
        pandoc.convert(DOCUMENT, "epub3", program=program)


@pytest.mark.row(108)
def test_exit_0_with_a_warning_is_a_failure(doubles: Doubles) -> None:
    entry = {"type": "CouldNotFetchResource", "verbosity": "WARNING", "pretty": "no /etc/passwd"}
    doubles.write_log([*HARMLESS, entry])
    program = doubles.make(f"{doubles.log}; {doubles.output}")
    with pytest.raises(OutputInvalid, match="no /etc/passwd"):
        pandoc.convert(DOCUMENT, "docx", program=program)


@pytest.mark.parametrize("log", [None, "", "[", "{}", "[3]"])
def test_a_log_that_is_missing_or_nonsense_is_a_failure(doubles: Doubles, log: str | None) -> None:
    (doubles.folder / "log.json").write_text(log or "", "utf-8")
    program = doubles.make(f"{doubles.log if log is not None else ':'}; {doubles.output}")
    with pytest.raises(OutputInvalid, match="log"):
        pandoc.convert(DOCUMENT, "docx", program=program)


@pytest.mark.parametrize("length", [0, 1, 30, len(WHOLE) // 2, len(WHOLE) - 1])
@pytest.mark.row(109)
def test_half_a_file_is_a_failure(doubles: Doubles, length: int) -> None:
    program = doubles.make(f"{doubles.log}; {doubles.output} | head -c {length}")
    with pytest.raises(OutputInvalid, match="ZIP"):
        pandoc.convert(DOCUMENT, "docx", program=program)


def test_a_flipped_bit_is_a_failure(doubles: Doubles) -> None:
    blob = bytearray(WHOLE)
    blob[45] ^= 0xFF
    (doubles.folder / "whole.zip").write_bytes(blob)
    program = doubles.make(f"{doubles.log}; {doubles.output}")
    with pytest.raises(OutputInvalid, match="ZIP"):
        pandoc.convert(DOCUMENT, "docx", program=program)


@pytest.mark.parametrize("says", ["pandoc 2.17.1.1", "pandoc 3.8.3", "pandoc 3"])
@pytest.mark.row(101)
def test_an_old_one_is_not_used(doubles: Doubles, says: str) -> None:
    program = doubles.make(f"{doubles.log}; {doubles.output}", says)
    with pytest.raises(DependencyMissing, match="too old") as caught:
        pandoc.convert(DOCUMENT, "docx", program=program)
    assert caught.value.exit_code == 6
    assert caught.value.remedy


@pytest.mark.parametrize("says", ["", "python 3.11"])
@pytest.mark.row(101)
def test_one_that_does_not_say_its_version_is_not_used(doubles: Doubles, says: str) -> None:
    program = doubles.make(doubles.output, says)
    with pytest.raises(DependencyMissing, match="version"):
        pandoc.convert(DOCUMENT, "docx", program=program)


@pytest.mark.row(101)
def test_one_that_is_missing_or_cannot_start(tmp_path: Path) -> None:
    pandoc.version.cache_clear()
    with pytest.raises(DependencyMissing, match="start"):
        pandoc.convert(DOCUMENT, "docx", program=tmp_path / "nowhere")
    plain = tmp_path / "plain"
    plain.write_text("no program", "utf-8")
    with pytest.raises(DependencyMissing, match="start"):
        pandoc.convert(DOCUMENT, "docx", program=plain)


def test_it_runs_in_the_sandbox_with_nothing_of_the_callers_world(
    doubles: Doubles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "of the caller")
    monkeypatch.setenv("LC_ALL", "zh_CN.GB18030")
    seen = doubles.folder / "seen"
    act = f'for one in "$@"; do echo "$one"; done > "{seen}"; env >> "{seen}"; cat >> "{seen}"'
    program = doubles.make(f"{act}; {doubles.log}; {doubles.output}")
    pandoc.convert(DOCUMENT, "epub3", options=["--split-level=1"], program=program)
    lines = seen.read_text("utf-8").splitlines()
    for wanted in ("--sandbox", "--from=json", "--to=epub3", "--split-level=1"):
        assert wanted in lines
    assert f"SOURCE_DATE_EPOCH={program_of_ours.EPOCH}" in lines
    assert "LC_ALL=C.UTF-8" in lines
    assert not any("SECRET" in line for line in lines)
    assert json.loads(lines[-1]) == DOCUMENT


def test_the_one_on_the_path_is_never_found(
    doubles: Doubles, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path = doubles.make("exit 1", "pandoc 99.0")
    monkeypatch.setenv("PATH", f"{doubles.folder}{os.pathsep}{os.environ['PATH']}")
    assert pandoc.bundled() != on_path
    assert "pypandoc" in str(pandoc.bundled())
    assert pandoc.version(pandoc.bundled()) >= pandoc.OLDEST


def test_without_its_package_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_of_ours.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(DependencyMissing, match="make setup"):
        pandoc.bundled()


def test_a_users_own_reference_and_templates_stay_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path / "pandoc", tmp_path / ".pandoc", tmp_path / ".local/share/pandoc"):
        folder.mkdir(parents=True)
        (folder / "reference.docx").write_text("garbage", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert "word/document.xml" in parts(pandoc.convert(DOCUMENT, "docx"))


def test_the_real_one_reads_no_file_and_says_so() -> None:
    image = {"t": "Image", "c": [ast.PLAIN, [], ["/etc/passwd", ""]]}
    document = ast.document([{"t": "Para", "c": [image]}], "zh-CN")
    with pytest.raises(OutputInvalid, match="/etc/passwd"):
        pandoc.convert(document, "docx")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc.tempfile, "tempdir", str(tmp_path))
    blob = pandoc.convert(DOCUMENT, "docx")
    assert blob
    assert list(tmp_path.iterdir()) == []
