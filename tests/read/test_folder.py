import os

import pytest

from pipeline.config import Sources
from pipeline.errors import LimitExceeded, NoSources, SourceUnreadable
from pipeline.read import limits, make_source, read_folder


def read(path, **settings):
    return read_folder(path, Sources(**settings))


@pytest.mark.row(129)
def test_sources_come_in_order_of_their_names_whatever_the_disk_says(project):
    path = project({"b.txt": "乙", "a/c.txt": "丙", "甲.txt": "甲", "a.txt": "一"})

    assert [source.name for source in read(path).sources] == ["a.txt", "a/c.txt", "b.txt", "甲.txt"]


@pytest.mark.parametrize("missing", [True, False])
@pytest.mark.row(1, 2, 30)
def test_no_folder_and_an_empty_folder_are_named(tmp_path, missing):
    if not missing:
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds" / ".DS_Store").write_bytes(b"")

    with pytest.raises(NoSources):
        read(tmp_path)


@pytest.mark.row(12)
def test_a_twin_is_no_witness_and_is_named(project):
    reading = read(project({"a.txt": "同文。", "b.txt": "同文。"}))

    assert [source.name for source in reading.sources] == ["a.txt"]
    assert [(source.name, original) for source, original in reading.duplicates] == [
        ("b.txt", "a.txt")
    ]
    assert "same file as a.txt" in str(reading.warnings[0])


@pytest.mark.row(27)
def test_other_suffixes_are_ignored_with_one_warning(project):
    reading = read(project({"a.txt": "一", "b.xls": "x", "c.jpg": "x", ".hidden": "x"}))

    assert len(reading.warnings) == 1
    assert "b.xls, c.jpg" in str(reading.warnings[0])


def test_a_page_of_the_web_under_another_name_is_named(project):
    page = "<p>春茶<b>开采</b>了。</p>\n<p>价钱<b>高</b>了。</p>\n"
    reading = read(project({"a.txt": page, "b.html": page + " ", "c.txt": "网页里用<p>分段。"}))

    (said,) = map(str, reading.warnings)
    assert "<p>" in said
    assert "a.txt" in said
    assert "name it .html" in said
    assert reading.sources[0].text == page


def test_keep_going_leaves_out_what_cannot_be_read(project):
    path = project({"a.txt": "一", "b.txt": b"\x89PNG\r\n"})

    with pytest.raises(SourceUnreadable):
        read(path)
    reading = read_folder(path, Sources(), keep_going=True)

    assert [source.name for source in reading.sources] == ["a.txt"]
    assert reading.failures[0].where.file == "seeds/b.txt"


@pytest.mark.row(16, 19)
def test_a_link_out_of_the_folder_and_a_pipe_are_refused(project, tmp_path):
    path = project({"a.txt": "一"})
    (tmp_path / "secret").write_text("密")
    (path / "seeds" / "b.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(SourceUnreadable, match="leads out"):
        read(path)

    (path / "seeds" / "b.txt").unlink()
    os.mkfifo(path / "seeds" / "b.txt")
    with pytest.raises(SourceUnreadable, match="not a regular file"):
        read(path)


@pytest.mark.row(6, 8)
def test_limits_are_kept(project, monkeypatch):
    path = project({"a.txt": "一二三四五六七八\n九"})
    monkeypatch.setattr(limits, "MAX_LINE_CHARACTERS", 5)
    with pytest.raises(LimitExceeded, match="line of more than"):
        read(path)
    monkeypatch.setattr(limits, "MAX_SOURCE_BYTES", 5)
    with pytest.raises(LimitExceeded, match="a source may have"):
        read(path)


@pytest.mark.row(43)
def test_lines_are_counted_as_an_editor_counts_them():
    source = make_source("a.txt", "甲\r\n乙\n\n丙\r丁")

    assert [source.line_at(source.text.index(c)) for c in "甲乙丙丁"] == [1, 2, 4, 5]


@pytest.mark.row(25)
def test_a_name_that_is_not_utf8_is_shown(project):
    path = project({"a.txt": "一"})
    name = os.fsencode(str(path / "seeds")) + b"/\xff.txt"
    try:
        with open(name, "wb") as stream:  # noqa: PTH123  pathlib takes no bytes
            stream.write("二".encode())
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")

    assert "\\udcff.txt" in [source.name for source in read(path).sources]
