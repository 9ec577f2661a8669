"""Symbols, unreadable characters and characters of other scripts where text should be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import BODY_ROLES, Certainty, Evidence
from pipeline.normalise.language.characters import HAN, is_han
from pipeline.normalise.language.words import parts_a_word
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A decoder's sign that it gave up, pictures of control characters, characters of one font only,
# and the three words that UTF-8 taken for GBK leaves behind.
_UNREADABLE = re.compile(
    "[\N{REPLACEMENT CHARACTER}\u2400-\u2426\ue000-\uf8ff]+|(?:锟斤拷)+|(?:烫烫)+烫?|(?:屯屯)+屯?"
)
# Between Han these say nothing in running text …
_NEVER = "|^`\\\N{BROKEN BAR}\N{NOT SIGN}\N{CURRENCY SIGN}■□◆◇▲▼★☆"
# … these do, but not in the middle of a word; nor do figures.
_SYMBOL = re.compile(
    f"[{re.escape(_NEVER)}]{{1,3}}|[~*#@_{{}}\\[\\]$]{{1,3}}|[0-9]{{1,3}}(?=[{HAN}])"
)
_NUMERAL = re.compile("[一二三四五六七八九十百千万日月年]")
#: A symbol that comes so often is a mark of the text's own.
_BULLETS = 2
_MASK = re.compile("[*#□×]{2}")
# What a number may stand before, though the word goes on with it too: 建筑企业48家, 近20年来.
_COUNTED = re.compile(
    "[年月日天时分秒度个家件区次多余项种条人名位户只台套届期级类号万亿千百十元角米里亩吨斤克升点成倍岁代周层间"
    "座栋所处辆艘架批组班排列章节页篇首部本张片块根枝双对副把口头匹场局盘起宗计指国方面路环股集县省市州旗镇乡村]"
    "|公[斤里顷升]|[厘毫微]米|毫[克升]|[海英]里|平方|立方|小时|星期|学时|课时|车次|[美欧日港]元"
)

# Letters of scripts that no Chinese sentence mixes in, one or two of them between Han.
_FOREIGN = re.compile(
    "[\u0400-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u1100-\u11ff\uac00-\ud7af]+"
)
# Katakana that look like ideographs.
_LOOKS_LIKE = dict(zip("ーニロエカタトハオセチミ", "一二口工力夕卜八才七千三", strict=True))
_LATIN = re.compile("[0-9A-Za-z]")
_KANA = re.compile("[\u3041-\u30ff]")


_UNREADABLE_STARTS = re.compile("[\N{REPLACEMENT CHARACTER}\u2400-\u2426\ue000-\uf8ff锟烫屯]")


def find_unreadable(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """What a decoder or a font couldn't say: nothing can be proposed.

    >>> from pipeline.model.article import Role
    >>> text = "经\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}发展锟斤拷，杯子很烫烫的"
    >>> [(doubt.start, doubt.end) for doubt in find_unreadable([Said(text, Role.PARAGRAPH)])]
    [(1, 3), (5, 8)]
    """
    for n, block in enumerate(blocks):
        first = _UNREADABLE_STARTS.search(block.text)
        for found in _UNREADABLE.finditer(block.text, first.start()) if first else ():
            if found[0] not in ("烫烫", "屯屯"):
                yield Doubt(
                    n, found.start(), found.end(), None,
                    "unreadable: the characters were lost before the text came here",
                    Certainty.HIGH,
                )  # fmt: skip


def find_stray_symbols(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """A symbol or a figure in the middle of running text, where it says nothing.

    Leaves alone: bullets, bylines, masks (张**), formulas, tags, mentions, and any symbol that
    stands between two words and may mean something there.

    >>> from pipeline.model.article import Role
    >>> text = "全县经济|社会发展，优化营*商环境，有色金12属加工业，打造■样板。"
    >>> [(d.start, d.end) for d in find_stray_symbols([Said(text, Role.PARAGRAPH)])]
    [(4, 5), (13, 14), (21, 23), (30, 31)]
    >>> plain = "有3省，三~五天，张**说，#乡村振兴#话题，请@县政府，每1天，速度=路程÷时间，和/或。"
    >>> plain += "每50公斤补12元，每30平方米一盏灯。"
    >>> list(find_stray_symbols([Said(plain, Role.PARAGRAPH)]))
    []
    """
    for n, block in enumerate(blocks):
        if block.role not in BODY_ROLES or "。" not in block.text:
            continue
        for found in _SYMBOL.finditer(block.text):
            if _is_between_han(block.text, found) and _says_nothing(block.text, found):
                yield Doubt(
                    n, found.start(), found.end(), "" if "□" not in found[0] else None,
                    f"{found[0]} says nothing between these characters",
                )  # fmt: skip


def _is_between_han(text: str, found: re.Match[str]) -> bool:
    return found.start() > 0 and is_han(text[found.start() - 1]) and is_han(text[found.end() :][:1])


def _says_nothing(text: str, found: re.Match[str]) -> bool:
    if _MASK.match(found[0]) or (not found[0].isdigit() and text.count(found[0]) > _BULLETS):
        return False
    if found[0].isdigit():
        counted = _COUNTED.match(text, found.end()) is not None
        return not counted and parts_a_word(text, *found.span(), least=3)
    if "~" in found[0] and _NUMERAL.match(text, found.start() - 1):
        return False
    return found[0][0] in _NEVER or parts_a_word(text, *found.span())


def find_foreign_characters(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """A letter of another script between Han; a katakana that looks like an ideograph.

    Leaves alone: Greek, の, and katakana where the paragraph has more kana than that.

    >>> from pipeline.model.article import Role
    >>> texts = "经济д发展", "ー批企业", "人ロ多", "リーロー式"
    >>> said = [Said(text, Role.PARAGRAPH) for text in texts]
    >>> [(d.block, d.after) for d in find_foreign_characters(said)]
    [(0, ''), (1, '一'), (2, '口')]
    """
    for n, block in enumerate(blocks):
        for found in _FOREIGN.finditer(block.text):
            if len(found[0]) <= 2 and _is_between_han(block.text, found):
                yield Doubt(
                    n, found.start(), found.end(), "",
                    "a letter of another script in a Chinese sentence",
                )  # fmt: skip
        kana = list(_KANA.finditer(block.text))
        if len(kana) == 1 and kana[0][0] in _LOOKS_LIKE:
            found = kana[0]
            after_latin = _LATIN.match(block.text, max(0, found.start() - 1))
            if is_han(block.text[found.end() :][:1]) and not after_latin:
                yield Doubt(
                    n, found.start(), found.end(), _LOOKS_LIKE[found[0]],
                    f"a katakana that looks like {_LOOKS_LIKE[found[0]]}", Certainty.HIGH,
                )  # fmt: skip


RULES = (
    ReadingRule("unreadable", Evidence.REASON, find_unreadable),
    ReadingRule("stray-symbol", Evidence.REASON, find_stray_symbols),
    ReadingRule("foreign-character", Evidence.REASON, find_foreign_characters),
)
