"""Where witnesses differ from their base: on words, so that a change reads as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import rjieba
from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from pipeline.collate.reuse import bare
from pipeline.model.passage import Variant, VariantKind
from pipeline.model.source import Span
from pipeline.normalise.gazetteer import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.model.passage import Witness

#: Changes parted by fewer characters than this are one change.
_APART = 2

#: A word before 市 or 县 is taken for a name up to this length.
_LONGEST_NAME = 3

#: From this length on, what a witness has more or less is a clause.
_CLAUSE = 8

_NUMBER = re.compile(r"[0-9A-Za-z]+(?:[.,][0-9]+)*[%％‰]?")
_DIGIT = re.compile("[0-9〇零一二两三四五六七八九十百千万亿]")
_DIGITS = re.compile(
    "[0-9.%％‰〇零一二两三四五六七八九十百千万亿]+|大?约|将?近|超过?|逾|余|多|以上|左右|不足"
)
_PLACE_END = re.compile("[市县区省州镇乡村]")
_PLACE_NAME = re.compile("^.{1,3}[市县省州镇乡]$")


class Change(NamedTuple):
    """The base's characters [start, end) are the other's [other_start, other_end)."""

    start: int
    end: int
    other_start: int
    other_end: int


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
            base.text[max(0, span.start - _CLAUSE) : span.start],
            base.text[span.end :][:_CLAUSE],
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
    """The kind of the first difference that is more than a mark."""
    base = readings[0][1]
    kinds = [classify(base, said, before, following) for _, said in readings[1:] if said != base]
    return next((kind for kind in kinds if kind is not VariantKind.PUNCTUATION), kinds[0])


def differences(base: str, other: str) -> list[tuple[Span, str]]:
    """Runs of the base and what the other says there.

    >>> differences("“村点村火”成为常态", "“村村点火”成为常态")
    [(Span(start=1, end=5), '村村点火')]
    >>> differences("由低端到高端", "由低端到高端")
    []
    """
    return [
        (Span(one.start, one.end), other[one.other_start : one.other_end])
        for one in changes_of(base, other)
    ]


def changes_of(base: str, other: str) -> list[Change]:
    """Where two texts differ, on words; changes parted by a character are one change.

    Names of places are held against one another, and so are figures, before they are looked
    at: another name in the same place is a change by itself, whatever was added beside it.

    >>> [(a, b, c, d) for a, b, c, d in changes_of("郴州市逐步形成", "近年来，柳州市逐步形成")]
    [(0, 0, 0, 4), (0, 3, 4, 7)]
    """
    if base == other:
        return []
    left, right = words(base), words(other)
    left_at, right_at = _offsets(left), _offsets(right)
    changes: list[Change] = []
    masked = False  # the change before is one of a name or a figure
    for code in Levenshtein.opcodes(
        [_mask(word) for word in left], [_mask(word) for word in right]
    ):
        if code.tag == "equal":
            for i, j in zip(
                range(code.src_start, code.src_end),
                range(code.dest_start, code.dest_end),
                strict=True,
            ):
                if left[i] != right[j]:
                    changes.append(Change(left_at[i], left_at[i + 1], right_at[j], right_at[j + 1]))
                    masked = True
            continue
        a, b = left_at[code.src_start], left_at[code.src_end]
        c, d = right_at[code.dest_start], right_at[code.dest_end]
        if changes and not masked and a - changes[-1].end < _APART:
            changes[-1] = changes[-1]._replace(end=b, other_end=d)
        else:
            changes.append(Change(a, b, c, d))
        masked = False
    # The same characters, cut into other words, are no change.
    return [
        one
        for one in changes
        if base[one.start : one.end] != other[one.other_start : one.other_end]
    ]


def _mask(word: str) -> str:
    """One sign for all names of places, one for all figures; other words stand for themselves."""
    if word[0].isdigit():
        return "\N{DIGIT ZERO}"
    return "\N{GETA MARK}" if len(word) > 1 and named(word) else word


def words(text: str) -> list[str]:
    """Words of the dictionary; a number or a Latin word is one, whatever points it has.

    >>> words("产值1.25亿元，增长8%")
    ['产值', '1.25', '亿元', '，', '增长', '8%']
    """
    out: list[str] = []
    at = 0
    for found in _NUMBER.finditer(text):
        out += rjieba.cut(text[at : found.start()], hmm=False)
        out.append(found[0])
        at = found.end()
    return out + rjieba.cut(text[at:], hmm=False)


def _offsets(words: Sequence[str]) -> list[int]:
    out = [0]
    for word in words:
        out.append(out[-1] + len(word))
    return out


def classify(reading: str, other: str, before: str = "", following: str = "") -> VariantKind:
    """What kind of difference it is; first match wins. ``before`` and ``following`` are the
    words around it.

    >>> classify("村点村火", "村村点火").value, classify("，", "").value
    ('transposed', 'punctuation')
    >>> classify("425", "452").value, classify("郴州", "柳州").value
    ('figure', 'name')
    >>> classify("近四万", "四万").value, classify("三百", "三百多").value
    ('figure', 'figure')
    >>> classify("经济", "经").value, classify("让", "让让让").value
    ('lost', 'doubled')
    >>> classify("", "脸盆", before="用三个脸盆").value, classify("再生", "再生资源").value
    ('doubled', 'wording')
    """
    one, two = bare(reading), bare(other)
    if one == two:
        return VariantKind.PUNCTUATION
    if _figures_apart(one) == _figures_apart(two) and _DIGIT.search(reading + other + before[-1:]):
        return VariantKind.FIGURE
    if sorted(one) == sorted(two):
        return VariantKind.TRANSPOSED
    if _is_name(one, two, following):
        return VariantKind.NAME
    start, end = _common(one, two)
    short, long = sorted((one[start : len(one) - end], two[start : len(two) - end]), key=len)
    if not short:
        around = bare(before) + one[:start], one[len(one) - end :] + bare(following)
        if _repeats(long, *around):
            return VariantKind.DOUBLED
        if len(long) == 1:
            return VariantKind.LOST
    if len(long) - len(short) >= _CLAUSE:
        return VariantKind.CLAUSE
    return VariantKind.WORDING


def _figures_apart(text: str) -> str:
    """A text without its figures and the words that say how exact they are."""
    return _DIGITS.sub("", text)


def _common(one: str, two: str) -> tuple[int, int]:
    """How many characters two texts share at the start, and then at the end."""
    start = Prefix.similarity(one, two)
    return start, Postfix.similarity(one[start:], two[start:])


def _repeats(added: str, before: str, following: str) -> bool:
    """Whether what is added stands beside it already, once or more.

    >>> _repeats("让让", "让", "美了"), _repeats("资源", "再生", "利用")
    (True, False)
    """
    return any(
        added == added[:size] * (len(added) // size)
        and (before.endswith(added[:size]) or following.startswith(added[:size]))
        for size in range(1, len(added) + 1)
        if len(added) % size == 0
    )


def _is_name(one: str, two: str, following: str) -> bool:
    """Two names of places, or two words of one length before the same 市, 县 or 镇."""
    if not one or not two:
        return False
    if named(one) and named(two):
        return True
    before_kind = _PLACE_END.match(following) and len(one) == len(two) <= _LONGEST_NAME
    with_kind = one[-1] == two[-1] and _PLACE_NAME.match(one) and _PLACE_NAME.match(two)
    return bool(before_kind or with_kind)
