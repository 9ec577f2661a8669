"""What repeats a sentence says what an editor made of it: key points, figures, events, notes."""

import json
import shutil
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from pipeline.errors import DraftUndecided
from pipeline.run.progress import Progress
from pipeline.run.report import report
from tests.draft.desk import after, cut, edited
from tests.run.desk import ONE, TOML, TWO, draft_of, edits, type_over, words


def rebuilt(folder, **options):
    told = Progress(quiet=True)
    report(folder, told, **options)
    return [one for one in told.warnings if "glyph" not in one]


def styled(folder, style):
    return [one.text for one in Document(draft_of(folder)).paragraphs if one.style.name == style]


def cells(folder):
    return [
        "".join(cell.text for cell in row.cells)
        for table in Document(draft_of(folder)).tables
        for row in table.rows
    ]


def notes(folder):
    part = next(
        one.blob for one in Document(draft_of(folder)).part.package.iter_parts()
        if str(one.partname).endswith("footnotes.xml")
    )  # fmt: skip
    return part.decode()


def change(folder, what):
    draft_of(folder).write_bytes(edited(draft_of(folder).read_bytes(), what))


@pytest.mark.row(72)
def test_a_key_point_and_a_figure_follow_the_text(desk):
    type_over(desk, "1.2万吨", "1.3万吨")
    assert rebuilt(desk) == []
    assert [one for one in styled(desk, "核心提示") if "1.3万吨" in one]
    assert "1.2万吨" not in words(desk)
    assert [one for one in cells(desk) if "1.3万吨" in one]
    assert not [one for one in cells(desk) if "1.2万吨" in one]
    record = json.loads((desk / "output" / "briefing.json").read_text("utf-8"))
    assert [one for one in record["key_points"] if "1.3万吨" in one["text"] and one["edited"]]
    assert len(edits(desk)) == 1
    assert rebuilt(desk) == []  # and nothing is new in what was sent out with it


@pytest.mark.row(72)
def test_they_follow_it_back(desk):
    before = words(desk), cells(desk)
    type_over(desk, "1.2万吨", "1.3万吨")
    rebuilt(desk)
    type_over(desk, "1.3万", "1.2万")
    rebuilt(desk)
    assert edits(desk) == []
    assert (words(desk), cells(desk)) == before


@pytest.mark.row(72)
def test_a_key_point_edited_itself_keeps_that(desk):
    def both(document):
        for one in document.paragraphs:
            for run in one.runs:
                if "产值突破9亿元" in run.text:
                    key = one.style.name == "核心提示"
                    said = "产值近9亿元" if key else "产值突破8亿元"
                    run.text = run.text.replace("产值突破9亿元", said)

    change(desk, both)
    assert rebuilt(desk, strict=True) == []
    (point,) = [one for one in styled(desk, "核心提示") if "产值" in one]
    assert "产值近9亿元" in point
    assert "产值突破8亿元" in words(desk)


@pytest.mark.row(72)
def test_what_a_struck_sentence_said_is_repeated_no_more(desk):
    def strike(document):
        (place,) = [
            one for one in document.paragraphs
            if one.style.name == "Body Text" and "产值突破9亿元" in one.text
        ]  # fmt: skip
        place._p.getparent().remove(place._p)

    change(desk, strike)
    assert rebuilt(desk, strict=True) == []
    assert "产值突破9亿元" not in words(desk)
    assert not [one for one in cells(desk) if "9亿元" in one]


@pytest.mark.row(72)
def test_what_can_not_say_what_was_edited_is_told_once(desk):
    type_over(desk, "同比增长8%，", "")
    told = rebuilt(desk)
    assert told
    assert all("[repeat-left-out]" in one for one in told)
    assert rebuilt(desk, strict=True) == []  # there is nothing to settle


@pytest.mark.row(72)
def test_a_sentence_moved_into_a_new_paragraph_is_repeated_as_before(desk):
    def move(document):
        (place,) = [
            one for one in document.paragraphs
            if one.style.name == "Body Text" and "产值突破9亿元" in one.text
        ]  # fmt: skip
        after(place, TWO)
        place._p.getparent().remove(place._p)

    change(desk, move)
    assert rebuilt(desk) == []
    assert [one for one in styled(desk, "核心提示") if "产值突破9亿元" in one]


@pytest.mark.row(75)
def test_both_parts_of_a_split_paragraph_are_cited(published_once, tmp_path):
    made = published_once({"a.txt": f"{ONE}{TWO}\n"}, TOML)
    folder = shutil.copytree(made, tmp_path, dirs_exist_ok=True)

    def split(document):
        (place,) = [
            one for one in document.paragraphs
            if one.style.name == "Body Text" and "产值突破9亿元" in one.text
        ]  # fmt: skip
        run = cut(place, TWO)[0]
        second = after(place)
        for node in [run, *run.itersiblings()]:
            second._p.append(node)

    change(folder, split)
    assert rebuilt(folder) == []
    body = [one for one in styled(folder, "Body Text") if one]
    assert body == [f"{ONE}〔a:1〕", f"{TWO}〔a:1〕"]
    assert [one["kind"] for one in edits(folder)] == ["change", "insert"]
    change(folder, lambda document: None)
    assert rebuilt(folder) == []
    assert [one["kind"] for one in edits(folder)] == ["change", "insert"]
    passages = json.loads((folder / "output" / "passages.json").read_text("utf-8"))
    assert [one["text"] for one in passages] == [ONE + TWO]


SAYS = "据统计，山阳县去年茶叶产值为二百四十一亿元，茶园面积居全省第三位，农民收入连续五年增长。"
OTHER = SAYS.replace("二百四十一", "二百一十四")


@pytest.mark.row(72)
def test_a_note_never_quotes_what_is_not_printed(published_once, tmp_path):
    made = published_once({"a.txt": f"{SAYS}\n", "b.txt": f"{OTHER}\n"}, TOML)
    folder = shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    assert "“二百四十一亿元”，b作“二百一十四亿元”" in notes(folder)
    type_over(folder, "二百四十一", "二百一十四")
    rebuilt(folder)
    assert "二百四十一亿元" not in notes(folder)
    type_over(folder, "二百一十四", "二百四十一")
    rebuilt(folder)
    assert edits(folder) == []
    assert "“二百四十一亿元”，b作“二百一十四亿元”" in notes(folder)


DOUBTED = "山阳县去年企业人驻园区27家，总投资12亿元，新增就业三千人，居全省第三位。"


@pytest.mark.row(73)
def test_settling_a_doubt_and_striking_its_key_point_do_not_clash(published_once, tmp_path):
    made = published_once({"a.txt": f"{DOUBTED}\n\n{ONE}\n"}, TOML)
    folder = shutil.copytree(made, tmp_path, dirs_exist_ok=True)

    def both(document):
        for one in list(document.paragraphs):
            if "人驻" in one.text and one.style.name == "核心提示":
                one._p.getparent().remove(one._p)
            elif "人驻" in one.text:
                texts = list(one._p.iter(qn("w:t")))
                for text, following in pairwise(texts):
                    if text.text.endswith("人") and following.text.startswith("驻"):
                        text.text = f"{text.text[:-1]}迁"

    change(folder, both)
    try:
        told = rebuilt(folder, strict=True)
    except DraftUndecided as error:
        pytest.fail(str(error))
    assert told == []
    assert 'reading = "' in (folder / "decisions.toml").read_text("utf-8")
    assert "人驻" not in words(folder)
    assert not [one for one in styled(folder, "核心提示") if "迁驻" in one]
