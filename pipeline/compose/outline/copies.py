"""Where a passage stands among the sources' paragraphs: in its base; or where two sources are
copies of one text (a bulletin scanned twice), in that copy which most is printed from; or else,
where its base has hardly more of the paragraph to print, in a witness that has most of its own.

The base of a passage is the copy with fewer doubts in it, so that it changes from sentence to
sentence; the text of both has one order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model.passage import Passage, Witness

#: Copies say so much of what either says in common.
_MOST = 0.8

#: A paragraph by its source and its block's id.
Paragraph = tuple[str, str]


def standing(passages: Sequence[Passage]) -> Mapping[Paragraph, tuple[Passage, ...]]:
    """The passages that stand in each paragraph, in its order."""
    leads = leading_copies(passages)
    said, printed = _said(passages)
    under: dict[Paragraph, list[tuple[int, int, Passage]]] = defaultdict(list)
    for number, passage in enumerate(passages):
        own = passage.base
        lead = leads.get(own.source)
        if lead:
            witness = next((one for one in passage.witnesses if one.source == lead), own)
        else:
            whole = (
                one for one in passage.witnesses if not _is_torn(_paragraph(one), said, printed)
            )
            witness = own if not _is_torn(_paragraph(own), said, printed) else next(whole, own)
        first = witness.sentences[0]
        moved = witness is not own
        under[_paragraph(witness)].append((first.start if moved else -1, number, passage))
    return {
        paragraph: tuple(one[-1] for one in _in_its_order(found, paragraph))
        for paragraph, found in under.items()
    }


def _paragraph(witness: Witness) -> Paragraph:
    first = witness.sentences[0]
    return first.source, first.block


def _said(passages: Sequence[Passage]) -> tuple[Counter[Paragraph], Counter[Paragraph]]:
    """How many characters each paragraph says, and how many of them are printed from it."""
    said: Counter[Paragraph] = Counter()
    printed: Counter[Paragraph] = Counter()
    for passage in passages:
        for witness in passage.witnesses:
            for sentence in witness.sentences:
                length = sentence.end - sentence.start
                said[sentence.source, sentence.block] += length
                if witness is passage.base:
                    printed[sentence.source, sentence.block] += length
    return said, printed


def _is_torn(
    paragraph: Paragraph, said: Mapping[Paragraph, int], printed: Mapping[Paragraph, int]
) -> bool:
    """Whether most of a paragraph is printed from other sources."""
    return 2 * printed.get(paragraph, 0) < said[paragraph]


def _in_its_order(
    found: Sequence[tuple[int, int, Passage]], paragraph: Paragraph
) -> Sequence[tuple[int, int, Passage]]:
    """As they were found, where none is from another source; else by where their words stand."""
    if all(start < 0 for start, *_ in found):
        return found
    return sorted(
        ((_start(passage, paragraph), number, passage) for _, number, passage in found),
        key=lambda one: one[:2],
    )


def _start(passage: Passage, paragraph: Paragraph) -> int:
    inside = (
        sentence.start
        for witness in passage.witnesses
        for sentence in witness.sentences
        if (sentence.source, sentence.block) == paragraph
    )
    return min(inside)


def leading_copies(passages: Sequence[Passage]) -> Mapping[str, str]:
    """For each source that is a copy of others, that copy which most is printed from."""
    said: dict[str, int] = defaultdict(int)
    printed: dict[str, int] = defaultdict(int)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for passage in passages:
        length = len(passage.text)
        sources = dict.fromkeys(_sources(passage.witnesses))
        printed[passage.base.source] += length
        for source in sources:
            said[source] += length
        for pair in combinations(sorted(sources), 2):
            shared[pair] += length
    copies: dict[str, set[str]] = defaultdict(set)
    for (one, other), length in shared.items():
        if length >= _MOST * max(said[one], said[other]):
            copies[one].add(other)
            copies[other].add(one)
    return {
        source: min({source, *others}, key=lambda name: (-printed[name], name))
        for source, others in copies.items()
    }


def _sources(witnesses: Sequence[Witness]) -> Iterator[str]:
    return (witness.source for witness in witnesses)
