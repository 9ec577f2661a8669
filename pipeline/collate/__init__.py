"""Stage 3: Articles → Passages. What two sources tell is found, and printed once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.collate.groups import Group, Run, group
from pipeline.collate.sentences import merge_lines, sentences_of, split_sentences
from pipeline.collate.variants import find_variants
from pipeline.model.article import Kind, State
from pipeline.model.passage import Passage, Witness
from pipeline.normalise.ledger import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.article import Article
    from pipeline.model.passage import Sentence
    from pipeline.model.source import Source

__all__ = ["collate", "split_sentences"]


def collate(articles: Sequence[Article]) -> tuple[Passage, ...]:
    """Every sentence of the articles' bodies, in exactly one passage.

    A passage is a run of sentences of one block of its base, told by the same witnesses; passages
    stand in the order of their bases.
    """
    sentences = [sentence for article in articles for sentence in sentences_of(article)]
    sources = {article.source.name: article.source for article in articles}
    groups = group(sentences, _doubts(articles, sentences))
    based = sorted(groups, key=lambda one: one.base.places[0])
    passages = []
    seen: Counter[tuple[str, str]] = Counter()
    for run in _passage_runs(based, sentences):
        witnesses = _witnesses(run, sentences, sources)
        base = witnesses[0]
        seen[base.source, base.text] += 1
        name = digest(base.source, base.text, str(seen[base.source, base.text]))
        passages.append(Passage(f"p-{name}", base.text, witnesses, find_variants(witnesses)))
    return tuple(passages)


def _doubts(articles: Sequence[Article], sentences: Sequence[Sentence]) -> Mapping[int, int]:
    """Flagged readings by sentence."""
    flagged = {
        article.source.name: [
            one.span.start
            for one in article.ledger
            if one.kind is Kind.READING and one.state is State.FLAGGED
        ]
        for article in articles
    }
    out: Counter[int] = Counter()
    for i, sentence in enumerate(sentences):
        for start in flagged[sentence.source]:
            out[i] += any(span.start <= start < span.end for span in sentence.spans)
    return out


def _passage_runs(
    groups: Sequence[Group], sentences: Sequence[Sentence]
) -> list[tuple[Group, ...]]:
    """Groups put together: next to one another in the base's block, with the same witnesses,
    who tell them next to one another too.
    """
    out: list[list[Group]] = []
    for one in groups:
        if out and _follows(out[-1][-1], one, sentences):
            out[-1].append(one)
        else:
            out.append([one])
    return [tuple(run) for run in out]


def _follows(above: Group, below: Group, sentences: Sequence[Sentence]) -> bool:
    if above.sources != below.sources:
        return False
    last, first = above.base.places[-1], below.base.places[0]
    if first != last + 1 or sentences[last].block != sentences[first].block:
        return False
    return all(
        two.places[0] == one.places[-1] + 1
        for one, two in zip(above.runs[1:], below.runs[1:], strict=True)
    )


def _witnesses(
    run: Sequence[Group], sentences: Sequence[Sentence], sources: Mapping[str, Source]
) -> tuple[Witness, ...]:
    """The base, then the others in source order; a source that speaks twice has a second key."""
    spoken: Counter[str] = Counter()
    out = []
    for n in range(len(run[0].runs)):
        parts: list[Run] = [one.runs[n] for one in run]
        said = tuple(sentences[i] for part in parts for i in part.places)
        name = said[0].source
        spoken[name] += 1
        key = name if spoken[name] == 1 else f"{name}#{spoken[name]}"
        lines = merge_lines(sources[name], (line for one in said for line in one.lines))
        text = "".join(one.text for one in said)
        out.append(Witness(key, name, lines, text, said))
    return tuple(out)
