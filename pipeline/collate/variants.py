"""Where witnesses differ from their base, and what each of them reads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.collate.alignment import Change, changes_of
from pipeline.collate.amounts import same_amounts
from pipeline.collate.kinds import classify
from pipeline.model.passage import Variant, VariantKind
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.model.passage import Witness

#: So many characters around a difference help to tell its kind.
_AROUND = 12

PUNCTUATION = VariantKind.PUNCTUATION


def find_variants(witnesses: Sequence[Witness]) -> tuple[Variant, ...]:
    """The places where any witness differs from the base, in order of the base's text.

    Changes that touch the same words of the base are one variant, and each holds what every
    witness reads there.
    """
    base = witnesses[0]
    changes = [changes_of(base.text, witness.text) for witness in witnesses[1:]]
    out = []
    for span, members in _united(changes):
        readings = [(base.key, base.text[span.start : span.end])]
        for witness, own in zip(witnesses[1:], changes, strict=True):
            start, end = _mapped(span, own, members)
            readings.append((witness.key, witness.text[start:end]))
        around = (
            base.text[max(0, span.start - _AROUND) : span.start],
            base.text[span.end :][:_AROUND],
        )
        out.append(Variant(_kind(readings, *around), span, tuple(readings), base.key))
    return tuple(out)


def _united(changes: Sequence[Sequence[Change]]) -> list[tuple[Span, set[Change]]]:
    """The changes of all witnesses, those put together that touch the same words."""
    out: list[tuple[Span, set[Change]]] = []
    for change in sorted(change for own in changes for change in own):
        if out:
            span, members = out[-1]
            if change.start < span.end or (change.start, change.end) == span:
                out[-1] = Span(span.start, max(span.end, change.end)), members | {change}
                continue
        out.append((Span(change.start, change.end), {change}))
    return out


def _mapped(span: Span, own: Sequence[Change], members: AbstractSet[Change]) -> tuple[int, int]:
    """Where a run of the base stands in a witness, given the witness's changes."""
    start, end = span
    for change in own:
        grown = (change.other_end - change.other_start) - (change.end - change.start)
        if change in members:
            end += grown
        elif change.end <= span.start:
            start, end = start + grown, end + grown
    return start, end


def _kind(readings: Sequence[tuple[str, str]], before: str, following: str) -> VariantKind:
    """The kind of the first difference that is more than a mark, or a figure written otherwise."""
    base = readings[0][1]
    others = [said for _, said in readings[1:] if said != base]
    kinds = [classify(base, said, before, following) for said in others]
    others = [said for said, kind in zip(others, kinds, strict=True) if kind is not PUNCTUATION]
    kinds = [kind for kind in kinds if kind is not PUNCTUATION] or kinds
    return next(
        (
            kind
            for said, kind in zip(others, kinds, strict=False)
            if not same_amounts(base, said, before, following)
        ),
        kinds[0],
    )
