"""An edit made in the draft appears in PDF, DOCX and EPUB after one `report`."""

import json
import shutil

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.typography.emphasis import takes_dot
from tests.conftest import ROOT
from tests.draft.desk import after, cut, edited, replace, wrapped
from tests.draft.office import save_in_office
from tests.end_to_end.test_report import report, words_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The briefing of the five seeds."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copy(ROOT / "briefing.toml", folder)
    run = report(folder)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture
def desk(made, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def bodies(document):
    return [one for one in document.paragraphs if one.style.name == "Body Text" and one.text]


def rework(document):
    """A word typed over, one struck and one added with tracked changes, a paragraph added, one
    struck out, one moved, words made bold and given 着重号.
    """
    body = [one for one in bodies(document) if len(one.runs) and len(one.runs[0].text) > 30]
    replace(body[0], body[0].runs[0].text[2:6], "编辑改过")
    wrapped(cut(body[1], body[1].runs[0].text[3:7])[0], "w:del")
    after(body[2], "编辑另起一段，说的是三万五千人次。")
    gone = body[3].text
    body[3]._p.getparent().remove(body[3]._p)
    moved = body[4].text
    body[6]._p.addnext(body[4]._p)
    cut(body[7], body[7].runs[0].text[4:9])
    body[7].runs[1].bold = True
    mark = OxmlElement("w:em")
    mark.set(qn("w:val"), "dot")
    body[7].runs[1]._r.get_or_add_rPr().append(mark)
    said = {"gone": gone, "moved": moved, "above": body[6].text}
    return said | {"dotted": "".join(filter(takes_dot, body[7].runs[1].text))}


def docx_of(desk):
    return desk / "output" / "briefing.docx"


@pytest.mark.parametrize("office", [False, True], ids=["as saved", "saved by LibreOffice"])
@pytest.mark.row(72)
def test_edits_come_home_in_all_three_files(desk, tmp_path_factory, office):
    said = {}
    docx_of(desk).write_bytes(
        edited(docx_of(desk).read_bytes(), lambda document: said.update(rework(document)))
    )
    if office:
        save_in_office(docx_of(desk), tmp_path_factory.mktemp("office"))
    draft = docx_of(desk).read_bytes()

    run = report(desk)

    assert run.returncode == 0, run.stderr
    assert "6 edits" in run.stderr
    for file, words in words_of(desk).items():
        assert "编辑改过" in words, file
        assert "编辑另起一段，说的是三万五千人次。" in words, file
        assert "编者在稿上改动6处" in words, file
        plain = "".join(said["moved"].partition("〔")[0].split())
        above = "".join(said["above"].partition("〔")[0].split())
        assert words.rindex(above[:12]) < words.rindex(plain[:12]), file
    paragraphs = Document(docx_of(desk)).paragraphs
    assert said["gone"] not in [one.text for one in paragraphs]
    stressed = [run for one in paragraphs for run in one.runs if "加点" in run.style.name]
    assert "".join(run.text for run in stressed) == said["dotted"]
    kept = list((desk / "output" / "drafts").iterdir())
    assert [one.read_bytes() for one in kept] == [draft]
    kinds = [one["kind"] for one in json.loads((desk / "edits.json").read_text("utf-8"))["edits"]]
    assert sorted(kinds) == ["change", "change", "change", "delete", "insert", "move"]
    assert "nothing has changed" in report(desk).stderr


@pytest.mark.row(80)
def test_saved_by_libreoffice_without_a_change_is_no_edit(desk, tmp_path_factory):
    saved_without_a_change(desk, tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("layout", ["jianbao", "gb9704"])
@pytest.mark.row(80)
def test_nor_is_it_in_another_layout(made, tmp_path, tmp_path_factory, layout):
    """The draft alone: what stands in the PDF is another test's."""
    shutil.copytree(made / "seeds", tmp_path / "seeds")
    config = (made / "briefing.toml").read_text("utf-8")
    wanted = f'[layout]\nname = "{layout}"\nformats = ["docx"]\n'
    (tmp_path / "briefing.toml").write_text(f"{config}\n{wanted}", "utf-8")
    assert report(tmp_path).returncode == 0
    saved_without_a_change(tmp_path, tmp_path_factory.mktemp("office"))


def saved_without_a_change(desk, office):
    ours = docx_of(desk).read_bytes()
    save_in_office(docx_of(desk), office)

    run = report(desk)

    assert run.returncode == 0, run.stderr
    assert "taken over" not in run.stderr
    assert docx_of(desk).read_bytes() == ours
    assert not (desk / "edits.json").exists()
    assert not (desk / "output" / "drafts").exists()
