"""The corpus: the same bytes on every run, and a truth that is really in them."""

import hashlib

import pytest

from benchmarks.normalise.align import fold
from benchmarks.normalise.documents import PLAIN, plain
from benchmarks.normalise.layouts import clean
from benchmarks.normalise.score import Predicted, score
from benchmarks.normalise.setter import Measure, break_lines, width
from benchmarks.normalise.texts import ROLES, in_folder, load

ALL = [*load(), *load(held_out=True)]

#: Characters that a kind adds to those of the truth: heads of pages, note marks, Markdown.
ADDS = {"a4", "a4-spaced", "pasted", "markdown", "odd-characters", "odd-blanks", "encodings"}


def test_a_third_of_the_texts_is_held_out():
    assert len(ALL) == 30
    assert len(load(held_out=True)) == 10


def test_the_texts_are_of_a_reasonable_size_and_use_every_role():
    assert all(400 < sum(len(b.text) for b in text.blocks) < 2000 for text in ALL)
    assert {block.word for text in ALL for block in text.blocks} == set(ROLES)


def test_texts_of_ones_own_have_a_paragraph_a_line(tmp_path):
    (tmp_path / "a.txt").write_text("茶讯\n\n今年雨水早。\n", "utf-8")

    (text,) = in_folder(tmp_path)

    assert text.name == "a"
    assert [(block.word, block.text) for block in text.blocks] == [
        ("h1", "茶讯"),
        ("p", "今年雨水早。"),
    ]


def test_a_folder_without_texts_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="no texts"):
        in_folder(tmp_path)


@pytest.mark.parametrize("kind", PLAIN)
def test_the_same_document_on_every_run(kind):
    for text in ALL[:4]:
        assert plain(kind, text) == plain(kind, text)


def test_the_corpus_is_frozen():
    """Figures from before and after a change of this hash don't compare: say so in the log."""
    digest = hashlib.sha256()
    for kind in ("column", "captions-afloat", "a4", "encodings"):
        for text in ALL:
            digest.update(plain(kind, text).raw)

    assert digest.hexdigest()[:16] == "d793d483cf59036d"


@pytest.mark.parametrize("kind", PLAIN)
def test_every_true_character_is_in_the_document(kind):
    for text in ALL:
        document = plain(kind, text)
        true = fold("".join(block.text for block in document.truth))[0]
        said = fold(document.text)[0]
        if kind in ADDS:
            assert len(said) >= len(true)
        else:
            assert sorted(said) == sorted(true)


@pytest.mark.parametrize("kind", PLAIN)
def test_the_truth_itself_is_perfect(kind):
    document = plain(kind, ALL[0])

    found = score([Predicted(b.text, b.role) for b in document.truth], document.truth)

    assert (found.f1, found.blocks, found.cer) == (1, 1, 0)


def test_lines_are_no_wider_than_their_column_and_lose_no_word():
    for text in ALL:
        for block in text.blocks:
            lines = break_lines(block.text, Measure(20), 2)
            assert max(map(width, lines)) <= 20
            assert not any(line[0] in "，。、；：！？）》”" for line in lines)
            assert "".join("".join(lines).split()) == "".join(block.text.split())


def test_clean_text_is_the_truth_line_by_line():
    page = clean(ALL[0], None)

    assert page.text.splitlines() == [block.text for block in page.truth]
