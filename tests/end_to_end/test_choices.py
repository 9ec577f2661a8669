"""What an editor says in briefing.toml reaches all three files, and an idle line is named."""

import json
import shutil
import subprocess
import sys

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


HEADED = """山阳调研

一、茶园提质

茶园改造完成三万亩，茶园亩产增长8%，累计建成茶园示范点九个，茶园收入居全省前列。

茶园合作社新增二十家，茶园道路建成一百公里，带动茶农增收，成效显著，规模扩大了一倍。

茶园里的加工厂日夜开工，茶园的茶叶远销海外，茶园的工人今年又增长了两成，成果喜人。

茶园今年再获丰收，全县累计采茶一千二百吨，茶园的产值同比增长一成，居全市第一位。
"""


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


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


def test_a_proposed_outline_is_used_and_its_change_is_seen(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "1.txt").write_text(HEADED, "utf-8")
    (tmp_path / "briefing.toml").write_text('[layout]\nformats = ["epub"]\n', "utf-8")
    proposal = tmp_path / "outlines" / "proposed.toml"

    made = run("outline", str(tmp_path))
    again = run("outline", str(tmp_path))
    with (tmp_path / "briefing.toml").open("a", encoding="utf-8") as config:
        config.write('[outline]\nprofile = "outlines/proposed.toml"\n')
    assert report(tmp_path).returncode == 0
    titled = (tmp_path / "output" / "briefing.json").read_text("utf-8")
    proposal.write_text(
        proposal.read_text("utf-8").replace('title = "茶园提质"', 'title = "茶园新貌"'), "utf-8"
    )
    second = report(tmp_path)

    assert made.returncode == 0, made.stderr
    assert "1.txt:3" in proposal.read_text("utf-8")
    assert again.returncode == 2
    assert "outlines/proposed.toml" in again.stderr
    assert '"title": "茶园提质"' in titled
    assert second.returncode == 0, second.stderr
    assert '"title": "茶园新貌"' in (tmp_path / "output" / "briefing.json").read_text("utf-8")


def test_every_source_left_out_is_an_error_that_names_the_line(tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "briefing.toml").write_text(
        '[choices]\nleave_out = ["000", "001", "002", "003", "004"]\n', "utf-8"
    )

    run = report(tmp_path)

    assert run.returncode == 4
    assert "briefing.toml:2" in run.stderr
    assert not (tmp_path / "output" / "briefing.pdf").exists()
