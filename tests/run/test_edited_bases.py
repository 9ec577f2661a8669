"""A passage that has been edited stays printed from the witness it was edited from, whatever
becomes of doubts elsewhere.
"""

import json
import shutil

import pytest

from pipeline.run.progress import Progress
from pipeline.run.report import report
from tests.draft.desk import edited
from tests.run.desk import TOML, draft_of, edits, type_over, words

DOUBTED = (
    "世界银行二月的报告称，山阳去年生产总值为二百一十亿元，通货膨涨率降至百分之五。\n\n"
    "县里新修水渠四十公里，三万亩旱地变成了水田，当年秋粮增产两成。\n"
)
CLEAN = (
    "世界银行二月的报告称，山阳去年生产总值为二百四十亿元，通货膨胀率降至百分之五。\n\n"
    "村口的老槐树下，几个老人说起当年抢水的旧事，都笑了。\n"
)
SAID = "山阳去年生产总值为"


@pytest.fixture
def two(published_once, tmp_path):
    """Two sources tell a thing; the first one's words are doubted, so the second's are printed."""
    made = published_once({"a.txt": DOUBTED, "b.txt": CLEAN}, TOML)
    folder = shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    assert "二百四十亿元" in words(folder)
    return folder


def settle(folder, verdict="reject"):
    """A verdict on every doubt, as an editor writes it."""
    found = json.loads((folder / "output" / "corrections.json").read_text("utf-8"))
    doubts = [one["id"] for one in found if one["kind"] == "reading"]
    assert doubts
    text = "".join(f'[{one}]\nverdict = "{verdict}"\n' for one in doubts)
    (folder / "decisions.toml").write_text(text, "utf-8")


@pytest.mark.row(72)
def test_without_an_edit_a_settled_doubt_changes_the_base(two):
    settle(two)
    report(two, Progress(quiet=True))
    assert "二百一十亿元" in words(two)


@pytest.mark.parametrize("verdict", ["accept", "reject"])
@pytest.mark.row(72)
def test_an_edited_passage_keeps_its_base(two, verdict):
    type_over(two, "去年生产", "上年生产")
    report(two, Progress(quiet=True))
    settle(two, verdict)
    told = Progress(quiet=True)

    report(two, told)

    assert "二百四十亿元" in words(two)
    assert "上年生产" in words(two)
    assert "二百一十亿元，" not in words(two)
    assert not [one for one in told.warnings if "edit" in one]
    said = [one for one in words(two).split("\n") if "世界银行二月" in one]
    assert len(said) == 2  # and a key point


@pytest.mark.row(72)
def test_so_does_one_edited_and_settled_in_one_go(two):
    """The draft and the verdicts come home in the same run."""
    type_over(two, "去年生产", "上年生产")
    settle(two)
    report(two, Progress(quiet=True))
    assert "二百四十亿元" in words(two)
    assert "上年生产" in words(two)


@pytest.mark.row(72)
def test_what_was_struck_out_stays_struck_out(two):
    def strike(document):
        for one in list(document.paragraphs):
            if SAID in one.text:
                one._p.getparent().remove(one._p)

    draft_of(two).write_bytes(edited(draft_of(two).read_bytes(), strike))
    report(two, Progress(quiet=True))
    settle(two)
    report(two, Progress(quiet=True))
    assert SAID not in words(two)
    assert {one["kind"] for one in edits(two)} == {"delete"}


@pytest.mark.row(72)
def test_a_choice_in_the_config_is_stronger(two):
    """[choices] say which witness an editor wants: their edits are then merged into its words."""
    type_over(two, "去年生产", "上年生产")
    report(two, Progress(quiet=True))
    choice = '[choices]\nbase = { "世界银行二月的" = "a.txt" }\n'
    (two / "briefing.toml").write_text(f"{TOML}{choice}", "utf-8")
    report(two, Progress(quiet=True))
    assert "上年生产总值为二百一十亿元" in words(two)


@pytest.mark.row(72)
def test_edited_sentences_are_found_where_lines_have_moved(two):
    type_over(two, "去年生产", "上年生产")
    report(two, Progress(quiet=True))
    source = two / "seeds" / "b.txt"
    moved = "山阳的春天来得早，二月里桃花就开了满坡。\n\n" + source.read_text("utf-8")
    source.write_text(moved, "utf-8")
    settle(two)
    report(two, Progress(quiet=True))
    assert "上年生产总值为二百四十亿元" in words(two)
