"""The five sources, whole: each normalised form is a file that a person has read."""

import pytest

from pipeline.normalise import normalise
from pipeline.read import decode, make_source
from tests.conftest import ROOT
from tests.growth import growth

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def listing(article):
    """Role, lines and text of each block: what a proofreader holds against the source."""
    out = []
    for block in article.blocks:
        lines = [article.source.lines_of(span) for span in block.spans]
        shown = ",".join(f"{run.first}-{run.last}" for run in lines)
        level = block.level or ""
        out.append(f"{block.role}{level} [{shown}]\n{block.text}\n")
    return "\n".join(out)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_normalised_form(path, golden):
    decoded = decode(path.read_bytes(), path.name)

    article = normalise(make_source(path.name, decoded.text))

    golden(f"normalised/{path.stem[:3]}.txt", listing(article))


def normalised(text):
    return normalise(make_source("a.txt", text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "“甲",
        "1\n",
        "（\n",
        "国\n\n",
        "摄\n",
        "一、\n",
        "图 ",
        "甲  乙\n",
        "# 甲\n",
        "...",
        '"',
    ],
)
@pytest.mark.row(68)
def test_cost_is_linear_whatever_the_text(unit):
    """Four times as much of one thing, on one line or on many, takes about four times as long; by
    a square it would take sixteen times.
    """
    once, more = unit * (7_500 // len(unit)), unit * (30_000 // len(unit))

    assert growth(normalised, once, more, 8) <= 8


@pytest.mark.slow
def test_cost_is_linear():
    text = "".join(path.read_text("utf-8") for path in SEEDS)

    assert growth(normalised, text, text * 2, 3) <= 3  # a square would be four times already


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["（", "“", "永"])
@pytest.mark.row(68)
def test_a_megabyte_of_one_character(unit):
    """Four times as much, up to a megabyte: a square would take sixteen times as long."""
    assert growth(normalised, unit * 80_000, unit * 320_000, 7) <= 7
