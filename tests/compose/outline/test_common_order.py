"""The order of what several texts tell keeps the order of each, as far as they agree."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.outline.common_order import merged


@st.composite
def texts(draw):
    """Things in an order, how they are found, and what texts have of them, each in that order."""
    order = draw(st.permutations(range(draw(st.integers(0, 8)))))
    rank = {one: n for n, one in enumerate(order)}
    told = draw(st.lists(st.sets(st.sampled_from(order)) if order else st.just(set()), max_size=4))
    return draw(st.permutations(order)), [sorted(one, key=rank.__getitem__) for one in told]


@given(texts())
def test_where_texts_agree_each_keeps_its_order(found):
    preferred, told = found
    at = {one: n for n, one in enumerate(merged(preferred, told))}

    assert sorted(at) == sorted(preferred)
    assert all(at[one] < at[other] for text in told for one, other in pairwise(text))


@given(st.lists(st.permutations(range(5)), max_size=4))
def test_where_they_contradict_one_another_nothing_is_lost(told):
    assert sorted(merged(range(5), told)) == list(range(5))


def test_what_they_leave_open_stays():
    assert merged("甲乙丙", []) == list("甲乙丙")
    assert merged("甲乙丙", ["丙甲"]) == list("乙丙甲")
