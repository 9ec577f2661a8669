"""Routes through real tools, and the command line."""

import re
from html import unescape

import pytest

from benchmarks.normalise import corpus, pages
from benchmarks.normalise.__main__ import main
from benchmarks.normalise.documents import PLAIN, chance_of
from benchmarks.normalise.extract import EXTRACTORS
from benchmarks.normalise.score import Predicted, score
from benchmarks.normalise.texts import load


@pytest.mark.parametrize("shape", pages.SHAPES)
def test_the_same_pages_on_every_run(shape):
    for text in load()[:5]:
        one, other = (pages.sheet(text, shape, chance_of(shape, text.name)) for _ in range(2))

        assert one == other


@pytest.mark.parametrize("shape", pages.SHAPES)
def test_all_of_the_truth_is_on_the_pages(shape):
    for text in load():
        sheet = pages.sheet(text, shape, chance_of(shape, text.name))
        said = unescape(re.sub("<[^>]*>", "", sheet.html.partition("</style>")[2]))

        assert sorted(said) == sorted("".join(block.text for block in sheet.truth))


def test_quick_needs_no_tool():
    assert corpus.kinds(quick=True) == (list(PLAIN), [])


def test_what_is_not_installed_is_named(monkeypatch):
    gone = EXTRACTORS["pdfplumber"]._replace(needs="no_such_module_anywhere")
    monkeypatch.setitem(EXTRACTORS, "pdfplumber", gone)

    kinds, missing = corpus.kinds(quick=False)

    assert "pdfplumber" in missing
    assert not any(kind.startswith("pdfplumber/") for kind in kinds)


@pytest.mark.slow
def test_a_document_goes_through_a_pdf(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.normalise.store.FOLDER", tmp_path)
    text = load()[0]

    (document,) = corpus.documents([text], ["pdfium/a4"])
    (again,) = corpus.documents([text], ["pdfium/a4"])

    lines = [Predicted(line) for line in document.text.splitlines()]
    assert document == again
    assert 0.3 < score(lines, document.truth).f1 < 0.9
    assert score(lines, document.truth).cer < 0.05


def test_the_command_prints_a_table_and_explains_the_worst(capsys):
    assert main(["--quick", "--kind", "column", "--text", "01_", "--worst", "1", "--roles"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("kind ")
    assert "macro" in said
    assert "column 01_news_tea" in said


def test_an_unknown_kind_is_answered_with_those_there_are(capsys):
    assert main(["--quick", "--kind", "papyrus"]) == 2
    assert "captions-afloat" in capsys.readouterr().out
