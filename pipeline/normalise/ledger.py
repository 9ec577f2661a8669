"""The ledger: what was changed, as entries that can be replayed on the source.

Promise 1: source + ledger = article, and a place for every character. ``replay`` rebuilds the
blocks from the source and the entries alone; ``account`` finds characters that have no place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import Place, ReplayFailed
from pipeline.model.article import Block, Correction, makes_article
from pipeline.model.ids import digest
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model.article import Certainty, Ground, Kind, Piece, Role, State
    from pipeline.model.source import Source

#: Characters on either side that make a correction's id, and are shown as its context.
_AROUND = 12


class Entry(NamedTuple):
    """A correction before it has an id."""

    span: Span
    after: str | None
    rule: str
    kind: Kind
    certainty: Certainty
    reason: str
    state: State
    alternatives: tuple[str, ...] = ()
    evidence: tuple[Ground, ...] = ()
    settled_by: str = ""

    @property
    def makes_article(self) -> bool:
        """As of a correction: whether replaying it is part of the way to the article."""
        return makes_article(self.state, self.kind)


def in_source_order(entries: Iterable[Entry]) -> list[Entry]:
    """By their place in the source; two of one place by the names of their rules."""
    return sorted(entries, key=lambda one: (one.span, one.rule))


def corrections(source: Source, entries: Iterable[Entry]) -> tuple[Correction, ...]:
    """Entries in source order, each with the id its content gives it."""
    text = source.text
    seen: Counter[tuple[str, str, str]] = Counter()
    out = []
    for entry in in_source_order(entries):
        start, end = entry.span
        before = text[start:end]
        context = text[max(0, start - _AROUND) : end + _AROUND]
        key = (entry.rule, before, context)
        seen[key] += 1
        name = digest(source.name, entry.rule, before, context, str(seen[key]))
        out.append(
            Correction(
                id=f"c-{name}",
                source=source.name,
                span=entry.span,
                line=source.line_at(start),
                rule=entry.rule,
                kind=entry.kind,
                before=before,
                after=entry.after,
                reason=entry.reason,
                certainty=entry.certainty,
                state=entry.state,
                context=context,
                alternatives=entry.alternatives,
                evidence=entry.evidence,
                settled_by=entry.settled_by,
            )
        )
    return tuple(out)


def named_blocks(
    source: str, blocks: Iterable[tuple[Role, int | None, tuple[Piece, ...]]]
) -> tuple[Block, ...]:
    """Blocks of the source of that name (role, level, pieces), with the ids their content gives."""
    seen: Counter[str] = Counter()
    out = []
    for role, level, pieces in blocks:
        text = "".join([piece.text for piece in pieces])
        seen[text] += 1
        name = digest(source, text, str(seen[text]))
        out.append(Block(f"b-{name}", role, level, text, pieces))
    return tuple(out)


def replay(text: str, spans: Sequence[Span], ledger: Sequence[Correction | Entry]) -> str:
    """What a block reads: the runs of the source, with the corrections made.

    ``ledger`` holds the corrections of the source that make the article, in order.
    """
    out = []
    for span in spans:
        at = span.start
        for correction in _within(ledger, span):
            out.append(text[at : correction.span.start])
            out.append(correction.after or "")
            at = correction.span.end
        out.append(text[at : span.end])
    return "".join(out)


def _within(ledger: Sequence[Correction | Entry], span: Span) -> Iterable[Correction | Entry]:
    low = bisect_left(ledger, span.start, key=lambda one: one.span.start)
    while low < len(ledger) and ledger[low].span.end <= span.end:
        yield ledger[low]
        low += 1


def check_replay(
    source: Source, blocks: Iterable[Block], ledger: Iterable[Correction | Entry]
) -> None:
    """Promise 1, on every run: what the blocks say is the source's, the corrections made.

    ``ledger`` is in source order. Raises ReplayFailed with the line of the first fault.
    """
    applied = [one for one in ledger if one.makes_article]
    runs: list[Span] = []
    for block in blocks:
        spans = block.spans
        runs += spans
        if replay(source.text, spans, applied) != block.text:
            line = source.line_at(spans[0].start) if spans else 1
            raise ReplayFailed(
                "the ledger doesn't lead from the source to the block",
                where=Place(source.name, line),
                remedy="this is a bug in a rule; please report it with the file",
            )
    _account(source, sorted(runs), applied)


def _account(source: Source, runs: Sequence[Span], applied: Sequence[Correction | Entry]) -> None:
    """Each character is in one run of a block, or in one correction outside all blocks."""
    gaps: list[Span] = []
    at = 0
    for run in runs:
        if run.start < at:
            raise ReplayFailed(
                "a character stands in two blocks",
                where=Place(source.name, source.line_at(run.start)),
            )
        if run.start > at:
            gaps.append(Span(at, run.start))
        at = run.end
    if at < len(source.text):
        gaps.append(Span(at, len(source.text)))
    for gap in gaps:
        at = gap.start
        for correction in _within(applied, gap):
            if correction.span.start != at:
                break
            at = correction.span.end
        if at != gap.end:
            raise ReplayFailed(
                f"the character {source.text[at]!r} has no place",
                where=Place(source.name, source.line_at(at)),
            )
