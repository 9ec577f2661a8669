"""Winnowed prints: what they promise, and that the work they make is bounded."""

from io import BytesIO
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.collate.prints import (
    GRAM,
    WINDOW,
    candidates,
    ends_of,
    prints_of,
    together,
    worth_a_look,
)
from pipeline.run.archive.candidates import Kept

LETTERS = st.text("天地玄黄宇宙洪荒日月盈昃辰宿列张", min_size=0, max_size=60)
SHARED = st.text("寒来暑往秋收冬藏", min_size=GRAM + WINDOW - 1, max_size=40)


@given(LETTERS, LETTERS, LETTERS, LETTERS, SHARED)
def test_fifteen_characters_in_common_leave_a_print_in_common(a, b, c, d, shared):
    one, other = prints_of([a + shared + b]), prints_of([c + shared + d])
    assert len(np.intersect1d(one.hashes, other.hashes))


@given(st.lists(LETTERS, max_size=6))
def test_prints_are_sorted_each_once_a_sentence_and_never_cross_sentences(texts):
    whole = prints_of(texts)
    assert (np.diff(whole.hashes.astype(object)) >= 0).all()
    alone = {(h, n) for n, text in enumerate(texts) for h in prints_of([text]).hashes.tolist()}
    together = list(zip(whole.hashes.tolist(), whole.sentences.tolist(), strict=True))
    assert set(together) == alone
    assert len(together) == len(alone)


ROWS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8), st.integers(0, 3)), max_size=120)


def _columns(rows):
    """Hash, sentence, document; sentences are numbered by document, as an archive does."""
    hashes = np.array([h for h, _, _ in rows], dtype=np.uint64)
    documents = np.array([d for _, d, _ in rows], dtype=np.int64)
    sentences = documents * 10 + np.array([s for _, _, s in rows], dtype=np.int64)
    return hashes, sentences, documents


def _pairs(found):
    columns = (*ends_of(found.pairs), found.shared)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@given(ROWS, st.integers(1, 30), st.randoms())
def test_shards_and_order_change_nothing(rows, edge, random):
    rows = list(dict.fromkeys(rows))
    whole = candidates(*_columns(rows), most=5)
    shuffled = random.sample(rows, len(rows))
    parts = [
        candidates(*_columns([row for row in shuffled if (row[0] < edge) is low]), most=5)
        for low in (True, False)
    ]
    assert _pairs(together(parts)) == _pairs(whole)
    assert _pairs(candidates(*_columns(shuffled), most=5, at_once=1)) == _pairs(whole)
    prints = np.full(100, 4, dtype=np.uint32)
    enough = whole.pairs[whole.shared >= 0.3 * 4].tolist()
    assert worth_a_look(whole, prints).tolist() == enough


@given(ROWS, st.integers(1, 30), st.integers(1, 20))
def test_candidates_on_the_disk_are_those_in_memory(rows, edge, piece):
    rows = list(dict.fromkeys(rows))
    parts = [
        candidates(*_columns([row for row in rows if (row[0] < edge) is low]), most=5)
        for low in (True, False)
    ]
    kept = Kept(BytesIO(), len(parts), piece)
    for part in parts:
        kept.add(part)
    pieces = list(kept.pieces())
    assert len(pieces) == len(kept)
    assert kept.pairs == sum(len(part.pairs) for part in parts)
    assert _pairs(together(pieces)) == _pairs(together(parts))
    ends = [(one.pairs[0], one.pairs[-1]) for one in pieces if len(one.pairs)]
    assert all(one[1] < other[0] for one, other in pairwise(ends))


@given(ROWS)
def test_pairs_are_those_that_share_a_print_of_few_documents(rows):
    rows = list(dict.fromkeys(rows))
    first = {}
    for h, d, s in sorted(rows):
        first.setdefault((h, d), d * 10 + s)
    wanted = {}
    for h in {h for h, _ in first}:
        told = sorted(sentence for (of, _), sentence in first.items() if of == h)
        if len(told) <= 5:
            for i, one in enumerate(told):
                for other in told[i + 1 :]:
                    wanted[one, other] = wanted.get((one, other), 0) + 1
    found = {(one, other): n for one, other, n in _pairs(candidates(*_columns(rows), most=5))}
    assert found == wanted


def test_a_set_phrase_makes_no_work():
    phrase = "认真贯彻落实党中央国务院决策部署，"
    hashes, documents = [], []
    for number in range(400):
        own = prints_of([phrase + chr(0x4E00 + number) * 3]).hashes
        hashes.append(own)
        documents += [number] * len(own)
    numbers = np.array(documents, dtype=np.int64)
    found = candidates(np.concatenate(hashes), numbers * 10, numbers)
    assert len(found.pairs) == 0
