"""A difference between two builds is named by the part it stands in."""

import io

import pikepdf

from tests.archives import packed
from tests.differing import differing, parts


def pdf(title, words):
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.pages[0].Contents = document.make_stream(words)
        document.Root.Title = pikepdf.String(title)
        document.save(made, static_id=True, compress_streams=True)
    return made.getvalue()


def test_the_same_has_no_difference():
    assert list(parts("a.pdf", pdf("a", b"q Q"), pdf("a", b"q Q"))) == []


def test_the_object_of_a_pdf_is_named():
    (words,) = parts("a.pdf", pdf("a", b"q 1 w Q"), pdf("a", b"q 2 w Q"))
    assert words.startswith("a.pdf object ")
    assert "q 1 w Q" in words
    (title,) = parts("a.pdf", pdf("a", b"q Q"), pdf("b", b"q Q"))
    assert "(/Catalog)" in title


def test_the_part_of_an_archive_is_named():
    one, other = {"a.xml": b"<a/>", "b.xml": b"<b/>"}, {"a.xml": b"<a/>", "b.xml": b"<c/>"}
    (said,) = parts("a.epub", packed(one), packed(other))
    assert said == "a.epub b.xml: line 1, byte 1: b'<b/>', not b'<c/>'"
    (order,) = parts("a.epub", packed(one), packed(dict(reversed(one.items()))))
    assert "order" in order


def test_a_file_that_only_one_has_and_the_line_of_a_text(tmp_path):
    for folder, text in (("one", "甲\n乙\n"), ("two", "甲\n丙\n")):
        (tmp_path / folder / "n").mkdir(parents=True)
        (tmp_path / folder / "n" / "a.json").write_text(text, "utf-8")
    (tmp_path / "one" / "b.json").write_text("", "utf-8")

    missing, line = sorted(differing(tmp_path / "one", tmp_path / "two"))
    assert missing.startswith("b.json: not in ")
    assert line.startswith("n/a.json: line 2")
