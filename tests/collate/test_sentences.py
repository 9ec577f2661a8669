from hypothesis import given
from hypothesis import strategies as st

from pipeline.collate import split_sentences


@given(st.text(st.sampled_from("甲乙。！？……“”（）《》；\n 1."), max_size=80))
def test_sentences_cover_the_text_without_gap(text):
    bounds = split_sentences(text)

    assert "".join(text[a:b] for a, b in bounds) == (text if text.strip() else "")
    assert all(a < b for a, b in bounds)
