"""What an editor says in briefing.toml reaches all three files, and an idle line is named."""

import json
import shutil

import pytest

from tests.conftest import ROOT
from tests.end_to_end.test_report import report, words_of

pytestmark = pytest.mark.slow

CONFIG = """[outline]
length = "digest"
budget = 800
titles = { "其他" = "附记" }

[choices]
leave_out = ["2.txt",
  "路子越走越宽"]
move = { "县里办起了夜校" = "其他" }
pin = ["这句话哪里都没有"]
"""
ONE = """山阳茶香

长期以来，山阳县素有“茶乡”之称，制茶历史可以追溯到唐代，茶园遍布全县各乡。

去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，居全省第三位。

县里办起了夜校，茶农白天采茶，晚上听课，一年下来听了四十二堂。

路子越走越宽，前景光明远大，人们的脸上都带着笑。
"""


def test_choices_and_a_digest_in_all_three_files(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "1.txt").write_text(ONE, "utf-8")
    (tmp_path / "seeds" / "2.txt").write_text(
        "湖上\n\n一个和茶没有关系的故事，讲的是渔船。\n", "utf-8"
    )
    (tmp_path / "briefing.toml").write_text(CONFIG, "utf-8")

    run = report(tmp_path)

    assert run.returncode == 0, run.stderr
    assert (
        "[choices.pin] '这句话哪里都没有' changes nothing: no sentence begins so · " in run.stderr
    )
    assert "briefing.toml:10 ·" in run.stderr
    for file, words in words_of(tmp_path).items():
        assert "附记" in words, file
        assert "1.2万吨" in words, file
        assert "路子越走越宽" not in words, file
        assert "渔船" not in words, file
        assert "下列资料依编者之意未收入本简报：2.txt。" in words, file
    record = json.loads((tmp_path / "output" / "briefing.json").read_text("utf-8"))
    assert {(one["source"], one["reason"]) for one in record["leftovers"]} == {
        ("1.txt", "title"),
        ("1.txt", "left out by the editor"),
        ("2.txt", "left out by the editor"),
    }
    assert (tmp_path / "output" / "normalised" / "2.json").exists()


def test_every_source_left_out_is_an_error_that_names_the_line(tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "briefing.toml").write_text(
        '[choices]\nleave_out = ["000", "001", "002", "003", "004"]\n', "utf-8"
    )

    run = report(tmp_path)

    assert run.returncode == 4
    assert "briefing.toml:2" in run.stderr
    assert not (tmp_path / "output" / "briefing.pdf").exists()
