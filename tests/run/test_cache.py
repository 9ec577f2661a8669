"""What is kept between runs: the same bytes with it, without it and with a damaged one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.decision import Decision, Verdict
from pipeline.normalise import normalise
from pipeline.normalise.decided import spoken_of
from pipeline.normalise.wire import article_from_json, article_to_json
from pipeline.read import source_of
from pipeline.read.reader import Text
from pipeline.run import kept as module
from pipeline.run import versions
from pipeline.run.cache import Cache, key_of
from pipeline.run.kept import Kept
from pipeline.run.progress import Progress
from pipeline.run.report import report
from tests.conftest import ROOT

TEXT = """山阳茶香

去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破 9 亿元，居全省第三位。茶农们说,今年
会更好。
"""
OTHER = "山阳县的桥去年通车，全长３２０米，两岸的人都很高兴。\n"


def source(text, name="a.txt"):
    return source_of(name, Text(text, "utf-8"), sha256="0" * 64, siglum="1")


def outputs(folder):
    below = folder / "output"
    return {
        path.relative_to(below).as_posix(): path.read_bytes()
        for path in sorted(below.rglob("*"))
        if path.is_file() and path.name not in ("manifest.json", ".lock")
    }


def run(folder, **options):
    """Build whatever is in output/; give the outputs and how often the cache had something."""
    manifest = folder / "output" / "manifest.json"
    manifest.unlink(missing_ok=True)
    progress = Progress(quiet=True)
    report(folder, progress, **options)
    assert json.loads(manifest.read_text("utf-8"))["cache"] == progress.cache
    return outputs(folder), progress.cache


@pytest.fixture
def kept(tmp_path):
    def made(progress):
        cache = Cache(tmp_path / "stages", progress.say)
        return Kept(cache, progress, "of this program", tmp_path / "templates")

    return made


@pytest.mark.slow
@pytest.mark.row(131)
def test_the_same_bytes_without_with_and_with_a_damaged_cache(project):
    folder = project({"a.txt": TEXT, "b.txt": OTHER}, '[layout]\nformats = ["pdf", "epub"]\n')
    without, none = run(folder, use_cache=False)
    stages = folder / ".cache" / "stages"
    assert not none
    assert not stages.exists()

    cold, counts = run(folder)
    pages = counts["pages"]["misses"]  # none is looked for where the loader's list isn't there
    assert counts["normalise"] == {"hits": 0, "misses": 2}
    warm, counts = run(folder)
    assert counts["normalise"] == {"hits": 2, "misses": 0}
    assert counts["pages"] == {"hits": pages, "misses": 0}

    for path in stages.iterdir():
        assert path.read_bytes()[:1] == b"{"  # JSON, or JSON and the PDF; no pickle
        path.write_bytes(path.read_bytes()[:-9] + b"!" * 9)
    damaged, counts = run(folder)
    assert counts["normalise"] == {"hits": 0, "misses": 2}
    assert without == cold == warm == damaged

    (folder / "seeds" / "a.txt").write_text(TEXT + OTHER, "utf-8")
    _, counts = run(folder)
    assert counts["normalise"] == {"hits": 1, "misses": 1}


@given(st.text(alphabet="山阳茶，。：“”(),.12 ３Ａ\n\t\u3000\ufeff一、（二）图—…", max_size=200))
@settings(max_examples=60)
def test_an_article_comes_back_from_json_as_it_was(text):
    article = normalise(source(text))
    assert article_from_json(article_to_json(article), article.source) == article


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda one: one.name)
def test_so_do_the_seeds(path):
    article = normalise(source(path.read_text("utf-8"), path.name))
    assert article_from_json(article_to_json(article), article.source) == article


@pytest.mark.row(131)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: [],
        lambda one: one | {"more": 1},
        lambda one: {"blocks": one["blocks"]},
        lambda one: one | {"blocks": [["paragraph", "1", one["blocks"][0][2]]]},
        lambda one: one | {"blocks": [["hero", *one["blocks"][0][1:]]]},
        lambda one: one | {"blocks": one["blocks"][1:]},  # characters without a place
        lambda one: one | {"blocks": [["paragraph", None, [[0, 2, "别字", False]]]]},
        lambda one: one | {"blocks": [["paragraph", None, [[0, 10**9, "山", False]]]]},
        lambda one: one | {"blocks": [["paragraph", None, [[True, 2, "山阳", False]]]]},
        lambda one: one | {"ledger": [["0", *entry[1:]] for entry in one["ledger"]]},
        lambda one: one | {"ledger": one["ledger"][1:]},
        lambda one: one | {"ledger": [entry[:-1] for entry in one["ledger"]]},
        lambda one: one | {"ledger": [[*entry[:-1], 7] for entry in one["ledger"]]},
    ],
)
def test_a_record_of_another_form_or_that_does_not_replay_is_none(spoil):
    article = normalise(source(TEXT))
    record = json.loads(article_to_json(article))
    assert article_from_json(json.dumps(spoil(record)).encode(), article.source) is None


def test_an_article_of_another_source_is_none():
    content = article_to_json(normalise(source(TEXT)))
    assert article_from_json(content, source(TEXT.replace("山阳", "河阴"))) is None
    assert article_from_json(b"\x80\x04K\x01.", source(TEXT)) is None


def test_verdicts_that_concern_a_source_are_part_of_its_key_and_others_are_not(kept):
    text = source(TEXT)
    made = next(one for one in normalise(text).ledger if one.before == ",")
    rejected = {made.id: Decision(made.id, Verdict.REJECT)}
    foreign = {"c-0": Decision("c-0", Verdict.REJECT)}

    for decisions, hits, misses in (
        ({}, 0, 1),
        (foreign, 1, 0),
        (rejected, 1, 1),
        (rejected, 2, 0),
    ):
        progress = Progress(quiet=True)
        assert kept(progress).article(text, {}, decisions) == normalise(text, {}, decisions)
        assert progress.cache["normalise"] == {"hits": hits, "misses": misses}
    assert spoken_of(normalise(text), rejected | foreign) == rejected


@pytest.mark.row(132)
def test_rules_the_name_and_the_version_are_part_of_the_key(kept, monkeypatch):
    def found(text, rules):
        progress = Progress(quiet=True)
        kept(progress).article(text, rules, {})
        return progress.cache["normalise"]["hits"]

    assert found(source(TEXT), {}) == 0
    assert found(source(TEXT), {}) == 1
    assert found(source(TEXT), {"join-lines": "off"}) == 0
    assert found(source(TEXT, "b.txt"), {}) == 0
    monkeypatch.setattr(module, "code_version", lambda *_: "of another program")
    assert found(source(TEXT), {}) == 0


def test_the_version_changes_with_the_code_and_the_tables_of_a_stage(tmp_path, monkeypatch):
    for name in ("normalise/rules.py", "normalise/tables/places.txt", "render/pdf.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1", "utf-8")
    monkeypatch.setattr(versions, "_PACKAGE", tmp_path)
    in_another_process = versions.code_version.__wrapped__
    seen = [in_another_process("normalise")]
    for name in ("normalise/rules.py", "normalise/tables/places.txt"):
        (tmp_path / name).write_text("2", "utf-8")
        seen.append(in_another_process("normalise"))
    (tmp_path / "render/pdf.py").write_text("2", "utf-8")
    assert len(set(seen)) == 3
    assert in_another_process("normalise") == seen[-1]


def test_all_that_normalising_imports_is_part_of_its_version():
    code = (
        "import sys\nfrom pipeline.normalise import normalise, wire\n"
        "print(*(one.__file__ for name, one in sys.modules.items() if name.startswith('pipeline')))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    package = ROOT / "pipeline"
    names = {Path(one).relative_to(package).parts[0] for one in said.stdout.split()}
    assert names - {"__init__.py"} <= set(module._NORMALISING)


@pytest.mark.row(132)
def test_pages_are_kept_for_what_they_depend_on_and_no_other(kept, tmp_path, monkeypatch):
    here = Progress(quiet=True)
    loader = tmp_path / "ld.so.cache"
    loader.write_bytes(b"1")
    monkeypatch.setattr(module, "_LOADER", loader)
    (tmp_path / "templates").mkdir()
    kept(here).keep_answer(b"order", b"pages")

    assert kept(here).answer(b"order") == b"pages"
    assert kept(here).answer(b"another") is None
    for name, other in (("font_stamps", [["song", 1, 1]]), ("_packages", ["weasyprint-71.0"])):
        with monkeypatch.context() as changed:
            changed.setattr(module, name, lambda other=other: other)
            assert kept(here).answer(b"order") is None
    (tmp_path / "templates" / "page").write_text("1", "utf-8")
    assert kept(here).answer(b"order") is None
    (tmp_path / "templates" / "page").unlink()
    assert kept(here).answer(b"order") == b"pages"
    loader.write_bytes(b"2")
    assert kept(here).answer(b"order") is None
    loader.unlink()
    kept(here).keep_answer(b"order", b"pages")
    assert kept(here).answer(b"order") is None


def test_pages_are_not_kept_where_a_template_changed_while_they_were_set(kept, tmp_path):
    (tmp_path / "templates").mkdir()
    setting = kept(Progress(quiet=True))
    (tmp_path / "templates" / "page").write_text("1", "utf-8")
    setting.keep_answer(b"order", b"pages")

    assert not (tmp_path / "stages").exists()


def test_an_entry_is_its_key_and_its_hash_or_none(tmp_path):
    cache = Cache(tmp_path / "stages", pytest.fail)
    key, other = key_of("a"), key_of("b")
    assert cache.get("pages", key) is None
    cache.put("pages", key, b"%PDF\n\x00")
    assert cache.get("pages", key) == b"%PDF\n\x00"
    (path,) = (tmp_path / "stages").iterdir()
    path.rename(path.with_name(f"pages-{other}"))
    assert cache.get("pages", other) is None
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1}) != key_of({"a": 1}, {"b": 2})


def test_when_it_is_full_what_was_not_used_for_longest_goes(tmp_path):
    folder = tmp_path / "stages"
    cache = Cache(folder, pytest.fail, most=1000)
    for age, name in ((30, "a"), (20, "b"), (10, "c")):
        cache.put("pages", name, bytes(300))
        os.utime(folder / f"pages-{name}", (age, age))
    assert cache.get("pages", "a") is not None  # used now
    cache.put("pages", "d", bytes(200))
    cache.trim()
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 1000
    assert cache.get("pages", "b") is None
    assert cache.get("pages", "d") is not None


def test_where_nothing_can_be_kept_it_is_said_once_and_the_run_goes_on(tmp_path):
    (tmp_path / "stages").write_text("a file", "utf-8")
    said = []
    cache = Cache(tmp_path / "stages", said.append)
    cache.put("pages", "a", b"1")
    cache.put("pages", "b", b"1")
    assert cache.get("pages", "a") is None
    (line,) = said
    assert line.startswith("nothing more is kept for the next run: ")


def test_several_at_once_leave_whole_entries(tmp_path):
    code = (
        "import sys; from pathlib import Path; from pipeline.run.cache import Cache\n"
        f"cache = Cache(Path({str(tmp_path / 'stages')!r}), print)\n"
        "for n in range(200):\n"
        "    cache.put('pages', str(n % 5), bytes([n % 5]) * 5000)\n"
        "    assert cache.get('pages', str(n % 5)) == bytes([n % 5]) * 5000\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [one.wait() for one in runs] == [0, 0, 0]
    assert sorted(path.name for path in (tmp_path / "stages").iterdir()) == [
        f"pages-{n}" for n in range(5)
    ]
