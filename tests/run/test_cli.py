"""The program as a person calls it: messages, exit codes, what is left untouched."""

import json
import os
import stat
import subprocess
import sys

import pytest
from filelock import FileLock

from pipeline.run import assemble, build
from tests.calling import run, snapshot
from tests.conftest import ROOT

TEXT = "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县茶园面积已达12万亩，居全省第三位。\n"
QUICK = '[briefing]\ntitle = "试"\n[layout]\nformats = ["epub"]\n'


@pytest.mark.row(113)
def test_a_report_and_then_nothing_to_do(project, capsys):
    path = project({"a.txt": TEXT}, QUICK)

    assert run("report", path) == 0
    first = snapshot(path / "output")
    assert {"briefing.epub", "briefing.json", "corrections.json", "manifest.json"} <= set(first)
    assert "1 source → briefing.epub" in capsys.readouterr().err
    assert run("report", path) == 0
    assert "nothing has changed" in capsys.readouterr().err
    assert snapshot(path / "output") == first


@pytest.mark.parametrize(
    ("toml", "code", "says"),
    [
        ('[briefing]\ntitel = "x"\n', 3, "briefing.toml:2 · did you mean 'title'?"),
        ("[briefing]\ntitle = 3.5\n", 3, "briefing.toml:2"),
        ("[briefing]\ntitle = \n", 3, "briefing.toml:2"),
        ('[layout]\nname = "poster"\n', 3, "no layout called 'poster' · briefing.toml:2"),
        ("[layout]\nformats = []\n", 3, "it is empty · briefing.toml:2 · name at least one"),
        ('[briefing]\ndate = "昨天"\n', 3, "briefing.toml:2 · write it so: 2023-10-11"),
        ('[layout]\nformats = ["odt"]\n', 3, "briefing.toml:2"),
        ('[rules]\n"widen-mark" = "off"\n', 3, "briefing.toml:2 · did you mean 'widen-marks'?"),
        ('[outline]\nprofile = "../x.toml"\n', 3, "outside the project · briefing.toml:2"),
        ('[sources]\nfolder = ".."\n', 3, "leads out of the project"),
        ('[sources]\nfolder = "output"\n', 3, "lie in one another"),
        ('[sources]\nfolder = "nowhere"\n', 4, "nowhere/"),
        ('[sources]\nencoding = { "a.txt" = "utf-99" }\n', 3, "utf-99"),
    ],
)
@pytest.mark.row(1, 89, 90, 91, 93, 94)
def test_a_config_that_makes_no_sense(project, capsys, toml, code, says):
    path = project({"a.txt": TEXT}, toml)

    assert run("report", path) == code
    error = capsys.readouterr().err
    assert says in error
    assert error.rstrip().endswith(f"jianbao: exit {code}")
    assert snapshot(path / "output") == {} if (path / "output").exists() else True


@pytest.mark.parametrize(
    ("sources", "code", "says"),
    [
        ({}, 4, "seeds/"),
        ({"a.txt": ""}, 4, "no source"),
        ({"a.txt": b"\x89PNG\r\n\x1a\n"}, 5, "seeds/a.txt"),
        ({"a.txt": TEXT, "b.txt": b"\xff\xfe\xfd\x81\x20" * 7}, 5, "seeds/b.txt"),
    ],
)
@pytest.mark.row(2, 3, 28)
def test_bad_sources_leave_the_last_good_set_as_it_was(project, capsys, sources, code, says):
    path = project({"z.txt": TEXT}, QUICK)
    assert run("report", path) == 0
    before = snapshot(path / "output")
    (path / "seeds" / "z.txt").unlink()
    for name, content in sources.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (path / "seeds" / name).write_bytes(raw)

    assert run("report", path) == code
    assert says in capsys.readouterr().err
    assert snapshot(path / "output") == before


def test_keep_going_publishes_and_says_so(project, capsys):
    path = project({"a.txt": TEXT, "b.txt": b"\x89PNG"}, QUICK)

    assert run("report", path, "--keep-going") == 0
    assert "left out" in capsys.readouterr().err
    manifest = json.loads((path / "output" / "manifest.json").read_text("utf-8"))
    assert any("b.txt" in warning for warning in manifest["warnings"])


def test_verdicts_that_are_not_carried_out_yet_are_said(project, capsys):
    path = project({"a.txt": TEXT}, QUICK)
    (path / "decisions.toml").write_text("# verdicts\n", "utf-8")
    (path / "edits.json").write_text("[]\n", "utf-8")
    assert run("report", path) == 0
    assert "warning" not in capsys.readouterr().err

    (path / "decisions.toml").write_text('[c-1]\nverdict = "accept"\n', "utf-8")
    assert run("report", path) == 0
    assert "decisions.toml" in capsys.readouterr().err


def test_strict_publishes_nothing_when_there_is_a_warning(project, capsys):
    path = project({"a.txt": TEXT, "b.jpg": b"x"}, QUICK)

    assert run("report", path, "--strict") == 13
    assert snapshot(path / "output") == {}


def test_a_file_named_in_the_config_that_is_not_there_is_told(project, capsys):
    toml = f'{QUICK}\n[sources]\ndate = {{ "a.txt" = 2031-05-04, "b.txt" = 2031-05-05 }}\n'
    path = project({"a.txt": TEXT}, toml)

    assert run("report", path) == 0
    error = capsys.readouterr().err
    assert "[sources.date] 'b.txt' changes nothing: there is no such file · briefing.toml:" in error
    assert "'a.txt' changes nothing" not in error


def test_a_section_that_is_not_there_is_told_with_those_that_are(project, capsys):
    toml = f'{QUICK}\n[choices]\nmove = {{ "{TEXT[:6]}" = "没有" }}\n'
    path = project({"a.txt": TEXT}, toml)

    assert run("report", path) == 0
    error = capsys.readouterr().err
    assert "no section is called '没有'" in error
    assert "the sections are " in error
    assert "、其他; name one of them, or delete it" in error


@pytest.mark.parametrize("day", ["2024-13-01", "2024-5-1", "2024-02-30"])
def test_what_is_no_day_is_called_so(day, project, capsys):
    path = project({"a.txt": TEXT}, f"[briefing]\ndate = {day}\n")

    assert run("report", path) == 3
    error = capsys.readouterr().err
    assert f"{day} is no day of a calendar · briefing.toml:2 · write it so: 2023-10-11" in error


def test_no_such_folder_and_no_such_verb(tmp_path, capsys):
    assert run("report", tmp_path / "nowhere") == 2
    assert run("reprot") == 2
    assert capsys.readouterr().err.rstrip().endswith("jianbao: exit 2")


@pytest.mark.row(121)
def test_a_second_run_at_once_is_told_to_wait(project, capsys):
    path = project({"a.txt": TEXT}, QUICK)
    (path / "output").mkdir()

    with FileLock(path / "output" / ".lock"):
        assert run("report", path) == 9
    assert "another run" in capsys.readouterr().err
    assert run("report", path) == 0


@pytest.mark.row(114)
def test_a_file_where_the_folder_should_be(project, capsys):
    path = project({"a.txt": TEXT}, QUICK)
    (path / "output").write_text("")

    assert run("report", path) == 8
    assert "is a file" in capsys.readouterr().err


@pytest.mark.row(115)
def test_a_folder_where_a_file_should_be(project, capsys):
    path = project({"a.txt": TEXT}, QUICK)
    (path / "output" / "briefing.epub").mkdir(parents=True)

    assert run("report", path) == 8
    assert "output/briefing.epub" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.row(114)
def test_an_output_that_may_not_be_written(project):
    path = project({"a.txt": TEXT}, QUICK)
    (path / "output").mkdir()
    (path / "output").chmod(stat.S_IRUSR | stat.S_IXUSR)

    assert run("report", path) == 8


@pytest.mark.row(116, 117)
def test_a_full_disk_leaves_the_last_good_set(project, capsys, monkeypatch):
    path = project({"a.txt": TEXT}, QUICK)
    assert run("report", path) == 0
    before = snapshot(path / "output")
    (path / "seeds" / "b.txt").write_text("又一份资料，说的是另一件事情。", "utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert run("report", path) == 8
    assert "the disk is full" in capsys.readouterr().err
    assert snapshot(path / "output") == before


@pytest.mark.row(22)
def test_a_source_that_changes_meanwhile_stops_the_run(project, capsys, monkeypatch):
    path = project({"a.txt": TEXT}, QUICK)
    make = build._make

    def slow(*arguments, **options):
        (path / "seeds" / "a.txt").write_text(TEXT + "又一行。", "utf-8")
        return make(*arguments, **options)

    monkeypatch.setattr(build, "_make", slow)
    assert run("report", path) == 5
    assert "changed while" in capsys.readouterr().err
    assert snapshot(path / "output") == {}


def test_an_unknown_exception_looks_like_the_bug_it_is(project, capsys, monkeypatch, tmp_path):
    path = project({"a.txt": TEXT}, QUICK)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(assemble, "collate", lambda *_: 1 / 0)

    assert run("report", path) == 1
    assert "this is a bug: ZeroDivisionError" in capsys.readouterr().err
    assert "ZeroDivisionError" in (tmp_path / "output" / "last-error.txt").read_text()


class TestNormalise:
    def test_one_file_each_and_an_undecodable_one_named(self, tmp_path, capsys):
        (tmp_path / "a.txt").write_bytes(TEXT.encode("gb18030"))
        (tmp_path / "b.txt").write_bytes(b"\x89PNG")
        out = tmp_path / "out"

        assert run("normalise", tmp_path / "b.txt", tmp_path / "a.txt", "-o", out) == 5
        assert "b.txt" in capsys.readouterr().err
        record = json.loads((out / "a.json").read_text("utf-8"))
        assert record["source"]["encoding"] == "gb18030"
        assert [block["text"] for block in record["blocks"]] == [TEXT.strip()]

    def test_the_record_replays_by_itself(self, tmp_path):
        """What is written is enough to get from the source to every block."""
        seed = next((ROOT / "seeds").glob("001*"))
        assert run("normalise", seed, "-o", tmp_path) == 0
        record = json.loads((tmp_path / f"{seed.stem}.json").read_text("utf-8"))
        text = seed.read_text("utf-8")

        applied = [c for c in record["corrections"] if c["state"] == "applied"]
        for block in record["blocks"]:
            out = ""
            for start, end in block["spans"]:
                at = start
                for one in applied:
                    if start <= one["start"] and one["end"] <= end:
                        assert text[one["start"] : one["end"]] == one["before"] != ""
                        out += text[at : one["start"]] + one["after"]
                        at = one["end"]
                out += text[at:end]
            assert out == block["text"]

    def test_standard_input_as_text(self):
        program = subprocess.run(
            [sys.executable, "-m", "pipeline", "normalise", "-", "--text"],
            input="税 收 等 经 济 指 标。".encode(), capture_output=True, cwd=ROOT, check=True,
        )  # fmt: skip
        assert program.stdout.decode().split() == ["税收等经济指标。"]

    def test_two_files_of_one_name_are_not_mixed_up(self, tmp_path, capsys):
        for folder in ("x", "y"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "a.txt").write_text(TEXT, "utf-8")

        files = tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"
        assert run("normalise", *files, "-o", tmp_path / "out") == 2


class TestExplain:
    def test_a_line_says_why_it_was_joined_and_what_was_changed(self, capsys):
        seed = next((ROOT / "seeds").glob("003*"))

        assert run("explain", f"{seed}:13") == 0
        out = capsys.readouterr().out
        assert "joined to line 11 above" in out
        assert "word-across: a word begins in one line and ends in the next" in out
        assert "widen-marks [applied] ',' → '，'" in out

    def test_a_line_is_explained_as_its_project_has_it(self, project, capsys, monkeypatch):
        """By the name in a citation or a message, with its rules, its encoding, its verdicts."""
        line = "區位優勢and優良的營商環境,吸引了三十餘家企業先後落戶園區。\n"
        toml = '[sources]\nencoding = {"甲/a.txt" = "big5"}\n[rules]\n"widen-marks" = "off"\n'
        path = project({"甲/a.txt": line.encode("big5")}, toml)

        monkeypatch.chdir(path)
        said = []
        for name in ("甲/a.txt", "seeds/甲/a.txt"):
            assert run("explain", f"{name}:1") == 0
            said.append(capsys.readouterr().out)
        monkeypatch.chdir(path.parent)
        for arguments in (("seeds/甲/a.txt:1", path.name), (f"{path.name}/seeds/甲/a.txt:1",)):
            assert run("explain", *arguments) == 0
            said.append(capsys.readouterr().out)
        assert len(set(said)) == 1
        assert said[0].startswith("甲/a.txt:1 · 區位優勢and")
        assert "widen-marks" not in said[0]

    def test_words_of_the_briefing_lead_to_their_witnesses_and_differences(self, project, capsys):
        path = project({"a.txt": TEXT, "b.txt": TEXT.replace("主导", "支柱")})
        words = TEXT.strip()[:8]

        assert run("explain", words, path) == 0
        out = capsys.readouterr().out
        assert "base: a.txt:1" in out
        assert "also: b.txt:1" in out
        assert "differs (wording): a “主导产业” · b “支柱产业”" in out

        passage = out.split()[0]
        assert run("explain", passage, path) == 0
        assert capsys.readouterr().out == out

    def test_why_the_base_leads_a_witness_is_told(self, project, capsys):
        path = project(
            {"a.txt": f"山阳县发展规划（2031年）\n\n{TEXT}", "b.txt": f"规划出炉\n\n{TEXT}"}
        )

        assert run("explain", TEXT.strip()[:8], path) == 0
        assert "also: b.txt:3\n  the base leads it: it is a document" in capsys.readouterr().out

    def test_a_doubt_is_found_by_its_id(self, project, capsys):
        path = project({"a.txt": "区位优势and优良的营商环境吸引了三十余家企业落户园区。\n"})
        assert run("explain", "优良的营商环境", path) == 0
        out = capsys.readouterr().out
        (doubt,) = [word for word in out.split() if word.startswith("c-")]

        assert run("explain", doubt, path) == 0
        said = capsys.readouterr().out
        assert "stray-word [flagged]" in said
        assert "理校" in said

    def test_what_is_not_in_the_text_is_told_why(self, project, capsys):
        path = project({"a.txt": f"山阳茶香\n本报记者 王小平 李岚\n\n{TEXT}"})
        for line, why in ((1, "what the source is called"), (2, "who wrote it")):
            assert run("explain", f"{path}/seeds/a.txt:{line}") == 0
            assert why in capsys.readouterr().out

    def test_of_many_passages_it_says_how_to_see_one(self, project, capsys):
        lines = [f"山阳县第{n}村新修水渠，村民{n}百人受益。" for n in "二三五七九"]
        path = project({"a.txt": "\n\n".join(lines) + "\n"})
        assert run("explain", "新修水渠", path) == 0
        *found, hint = capsys.readouterr().out.splitlines()
        assert [one[:2] for one in found] == ["p-"] * 5
        assert hint.startswith("5 passages; an id of these")

    def test_a_citation_as_it_is_printed_leads_to_its_line(self, project, capsys):
        path = project({"甲.txt": TEXT, "乙.txt": TEXT[::-1]})
        for reference in ("甲:1", "〔甲:1〕", "〔甲:1–2〕"):
            assert run("explain", reference, path) == 0
            assert capsys.readouterr().out.startswith("甲.txt:1 · ")
        assert run("explain", "丙:1", path) == 2

    @pytest.mark.parametrize("reference", ["nowhere", "seeds:x", f"{ROOT}/README.md:99999"])
    def test_a_reference_that_leads_nowhere(self, reference, capsys):
        assert run("explain", reference) == 2


def test_init_makes_a_project_that_builds(tmp_path, capsys):
    folder = tmp_path / "新 项目"

    assert run("init", folder) == 0
    assert run("init", folder) == 2
    (folder / "seeds" / "a.txt").write_text(TEXT, "utf-8")
    toml = (folder / "briefing.toml").read_text("utf-8")
    (folder / "briefing.toml").write_text(toml.replace('"pdf", "docx", ', ""), "utf-8")
    assert run("report", folder) == 0
    assert "新 项目" in (folder / "output" / "briefing.json").read_text("utf-8")


def test_doctor_finds_what_the_set_up_put_there(capsys):
    assert run("doctor", ROOT) == 0
    out = capsys.readouterr().out
    assert "MISSING" not in out
    assert "pandoc 3.9" in out
