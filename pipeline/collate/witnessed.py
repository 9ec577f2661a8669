"""Slips that another witness shows (对校): two tell one sentence, and one of them reads badly.

That they differ says only that one of them is wrong, and often neither is: editors choose their
words. So only what looks like a slip is looked at (a look-alike, a lost, doubled or turned
character), and language decides which of the two it is; where it can't, both stand as variants.
Nothing is applied. A doubt that the source itself had raised gains a witness.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Postfix, Prefix

from pipeline.collate.alignment import changes_of
from pipeline.collate.kinds import classify
from pipeline.collate.plausible import judge
from pipeline.model.article import Certainty, Correction, Evidence, Ground, Kind, State
from pipeline.model.ids import digest
from pipeline.model.passage import VariantKind
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.endings import ORNAMENT
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.collate.origins import Origins
    from pipeline.model.passage import Passage, Witness
    from pipeline.model.source import Source, Span

RULE = "witness-differs"

_SLIPS = frozenset(
    {VariantKind.LOOK_ALIKE, VariantKind.LOST, VariantKind.DOUBLED, VariantKind.TRANSPOSED}
)

#: What an account sets before a line (🧾) is no word that got lost.
_ADORNED = re.compile(ORNAMENT)

_FIGURE = re.compile("[0-9]")

#: From this lead on a doubt is certain.
_CERTAIN = 4.0

#: What moved over more characters than this is an editor's choice of order.
_LONGEST_TURN = 4

_AROUND = 12


class _Slip(NamedTuple):
    """Characters [start, end) of a witness's text should read ``after``, as ``teller`` does."""

    witness: Witness
    start: int
    end: int
    after: str
    teller: Witness
    kind: VariantKind
    lead: float


def with_witnesses(
    corrections: Sequence[Correction],
    passages: Iterable[Passage],
    sources: Mapping[str, Source],
    origins: Origins,
) -> list[Correction]:
    """All corrections, with the slips that witnesses show: new doubts, or grounds for old ones."""
    at: dict[tuple[str, int], int] = {}
    out = list(corrections)
    for number, one in enumerate(corrections):
        if one.kind is Kind.READING:
            for place in one.places or (one.span,):
                at.update(((one.source, i), number) for i in range(*place))
    told: Counter[tuple[str, str, str]] = Counter()
    for passage in passages:
        for slip in _slips(passage):
            span = origins.span(slip.witness.sentences, slip.start, slip.end)
            if span is None:
                continue
            source = sources[slip.witness.source]
            # Of a doubled character either may be doubted: the place is the same.
            near = range(span.start - 1, span.end + 1)
            known = next((at[source.name, i] for i in near if (source.name, i) in at), None)
            if known is None:
                at.update(((source.name, i), len(out)) for i in range(*span))
                out.append(_correction(slip, span, source, told))
            elif not out[known].places:
                out[known] = _supported(out[known], slip, span, source)
    return out


def _slips(passage: Passage) -> Iterator[_Slip]:
    """The slips of a passage's witnesses, each found against the base."""
    base = passage.witnesses[0]
    for other in passage.witnesses[1:]:
        if other.source == base.source:
            continue
        for change in changes_of(base.text, other.text):
            one = base.text[change.start : change.end]
            two = other.text[change.other_start : change.other_end]
            before, following = base.text[: change.start], base.text[change.end :]
            kind = classify(one, two, before, following)
            if kind not in _SLIPS or _ADORNED.search(one + two):
                continue
            # What is usual is known of simplified characters.
            judged = judge(*map(simplified, (before, one, two, following)))
            # What stands twice is surplus, unless it reads better so: 高高的.
            surplus = kind is VariantKind.DOUBLED and (judged.lead > 0) == (len(two) > len(one))
            if not judged.sure and not surplus:
                continue
            if kind is VariantKind.DOUBLED and not surplus and not _is_said_twice(one, two):
                continue
            base_errs = judged.lead < 0
            # Who copies loses characters, and hardly puts one in that isn't there twice.
            if kind is VariantKind.LOST and (
                base_errs == (len(one) > len(two)) or _is_short_verb(before, one, two, following)
            ):
                continue
            at, other_at = (change.start, change.end), (change.other_start, change.other_end)
            slip = (
                _narrowed(base, at, two, other, kind, judged.lead)
                if base_errs
                else _narrowed(other, other_at, one, base, kind, judged.lead)
            )
            if kind is not VariantKind.TRANSPOSED or slip.end - slip.start <= _LONGEST_TURN:
                yield slip


def _is_said_twice(one: str, two: str) -> bool:
    """Whether what one of two readings has twice is a word when it is said twice: 高高, 研究研究
    is none. A 市 that meets another one in 赣州市市区 is none that the other witness lost.

    >>> _is_said_twice("高", "高高"), _is_said_twice("市市区", "市区")
    (True, False)
    """
    short, long = sorted((one, two), key=len)
    same = Prefix.similarity(short, long)
    more = long[same : len(long) - Postfix.similarity(short[same:], long[same:])]
    return dictionary.has_word(more * 2)


def _is_short_verb(before: str, one: str, two: str, following: str) -> bool:
    """Whether the shorter of two readings is the verb of one character that papers set before a
    figure, and lost nothing.

    >>> _is_short_verb("产值", "达", "达到", "11.3亿元"), _is_short_verb("", "增长", "增", "5%")
    (True, True)
    >>> _is_short_verb("平均", "平", "水平", "5.1%"), _is_short_verb("产", "值", "", "11.3亿元")
    (False, False)
    """
    short, long = sorted((one, two), key=len)
    if not _FIGURE.match(following) or not long.startswith(short):
        return False
    verb = (before + short)[-1:]
    return any(kind.startswith("v") for _, kind in dictionary.tag(verb))


def _narrowed(
    witness: Witness,
    at: tuple[int, int],
    after: str,
    teller: Witness,
    kind: VariantKind,
    lead: float,
) -> _Slip:
    """A slip on the characters that differ alone; where one got lost, on its neighbour too."""
    start, end = at
    said = witness.text[start:end]
    same = Prefix.similarity(said, after)
    start, said, after = start + same, said[same:], after[same:]
    same = Postfix.similarity(said, after)
    end, after = end - same, after[: len(after) - same]
    if start == end and start > 0:
        start, after = start - 1, witness.text[start - 1] + after
    elif start == end:
        end, after = end + 1, after + witness.text[:1]
    return _Slip(witness, start, end, after, teller, kind, lead)


def _correction(
    slip: _Slip, span: Span, source: Source, told: Counter[tuple[str, str, str]]
) -> Correction:
    before = source.text[span.start : span.end]
    context = source.text[max(0, span.start - _AROUND) : span.end + _AROUND]
    key = source.name, before, context
    told[key] += 1
    return Correction(
        id=f"c-{digest(source.name, RULE, before, context, str(told[key]))}",
        source=source.name,
        span=span,
        line=source.line_at(span.start),
        rule=RULE,
        kind=Kind.READING,
        before=before,
        after=slip.after,
        reason=f"{slip.teller.source} reads “{slip.after}” ({slip.kind.value}), and reads better",
        certainty=Certainty.HIGH if abs(slip.lead) >= _CERTAIN else Certainty.MEDIUM,
        state=State.FLAGGED,
        context=context,
        evidence=(Ground(Evidence.WITNESS, (slip.teller.source,)), Ground(Evidence.REASON)),
    )


def _supported(one: Correction, slip: _Slip, span: Span, source: Source) -> Correction:
    """A doubt with a witness more. It is certain where the witness reads what the doubt proposes;
    another reading of the same characters is an alternative.
    """
    spoken = [ground for ground in one.evidence if ground.kind is Evidence.WITNESS]
    by = tuple(dict.fromkeys((*(name for g in spoken for name in g.by), slip.teller.source)))
    others = tuple(ground for ground in one.evidence if ground.kind is not Evidence.WITNESS)
    low, high = min(one.span.start, span.start), max(one.span.end, span.end)

    def reads(at: Span, after: str) -> str:
        return source.text[low : at.start] + after + source.text[at.end : high]

    told = reads(span, slip.after)
    same = one.after is not None and reads(one.span, one.after) == told
    alternatives = one.alternatives
    if not same and one.span == span and slip.after not in alternatives:
        alternatives = (*alternatives, slip.after)
    return replace(
        one,
        certainty=Certainty.HIGH if same else one.certainty,
        alternatives=alternatives,
        evidence=(Ground(Evidence.WITNESS, by), *others),
        reason=one.reason if spoken else f"{one.reason}; {slip.teller.source} has it otherwise",
    )
