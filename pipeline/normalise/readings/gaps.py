"""Paragraphs that begin or stop in mid-sentence, with nothing that they continue."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from pipeline.model.article import BODY_ROLES, Evidence, Role
from pipeline.normalise.forms.shapes import starts_numbered
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import HAN, is_han
from pipeline.normalise.language.endings import ends_with_mark
from pipeline.normalise.language.gazetteer import mentions
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.readings.lexicon import codes, lexicon
from pipeline.normalise.readings.names import listed
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said
from pipeline.normalise.readings.word_pairs import phrased, word_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Shorter paragraphs are lines of verse, of a letter, of a list, or labels.
_SHORTEST = 20
# What hangs on the words before it: particles, marks that close or part.
_HANGS = frozenset("的了着们吗呢吧么及或地得")
#: Prepositions, which open paragraphs of notices and laws (经批准…), though dictionaries have them
#: at the end of words too.
_PREPOSITIONS = frozenset("经据为对由在以自因按至")
_MARK = re.compile("[，。、；：！？”）》】〕％%]|’(?![0-9])")
#: Behind a verb of one character; a line of a couplet has so many at least.
_OPENS, _COUPLET = ("“", "《", "「"), 4
# 出了“禁采、禁伐”的组合拳: the end of a verb.
_VERB_END = re.compile("[出成]了[“《]")
#: Two characters that stand behind so many different ones are a word of their own: the rest of a
#: longer word always has the same before it.
_A_WORD = 3
#: 图2为用量的影响: a figure or a table is told of.
_FIGURE = re.compile("附?[图表式][0-9一二三四五六七八九十]")
_MARK_AFTER_STOP = re.compile("[。！？][，、；：]")
_HEADINGS = frozenset((Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.SUBHEADING))
#: A last sentence of at least so many characters, with a comma in it, isn't a name or a date.
_SENTENCE_AT_LEAST = 15
_STOP = re.compile("[。！？]")
#: 应国家主席邀请: who asked for it begins a sentence.
_AT_REQUEST = re.compile("应[^，。；]{1,30}(?:邀请|约请|请求|要求)")
#: 京几屯位于镇东: where it lies is told of a place.
_VILLAGE = re.compile(f"[{HAN}]{{1,3}}[县镇乡村屯寨湾岭](?:位于|地处|坐落|隶属|东[邻与靠]|距)")
#: A character before it must make a paragraph's beginning so much likelier (a difference of
#: logarithms), by so many of its characters, for the rest of a word to stand there.
_LIKELIER, _FIRST = 1.5, 6
#: So many characters have the names that a dictionary of words alone lacks.
_LENGTHS_OF_NAMES = (3, 4)
#: The part of speech of people's names and how long they are (子钟 is taken for one, too); a firm
#: has so many characters before a place's name.
_PERSON, _FULL_NAME, _BEFORE_PLACE = "nr", 3, 2
#: How likely such a character may be as a word of its own, at most, as a logarithm.
_ALONE = -8.5


def find_gaps(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """A loss is doubted at the paragraph's first or last two characters; nothing is proposed.

    It begins in mid-sentence where the first character hangs on what stood before it, begins no
    word and hardly ever does (子钟 of 电子钟), or would read much better as the end of one
    (员去年 of 人员去年).

    Leaves alone: headings, captions, lists, short lines (verse, letters), and a paragraph before
    which another one stops in mid-sentence, since that may be its beginning.

    >>> from pipeline.model.article import Role
    >>> def found(*texts):
    ...     said = [Said(text, Role.PARAGRAPH) for text in texts]
    ...     return [(d.block, said[d.block].text[d.start : d.end]) for d in find_gaps(said)]
    >>> found("的无性系良种，由县财政按每亩一千元给予补助。",
    ...       "子钟一秒一秒地跳，实验室里没有人说话，很静。")
    [(0, '的无'), (1, '子钟')]
    >>> found("今年雨水来得早。插秧要抢在芒种之前，田里已有人冒雨",
    ...       "今年的谷价比去年高，收成也比去年好，都笑了。")
    [(0, '冒雨')]
    >>> found("了解到，这里的茶园已有八百亩，全是新种的。",
    ...       "和平年代，人们爱好音乐与戏剧，剧场天天满座。")
    []
    >>> found("经复验符合标准规定的，检验所应当在三日内发还。",
    ...       "经县政府同意，现将有关事项通知如下，请照此办理。")
    []
    >>> found("助餐是老人盼了多年的事，去年总算有了着落。",
    ...       "新增助餐点九个，步行助餐，送来的助餐，都有人管。")
    []
    >>> found("港珠澳大桥口岸今年已有车辆二百万辆次进出。")
    []
    >>> found("应国家主席邀请，该国总统四月八日至十二日来访。")
    []
    >>> found("床前明月光，", "疑是地上霜。")
    []
    """
    blocks = [block._replace(text=simplified(block.text)) for block in blocks]
    before: Said | None = None
    ends_marked = cache(lambda: _ends_marked(blocks))
    words = cache(lambda: _words(blocks))
    rests = _rests_of_words(block.text for block in blocks if block.role in BODY_ROLES)
    for n, block in enumerate(blocks):
        if block.role not in BODY_ROLES:
            before = None if block.role in _HEADINGS else before
            continue
        text = block.text
        if len(text) >= _SHORTEST and (_STOP.search(text) or text[-1] in "，、"):
            if (
                (_begins_in_the_middle(text) or text[:_FIRST] in rests)
                and not _follows(before)
                and not starts_numbered(text)
                and not _FIGURE.match(text)
                and not _AT_REQUEST.match(text)
                and text[:2] not in words()
                and not _stands_alone(text)
            ):
                yield Doubt(n, 0, 2, None, "it begins in mid-sentence: words before it seem lost")
            if (
                _stops_in_the_middle(text)
                and not _goes_on(blocks, n)
                and not starts_numbered(text)
                and ends_marked()
            ):
                end = len(text)
                reason = "it stops in mid-sentence: words after it seem lost"
                yield Doubt(n, end - 2, end, None, reason)
        for found in _MARK_AFTER_STOP.finditer(text):
            yield Doubt(
                n, found.start(), found.end(), None,
                "two marks, one of which ends a sentence: words between them seem lost",
            )  # fmt: skip
        before = block


def _begins_in_the_middle(text: str) -> bool:
    if _MARK.match(text) or _VERB_END.match(text):
        return True
    if not is_han(text[0]) or (text[0] not in _HANGS and text[0] not in _inner()):
        return False
    return not _begins_with_a_word(text)


def _stands_alone(text: str) -> bool:
    """Whether its first character is a word for sure: what is done to something quoted, or the
    first of a couplet.

    >>> _stands_alone("治“材料政绩”，既要减，也要改。"), _stands_alone("的“禁采”组合拳打得好。")
    (True, False)
    >>> _stands_alone("志不求易者成，事不避难者进。"), _stands_alone("子钟一秒地跳，没有人说话。")
    (True, False)
    """
    if text[1:2] in _OPENS:
        return text[0] not in _HANGS
    one, other, *_ = (*_MARK.split(text, 2), "")
    same = sum(a == b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) >= _COUPLET and same > 1 and one[0] != other[0]


def _begins_with_a_word(text: str) -> bool:
    """Whether it does, or with a name that the lexicon has: 港珠澳, 布林肯."""
    return (
        len(dictionary.cut(text[:_SHORTEST], hmm=False)[0]) > 1
        or any(lexicon().holds(text[:length]) for length in _LENGTHS_OF_NAMES)
        or _begins_with_a_name(text)
    )


def _begins_with_a_name(text: str) -> bool:
    """Whether it begins with the name of a person, of a row of them, of a village, or of a firm
    that has a place's name in it.

    >>> _begins_with_a_name("程瑶光，字景明，"), _begins_with_a_name("国网绩溪县供电公司")
    (True, True)
    >>> _begins_with_a_name("施滉、张甲洲、杨学诚"), _begins_with_a_name("京几屯位于镇东")
    (True, True)
    >>> _begins_with_a_name("员永兴县的同志"), _begins_with_a_name("政按每亩一千元")
    (False, False)
    """
    start = text[:_SHORTEST]
    word, kind = dictionary.tag(start)[0]
    if kind == _PERSON and len(word) == _FULL_NAME:
        return True
    if _VILLAGE.match(text) or any(row.start == 0 for row in listed(start)):
        return True
    return any(place.full and place.start == _BEFORE_PLACE for place in mentions(start))


@cache
def _beginnings(last: str) -> tuple[str, ...]:
    """The first characters of usual words of two that end in ``last``."""
    pairs = lexicon().pairs
    firsts = (chr(first) for first in pairs[pairs[:, 1] == ord(last), 0].tolist())
    return tuple(first for first in firsts if len(dictionary.cut(first + last, hmm=False)) == 1)


def _seldom_alone(character: str) -> bool:
    """Whether it is hardly a word of its own, as 政 is; 天 is one too often."""
    likely, _ = word_pairs().alone(codes(character))
    return bool(likely[0] < _ALONE)


def _rests_of_words(texts: Iterable[str]) -> frozenset[str]:
    """The first characters of those texts that begin with the rest of a word, as 政按每亩 of
    财政按每亩 does: with the right character before them they would read much better.
    """
    tried = [
        (start, first + start)
        for start, text in {text[:_FIRST]: text for text in texts if len(text) >= _SHORTEST}.items()
        if start[0] not in _PREPOSITIONS
        if not _begins_with_a_word(text)
        if _seldom_alone(start[0])
        for first in _beginnings(start[0])
    ]
    if not tried:
        return frozenset()
    starts = sorted({start for start, _ in tried})
    now = phrased(np.array([codes("。" + start) for start in starts]))
    then = phrased(np.array([codes("。" + whole) for _, whole in tried]))
    likely = dict(zip(starts, now.tolist(), strict=True))
    return frozenset(
        start
        for (start, _), much in zip(tried, then.tolist(), strict=True)
        if much > likely[start] + _LIKELIER
    )


def _follows(before: Said | None) -> bool:
    """Whether the block before stops in mid-sentence too: this may be the rest of it."""
    if before is None:
        return False
    return not ends_with_mark(before.text) or before.text.endswith(("，", "、"))


def _words(blocks: Sequence[Said]) -> frozenset[str]:
    """The first two characters of paragraphs that are a word elsewhere too: a name, a term. They
    begin a clause there, or stand behind several different characters. One pass over the text.
    """
    behind: dict[str, list[str]] = {one.text[:2]: [] for one in blocks if len(one.text) > 1}
    for one in blocks:
        left = ""
        for here, after in pairwise(one.text):
            if here + after in behind:
                behind[here + after].append(left)
            left = here
    return frozenset(
        two
        for two, lefts in behind.items()
        if len({one for one in lefts if one}) >= _A_WORD
        or sum(not is_han(one) for one in lefts) > 1
    )


def _stops_in_the_middle(text: str) -> bool:
    if text[-1] in "，、":
        return True
    if not is_han(text[-1]):
        return False
    stop = max(text.rfind(mark) for mark in "。！？")
    return 0 <= stop < len(text) - _SENTENCE_AT_LEAST and "，" in text[stop:]


def _ends_marked(blocks: Sequence[Said]) -> bool:
    """Whether the paragraphs of an article end in a mark, but for one in ten; chats don't."""
    long = [one.text for one in blocks if one.role in BODY_ROLES and len(one.text) >= _SHORTEST]
    bare = sum(is_han(text[-1]) for text in long)
    return bare <= max(1, len(long) // 10) and len(long) > 1


def _goes_on(blocks: Sequence[Said], n: int) -> bool:
    """Whether the next block may be the rest: it begins in mid-sentence, or it is a list."""
    if n + 1 == len(blocks) or blocks[n + 1].role not in BODY_ROLES:
        return False
    after = blocks[n + 1].text
    return starts_numbered(after) or len(after) < _SHORTEST or _begins_in_the_middle(after)


@cache
def _inner() -> frozenset[str]:
    table = files("pipeline.normalise.tables").joinpath("inner.txt").read_text("utf-8")
    lines = (line for line in table.splitlines() if not line.startswith("#"))
    return frozenset("".join(lines))


RULES = (ReadingRule("gap", Evidence.REASON, find_gaps),)
