"""Where two texts of one thing differ: on words, so that a change reads as one."""

from __future__ import annotations

import re
from itertools import groupby
from operator import ne
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from pipeline.collate.amounts import same_amounts
from pipeline.collate.letters import letters_of
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import is_han
from pipeline.normalise.language.gazetteer import named
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rapidfuzz.distance import Opcode, Opcodes

#: Changes parted by fewer characters than this are one change.
_APART = 2

#: So many characters further on, what went at one place may come back at another.
_MOVED = 16

#: What is called for short in brackets has so many characters, at most.
_NAME = 8
_CLOSED_BY = {"（": "）", "“": "”", "‘": "’", "《": "》", "(": ")", "〔": "〕", "【": "】"}

#: With these a clause is put in or left out.
_CLAUSE_MARKS = frozenset("，、；：。！？")

_NUMBER = re.compile(
    r"(?:(?:凌晨|清晨|早晨|早上|上午|下午|傍晚|晚上|晚|夜里)(?=[0-9]{1,2}[时点:：]))?"
    r"[0-9A-Za-z]+(?:[.,][0-9][0-9A-Za-z]*)*(?:万[0-9]+(?:,[0-9]+)*)?[%％‰]?"
)
#: The number of a note, behind words: no letter or figure of a text follows it.
REFERENCE = re.compile(r"[\[［][0-9]{1,2}(?:[-–—,，][0-9]{1,2})*[\]］](?![0-9A-Za-z一-鿿])")
_FIGURE = "\N{DIGIT ZERO}"
_WHOLE = re.compile(r"[0-9]+(?:\.[0-9]+)*[%％‰]?")
#: A clause is another one where less of its letters stays, a figure being one.
_HARDLY = 1 / 3
#: What stands between the numbers of a range.
_RANGE = frozenset("-－–—―~～〜至到")


class Change(NamedTuple):
    """The base's characters [start, end) are the other's [other_start, other_end)."""

    start: int
    end: int
    other_start: int
    other_end: int


def changes_of(base: str, other: str) -> list[Change]:
    """Where two texts differ, on words; changes parted by a character are one change.

    Names of places are held against one another, and so are figures, before they are looked
    at: another name in the same place is a change by itself, whatever was added beside it.

    >>> [(a, b, c, d) for a, b, c, d in changes_of("郴州市逐步形成", "近年来，柳州市逐步形成")]
    [(0, 0, 0, 4), (0, 3, 4, 7)]

    One text in traditional and one in simplified characters don't differ by that.

    >>> changes_of("萬曆八年進士，授徒三十餘人", "万历八年进士，授徒二十余人")
    [Change(start=9, end=12, other_start=9, other_end=12)]
    """
    base, other = simplified(base), simplified(other)
    if base == other:
        return []
    left, right = words(base), words(other)
    left_at, right_at = _offsets(left), _offsets(right)
    changes: list[Change] = []
    alone = False  # the change before is one of a name or a figure
    for code in _opcodes(left, right):
        if code.tag == "equal":
            for i, j in zip(
                range(code.src_start, code.src_end),
                range(code.dest_start, code.dest_end),
                strict=True,
            ):
                if left[i] != right[j]:
                    changes.append(Change(left_at[i], left_at[i + 1], right_at[j], right_at[j + 1]))
                    alone = True
            continue
        a, b = left_at[code.src_start], left_at[code.src_end]
        c, d = right_at[code.dest_start], right_at[code.dest_end]
        if changes and not alone and a - changes[-1].end < _APART:
            changes[-1] = changes[-1]._replace(end=b, other_end=d)
        else:
            changes.append(Change(a, b, c, d))
        alone = False
    # The same characters, cut into other words, are no change.
    told = [
        one
        for one in changes
        if base[one.start : one.end] != other[one.other_start : one.other_end]
    ]
    said = _references_apart(told, base, other)
    moved = _with_moves(_slid(said, base, other), base, other)
    closed = _brackets_closed(_figures_joined(moved, base, other), base, other)
    return _other_clauses(closed, base, other)


def _references_apart(changes: Iterable[Change], base: str, other: str) -> list[Change]:
    """The numbers of notes at the heads of changes are changes of their own: [1] is no reading.

    >>> [tuple(one) for one in changes_of("自我民听”[1]。春秋", "自我民听”。到了春秋")]
    [(5, 8, 5, 5), (9, 9, 6, 8)]
    """
    out = []
    for change in changes:
        start, end, other_start, other_end = change
        ours = REFERENCE.match(base, start, end)
        theirs = REFERENCE.match(other, other_start, other_end)
        if ours or theirs:
            low, far = ours.end() if ours else start, theirs.end() if theirs else other_start
            out.append(Change(start, low, other_start, far))
            same = Prefix.similarity(base[low:end], other[far:other_end])
            start, other_start = low + same, far + same
        if start < end or other_start < other_end:
            out.append(Change(start, end, other_start, other_end))
    return out


def _opcodes(left: Sequence[str], right: Sequence[str]) -> Opcodes:
    """Names and figures are held against one another unless more words then stay the same where
    they aren't: 经过6.5小时，17时 and 17时 differ in what goes before 17, not in 6.5 and 17.

    >>> changes_of("经过6.5小时的飞行，17时46分对接", "17时46分对接")
    [Change(start=0, end=11, other_start=0, other_end=0)]
    """
    alike = Levenshtein.opcodes(_masks(left), _masks(right))
    as_told = Levenshtein.opcodes(_ranged(left), _ranged(right))
    return (
        as_told
        if _words_changed(as_told, left, right) < _words_changed(alike, left, right)
        else alike
    )


def _words_changed(codes: Iterable[Opcode], left: Sequence[str], right: Sequence[str]) -> int:
    changed = 0
    for code in codes:
        ours = left[code.src_start : code.src_end]
        theirs = right[code.dest_start : code.dest_end]
        if code.tag == "equal":
            changed += sum(map(ne, ours, theirs))
        else:
            changed += max(len(ours), len(theirs))
    return changed


def _slid(changes: Sequence[Change], base: str, other: str) -> list[Change]:
    """What was put in or left out begins with a mark, where it may as well: in 11.8万人次 not
    万人次，比上年增加2.5 was put in, but ，比上年增加2.5万人次 behind it.

    >>> changes_of("读者11.8万人次。", "读者11.8万人次，比上年增加2.5万人次。")
    [Change(start=9, end=9, other_start=9, other_end=21)]
    >>> changes_of("晴，有风，有雨。", "晴，有雨。")
    [Change(start=1, end=4, other_start=1, other_end=1)]
    """
    out: list[Change] = []
    for n, change in enumerate(changes):
        start, end, other_start, other_end = change
        if (start == end) == (other_start == other_end):
            out.append(change)
            continue
        text, low, high = (other, other_start, other_end) if start == end else (base, start, end)
        least = out[-1].end if out else 0
        most = changes[n + 1].start if n + 1 < len(changes) else len(base)
        step = next(
            (
                step
                for step in _steps(text, low, high, start - least, most - end)
                if text[low + step] in _CLAUSE_MARKS
            ),
            0,
        )
        out.append(Change(start + step, end + step, other_start + step, other_end + step))
    return out


def _steps(text: str, low: int, high: int, left: int, right: int) -> Iterator[int]:
    """How far the characters [low, high) may be moved so that without them the text is the same:
    nowhere, then to the right, then to the left.
    """
    yield 0
    for step in range(right):
        if high + step == len(text) or text[low + step] != text[high + step]:
            break
        yield step + 1
    for step in range(1, min(left, low) + 1):
        if text[low - step] != text[high - step]:
            break
        yield -step


def _with_moves(changes: Iterable[Change], base: str, other: str) -> list[Change]:
    """What goes at one place and comes at the next is one change, with what stands between.

    >>> _with_moves([Change(0, 2, 0, 0), Change(5, 5, 3, 5)], "我县近年来修路", "近年来我县修路")
    [Change(start=0, end=5, other_start=0, other_end=5)]
    """
    out: list[Change] = []
    for change in changes:
        last = out[-1] if out else None
        if last and change.start - last.end <= _MOVED:
            gone, came = (letters_of(base[one.start : one.end]) for one in (last, change))
            new, newer = (
                letters_of(other[one.other_start : one.other_end]) for one in (last, change)
            )
            if (gone and not new and not came and masked(gone) == masked(newer)) or (
                came and not newer and not gone and masked(came) == masked(new)
            ):
                out[-1] = last._replace(end=change.end, other_end=change.other_end)
                continue
        out.append(change)
    return out


def _figures_joined(changes: Iterable[Change], base: str, other: str) -> list[Change]:
    """What is one figure with its unit, written in two ways, is one change.

    >>> changes_of("售出7.9万张，", "售出79000张，")
    [Change(start=2, end=7, other_start=2, other_end=8)]
    """
    out: list[Change] = []
    for change in changes:
        last = out[-1] if out else None
        if last and (last.end, last.other_end) == (change.start, change.other_start):
            one, two = base[last.start : change.end], other[last.other_start : change.other_end]
            if same_amounts(one, two):
                out[-1] = last._replace(end=change.end, other_end=change.other_end)
                continue
        out.append(change)
    return out


def _brackets_closed(changes: Iterable[Change], base: str, other: str) -> list[Change]:
    """A note in brackets or quotes that one text has more goes with its closing marks, though what
    stands before these is what the other text has, too: the whole name and the short one.

    >>> base, other = "宁川新能源公司（以下简称“宁川新能”）宣布", "宁川新能宣布"
    >>> changes_of(base, other)
    [Change(start=0, end=19, other_start=0, other_end=4)]
    """
    out: list[Change] = []
    for change in changes:
        last = out[-1] if out else None
        if last and change.start - last.end == change.other_start - last.other_end <= _NAME:
            more = base[last.start : last.end] or other[last.other_start : last.other_end]
            less = base[change.start : change.end] or other[change.other_start : change.other_end]
            same_side = (last.start == last.end) == (change.start == change.end)
            same_side &= (last.other_start == last.other_end) == (
                change.other_start == change.other_end
            )
            pure = (last.start == last.end) != (last.other_start == last.other_end)
            if same_side and pure and letters_of(more) and _closes(less, more):
                before = Postfix.similarity(base[: last.start], more)
                before = min(before, last.start - (out[-2].end if len(out) > 1 else 0))
                out[-1] = Change(
                    last.start - before, change.end, last.other_start - before, change.other_end
                )
                continue
        out.append(change)
    return out


def _other_clauses(changes: Sequence[Change], base: str, other: str) -> list[Change]:
    """A clause of which hardly a word stays, and no figure, is another one in its place: what it
    counts isn't what the other counts.

    >>> one, other = "人员支出占全部支出由31.5%升到43.8%。", "中医院由7.4万元升到11.2万元。"
    >>> changes_of(f"收入增加，{one}", f"收入增加，{other}")
    [Change(start=5, end=27, other_start=5, other_end=22)]
    >>> len(changes_of("投入120万元。", "耗资150万元。"))
    2
    """
    out: list[Change] = []
    for bounds, found in groupby(changes, key=lambda one: _clauses_of(one, base, other)):
        same = list(found)
        if len(same) > 1 and bounds and _is_another(same, bounds, base, other):
            same = [bounds]
        out += same
    return out


def _clauses_of(change: Change, base: str, other: str) -> Change | None:
    """The clause of each text in which a change lies; None where it is in several."""
    start, end = _clause(base, change.start)
    other_start, other_end = _clause(other, change.other_start)
    within = Change(start, end, other_start, other_end)
    return None if end < change.end or other_end < change.other_end else within


def _clause(text: str, at: int) -> tuple[int, int]:
    """The bounds of the clause in which a place lies."""
    low = max(text.rfind(mark, 0, at) for mark in _CLAUSE_MARKS) + 1
    stops = (text.find(mark, at) for mark in _CLAUSE_MARKS)
    return low, min((stop for stop in stops if stop >= 0), default=len(text))


def _is_another(changes: Sequence[Change], bounds: Change, base: str, other: str) -> bool:
    """Whether hardly anything of two clauses stays, and of their figures, which both have, none."""
    ours, theirs = base[bounds.start : bounds.end], other[bounds.other_start : bounds.other_end]
    told = [{word for word in words(text) if _mask(word) == _FIGURE} for text in (ours, theirs)]
    if not all(told) or told[0] & told[1]:
        return False
    length = len(letters_of(_WHOLE.sub(_FIGURE, ours)))
    gone = sum(len(letters_of(_WHOLE.sub(_FIGURE, base[one.start : one.end]))) for one in changes)
    return length - gone < _HARDLY * length


def _closes(marks: str, text: str) -> bool:
    """Whether marks close all that is open in a text, the last first.

    >>> _closes("”）", "公司（简称“宁川"), _closes("）", "公司（简称“宁川"), _closes("）", "（厂）")
    (True, False, False)
    """
    open_: list[str] = []
    for character in text:
        if character in _CLOSED_BY:
            open_.append(_CLOSED_BY[character])
        elif open_ and character == open_[-1]:
            open_.pop()
    return bool(open_) and marks == "".join(reversed(open_))


def masked(text: str) -> str:
    """A text with one sign for each name of a place, and one for each figure.

    >>> masked("郴州工业") == masked("柳州工业"), masked("矿业") == masked("铋业")
    (True, False)
    """
    return "".join(_masks(words(text)))


def _masks(told: Sequence[str]) -> list[str]:
    """One sign for each name of a place, each figure, and what stands between those of a range.

    >>> _masks(words("1—5月，1至5月")) == _masks(words("2～6月，3到8月"))
    True
    """
    return [_mask(word) for word in _ranged(told)]


def _ranged(told: Sequence[str]) -> list[str]:
    """One sign for what stands between the figures of a range.

    >>> _ranged(["1", "至", "5", "月", "至", "今"])
    ['1', '-', '5', '月', '至', '今']
    >>> [tuple(one) for one in changes_of("1—5月，晴。", "局长8日说，1至5月，晴。")]
    [(0, 0, 0, 6), (1, 2, 7, 8)]
    """
    out = list(told)
    for n in range(1, len(told) - 1):
        if told[n] in _RANGE and _mask(told[n - 1]) == _mask(told[n + 1]) == _FIGURE:
            out[n] = "-"
    return out


def _mask(word: str) -> str:
    """One sign for all names of places, one for all figures; other words stand for themselves."""
    if word[0].isdigit() or (is_han(word[0]) and word[-1].isdigit()):
        return _FIGURE
    return "\N{GETA MARK}" if len(word) > 1 and named(word) else word


def words(text: str) -> list[str]:
    """Words of the dictionary; a number or a Latin word is one, whatever points it has.

    >>> words("产值1.25亿元，增长8%")
    ['产值', '1.25', '亿元', '，', '增长', '8%']
    >>> words("月租1万1,300元"), words("收入62.6B亿元")
    (['月租', '1万1,300', '元'], ['收入', '62.6B', '亿元'])
    """
    out: list[str] = []
    at = 0
    for found in _NUMBER.finditer(text):
        out += dictionary.cut(text[at : found.start()], hmm=False)
        out.append(found[0])
        at = found.end()
    return out + dictionary.cut(text[at:], hmm=False)


def _offsets(words: Sequence[str]) -> list[int]:
    out = [0]
    for word in words:
        out.append(out[-1] + len(word))
    return out
