"""The folder of sources: what lies in it, and what it is called."""

import hashlib
import json
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.config import Sources
from pipeline.errors import LimitExceeded, SourceUnreadable
from pipeline.read import limits, read_folder

TEXT = "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县{}园面积已达12万亩，居全省第三位。\n"
EPUB = '[briefing]\ntitle = "试"\n[layout]\nformats = ["epub"]\n'


def told(capsys, path, *arguments):
    code = main(["report", str(path), *arguments])
    return code, capsys.readouterr().err


@pytest.mark.row(3, 4, 5)
def test_what_has_no_text_is_named(project, capsys):
    sources = {"a.txt": TEXT, "b.txt": " \n\n　\n", "c.txt": "— 3 —\n\n- 4 -\n", "d.txt": "国"}
    code, error = told(capsys, project(sources, EPUB))

    assert code == 0
    for name in "bcd":
        (line,) = [one for one in error.splitlines() if f"seeds/{name}.txt" in one]
        assert line.startswith("warning: ")
    assert "seeds/a.txt" not in error


ODD = [
    *("A.txt", "a.txt", "e\N{COMBINING ACUTE ACCENT}.txt"),
    "\N{LATIN SMALL LETTER E WITH ACUTE}.txt",
    *("-x.txt", "a b\n c.txt", "'; rm -rf x; '.txt", "$(id)`id`.txt", f"{'国' * 82}.txt"),
    "\N{GRINNING FACE}\N{RIGHT-TO-LEFT OVERRIDE}.txt",
]  # fmt: skip


@pytest.mark.row(14, 23, 24, 25)
def test_any_name_is_a_name(project, capsys):
    path = project({name: TEXT.format(chr(0x8336 + n)) for n, name in enumerate(ODD)}, EPUB)
    if len(list((path / "seeds").iterdir())) < len(ODD):
        pytest.skip("this file system takes some of these names for one")
    code, error = told(capsys, path)

    assert (code, error.count("\n")) == (0, 1), error
    record = json.loads((path / "output" / "briefing.json").read_text("utf-8"))
    shown = {"a b\n c.txt": "a b\\n c.txt", ODD[-1]: "\N{GRINNING FACE}\\u202e.txt"}
    names = sorted(shown.get(name, name) for name in ODD)
    assert sorted(one["name"] for one in record["sources"]) == names
    assert len(list((path / "output" / "normalised").iterdir())) == len(ODD)
    assert not {"\n c", "\N{RIGHT-TO-LEFT OVERRIDE}"} & set(error)


@pytest.mark.row(15, 18)
def test_a_link_inside_is_a_twin_and_one_to_a_folder_is_not_followed(project):
    path = project({"a.txt": TEXT}, EPUB)
    (path / "other").mkdir()
    (path / "other" / "x.txt").write_text("另外一份资料。", "utf-8")
    (path / "seeds" / "b.txt").symlink_to("a.txt")
    (path / "seeds" / "more").symlink_to(path / "other")
    reading = read_folder(path, Sources())

    assert [one.name for one in reading.sources] == ["a.txt"]
    assert [one.name for one, _ in reading.duplicates] == ["b.txt"]
    assert "seeds/more" in "\n".join(map(str, reading.warnings))


@pytest.mark.row(17)
def test_a_link_to_itself_is_named(project):
    path = project({"a.txt": TEXT}, EPUB)
    (path / "seeds" / "b.txt").symlink_to("b.txt")
    with pytest.raises(SourceUnreadable, match="can't be read") as caught:
        read_folder(path, Sources())
    assert caught.value.where.file == "seeds/b.txt"


@pytest.mark.row(20, 21)
@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), FileNotFoundError(2)])
def test_what_cannot_be_read_or_has_gone_is_named(project, monkeypatch, error):
    """Root may read anything: a double of the system's call refuses."""
    path = project({"a.txt": TEXT, "b.txt": TEXT}, EPUB)
    plain = Path.read_bytes

    def read_bytes(name):
        if name.name == "b.txt":
            raise error
        return plain(name)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    with pytest.raises(SourceUnreadable) as caught:
        read_folder(path, Sources())
    assert caught.value.where.file == "seeds/b.txt"


@pytest.mark.row(6, 8, 11)
@pytest.mark.parametrize(
    ("limit", "says"),
    [("MAX_SOURCES", "sources"), ("MAX_SOURCE_BYTES", "a source may have"),
     ("MAX_LINE_CHARACTERS", "line of more than")],
)  # fmt: skip
def test_a_limit_is_told_by_its_number(project, monkeypatch, limit, says):
    monkeypatch.setattr(limits, limit, 1)
    with pytest.raises(LimitExceeded, match=says) as caught:
        read_folder(project({"a.txt": "一二三四", "b.txt": "五六七八"}), Sources())
    assert caught.value.remedy


@pytest.mark.slow
@pytest.mark.row(10)
def test_twenty_thousand_files_are_read_in_order(tmp_path):
    (tmp_path / "seeds").mkdir()
    for n in range(20_000):
        digest = hashlib.sha256(str(n).encode()).hexdigest()[:8]
        (tmp_path / "seeds" / f"{digest}-{n}.txt").write_text(f"第{n}份资料。", "utf-8")
    reading = read_folder(tmp_path, Sources())

    names = [one.name for one in reading.sources]
    assert len(names) == 20_000
    assert names == sorted(names)
    assert len({one.siglum for one in reading.sources}) == 20_000
    assert reading.warnings == ()
    assert sys.getsizeof(names) < 1 << 20
