"""What kind of difference two readings are: a mark, a name, a figure, a slip, another wording."""

from __future__ import annotations

import re

from rapidfuzz.distance import Postfix, Prefix

from pipeline.collate.alignment import REFERENCE, masked
from pipeline.collate.amounts import same_amounts
from pipeline.collate.letters import letters_of, substance_of
from pipeline.collate.plausible import judge
from pipeline.model.passage import VariantKind
from pipeline.normalise.language.gazetteer import named
from pipeline.normalise.readings.look_alike import alike

#: A word before 市 or 县 is taken for a name up to this length.
_LONGEST_NAME = 3

#: So many characters may be taken for others at one place.
_SLIP = 2

#: From this length on, what a witness has more or less is a clause.
_CLAUSE = 8

_DIGIT = re.compile("[0-9〇零一二两三四五六七八九十百千万亿]")
_DIGITS = re.compile(
    "[0-9.%％‰〇零一二两三四五六七八九十百千万亿]+|大?约|将?近|超过?|逾|余|多|以上|左右|不足"
)
_PLACE_END = re.compile("[市县区省州镇乡村]")
_PLACE_NAME = re.compile("^.{1,3}[市县省州镇乡]$")

# What is said of a text in front of it is none of its words.
_LABEL = re.compile(
    "^[【［〔](?:摘要|关键词|编者按|按语|导语|导读|提要|正文)[】］〕]：?|^[问答][：:]"
)


def classify(reading: str, other: str, before: str = "", following: str = "") -> VariantKind:
    """What kind of difference it is; first match wins. ``before`` and ``following`` are the
    words around it.

    >>> classify("村点村火", "村村点火").value, classify("，", "").value
    ('transposed', 'punctuation')
    >>> classify("【摘要】：", "").value, classify("答：", "").value, classify("【注意】", "").value
    ('punctuation', 'punctuation', 'wording')
    >>> classify("[1]", "", before="自我民听”").value, classify("12", "", before="共").value
    ('punctuation', 'figure')
    >>> classify("425", "452").value, classify("郴州", "柳州").value
    ('figure', 'name')
    >>> classify("3.5", "35").value, classify("-", "", following="5℃").value
    ('figure', 'figure')
    >>> classify("近四万", "四万").value, classify("三百", "三百多").value
    ('figure', 'figure')
    >>> classify("经济", "经").value, classify("让", "让让让").value
    ('lost', 'doubled')
    >>> classify("人驻", "入驻").value, classify("坚持", "秉持").value
    ('look-alike', 'wording')
    >>> classify("再改", "改造", "今年计划", "210个").value
    'wording'
    >>> classify("", "脸盆", before="用三个脸盆").value, classify("再生", "再生资源").value
    ('doubled', 'wording')

    A figure written in another way is a wording.

    >>> classify("7.9万", "79000", following="户").value, classify("百分之三", "3%").value
    ('wording', 'wording')
    >>> classify("4200", "4,200", following="元").value
    'punctuation'
    """
    reading, other = (_LABEL.sub("", REFERENCE.sub("", words)) for words in (reading, other))
    one, two = letters_of(reading), letters_of(other)
    if one == two:
        by_marks = is_accidental(reading, other, before, following)
        return VariantKind.PUNCTUATION if by_marks else VariantKind.FIGURE
    if same_amounts(reading, other, before, following):
        return VariantKind.WORDING
    if _figures_apart(one) == _figures_apart(two) and _DIGIT.search(
        before[-1:] + reading + other + following[:1]
    ):
        return VariantKind.FIGURE
    if _is_name(one, two, following):
        return VariantKind.NAME
    if masked(one) != masked(two) and sorted(masked(one)) == sorted(masked(two)):
        return VariantKind.TRANSPOSED
    start, end = _common(one, two)
    short, long = sorted((one[start : len(one) - end], two[start : len(two) - end]), key=len)
    if len(short) == len(long) <= _SLIP and _is_slip(one, two, before, following, start):
        return VariantKind.LOOK_ALIKE
    if not short:
        around = letters_of(before) + one[:start], one[len(one) - end :] + letters_of(following)
        if _repeats(long, *around):
            return VariantKind.DOUBLED
        if len(long) == 1:
            return VariantKind.LOST
    if len(long) - len(short) >= _CLAUSE:
        return VariantKind.CLAUSE
    return VariantKind.WORDING


def is_accidental(reading: str, other: str, before: str = "", following: str = "") -> bool:
    """Whether two readings differ by marks alone, or by the script; a figure's point is no mark.

    >>> is_accidental("，", "。"), is_accidental("萬曆", "万历"), is_accidental(".", "", "3", "5亿")
    (True, True, False)
    """
    one, two = (substance_of(before + words + following) for words in (reading, other))
    return one == two


def _is_slip(one: str, two: str, before: str, following: str, start: int) -> bool:
    """Characters taken for others: they look alike, or one of them makes no word there.

    Words of one's own choice (坚持, 秉持) are words on either side; what moves a character along
    has another word beside it (再改, 改造).
    """
    size = len(one) - start - Postfix.similarity(one[start:], two[start:])
    pairs = zip(one[start : start + size], two[start : start + size], strict=True)
    if size and all(a == b or alike(a, b) for a, b in pairs):
        return True
    said, other = one[start : start + size], two[start : start + size]
    if len(set(said) & set(other)) == 1 and not alike(*_unshared(said, other)):
        return False
    judged = judge(before, one, two, following)
    return judged.sure and judged.breaks


def _unshared(one: str, two: str) -> tuple[str, str]:
    """The first character of each of two texts that the other one hasn't."""
    return next(c for c in one if c not in two), next(c for c in two if c not in one)


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
