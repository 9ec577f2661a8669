"""The table of facts about a seam: what it says of where each is asked for."""

from __future__ import annotations

import pytest

from pipeline.normalise.joining.evidence import EVIDENCE, Fact
from pipeline.normalise.joining.seam import State


@pytest.mark.parametrize("fact", EVIDENCE, ids=lambda fact: fact.name)
def test_a_fact_is_asked_for_in_the_words_of_a_seams_state(fact: Fact) -> None:
    words = [word.removeprefix("not ") for word in fact.where.split(", ") if word]
    assert set(words) <= set(State._fields)
    assert len(words) == len(set(words)), "it can't be so and not so"
