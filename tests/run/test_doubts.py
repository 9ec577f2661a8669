"""Comments at doubtful spots, and what the editor's answer to them becomes."""

from __future__ import annotations

import json
import shutil
import tomllib

import pytest
from docx import Document
from docx.oxml.ns import qn

from pipeline.messages import ground_in_chinese
from tests.calling import run
from tests.draft.desk import edited

TOML = '[briefing]\ntitle = "试"\n[layout]\nformats = ["docx"]\n'
SOURCE = """近年来，山阳县把茶产业作为富民强县的主导产业and来抓，全县茶园面积已达12万亩。

县里办起了夜校，茶农白天采茶，晚上听课，一年下来听了听了四十二堂课，大家都说好。

去年全县茶叶产量达到1.2万吨or同比增长百分之八，产值突破9亿元，居全省的第三位。
"""


@pytest.fixture
def desk(published_once, tmp_path):
    made = published_once({"a.txt": SOURCE}, TOML, "# 编者的裁定\n")
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


def draft_of(path):
    return path / "output" / "briefing.docx"


def comments(path):
    """Anchored words and text of each comment."""
    document = Document(draft_of(path))
    anchors = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        open_ = set()
        for node in paragraph.iter():
            if node.tag == qn("w:commentRangeStart"):
                open_.add(node.get(qn("w:id")))
            elif node.tag == qn("w:commentRangeEnd"):
                open_.discard(node.get(qn("w:id")))
            elif node.tag == qn("w:t"):
                for one in open_:
                    anchors[one] = anchors.get(one, "") + node.text
    return {anchors[str(one.comment_id)]: one.text for one in document.comments}


def save(path, change):
    draft_of(path).write_bytes(edited(draft_of(path).read_bytes(), change))


def strike(document, words):
    """Delete the comment with some words in it."""
    for one in list(document.part._comments_part.element):
        if words in "".join(one.itertext()):
            number = one.get(qn("w:id"))
            one.getparent().remove(one)
            for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
                for node in list(document.element.body.iter(qn(f"w:{tag}"))):
                    if node.get(qn("w:id")) == number:
                        node.getparent().remove(node)


def type_over(document, old, new):
    for text in document.element.body.iter(qn("w:t")):
        if text.text == old:
            text.text = new
            return
    raise LookupError(old)


def decisions(path):
    return tomllib.loads((path / "decisions.toml").read_text("utf-8"))


def test_every_doubt_that_is_printed_has_its_comment(desk):
    found = comments(desk)
    record = json.loads((desk / "output" / "corrections.json").read_text("utf-8"))
    doubts = [one for one in record if one["kind"] == "reading" and one["state"] == "flagged"]
    assert {"and", "or"} <= set(found)
    assert len(doubts) == len(found)
    for one in doubts:
        (text,) = [text for text in found.values() if one["id"] in text]
        assert ground_in_chinese(one["reason"]) in text


@pytest.mark.row(77)
def test_a_comment_deleted_accepts_what_is_printed(desk):
    id = next(key for key in comments(desk)["and"].split("〔")[-1].rstrip("〕").split())
    save(desk, lambda document: strike(document, id))

    assert run("report", desk) == 0
    assert decisions(desk)[id]["verdict"] == "reject"
    assert decisions(desk)[id]["by"] == "draft"
    assert (desk / "decisions.toml").read_text("utf-8").startswith("# 编者的裁定\n")
    assert "and" not in comments(desk)
    assert not (desk / "edits.json").exists()
    assert run("report", desk) == 0


def test_words_rewritten_settle_the_doubt(desk):
    """What is proposed is accepted, anything else printed in its place: no edit is left over."""
    ids = {words: text.split("〔")[-1].rstrip("〕") for words, text in comments(desk).items()}

    def change(document):
        type_over(document, "and", "")
        type_over(document, "or", "，")

    save(desk, change)
    assert run("report", desk) == 0
    assert decisions(desk)[ids["and"]] == {"verdict": "accept", "by": "draft"}
    assert decisions(desk)[ids["or"]] == {"verdict": "replace", "reading": "，", "by": "draft"}
    assert not {"and", "or"} & set(comments(desk))
    assert not (desk / "edits.json").exists()
    words = "\n".join(one.text for one in Document(draft_of(desk)).paragraphs)
    assert "主导产业来抓" in words
    assert "1.2万吨，同比增长" in words
    before = draft_of(desk).read_bytes()
    assert run("report", desk) == 0
    assert draft_of(desk).read_bytes() == before


def test_a_sentence_rewritten_settles_it_too(desk):
    def change(document):
        for paragraph in document.paragraphs:
            if "主导产业" in paragraph.text and paragraph.style.name == "Body Text":
                texts = list(paragraph._p.iter(qn("w:t")))
                texts[0].text = "山阳县抓茶产业，"
                for text in texts[1:-3]:
                    text.text = ""

    before = comments(desk)
    save(desk, change)
    assert run("report", desk) == 0
    id = before["and"].split("〔")[-1].rstrip("〕")
    assert decisions(desk)[id]["verdict"] == "reject"
    assert "and" not in comments(desk)
    assert "山阳县抓茶产业，" in "".join(one.text for one in Document(draft_of(desk)).paragraphs)


def test_left_alone_it_is_asked_again(desk):
    before = comments(desk)
    save(desk, lambda document: None)
    assert run("report", desk) == 0
    assert comments(desk) == before
    assert decisions(desk) == {}


@pytest.mark.row(77)
def test_a_comment_marked_as_done_is_settled(desk):
    """Word keeps a resolved comment, and says so in a part of its own."""
    id = comments(desk)["and"].split("〔")[-1].rstrip("〕")

    def change(document):
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
        w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
        for one in document.part._comments_part.element:
            if id in "".join(one.itertext()):
                list(one.iter(qn("w:p")))[-1].set(f"{{{w14}}}paraId", "1A2B3C4D")
        xml = (
            f'<w15:commentsEx xmlns:w15="{w15}">'
            '<w15:commentEx w15:paraId="1A2B3C4D" w15:done="1"/></w15:commentsEx>'
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
        part = Part(
            PackURI("/word/commentsExtended.xml"), kind, xml.encode(), document.part.package
        )
        document.part.relate_to(
            part, "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        )

    save(desk, change)
    assert run("report", desk) == 0
    assert decisions(desk)[id]["verdict"] == "reject"


def test_an_editors_own_comment_stays_until_it_is_deleted(desk):
    def change(document):
        paragraph = next(one for one in document.paragraphs if "夜校" in one.text)
        document.add_comment(paragraph.runs[0], "请再核实人数。", "王编辑", "王")

    save(desk, change)
    assert run("report", desk) == 0
    (own,) = [one for one in Document(draft_of(desk)).comments if "请再核实" in one.text]
    assert own.author == "王编辑"
    assert run("edits", desk) == 0
    (desk / "seeds" / "a.txt").write_text(
        SOURCE + "\n又一段新的话，和前面的都没有关系。\n", "utf-8"
    )
    assert run("report", desk) == 0
    assert any("请再核实" in one.text for one in Document(draft_of(desk)).comments)

    save(desk, lambda document: strike(document, "请再核实"))
    assert run("report", desk) == 0
    assert not any("请再核实" in one.text for one in Document(draft_of(desk)).comments)
