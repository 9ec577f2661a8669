"""A Word document, a note in Markdown and a newspaper's PDF beside one another: one briefing."""

import html
import json
import re
import subprocess
import sys

import pytest

from pipeline.model.article import Role
from pipeline.normalise import normalise
from pipeline.run.normalise_files import read_source
from tests.conftest import ROOT
from tests.end_to_end.test_report import report, words_of
from tests.read.written import word

pytestmark = pytest.mark.slow

PAPER = ROOT / "examples" / "eldercare" / "seeds" / "c_党校论文.txt"

SHEET = """
@page { size: A5; @top-center { content: "党校学报" }
        @bottom-center { content: "— " counter(page) " —" } }
body { font: 11pt/1.8 "Noto Serif SC" }
p { text-indent: 2em; margin: 0 }
"""

REPORT = (
    "云麓市养老服务调研报告", "一、基本情况",
    "2022年，云麓市社区养老服务设施运营经费中，财政补贴占71.5%，服务收费仅占18.2%。",
    "二、存在的问题", "护理员流失率偏高，夜间无人值守。",
)  # fmt: skip
NOTE = "# 座谈会记录\n\n会上提出，护理员流失率偏高，\n夜间无人值守。\n\n- 要提高护理员薪酬。\n"
PRINTING = """
import sys
from pathlib import Path
from pipeline.typography.fonts import private_fontconfig
private_fontconfig(Path(sys.argv[1]))
import weasyprint
sys.stdout.buffer.write(weasyprint.HTML(string=sys.stdin.buffer.read().decode()).write_pdf())
"""


def bodies(article):
    return [one.text for one in article.blocks if one.role in {Role.PARAGRAPH, Role.ABSTRACT}]


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """The text as a journal would print it: two pages, running heads, lines broken anew, by a
    WeasyPrint that has nothing of ours in it.
    """
    blocks = normalise(read_source(str(PAPER))).blocks
    title, *rest = (html.escape(one.text) for one in blocks if one.role is not Role.FURNITURE)
    page = f"<style>{SHEET}</style><h1>{title}</h1>" + "".join(f"<p>{one}</p>" for one in rest)
    fonts = str(tmp_path_factory.mktemp("fonts"))
    return subprocess.run(
        [sys.executable, "-c", PRINTING, fonts],
        cwd=ROOT, input=page.encode(), capture_output=True, check=True,
    ).stdout  # fmt: skip


def test_a_printed_page_gives_the_paragraphs_it_was_made_of(paper, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper)

    said = read_source(str(path)).text.splitlines()
    assert "　　【摘要】：随着人口老龄化程度持续加深，社区养老成" in said  # the page's indent
    assert "为应对老龄化的重要途径。本文以云麓市为例，分析社区养" in said
    assert bodies(normalise(read_source(str(path)))) == bodies(normalise(read_source(str(PAPER))))


def test_every_format_is_cited_and_its_lines_are_explained(paper, project):
    sources = {"a_报告.docx": word(*REPORT), "b_记录.md": NOTE, "c_论文.pdf": paper}
    folder = project(sources)
    run = report(folder, "--strict")
    assert run.returncode == 0, run.stderr

    for words in words_of(folder).values():
        assert "护理员流失率偏高，夜间无人值守。〔a:5；b:2〕" in words
        assert "b_记录.md，UTF-8，" in words
        assert words.count("行号为段落的序号") == 2
        assert re.search(r"各页起于第1（1页）、\d+（2页）行", words)
    record = json.loads((folder / "output" / "normalised" / "c_论文.json").read_text("utf-8"))
    assert record["source"]["encoding"] == "pdf"
    assert record["blocks"][-1]["role"] == "furniture"
    assert {tuple(run) for block in record["blocks"] for run in block["pages"]} >= {(1, 1), (2, 2)}
