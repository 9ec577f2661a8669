"""A name replaced everywhere in a draft reaches the words notes quote, and names of files."""

from __future__ import annotations

import pytest

from pipeline.run.progress import Progress
from pipeline.run.report import report
from tests.draft.desk import edited
from tests.run.desk import ONE, TOML, draft_of

OTHER = ONE.replace("居全省第三位", "居全省第二位")


@pytest.fixture
def desk(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (tmp_path / "briefing.toml").write_text(TOML, "utf-8")
    (seeds / "001_山阳报.txt").write_text(f"茶园\n\n　　{ONE}\n", "utf-8")
    (seeds / "002_省报.txt").write_text(f"茶园\n\n　　{OTHER}\n", "utf-8")
    report(tmp_path, Progress(quiet=True))
    return tmp_path


def replace_all(folder, was, now, *, notes=False, files=False, body=False):
    """In the notes, in the lines that name files, in the text."""

    def change(document):
        part = next(
            rel.target_part for rel in document.part.rels.values() if "footnotes" in rel.reltype
        )
        if notes:
            assert was.encode() in part.blob
            part._blob = part.blob.replace(was.encode(), now.encode())
        for place in document.paragraphs:
            if files if place.style.name == "资料文件" else body:
                for run in place.runs:
                    run.text = run.text.replace(was, now)

    draft_of(folder).write_bytes(edited(draft_of(folder).read_bytes(), change))


def told(folder):
    progress = Progress(quiet=True)
    report(folder, progress)
    return [one for one in progress.warnings if "[misquoted]" in one]


def test_a_witness_that_reads_otherwise(desk):
    replace_all(desk, "第二", "第四", notes=True)
    (said,) = told(desk)
    assert "作“第四位”" in said
    assert told(desk) == [], "said when the draft was read, once"


def test_the_name_of_a_file(desk):
    replace_all(desk, "山阳", "丹阳", files=True, body=True)
    (said,) = told(desk)
    assert "001_丹阳报.txt" in said


def test_words_of_ours_in_a_note_and_what_a_source_has_are_the_editors(desk):
    replace_all(desk, "作", "写作", notes=True)
    assert told(desk) == []
    replace_all(desk, "“第二位”", "“居全省第二位”", notes=True)
    assert told(desk) == []


def test_the_text_is_the_editors(desk):
    replace_all(desk, "山阳", "丹阳", body=True)
    assert told(desk) == []
