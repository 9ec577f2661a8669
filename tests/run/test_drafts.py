"""The draft's way home as a person walks it: messages, exit codes, what is kept and what stays."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from tests.calling import run
from tests.conftest import ROOT
from tests.draft.desk import edited
from tests.run.desk import ONE, TOML, TWO, draft_of, edits, type_over, words


@pytest.mark.row(72)
def test_an_edit_is_taken_over_kept_and_printed_ever_after(desk, capsys):
    type_over(desk, "第三位", "前列")
    draft = draft_of(desk).read_bytes()

    assert run("report", desk) == 0
    said = capsys.readouterr().err
    (kept,) = (desk / "output" / "drafts").iterdir()
    assert kept.read_bytes() == draft
    assert f"1 edits, 0 verdicts · output/briefing.docx · kept as output/drafts/{kept.name}" in said
    assert "居全省[第三位→前列]。" in said
    assert "居全省前列。" in words(desk)
    manifest = json.loads((desk / "output" / "manifest.json").read_text("utf-8"))
    assert manifest["drafts"] == {f"drafts/{kept.name}": hashlib.sha256(draft).hexdigest()}

    (desk / "output" / "briefing.docx").unlink()
    assert run("report", desk) == 0
    assert "居全省前列。" in words(desk)
    capsys.readouterr()
    assert run("report", desk) == 0
    assert "nothing has changed" in capsys.readouterr().err


def test_the_editors_words_are_explained_by_their_edit(desk, capsys):
    type_over(desk, "第三位", "前列")
    assert run("report", desk) == 0
    (edit,) = edits(desk)
    for reference in ("居全省前列", edit["id"], "居全省第三位"):
        capsys.readouterr()
        assert run("explain", reference, desk) == 0
        said = capsys.readouterr().out
        assert f"edited: {edit['id']} change: " in said
        assert ("base: a.txt:" in said) == (reference == "居全省第三位")


def test_the_same_edits_give_the_same_bytes(desk, tmp_path_factory):
    type_over(desk, "第三位", "前列")
    assert run("report", desk) == 0
    other = tmp_path_factory.mktemp("clone")
    for name in ("briefing.toml", "edits.json", "seeds/a.txt"):
        (other / name).parent.mkdir(exist_ok=True)
        (other / name).write_bytes((desk / name).read_bytes())
    assert run("report", other) == 0
    assert draft_of(other).read_bytes() == draft_of(desk).read_bytes()


def test_saved_without_a_change_is_no_edit(desk, capsys):
    ours = draft_of(desk).read_bytes()
    draft_of(desk).write_bytes(edited(ours, lambda document: None))
    assert draft_of(desk).read_bytes() != ours

    assert run("report", desk) == 0
    assert draft_of(desk).read_bytes() == ours
    assert not (desk / "edits.json").exists()
    assert not (desk / "output" / "drafts").exists()
    assert "taken over" not in capsys.readouterr().err


def test_a_draft_of_which_nothing_can_be_taken_over_is_kept_and_named(desk, capsys):
    draft_of(desk).write_bytes(
        edited(
            draft_of(desk).read_bytes(),
            lambda d: d.sections[-1].header.paragraphs[0].add_run("内部资料"),
        )
    )
    draft = draft_of(desk).read_bytes()

    assert run("report", desk) == 0
    (kept,) = (desk / "output" / "drafts").iterdir()
    assert kept.read_bytes() == draft
    assert "not carried over from the draft: a running head or foot" in capsys.readouterr().err


@pytest.mark.row(73)
def test_the_sources_change_too(desk, capsys):
    """Apart: both changes are printed. In the same words: the editor's, a comment and a warning."""
    type_over(desk, "第三位", "前列")
    source = desk / "seeds" / "a.txt"
    source.write_text(source.read_text("utf-8").replace("12万亩", "13万亩"), "utf-8")
    assert run("report", desk, "--strict") == 0
    assert "全县茶园面积已达13万亩，居全省前列。" in words(desk)

    source.write_text(source.read_text("utf-8").replace("第三位", "第二位"), "utf-8")
    capsys.readouterr()
    assert run("report", desk) == 0
    assert "what the sources or verdicts give there has changed too" in capsys.readouterr().err
    assert "居全省前列。" in words(desk)
    (comment,) = Document(draft_of(desk)).comments
    assert "“第二位”" in comment.text
    before = draft_of(desk).read_bytes()
    source.write_text(source.read_text("utf-8") + "\n", "utf-8")
    assert run("report", desk, "--strict") == 7
    assert draft_of(desk).read_bytes() == before


def test_a_conflict_is_settled_by_deleting_its_comment(desk):
    type_over(desk, "第三位", "前列")
    source = desk / "seeds" / "a.txt"
    source.write_text(source.read_text("utf-8").replace("第三位", "第二位"), "utf-8")
    assert run("report", desk) == 0

    def strike(document):
        for node in list(document.element.body.iter()):
            if "comment" in str(node.tag):
                node.getparent().remove(node)
        part = document.part._comments_part.element
        part[:] = []

    draft_of(desk).write_bytes(edited(draft_of(desk).read_bytes(), strike))
    assert run("report", desk, "--strict") == 0
    assert not list(Document(draft_of(desk)).comments)
    assert "居全省前列。" in words(desk)


@pytest.mark.row(99)
def test_an_edit_whose_passage_has_gone_is_kept_and_named(desk, capsys):
    type_over(desk, "同比增长8%", "同比增长一成")
    assert run("report", desk) == 0
    (desk / "seeds" / "a.txt").write_text(ONE, "utf-8")
    capsys.readouterr()

    assert run("report", desk) == 0
    (edit,) = edits(desk)
    assert f"the edit {edit['id']} is kept and not printed" in capsys.readouterr().err
    (desk / "seeds" / "a.txt").write_text(f"{ONE}\n\n{TWO}\n", "utf-8")
    assert run("report", desk) == 0
    assert "同比增长一成" in words(desk)


def test_edits_are_listed_and_taken_back(desk, capsys):
    assert run("edits", desk) == 0
    assert "no edits" in capsys.readouterr().out
    type_over(desk, "第三位", "前列")
    type_over(desk, "9亿元", "九亿元")
    assert run("report", desk) == 0
    capsys.readouterr()

    assert run("edits", desk) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "[第三位→前列]" in first
    assert "[9→九]亿元" in second or "[9亿→九亿]" in second
    assert run("edits", desk, "--undo", first.split()[0]) == 0
    assert run("edits", desk, "--undo", "e-nothing") == 2
    assert run("report", desk) == 0
    assert "居全省第三位。" in words(desk)
    assert "九亿元" in words(desk)


def test_several_edits_are_taken_back_at_once_or_none(desk, capsys):
    type_over(desk, "第三位", "前列")
    type_over(desk, "9亿元", "九亿元")
    assert run("report", desk) == 0
    first, second = (one["id"] for one in edits(desk))
    assert run("edits", desk, "--undo", first, "--undo", "e-nothing") == 2
    assert len(edits(desk)) == 2
    capsys.readouterr()

    assert run("edits", desk, "--undo", first, "--undo", second) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line.split()[2] for line in said] == [first, second]
    assert edits(desk) == []


def test_a_draft_taken_back_leaves_anothers_changes_of_its_paragraphs(
    desk, tmp_path_factory, capsys
):
    ours = draft_of(desk).read_bytes()
    mail = tmp_path_factory.mktemp("mail") / "改稿.docx"
    type_over(desk, "第三位", "前列")
    draft_of(desk).rename(mail)
    draft_of(desk).write_bytes(ours)
    type_over(desk, "9亿元", "九亿元")
    assert run("report", desk) == 0
    (mine,) = (desk / "output" / "drafts").iterdir()
    assert run("merge", mail, desk) == 0
    (his,) = set((desk / "output" / "drafts").iterdir()) - {mine}
    capsys.readouterr()

    assert run("edits", desk, "--undo", his.name) == 0
    said = capsys.readouterr().err
    assert said.startswith("taken back: e-")
    assert run("report", desk) == 0
    assert "居全省第三位。" in words(desk)
    assert "九亿元" in words(desk)
    assert run("edits", desk, "--undo", mine.name) == 0
    assert edits(desk) == []


def test_a_draft_from_anywhere(desk, tmp_path_factory, capsys):
    mail = tmp_path_factory.mktemp("mail") / "改稿.docx"
    ours = draft_of(desk).read_bytes()
    type_over(desk, "第三位", "前列")
    draft_of(desk).rename(mail)
    draft_of(desk).write_bytes(ours)

    assert run("merge", mail, desk) == 0
    assert "居全省前列。" in words(desk)
    assert "改稿.docx" in capsys.readouterr().err
    assert run("merge", mail.with_name("nowhere.docx"), desk) == 5


def emptied(document):
    for node in list(document.element.body):
        if node.tag != qn("w:sectPr"):
            document.element.body.remove(node)


def test_an_empty_draft_is_a_question_and_no_edit(desk, capsys):
    ours = draft_of(desk).read_bytes()
    empty = edited(ours, emptied)
    draft_of(desk).write_bytes(empty)

    assert run("report", desk) == 7
    assert "paragraphs of the text are gone · output/briefing.docx" in capsys.readouterr().err
    assert draft_of(desk).read_bytes() == empty
    assert not (desk / "edits.json").exists()
    assert run("report", desk, "--from-sources") == 0
    assert draft_of(desk).read_bytes() == ours


@pytest.mark.slow
def test_a_draft_that_strikes_out_most_is_asked_about_and_taken_back_whole(tmp_path, capsys):
    texts = [f"第{n}个村修通了{n}公里水泥路，{n}00户村民出行方便了。" for n in "一二三四五六七八九"]
    texts += [f"{n}月，全县新建{n}座水厂，解决了{n}万人的饮水问题。" for n in "一二三四五六七八九"]
    path = tmp_path
    (path / "seeds").mkdir()
    (path / "seeds" / "a.txt").write_text("\n\n".join(texts), "utf-8")
    (path / "briefing.toml").write_text(TOML, "utf-8")
    assert run("report", path) == 0

    def strike(document):
        told = [one for one in document.paragraphs if one.style.name == "Body Text"]
        assert len(told) == len(texts)
        for one in told[3:]:
            one._p.getparent().remove(one._p)

    draft_of(path).write_bytes(edited(draft_of(path).read_bytes(), strike))
    assert run("report", path) == 0
    said = capsys.readouterr().err
    (kept,) = (path / "output" / "drafts").iterdir()
    assert "the draft strikes out 15 of " in said
    assert f"jianbao edits --undo {kept.name} [draft-struck-out]" in said
    assert run("edits", path, "--undo", kept.name) == 0
    assert run("report", path) == 0
    assert all(text in words(path) for text in texts)


@pytest.mark.slow
def test_documents_beside_the_draft_are_named_until_they_are_read(desk, capsys):
    """What a browser, a colleague or a crash has saved under another name."""
    ours = draft_of(desk).read_bytes()
    type_over(desk, "第三位", "前列")
    other = draft_of(desk).rename(draft_of(desk).with_name("briefing (1).docx"))
    draft_of(desk).write_bytes(ours)
    (other.with_name("as it was.docx")).write_bytes(ours)

    assert run("report", desk) == 0
    said = capsys.readouterr().err
    assert "output/briefing (1).docx · if it has an editor's words: jianbao merge 'output/" in said
    assert said.count("[document-beside]") == 1
    assert run("report", desk, "--strict") == 13
    assert run("merge", other, desk) == 0
    assert run("report", desk, "--strict") == 0
    assert "居全省前列。" in words(desk)


@pytest.mark.row(120)
def test_killed_between_the_edits_and_the_draft(desk, monkeypatch):
    """The edits are renamed into place first: whatever is left undone, they are safe, and the
    next run reads the same draft without taking anything twice.
    """
    type_over(desk, "第三位", "前列")
    real = os.replace
    seen = []

    def replace(self, target):
        if seen:
            raise KeyboardInterrupt
        seen.append(target)
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", replace)
        patch.setattr("pipeline.run.drafts.keep", lambda output, returned: "drafts/kept.docx")
        assert run("report", desk) == 130
    assert [path.name for path in seen] == ["edits.json"]
    once = (desk / "edits.json").read_bytes()
    assert run("report", desk) == 0
    assert (desk / "edits.json").read_bytes() == once
    assert "居全省前列。" in words(desk)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "edits.json:1"),
        ('{"format": 2, "edits": []}', "no edits of format 1"),
        ("", "is an empty file"),
        ('{"format": 1}', 'its list of "edits" is missing'),
        ('{"format": 1, "edits": "x"}', 'its list of "edits" is missing'),
        ('{"format": 1, "edits": [{"id": "e-1"}]}', 'edit 1: its "kind" is missing'),
        (
            '{"format": 1, "edits": [{"id": "e", "kind": "x", "paragraph": "p", "style": "b"}]}',
            "unknown kind 'x'",
        ),
        ("[" * 100_000, "edits.json"),
    ],
)
def test_an_edits_file_that_makes_no_sense(desk, content, says, capsys):
    (desk / "edits.json").write_text(content, "utf-8")
    assert run("report", desk) == 3
    assert says in capsys.readouterr().err


def test_a_link_to_edits_that_leads_nowhere_is_not_taken_for_none(desk, capsys):
    type_over(desk, "第三位", "前列")
    assert run("report", desk) == 0
    (desk / "edits.json").unlink()
    (desk / "edits.json").symlink_to("gone.json")
    assert run("report", desk) == 3
    assert "edits.json" in capsys.readouterr().err


def test_the_records_know_the_editors_words(desk):
    type_over(desk, "第三位", "前列")
    assert run("report", desk) == 0
    output = desk / "output"
    briefing = json.loads((output / "briefing.json").read_text("utf-8"))
    (edit,) = briefing["edits"]
    told = [one for section in briefing["sections"] for one in section["passages"]]
    marked = [one for one in told if "edited" in one]
    assert [one["edited"]["edit"] for one in marked] == [edit["id"]]
    assert marked[0]["edited"]["was"].endswith("居全省第三位。")
    assert marked[0]["text"].endswith("居全省前列。")
    passages = json.loads((output / "passages.json").read_text("utf-8"))
    assert (
        next(one for one in passages if one["id"] == marked[0]["id"])["text"] == (marked[0]["text"])
    )
    assert "编者在稿上改动1处" in words(desk)


@pytest.mark.row(162)
def test_a_layout_without_a_style_for_a_picture_is_named(desk, capsys):
    """Found: the check of the DOCX called it a fault in the program."""
    shutil.copytree(ROOT / "templates", desk / "templates")
    table = desk / "templates" / "typography.toml"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(one for one in lines if not one.startswith("illustration =")), "utf-8")
    assert run("report", desk) == 0
    capsys.readouterr()
    picture = io.BytesIO()
    Image.new("L", (40, 30)).save(picture, "PNG")

    def paste(document):
        next(one for one in document.paragraphs if TWO in one.text).add_run().add_picture(picture)

    mine = edited(draft_of(desk).read_bytes(), paste)
    draft_of(desk).write_bytes(mine)
    assert run("report", desk) == 3
    said = capsys.readouterr().err
    assert "lacks the style 'illustration' · templates/typography.toml" in said
    assert draft_of(desk).read_bytes() == mine

    shutil.rmtree(desk / "templates")
    assert run("report", desk) == 0
    assert len(Document(draft_of(desk)).inline_shapes) == 1
