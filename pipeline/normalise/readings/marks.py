"""Quotes and brackets that were never opened or never closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Certainty, Evidence
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A block with more odd marks than this is a drawing or a ruin, no prose with a slip in it.
_MOST = 12

_PAIRS = ("“”", "‘’", "（）", "《》", "〈〉", "【】", "〔〕", "「」", "『』")
_STRAIGHT = '"'
# 1） a） （of a list）: nothing was ever opened.
_LIST_MARK = re.compile(
    r"(?:^|[^0-9A-Za-z])(?:\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳])$"
)
#: A mark of titles that opens what a bracket closes, no other of either between.
_MIXED = re.compile("([《〈])[^《》〈〉（）()]{1,40}([）)])")
_LATIN = re.compile("[A-Za-z0-9]")
_YEAR = re.compile("[0-9]{2}")
#: A quotation or a bracket may go on over so many blocks before its end is missed.
_REACH = 12
_BETWEEN = 3
#: Two opening quotes so near one another hold words that one of them should close.
_NEAR = 40


class _Mark(NamedTuple):
    at: int
    sign: str
    opens: bool


def find_unpaired_marks(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """The odd mark is doubted; another one is proposed where the order of the others tells it.

    A quotation over several paragraphs opens each of them and closes the last; or it opens the
    first and closes the last. Neither is a fault.

    Leaves alone: marks of lists, apostrophes, feet and inches, quotes nested and all closed.

    >>> from pipeline.model.article import Role
    >>> def found(*texts):
    ...     said = [Said(text, Role.PARAGRAPH) for text in texts]
    ...     return [(d.block, d.start, d.after) for d in find_unpaired_marks(said)]
    >>> found("他说：“好。”这是《家“里”的事。"), found("“一区“和“两园”")
    ([(0, 9, None)], [(0, 3, '”')])
    >>> found("“一区两园””的路子"), found("一区”的路子")
    ([(0, 6, '')], [(0, 2, None)])
    >>> found("今天《5月6日）开幕")
    [(0, 2, '（')]
    >>> found("1）水；2）电；（3）路", "他说：“水。", "“电。”", "it’s 6’", "“他说‘好’。”")
    []
    """
    mixed = [_mixed(n, block.text) for n, block in enumerate(blocks)]
    others = [_masked(block, found) for block, found in zip(blocks, mixed, strict=True)]
    for found in mixed:
        yield from (doubt for doubt, _ in found)
    for pair in _PAIRS:
        yield from _odd_ones(others, pair)


def _mixed(n: int, text: str) -> list[tuple[Doubt, int]]:
    """Brackets that an engine read as a mark of titles (《5月6日）), and where each is closed."""
    out = []
    for found in _MIXED.finditer(text):
        before = text[: found.start()]
        if sum(map(before.count, "（(")) <= sum(map(before.count, "）)")):
            reason = f"{found[1]} is closed by {found[2]}"
            doubt = Doubt(n, found.start(), found.start() + 1, "（", reason)
            out.append((doubt, found.end() - 1))
    return out


def _masked(block: Said, mixed: Sequence[tuple[Doubt, int]]) -> Said:
    """The block without the marks that are explained."""
    places = {place for doubt, end in mixed for place in (doubt.start, end)}
    said = (" " if i in places else character for i, character in enumerate(block.text))
    return block._replace(text="".join(said)) if places else block


def _odd_ones(blocks: Sequence[Said], pair: str) -> Iterator[Doubt]:
    """The faults of one kind of mark, over all blocks; one block may close what another opened."""
    waiting: Doubt | None = None
    for n, block in enumerate(blocks):
        if waiting is not None and n - waiting.block > _REACH:
            yield waiting
            waiting = None
        if not (marks := _marks(block.text, pair)):
            continue
        faults = _faults(n, marks, pair)
        if waiting is not None and faults and not marks[0].opens and faults[0].start == marks[0].at:
            waiting = None
            faults = _faults(n, marks[1:], pair)
        last = faults[-1] if faults else None
        if last is not None and marks[-1].opens and last == _unclosed(n, marks[-1]):
            faults.pop()
            if not _opens_again(blocks, n, last, pair):
                if waiting is not None:
                    yield waiting
                waiting = last
        yield from faults
    if waiting is not None:
        yield waiting


def _opens_again(blocks: Sequence[Said], n: int, last: Doubt, pair: str) -> bool:
    """Whether the next block goes on with the quotation, and says so by opening it again.

    After a paragraph that is quoted whole, a paragraph or two may stand between.
    """
    ahead = 1 if last.start else _BETWEEN
    return pair[0] in "“「‘『" and any(
        block.text.startswith(pair[0]) for block in blocks[n + 1 : n + 1 + ahead]
    )


def _marks(text: str, pair: str) -> list[_Mark]:
    opening, closing = pair[0], pair[1]
    if opening not in text and closing not in text:
        return []
    signs = pair
    if pair == "（）":
        signs += "()"
    elif pair == "“”" and text.count(_STRAIGHT) % 2:
        signs += _STRAIGHT
    out: list[_Mark] = []
    depth = 0
    for found in re.finditer(f"[{re.escape(signs)}]", text):
        at, sign = found.start(), found[0]
        if _is_other(text, at, sign, depth):
            continue
        opens = sign in (opening, "(")
        depth = max(0, depth + 1 if opens else depth - 1)
        out.append(_Mark(at, sign, opens))
    return out


def _is_other(text: str, at: int, sign: str, depth: int) -> bool:
    """An apostrophe, a sign of feet or inches, the mark of a list's item, a smile."""
    before, after = text[max(0, at - 5) : at], text[at + 1 : at + 3]
    if sign in "‘’":
        latin = _LATIN.match(before[-1:]) is not None and not depth
        return latin or _YEAR.match(after) is not None
    if sign == _STRAIGHT:
        return before[-1:].isdigit()
    if sign not in "）)" or depth:
        return False
    return before[-1:] in "：:；;" or _LIST_MARK.search(before) is not None


def _faults(n: int, marks: Sequence[_Mark], pair: str) -> list[Doubt]:
    """What is wrong with the marks of one kind in a block; opening and closing should alternate."""
    straight = any(mark.sign == _STRAIGHT for mark in marks)
    if not straight and _closes(marks):
        return []
    turned = [m for k, m in enumerate(marks) if m.sign == _STRAIGHT or m.opens == bool(k % 2)]
    if len(marks) % 2 == 0 and len(turned) == 1:
        return [_turned(n, turned[0], pair)]
    marks = [mark for mark in marks if mark.sign != _STRAIGHT]
    odd = _odd(marks)
    if len(odd) > _MOST:
        first = marks[odd[0]]
        reason = f"{len(odd)} marks of this kind have no partner here; this is the first"
        return [Doubt(n, first.at, first.at + 1, None, reason, Certainty.LOW)]
    out: list[Doubt] = []
    k = 0
    while k < len(odd):
        this, other = odd[k], odd[k + 1] if k + 1 < len(odd) else None
        if other is not None and _are_a_pair(marks, this, other):
            out.append(_turned(n, marks[other if marks[other].opens else this], pair))
            k += 2
            continue
        mark = marks[this]
        out.append(_unclosed(n, mark) if mark.opens else _unopened(n, mark, marks[this - 1 : this]))
        k += 1
    return out


def _odd(marks: Sequence[_Mark]) -> list[int]:
    """The marks that have no partner."""
    out: list[int] = []
    open_at: list[int] = []
    for k, mark in enumerate(marks):
        if mark.opens:
            open_at.append(k)
        elif open_at:
            open_at.pop()
        else:
            out.append(k)
    return sorted(out + open_at)


def _are_a_pair(marks: Sequence[_Mark], this: int, other: int) -> bool:
    """Two of one kind, nothing between them but a few words: one of them is turned."""
    one, two = marks[this], marks[other]
    return other == this + 1 and one.opens == two.opens and 1 < two.at - one.at < _NEAR


def _closes(marks: Sequence[_Mark]) -> bool:
    depth = 0
    for mark in marks:
        depth += 1 if mark.opens else -1
        if depth < 0:
            return False
    return depth == 0


def _turned(n: int, mark: _Mark, pair: str) -> Doubt:
    after = pair[0] if not mark.opens and mark.sign != _STRAIGHT else pair[1]
    return Doubt(
        n, mark.at, mark.at + 1, after,
        f"by its place among the others, {mark.sign} should be {after}",
    )  # fmt: skip


def _unclosed(n: int, mark: _Mark) -> Doubt:
    return Doubt(n, mark.at, mark.at + 1, None, f"{mark.sign} is never closed")


def _unopened(n: int, mark: _Mark, before: Sequence[_Mark]) -> Doubt:
    if before and before[0].at == mark.at - 1 and not before[0].opens:
        return Doubt(n, mark.at, mark.at + 1, "", f"{mark.sign} closes twice", Certainty.HIGH)
    return Doubt(n, mark.at, mark.at + 1, None, f"{mark.sign} closes what was never opened")


RULES = (ReadingRule("unpaired-mark", Evidence.REASON, find_unpaired_marks),)
