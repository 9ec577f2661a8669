"""The five sources, whole: each normalised form is a file that a person has read."""

import time

import pytest

from pipeline.normalise import normalise
from pipeline.read import decode, make_source
from tests.conftest import ROOT

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


def test_cost_is_linear():
    text = "".join(path.read_text("utf-8") for path in SEEDS)

    def seconds(times):
        source = make_source("a.txt", text * times)
        started = time.process_time()
        normalise(source)
        return time.process_time() - started

    seconds(1)
    assert seconds(8) < 4 * seconds(4)  # twice the text; a square would be four times already
