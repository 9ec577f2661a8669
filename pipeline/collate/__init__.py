"""Stage 3: Articles → Passages. What two sources tell is found, and printed once."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.collate.elsewhere import with_the_others
from pipeline.collate.groups import Group, gather, group
from pipeline.collate.hanging import needed_by, quoted_with
from pipeline.collate.laws import law
from pipeline.collate.leading import Leading
from pipeline.collate.nearly_named import beside_others, nearly_named
from pipeline.collate.origins import Origins
from pipeline.collate.printing import Printer
from pipeline.collate.sentences import merge_lines, sentences_of, split_sentences
from pipeline.collate.standing import looks
from pipeline.collate.substitution import absorb, substitutions
from pipeline.collate.variants import find_variants
from pipeline.collate.verdicts import fruitless, settle
from pipeline.collate.witnessed import with_witnesses
from pipeline.model.article import Kind, State
from pipeline.model.ids import digest
from pipeline.model.passage import Passage, Witness
from pipeline.model.source import Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipeline.collate.bases import Run
    from pipeline.model.article import Article, Correction
    from pipeline.model.decision import Decision
    from pipeline.model.passage import Sentence, Variant
    from pipeline.model.source import Source

__all__ = ["Collation", "Printer", "collate", "fruitless", "split_sentences"]


#: Which source a passage is to be printed from; None where the rules decide.
Preferred = Callable[[Passage], str | None]

#: Of all sentences the places of those that are to be printed from their own source.
Kept = Callable[["Sequence[Sentence]"], "Collection[int]"]


@dataclass(frozen=True, slots=True)
class Collation:
    """What the sources say together: the passages, and every correction of every source, those
    seen only in collation included, as the editor settled them; and which source leads which.
    """

    passages: tuple[Passage, ...]
    corrections: tuple[Correction, ...]
    leading: Leading


def collate(
    articles: Sequence[Article],
    decisions: Mapping[str, Decision] | None = None,
    bases: Preferred | None = None,
    edited: Kept | None = None,
    days: Mapping[str, dt.date] | None = None,
) -> Collation:
    """Every sentence of the articles' bodies, in exactly one passage.

    A passage is a run of sentences of one block of its base, told by the same witnesses; passages
    stand in the order of their bases. The sources are held against one another twice: once to
    see where they differ, which shows doubtful readings; then, with these known, to choose the
    bases. Source order is that of the names, whatever order the articles are given in.
    ``bases`` says of a passage which source the editor wants it printed from, ``edited`` which
    sentences an editor has edited as their source has them: they stay printed from it, whatever is
    doubted or settled since, unless ``bases`` says otherwise. ``days`` says when sources appeared.
    """
    articles = sorted(articles, key=lambda one: unicodedata.normalize("NFC", one.source.name))
    sentences = [
        sentence
        for article in articles
        for sentence in sentences_of(article.source, article.blocks)
    ]
    sources = {article.source.name: article.source for article in articles}
    gathered = gather(sentences, {one.source.name: law(one) for one in articles}, days or {})
    leading = Leading(sentences, gathered, looks(articles))
    needed, quoted = needed_by(sentences), quoted_with(sentences)
    within = with_the_others(
        (one for article in articles for one in article.ledger),
        sentences,
        gathered,
        {name: source.text for name, source in sources.items()},
    )

    def passages(
        corrections: Sequence[Correction], wanted: Mapping[int, str] | None = None
    ) -> list[Passage]:
        doubts = _doubts(corrections, sentences)
        groups = group(sentences, gathered, doubts, wanted or {}, leading, needed, quoted)
        return _passages(groups, sentences, sources)

    seen = passages(within)
    doubted = with_witnesses(within, seen, sources, Origins(articles))
    doubted = absorb(doubted, substitutions(articles, seen))
    doubted = beside_others(doubted, nearly_named(articles, seen))
    corrections = settle(_ordered(articles, doubted), decisions or {})
    kept: dict[int, str] = {}
    settled = passages(corrections)
    pinned = edited(sentences) if edited else ()
    while moved := _printed_elsewhere(settled, sentences, pinned) - kept.keys():
        kept |= {place: sentences[place].source for place in moved}
        settled = passages(corrections, kept)
    if bases:
        settled = passages(corrections, kept | _wanted(settled, bases, sentences))
    printer = Printer(articles, corrections)
    printed = tuple(_printed(one, printer) for one in settled)
    return Collation(printed, tuple(corrections), leading)


def _printed_elsewhere(
    passages: Sequence[Passage], sentences: Sequence[Sentence], pinned: Collection[int]
) -> set[int]:
    """Of some sentences, by their places, those that are printed from another source. What is
    printed from its own needs no help: were it told to lead, it would take in what is printed
    beside it.
    """
    own = {
        (one.source, one.block, one.start) for passage in passages for one in passage.base.sentences
    }
    return {
        place
        for place, one in ((place, sentences[place]) for place in pinned)
        if (one.source, one.block, one.start) not in own
    }


def _wanted(
    passages: Sequence[Passage], bases: Preferred, sentences: Sequence[Sentence]
) -> dict[int, str]:
    """The source that the editor wants a sentence printed from, by its place in the list."""
    places = {(one.source, one.block, one.start): i for i, one in enumerate(sentences)}
    return {
        places[one.source, one.block, one.start]: source
        for passage in passages
        if (source := bases(passage))
        for witness in passage.witnesses
        for one in witness.sentences
    }


def _ordered(articles: Sequence[Article], corrections: Iterable[Correction]) -> list[Correction]:
    """In source order, then as they stand in the source."""
    order = {article.source.name: n for n, article in enumerate(articles)}
    return sorted(corrections, key=lambda one: (order[one.source], one.span, one.rule, one.id))


def _passages(
    groups: Sequence[Group], sentences: Sequence[Sentence], sources: Mapping[str, Source]
) -> list[Passage]:
    """Groups → passages, their bases not yet printed: ``text`` is as the base says."""
    out = []
    seen: Counter[tuple[str, str]] = Counter()
    based = sorted(groups, key=lambda one: one.base.places[0])
    for run in _passage_runs(based, sentences):
        witnesses = _witnesses(run, sentences, sources)
        base = witnesses[0]
        seen[base.source, base.text] += 1
        name = digest(base.source, base.text, str(seen[base.source, base.text]))
        out.append(Passage(f"p-{name}", base.text, witnesses, find_variants(witnesses)))
    return out


def _printed(passage: Passage, printer: Printer) -> Passage:
    """A passage with the readings of its base made and placed, its variants moved along."""
    said, bounds = printer.sentences(passage.base.sentences)
    variants = []
    for one in passage.variants:
        at = _moved(one.at, said.moves)
        chosen = _chosen(one, said.text[at.start : at.end])
        variants.append(replace(one, at=at, chosen=chosen))
    return replace(
        passage, text=said.text, readings=said.readings, bounds=bounds, variants=tuple(variants)
    )


def _moved(span: Span, moves: Iterable[tuple[Span, Span]]) -> Span:
    """Where characters of a base stand once its readings are made."""
    start, end = span
    for before, after in moves:
        grown = after.end - before.end
        if before.end <= span.start:
            start = span.start + grown
        elif before.start <= span.start:
            start = after.start
        if before.end <= span.end:
            end = span.end + grown
        elif before.start < span.end:
            end = after.end
    return Span(start, max(start, end))


def _chosen(variant: Variant, printed: str) -> str | None:
    return next((key for key, reading in variant.readings if reading == printed), None)


def _doubts(corrections: Iterable[Correction], sentences: Sequence[Sentence]) -> Mapping[int, int]:
    """Doubtful readings by sentence; those the editor has settled are none."""
    doubtful: dict[str, list[int]] = {}
    for one in corrections:
        if one.kind is Kind.READING and one.state is not State.REJECTED and not one.settled_by:
            places = one.places or (one.span,)
            doubtful.setdefault(one.source, []).extend(place.start for place in places)
    for starts in doubtful.values():
        starts.sort()
    out: Counter[int] = Counter()
    for i, sentence in enumerate(sentences):
        starts = doubtful.get(sentence.source, [])
        for span in sentence.spans:
            out[i] += bisect_left(starts, span.end) - bisect_left(starts, span.start)
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
