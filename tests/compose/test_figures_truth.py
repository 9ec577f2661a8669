"""Figures of texts on many things, held against what a person reads in them."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest

from pipeline.collate import collate
from pipeline.compose.figures import figures
from pipeline.compose.figures.found import told
from pipeline.compose.names import load_name_words
from pipeline.config import Sources
from pipeline.normalise import normalise
from pipeline.read import read_folder
from tests.conftest import ROOT

TRUTH = ROOT / "tests" / "truth" / "figures"
#: Found words may go on a little beyond those a person would write down.
_BEYOND = 8


class Row(NamedTuple):
    subject: str
    metric: str
    qualifier: str
    value: str
    unit: str
    period: str
    from_value: str


def truth(name):
    for block in (TRUTH / f"{name}.txt").read_text("utf-8").split("\n\n"):
        head, *rows = [line for line in block.splitlines() if not line.startswith("#")] or [""]
        if rows:
            yield head, [Row(*row.split("|")) for row in rows]


def figures_of_sentences(words):
    return lambda sentence: [
        Row(said.subject, said.metric, one.qualifier, one.value, one.unit, said.period,
            one.from_value)
        for one, said in told(sentence, words)
    ]  # fmt: skip


def figures_of_seeds(words):
    articles = [normalise(one) for one in read_folder(ROOT, Sources(), keep_going=False).sources]
    found = figures(articles, collate(articles).passages, words)

    def of_lines(place):
        source, lines = place.removeprefix("@").split(":")
        first, last = map(int, lines.split("-"))
        return [
            Row(one.subject, one.metric, one.qualifier, one.value, one.unit, one.period,
                one.from_value)
            for one in found
            if one.source.startswith(source) and first <= one.line <= last
        ]  # fmt: skip

    return of_lines


def is_metric(found, wanted):
    at = 0
    for part in filter(None, wanted.split("+")):
        at = found.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return bool(found) == bool(wanted) and len(found) <= len(wanted) + _BEYOND


def scores(name, figures_of):
    count = Counter()
    for head, rows in truth(name):
        left = figures_of(head)
        count["given"] += len(left)
        count["wanted"] += len(rows)
        for row in rows:
            found = next(
                (one for one in left if (one.value, one.unit) == (row.value, row.unit)), None
            )
            if found is None:
                continue
            left.remove(found)
            count["found"] += 1
            count["metric"] += is_metric(found.metric, row.metric)
            for part in ("subject", "qualifier", "period", "from_value"):
                count[part] += getattr(found, part) == getattr(row, part)
    return count


@pytest.mark.parametrize(
    ("name", "figures_of"),
    [
        ("topics", figures_of_sentences),
        ("unseen", figures_of_sentences),
        ("seeds", figures_of_seeds),
    ],
)
def test_figures_are_found_as_a_person_reads_them(name, figures_of):
    count = scores(name, figures_of(load_name_words(ROOT / "templates")))

    assert count["found"] / count["wanted"] >= 0.95
    assert count["found"] / count["given"] >= 0.95
    for part, gate in (("metric", 0.9), ("subject", 0.85), ("qualifier", 0.95), ("period", 0.95),
                       ("from_value", 0.98)):  # fmt: skip
        assert count[part] / count["found"] >= gate, part
