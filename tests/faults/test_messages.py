"""Every message of the program is in the Chinese catalogue, and every line of that is one."""

from __future__ import annotations

import ast
import json
import re
import string

import pytest

from pipeline import errors
from pipeline.cautions import Caution
from pipeline.check.pdf import check_pdf
from pipeline.cli import main
from pipeline.collate.nearly_named import RULE as NAMED
from pipeline.collate.substitution import RULE as THROUGHOUT
from pipeline.collate.witnessed import RULE as WITNESSED
from pipeline.compose import load_labels
from pipeline.messages import catalogue, command_line, ground_in_chinese, in_chinese, shown
from pipeline.normalise.readings import READING_RULES
from pipeline.render.gate import MissingGlyph
from tests.conftest import ROOT

#: Calls whose words the user sees: the errors, and how a run speaks.
SPEAKING = {
    *(name for name in dir(errors) if isinstance(getattr(errors, name), type)),
    *("warn", "say", "show", "one_line", "Warned", "Finding", "unreadable", "too_large"),
    *("fail", "_fail", "_guarded", "NoPicture", "Lost", "Other", "ValueError", "tell_findings"),
} - {"Place"}
#: Names that hold what is said, and functions that give it.
NAMES = {
    "what",
    "found",
    "remedy",
    "message",
    "wrong",
    "tracked",
    "counts",
    "config",
    "many",
    "warning",
    "warnings",
    "why",
    "REMEDY",
    "_REMEDY",
} | {
    *("_NAMED", "_LOOKS"),
}
TELLING = {
    "find_passage",
    "_why",
    "what",
    "_weasyprint",
    "_fonts",
    "_config",
    "and_more",
    "ended",
    "__str__",
}
#: What two figures that disagree are said to do.
CLASHES = {"WITNESSES", "SOURCES", "DATES"}
#: Templates whose words are values alone.
BARE = re.compile(r"(?:\{\}|[\W\d_])*")


def templates(node):
    """The messages an expression may come to, ``{}`` for each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        said = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        chosen = [one.value for one in node.values if isinstance(one, ast.FormattedValue)]
        return ["".join(said), *(text for one in chosen for text in _chosen(one))]
    if isinstance(node, ast.Tuple):
        return [text for one in node.elts for text in templates(one)]
    if isinstance(node, ast.IfExp):
        return templates(node.body) + templates(node.orelse)
    return []


def _chosen(node):
    """Words chosen among within another message."""
    return templates(node) if isinstance(node, ast.IfExp) else []


def given(node):
    """The expressions whose words the user sees: of a call, of a name, of what a function gives."""
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        named = {one.arg: one.value for one in node.keywords}
        if called.rpartition(".")[2] in SPEAKING or called in {"warnings.append", "out.append"}:
            return [*node.args, *(named[one] for one in ("remedy", "what") if one in named)]
        if called.endswith("lost.add"):
            return node.args
        if called == "Idle":
            return node.args[2:]
        if "warnings" in named:
            return [named["warnings"]]
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in NAMES:
        return node.value.values if isinstance(node.value, ast.Dict) else [node.value]
    if isinstance(node, ast.FunctionDef) and node.name in TELLING:
        return [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]
    return []


def messages():
    """Each message of the program with its place, and every text there is in the code."""
    spoken, written = {}, set()
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            written.update(templates(node))
            for text in (text for one in given(node) for text in templates(one)):
                if not BARE.fullmatch(text):
                    spoken[text] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return spoken, written


def test_every_message_has_its_chinese():
    spoken, _ = messages()
    table = catalogue()

    missing = {text: place for text, place in spoken.items() if text not in table}

    assert len(spoken) > 350
    assert not missing, "add them to pipeline/messages/zh_CN.toml"


def test_every_line_of_the_catalogue_is_a_message():
    _, written = messages()

    assert not catalogue().keys() - written


def grounds():
    """What doubts and disagreements rest on, as the code says it, with its place."""
    for room in ("normalise/readings", "collate", "compose/figures"):
        for path in sorted((ROOT / "pipeline" / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                found = []
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "Doubt":
                    found = node.args[4:5]
                elif isinstance(node, ast.keyword | ast.Assign):
                    left = [node] if isinstance(node, ast.keyword) else node.targets
                    names = {one.arg if one is node else ast.unparse(one) for one in left}
                    found = [node.value] if names & {"reason", *CLASHES} else []
                elif isinstance(node, ast.FunctionDef) and node.name in {"_reason", "_instead"}:
                    found = [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]
                for text in (text for one in found for text in templates(one)):
                    yield text, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_ground_has_its_chinese():
    known = list(grounds())
    assert len(known) > 25
    for text, place in known:
        said = ground_in_chinese(text.removeprefix("{}{}; ").replace("{}", "甲"))
        assert not re.search("[A-Za-z]", said), (place, text, said)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("“我我” stands twice in a row", "“我我”接连出现两次"),
        ("3.2 + 5.7 = 8.9, not 9.8", "3.2 + 5.7 = 8.9，非9.8"),
        ("a.txt reads “炳” (look-alike), and reads better", "a.txt作“炳”（形近），文义较顺"),
        (
            "b.txt says 郴州 where it tells the same (2 places); 永兴 belong to 郴州, 桂阳 to 柳州",
            "b.txt同处作“郴州”（2处）；永兴属郴州，桂阳属柳州",
        ),
        ("“末来” is in no dictionary, “未来” is; who knows", "词典无“末来”，有“未来”；who knows"),
    ],
)
def test_a_ground_in_chinese(english, chinese):
    assert ground_in_chinese(english) == chinese


def test_every_doubt_has_a_name():
    """In comments and on the proof page its rule is called in Chinese."""
    named = load_labels(ROOT / "templates").proof
    rules = {one.name for one in READING_RULES}
    rules |= {NAMED, THROUGHOUT, WITNESSED}
    assert {rule for rule in rules if f"rules.{rule}" not in named} == set()


def test_each_translation_has_the_values_of_its_message():
    for english, chinese in (catalogue() | command_line()).items():
        fields = [name for _, name, _, _ in string.Formatter().parse(chinese) if name is not None]
        wanted = english.count("{}")

        assert sorted(fields) in ([""] * wanted, [str(n) for n in range(wanted)]), english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "error: unknown key 'titel' in [briefing] · briefing.toml:2 · did you mean 'title'?",
            "错误：[briefing] 中没有 'titel' 这个键 · briefing.toml:2 · 是不是想写 'title'？",
        ),
        ("made a · put your texts into 新 {0}/seeds/, then: jianbao report 新 {0}", "已建立 a"),
        ("warning: is empty and was left out · seeds/{}{9}%s.txt", "警告：是空文件"),
        ("what nobody has said · {x}", "what nobody has said · {x}"),
        ("jianbao: exit 5", "jianbao: exit 5"),
    ],
)
def test_a_line_in_chinese_keeps_its_values(english, chinese):
    assert in_chinese(english).startswith(chinese)
    assert english.count(" · ") == in_chinese(english).count(" · ")


FAULTY = {
    "report --zzz": "没有 --zzz 这个选项",
    "report --strct": "没有 --strct 这个选项（是不是：--strict）",
    "vanish": "没有 'vanish' 这个命令",
    "reprot": "没有 'reprot' 这个命令，是不是想用 'report'？",
    "report a b": "多出了参数（b）",
    "explain": "缺少参数 'REF'",
    "edits --undo": "选项 '--undo' 后面要有值",
    "report --json=3": "选项 '--json' 不带值",
}


@pytest.mark.parametrize("line", FAULTY)
def test_a_faulty_command_line_is_told_in_chinese(line, capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN")

    assert main(line.split()) == 2
    said = capsys.readouterr().err.splitlines()
    assert said == [f"错误：{FAULTY[line]} · 用法见 jianbao --help [usage]", "jianbao: exit 2"]


def test_each_line_for_typer_is_one_it_says(capsys):
    said = []
    for line in FAULTY:
        main(line.split())
        said.append(capsys.readouterr().err.partition(" · ")[0].removeprefix("error: "))

    for english in command_line():
        words = re.compile(re.escape(english).replace(r"\{\}", ".+"))
        assert any(words.fullmatch(one) for one in said), english


def test_the_doctor_speaks_chinese(project, capsys, monkeypatch):
    """All but names: of programs, fonts and folders, and what is typed."""
    path = project({"a.txt": "税收增长。"})
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    main(["doctor", str(path)])

    for line in capsys.readouterr().out.splitlines():
        assert re.match(r"(正常|缺少)\s", line)
        assert not re.search(r"\b(the|is|are|not|here|free|read|ours|missing)\b", line), line


def test_a_check_that_fails_speaks_chinese():
    with pytest.raises(errors.OutputInvalid) as caught:
        check_pdf(b"%PDF-1.7", None, None)

    assert in_chinese(str(caught.value)).startswith("打不开：")
    missing = MissingGlyph("\U00020164", "甲乙")
    assert in_chinese(str(missing)).startswith(
        "没有字体有 \U00020164（U+20164），见于“甲乙” · 请在 [fonts] 指定"
    )
    lost = "not carried over from the draft: a running head or foot (内部); hidden text"
    assert in_chinese(lost) == "未从改稿取回：页眉或页脚（内部）；隐藏文字"


def test_codes_are_short_words_and_each_is_one_kind():
    kinds = errors.JianbaoError.__subclasses__()
    codes = [errors.BUG, *(one.code for one in (*kinds, *Caution))]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", code) for code in codes)
    assert len({one.exit_code for one in kinds}) == len(kinds)


def test_every_kind_of_warning_is_said_somewhere():
    said = "".join(path.read_text("utf-8") for path in (ROOT / "pipeline").rglob("*.py"))

    assert [one.name for one in Caution if f"Caution.{one.name}" not in said] == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_codes_stand_behind_the_line_and_in_the_records(project, capsys, monkeypatch, language):
    monkeypatch.setenv("LANGUAGE", language)
    path = project({"a.txt": "税收增长。", "b.txt": ""}, '[layout]\nformats = ["epub"]\n')
    assert main(["report", str(path), "--json"]) == 0
    said = capsys.readouterr()
    (warning,) = json.loads(said.out)["warnings"]
    assert warning == "is empty and was left out · seeds/b.txt [empty-file]"
    assert json.loads((path / "output" / "manifest.json").read_bytes())["warnings"] == [warning]
    assert said.err.splitlines()[0].endswith("seeds/b.txt [empty-file]")

    (path / "seeds" / "b.txt").write_bytes(b"\xff\xff\xff")
    assert main(["report", str(path), "--json"]) == 5
    said = capsys.readouterr()
    error = json.loads(said.out)["error"]
    assert (error["code"], error["exit"]) == ("source-unreadable", 5)
    assert (error["file"], error["line"]) == ("seeds/b.txt", 1)
    assert error["remedy"].startswith("save it as UTF-8")
    *_, line, last = said.err.splitlines()
    assert line.endswith(" [source-unreadable]")
    assert last == "jianbao: exit 5"


def test_the_locale_chooses_and_outputs_do_not_care(project, capsys, monkeypatch):
    path = project({"a.txt": "税收增长。", "b.txt": ""}, '[layout]\nformats = ["epub"]\n')
    manifests = []
    for language, says in (("zh_CN", "警告：是空文件，未采用"), ("en", "warning: is empty")):
        monkeypatch.setenv("LANGUAGE", language)
        (path / "output" / "manifest.json").unlink(missing_ok=True)
        assert main(["report", str(path)]) == 0
        assert says in capsys.readouterr().err
        manifests.append((path / "output" / "briefing.epub").read_bytes())

    assert manifests[0] == manifests[1]
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert shown("jianbao report") == "jianbao report"
