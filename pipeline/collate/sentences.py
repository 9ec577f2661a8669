"""Blocks → sentences, each with its runs and lines in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.model.article import BODY_ROLES
from pipeline.model.passage import Sentence
from pipeline.model.source import Lines, merge_spans
from pipeline.normalise.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model.article import Block
    from pipeline.model.source import Source

# Of an ellipsis the last dots end a sentence.
_END = re.compile(
    "[。！？!?\N{HORIZONTAL ELLIPSIS}](?!(?<=\N{HORIZONTAL ELLIPSIS})\N{HORIZONTAL ELLIPSIS})"
    "[。！？!?）)】〕》〉\\]”’」』]*"
)
_OPENERS = {"（": "）", "(": ")", "【": "】", "〔": "〕", "《": "》", "〈": "〉", "[": "]"}
_BRACKET = re.compile("[（()）【】〔〕《》〈〉\\[\\]]")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The bounds of a text's sentences.

    A sentence ends in 。！？ or …… with the quotes and brackets that close after it, outside
    open brackets. ； ends a clause only. A bracket that never closes opens nothing.

    >>> [("甲。乙！”丙"[a:b]) for a, b in split_sentences("甲。乙！”丙")]
    ['甲。', '乙！”', '丙']
    >>> split_sentences("规划（草案。二稿）已批。")
    [(0, 12)]
    >>> [("永州……郴州是。"[a:b]) for a, b in split_sentences("永州……郴州是。")]
    ['永州……', '郴州是。']
    """
    brackets = _brackets(text)
    bounds = []
    start = 0
    for found in _END.finditer(text):
        if start <= found.start() and not _inside(brackets, found.start()):
            bounds.append((start, found.end()))
            start = found.end()
    if text[start:].strip():
        bounds.append((start, len(text)))
    elif bounds and start < len(text):
        bounds[-1] = (bounds[-1][0], len(text))
    return bounds


def _brackets(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of brackets, from left to right."""
    pairs: list[tuple[int, int]] = []
    open_at: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] in _OPENERS:
            open_at.append(found.start())
        elif open_at and found[0] == _OPENERS[text[open_at[-1]]]:
            start = open_at.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()  # what stands inside is inside anyway
            pairs.append((start, found.start()))
    return pairs


def _inside(pairs: Sequence[tuple[int, int]], at: int) -> bool:
    index = bisect_right(pairs, at, key=lambda pair: pair[0]) - 1
    return index >= 0 and at < pairs[index][1]


def sentences_of(source: Source, blocks: Iterable[Block]) -> Iterator[Sentence]:
    """All sentences of an article's body, in reading order."""
    for block in blocks:
        if block.role in BODY_ROLES:
            yield from block_sentences(source, block)


def block_sentences(source: Source, block: Block) -> Iterator[Sentence]:
    """The sentences of one block."""
    traced = Traced(block.pieces)
    for start, end in split_sentences(block.text):
        spans = merge_spans([piece.span for piece in traced.slice(start, end)])
        lines = merge_lines(source, map(source.lines_of, spans))
        text = block.text[start:end]
        yield Sentence(source.name, block.id, start, end, text, spans, lines)


def merge_lines(source: Source, lines: Iterable[Lines]) -> tuple[Lines, ...]:
    """Runs of lines put together where nothing but empty lines lies between."""
    runs = sorted(set(lines))
    if len(runs) == 1:  # nearly always
        return (runs[0],)
    out: list[Lines] = []
    for run in runs:
        if out and (run.first <= out[-1].last + 1 or _blank_between(source, out[-1], run)):
            out[-1] = Lines(out[-1].first, max(out[-1].last, run.last))
        else:
            out.append(run)
    return tuple(out)


def _blank_between(source: Source, above: Lines, below: Lines) -> bool:
    if above.last >= len(source.line_starts):
        return True
    start, end = source.line_starts[above.last], source.line_starts[below.first - 1]
    return not source.text[start:end].strip()
