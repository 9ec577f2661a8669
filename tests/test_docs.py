"""The pages say what is: generated ones are fresh, examples run, links lead somewhere, and both
READMEs say the same.
"""

import ast
import doctest
import importlib.util
import re
import subprocess
import sys
import types
from dataclasses import fields

import pytest

from pipeline.compose import load_profile
from pipeline.config import parse_config
from pipeline.errors import SourceUnreadable
from pipeline.model.figure import Figure
from pipeline.model.source import Unit
from pipeline.normalise import RULE_NAMES
from pipeline.normalise.rules.rule import BlockRule
from pipeline.typography.table import load_layout
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md"), *(ROOT / "examples").rglob("*.md")])
READMES = ("README.md", "README.zh-CN.md")


def blocks(path, language):
    """The code blocks of a page that are in a language, in order."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


def links(page):
    """Files a page leads to."""
    return re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))


def module(code):
    made = types.ModuleType("example")
    exec(compile(code, "example", "exec"), made.__dict__)
    return made


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(page):
    assert [one for one in links(page) if not (page.parent / one).exists()] == []


@pytest.mark.parametrize("name", [*READMES, "ARCHITECTURE.md", "docs/README.md"])
def test_files_and_folders_that_are_named_are_there(name):
    named = re.findall(
        r"`((?:docs|pipeline|templates|tests|setup|examples|benchmarks)/[\w./-]*)`",
        (ROOT / name).read_text("utf-8"),
    )

    assert [one for one in named if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("name", ["rules", "messages"])
def test_a_page_made_from_the_code_is_fresh(name):
    spec = importlib.util.spec_from_file_location(f"{name}_page", DOCS / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)

    fresh = (DOCS / f"{name}.md").read_text("utf-8") == made.page()
    assert fresh, f"run .venv/bin/python docs/{name}.py"


def test_every_page_can_be_found_from_the_front_door():
    seen, left = set(), [ROOT / READMES[0]]
    while left:
        page = left.pop()
        if page not in seen and page.suffix == ".md":
            seen.add(page)
            left += [(page.parent / one).resolve() for one in links(page)]

    assert set(DOCS.glob("*.md")) - seen <= {DOCS / "benchmarks.md"}


def test_the_rule_of_the_page_is_one_and_its_doctest_holds():
    made = module(blocks(DOCS / "new-rule.md", "python")[0])
    test = doctest.DocTestFinder().find(made.find_percent, globs=vars(made))[0]

    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0
    assert isinstance(made.PERCENT, BlockRule)


def test_the_reader_of_the_page_reads():
    made = module(blocks(DOCS / "new-reader.md", "python")[0])
    raw = (
        "1\n00:00:01,000 --> 00:00:02,000\n茶山\n醒了\n\n2\n00:00:03,000 --> 00:00:04,000\n采茶。\n"
    )
    said = made.read_srt(raw.encode(), "a.srt", None)

    assert said.text == "茶山 醒了\n采茶。\n"
    assert said.unit is Unit.PARAGRAPH
    with pytest.raises(SourceUnreadable):
        made.read_srt("没有字幕".encode(), "a.srt", None)


def test_the_outline_of_the_page_is_one(tmp_path):
    outline, config = blocks(DOCS / "outline.md", "toml")[:2]
    (tmp_path / "outlines").mkdir()
    (tmp_path / "outlines" / "village.toml").write_text(outline, "utf-8")
    name = parse_config(config.encode(), RULE_NAMES).outline.profile

    profile = load_profile(name, ROOT / "templates", tmp_path)
    assert [one.title for one in profile.sections] == ["近况", "难处"]
    assert [one.title for one in profile.sections[1].topics] == ["人手"]


def test_the_layout_of_the_page_is_one(tmp_path):
    table = (ROOT / "templates" / "typography.toml").read_text("utf-8")
    added = blocks(DOCS / "new-layout.md", "toml")[0]
    (tmp_path / "typography.toml").write_text(f"{table}\n{added}", "utf-8")

    layout = load_layout("large", tmp_path)
    assert layout.styles["body"].line == 28


@pytest.mark.parametrize("name", [*READMES, "docs/collation.md"])
def test_the_configs_of_the_pages_are_ones(name):
    for config in blocks(ROOT / name, "toml"):
        if not config.startswith("[c-"):
            parse_config(config.encode(), RULE_NAMES)


@pytest.mark.slow
def test_the_example_of_the_api_runs(project):
    folder = project({
        "a.txt": "云麓市社区食堂\n\n云麓市今年建成社区食堂63个，日均服务老人3.2万人次。\n",
        "b.txt": "助餐工作\n\n云麓市今年建成社区食堂36个，日均服务老人3.2万人次。\n",
    })  # fmt: skip
    code = blocks(DOCS / "api.md", "python")[0]
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert run.returncode == 0, run.stderr
    assert "figure {'a.txt': '63', 'b.txt': '36'}" in run.stdout
    assert "briefing.pdf" in run.stdout


def outline_of(name):
    """Levels of the headings, and all commands and configs, of a README."""
    text = (ROOT / name).read_text("utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    levels = [len(found) for found in re.findall(r"^(#+) ", prose, re.MULTILINE)]
    code = [
        [line.split("#")[0].rstrip() for line in block.splitlines()]
        for block in re.findall(r"^```\w*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    ]
    verbs = sorted(set(re.findall(r"`((?:jianbao|make) [a-z]+)", prose)))
    return levels, code, verbs, sorted(set(re.findall(r"\]\(([^)]+\.png)\)", text)))


def test_both_readmes_say_the_same():
    assert outline_of(READMES[0]) == outline_of(READMES[1])


def test_the_readme_names_every_verb():
    from typer.main import get_command

    from pipeline.cli import app

    text = (ROOT / READMES[0]).read_text("utf-8")
    assert [verb for verb in get_command(app).commands if f"`jianbao {verb}" not in text] == []


def test_each_key_of_the_records_stands_in_their_page():
    """The keys that the code writes, those of lists that an example leaves empty among them."""
    trees = [
        ast.parse((ROOT / "pipeline" / "run" / name).read_text("utf-8"))
        for name in ("records.py", "build.py")
    ]
    keys = {field.name for field in fields(Figure)}
    for node in (one for tree in trees for one in ast.walk(tree)):
        if isinstance(node, ast.Dict):
            keys |= {one.value for one in node.keys if isinstance(one, ast.Constant)}
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            keys |= {node.slice.value} if isinstance(node.slice, ast.Constant) else set()
    page = (ROOT / "docs" / "records.md").read_text("utf-8")
    named = set(re.findall("`([a-z0-9_]+)`", page))

    assert len(keys) > 50
    assert {one for one in keys if "." not in one} - named - {"options"} == set()
