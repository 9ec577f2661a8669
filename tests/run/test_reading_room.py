"""A draft is read apart: what comes back is what was read, and what runs away is ended."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile

import pytest

from pipeline.apart import call_apart
from pipeline.errors import LimitExceeded, Place, SourceUnreadable
from pipeline.run import reading_room
from pipeline.run.reading_room import read_apart
from tests import manuscripts
from tests.draft.desk import edited, paragraph, read, replace, sent

WHERE = Place("briefing.docx")


def test_what_is_read_apart_is_what_is_read():
    def change(document):
        replace(paragraph(document, "p-1"), "糊涂账", "明白账")
        document.add_comment(paragraph(document, "p-2").runs[0], "请核实", "编辑", "编")

    blob = edited(sent(manuscripts.sample()), change)
    assert read_apart(blob, WHERE) == read(blob)


def test_an_error_comes_back_as_it_was():
    with pytest.raises(SourceUnreadable, match="cut short") as caught:
        read_apart(b"PK\x03\x04", WHERE)
    assert caught.value.where == WHERE
    assert "--from-sources" in caught.value.remedy


def wide(elements: int) -> bytes:
    """A document of so many elements: small packed, large as a tree."""
    body = "".join(f"<w:x a='{n % 9973}' b='' c=''/>" for n in range(elements))
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
    return buffer.getvalue()


@pytest.mark.slow
@pytest.mark.row(83)
def test_a_tree_that_grows_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading_room, "MEMORY", 512 << 20)
    assert read_apart(sent(manuscripts.bare()), WHERE).blocks
    blob = wide(1_200_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(LimitExceeded, match=r"too much memory|more than"):
        read_apart(blob, WHERE)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10


@pytest.mark.row(83)
def test_a_reader_that_runs_on_is_ended(monkeypatch):
    monkeypatch.setattr(reading_room, "SECONDS", 0.01)
    with pytest.raises(LimitExceeded, match=r"0\.01 s"):
        read_apart(sent(manuscripts.bare()), WHERE)


def test_a_bug_of_the_reader_is_no_limit(tmp_path, monkeypatch):
    (tmp_path / "clumsy.py").write_text(
        "from pipeline.apart import answer\nanswer(lambda content, where: {}[content])\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(RuntimeError, match=r"briefing\.docx:\nTraceback(.|\n)*KeyError: b'x'"):
        call_apart("clumsy", b"x", WHERE, memory=1 << 30, seconds=60)


def test_reading_a_draft_needs_neither_word_nor_normaliser():
    """A second of the loop: the process is started for every draft that comes home."""
    code = "import sys, pipeline.run.reading_room; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"docx", "numpy", "rjieba", "pipeline.normalise"} & set(said.stdout.split())
