"""The five seeds against the blocks that a person read in them (``tests/truth/``)."""

import sys
from statistics import fmean

import pytest

from benchmarks.normalise import seeds
from benchmarks.normalise.systems import measure

#: What is asked of the seeds: the mean boundary F1, and that of each.
MEAN, LEAST = 0.97, 0.93


def test_boundaries_of_the_seeds():
    results = [measure(document, []) for document in seeds.documents()]

    figures = seeds.summary(results)
    sys.stdout.write(figures + "\n")  # shown by pytest -rP
    assert len(results) == 5
    assert fmean(result.score.f1 for result in results) >= MEAN, figures
    assert min(result.score.f1 for result in results) >= LEAST, figures


@pytest.mark.parametrize(
    ("truth", "fault"),
    [
        ("p 1: 甲乙。", "in no block"),
        ("p 1: 甲乙。\np 2: 丙丁。\np 2: 丁。", "in two"),
        ("p 1: 甲乙。\np 2: 甲 … 丁。", "don't stand there"),
        ("p 1: 甲乙。\nq 2: 丙丁。", "no block of the truth"),
    ],
)
def test_a_truth_that_does_not_fit_its_seed_is_refused(truth, fault):
    with pytest.raises(ValueError, match=fault):
        seeds.blocks("甲 乙。\n丙丁。", truth)


def test_words_that_are_not_in_a_block_are_wrong_edges():
    """The measure can fail: a seed with its paragraphs run together is far below the bar."""
    document = list(seeds.documents())[2]
    glued = document.text.replace("。\n\n", "。")

    result = measure(type(document)("seeds", "glued", glued.encode(), glued, document.truth), [])

    assert result.score.f1 < LEAST
