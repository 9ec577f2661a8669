"""Where witnesses differ from their base: on words, so that a change reads as one."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import rjieba
from rapidfuzz.distance import Levenshtein

from pipeline.collate.reuse import bare
from pipeline.model.passage import Variant, VariantKind
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.passage import Witness

#: Changes parted by fewer characters than this are one change.
_APART = 2

#: From this length on, what a witness has more or less is a clause.
_CLAUSE = 8

_NUMBER = re.compile(r"[0-9A-Za-z]+(?:[.,][0-9]+)*[%％‰]?")
_DIGITS = re.compile(r"[0-9.%％‰]+|[〇零一二两三四五六七八九十百千万亿]+")
_PLACE_END = re.compile("[市县区省州镇乡村]")
_PLACE_NAME = re.compile("^.{1,3}[市县省州镇乡]$")


def find_variants(witnesses: Sequence[Witness]) -> tuple[Variant, ...]:
    """The places where any witness differs from the base, in order of the base's text.

    Witnesses that differ at exactly the same place stand in one variant.
    """
    base = witnesses[0]
    readings: dict[Span, dict[str, str]] = defaultdict(dict)
    for witness in witnesses[1:]:
        for span, reading in differences(base.text, witness.text):
            readings[span][witness.key] = reading
    out = []
    for span in sorted(readings):
        said = {base.key: base.text[span.start : span.end], **readings[span]}
        others = [reading for key, reading in said.items() if key != base.key]
        kind = classify(said[base.key], others[0], base.text[span.end :][:1])
        out.append(Variant(kind, span, tuple(said.items()), base.key))
    return tuple(out)


def differences(base: str, other: str) -> list[tuple[Span, str]]:
    """Runs of the base and what the other says there.

    >>> differences("“村点村火”成为常态", "“村村点火”成为常态")
    [(Span(start=1, end=5), '村村点火')]
    >>> differences("由低端到高端", "由低端到高端")
    []
    """
    if base == other:
        return []
    left, right = words(base), words(other)
    left_at, right_at = _offsets(left), _offsets(right)
    changes: list[list[int]] = []
    for code in Levenshtein.opcodes(left, right):
        if code.tag == "equal":
            continue
        a, b = left_at[code.src_start], left_at[code.src_end]
        c, d = right_at[code.dest_start], right_at[code.dest_end]
        if changes and a - changes[-1][1] < _APART:
            changes[-1][1], changes[-1][3] = b, d
        else:
            changes.append([a, b, c, d])
    return [(Span(a, b), other[c:d]) for a, b, c, d in changes]


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


def classify(reading: str, other: str, following: str = "") -> VariantKind:
    """What kind of difference it is; first match wins.

    >>> classify("村点村火", "村村点火").value, classify("，", "").value
    ('transposed', 'punctuation')
    >>> classify("425", "452").value, classify("郴州", "柳州", "市").value
    ('figure', 'name')
    >>> classify("", "让").value, classify("让", "让让让").value
    ('lost', 'doubled')
    """
    one, two = bare(reading), bare(other)
    if one == two:
        return VariantKind.PUNCTUATION
    if _DIGITS.sub("", one) == _DIGITS.sub("", two):
        return VariantKind.FIGURE
    if one and two and (one in two or two in one):
        short, long = sorted((one, two), key=len)
        if long.replace(short, "") == "":
            return VariantKind.DOUBLED
    if not one or not two:
        added = one or two
        if len(added) >= _CLAUSE:
            return VariantKind.CLAUSE
        return VariantKind.LOST if len(added) == 1 else VariantKind.WORDING
    if sorted(one) == sorted(two):
        return VariantKind.TRANSPOSED
    if abs(len(one) - len(two)) >= _CLAUSE:
        return VariantKind.CLAUSE
    after_name = _PLACE_END.match(following) and len(one) == len(two) <= 3
    if after_name or (one[-1] == two[-1] and _PLACE_NAME.match(one) and _PLACE_NAME.match(two)):
        return VariantKind.NAME
    return VariantKind.WORDING
