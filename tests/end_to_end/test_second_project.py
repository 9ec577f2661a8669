"""Another place, another topic, four encodings, one text in traditional characters: no code knows
of it, and everything works.
"""

import json
import shutil

import pytest

from tests.conftest import ROOT
from tests.end_to_end.test_report import report, words_of

pytestmark = pytest.mark.slow

PROJECT = ROOT / "examples" / "eldercare"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("eldercare") / "project"
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns("output", ".cache"))
    run = report(folder)
    assert run.returncode == 0, run.stderr
    out = folder / "output"
    return folder, {path.stem: json.loads(path.read_text("utf-8")) for path in out.glob("*.json")}


def told(sections):
    for section in sections:
        yield from ((section["title"], passage) for passage in section["passages"])
        yield from told(section["sections"])


def test_each_source_is_read_in_its_encoding(made):
    _, records = made

    assert [one["encoding"] for one in records["briefing"]["sources"]] == [
        "utf-8", "gb18030", "utf-8", "big5hkscs",
    ]  # fmt: skip


def test_the_order_is_an_editors(made):
    sections = made[1]["briefing"]["sections"]
    within = {
        section["title"]: "".join(passage["text"] for _, passage in told([section]))
        for section in sections
    }

    assert list(within) == ["背景与历程", "做法与成效", "问题与瓶颈", "对策与展望"]
    assert "较早步入老龄化社会" in within["背景与历程"]
    assert "建成街道综合养老服务中心38个" in within["做法与成效"]
    assert "改造無障礙步道46公里" in within["做法与成效"]
    assert "供给结构失衡" in within["问题与瓶颈"]
    assert "照護人手短缺" in within["问题与瓶颈"]
    assert "拓宽资金渠道" in within["对策与展望"]
    assert "未來，南灣市" in within["对策与展望"]
    done = within["做法与成效"]
    assert done.index("南灣市於2020年4月") < done.index("东岭县地处山区")  # city before county
    assert "存在的主要问题" not in json.dumps(sections, ensure_ascii=False)


def test_what_two_tell_is_printed_once_and_where_they_differ_is_noted(made):
    _, records = made
    variants = [v for one in records["passages"] for v in one["variants"]]

    assert [(v["kind"], tuple(v["readings"].values())) for v in variants] == [
        ("figure", ("24.3%", "24.8%")),
        ("figure", ("836", "863")),
    ]
    printed = "".join(passage["text"] for _, passage in told(records["briefing"]["sections"]))
    assert printed.count("助餐是老人最急难愁盼的事") == 1
    assert printed.count("日均服务老人3.2万人次") == 1


def test_the_front_matter_stands_in_all_three_files(made):
    folder, _ = made

    for file, words in words_of(folder).items():
        for text in ("社区养老服务资料简报", "第6期", "民生研究室", "2023年6月15日", "供参阅"):
            assert text in words, (file, text)


def test_nothing_is_doubted_that_is_right(made):
    doubts = [one for one in made[1]["corrections"] if one["kind"] == "reading"]

    assert [one["before"] for one in doubts if one["source"].startswith(("c_", "d_"))] == []
