"""Whether two sentences in the same words tell of one matter: each county reports its harvest in
one form, each year's report takes the last one's words.

What is one matter and isn't held for one is printed twice; what is wrongly held for one hides one
of the two, which is worse. So figures, places and dates have to speak for a pair, or what is told
alike beside it, and this only where the two sources don't mostly tell of two matters.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import product, starmap
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from pipeline.collate.amounts import worth
from pipeline.collate.letters import letters_of, without_places
from pipeline.collate.taken_in import taken_in
from pipeline.normalise.language.gazetteer import mentions, stem
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from pipeline.collate.recurring import Steps
    from pipeline.model.passage import Sentence

_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)*|[〇零一二两三四五六七八九十百千万]{2,}")
_SIZED = re.compile(f"({_FIGURE.pattern})([万亿]*)")
_DRAFT = re.compile(
    "(?:草案|征求意见稿|送审稿|讨论稿)[^，。]{0,4}(?:第[〇零一二三四五六七八九十百0-9]+条|规定)"
)
_RULE = re.compile("(?:条例|办法|规定|细则|法)[》]?第[〇零一二三四五六七八九十百0-9]+条")
_YEAR = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2}(?=年)")
_DAY = re.compile(r"(?<![0-9.])(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}日)")

#: Of the pairs of two sources that have figures so many show whether they mostly keep half of
#: them. Where they don't, who tells one thing again keeps nearly all; and anywhere a quarter, of
#: three and more.
_LEAST_OF_A_FORM, _HALF_KEPT, _NEARLY_ALL_KEPT = 5, 0.5, 0.8
_MANY_FIGURES, _FEW_KEPT = 3, 0.25

#: So much alike (0–100) are two sentences of which only a figure differs.
_SAME_WORDS = 90.0

#: Of so much of its sentences a source that retells another has the like there, at least.
_RETOLD = 0.2

#: Shorter sentences, in letters, may be set phrases.
_SHORT = 32

#: What somebody said is told by a sentence with its stop in quotes, of so many letters, and so much
#: of the whole; slogans have none.
_SAID = re.compile("[“「『]([^“”「」『』]+[。！？!?…])[”」』]")
_LEAST_SAID, _MOST = 12, 2 / 3


class Pair(NamedTuple):
    """Two sentences, by their place in the list."""

    one: int
    other: int


class Kept(NamedTuple):
    """Of so many figures of one sentence how many stand in the other."""

    shared: int
    of: int

    @property
    def share(self) -> float:
        return self.shared / self.of if self.of else 1.0


class _Told(NamedTuple):
    """The words of both sentences of a pair, in simplified characters, the sources that tell them,
    the figures they have in common, and whether they tell of two times or two texts.
    """

    one: str
    other: str
    sources: tuple[str, str]
    kept: Kept
    another: bool


def of_one_matter(
    sentences: Sequence[Sentence], pairs: Sequence[Pair], steps: Steps
) -> Iterator[Pair]:
    """The pairs less those that only use the same words: of another place, with other figures,
    and with no sentence told alike beside them (``steps`` lead there).

    Where neither names a place, two that have no figure in common tell of two places or two years:
    a sentence told again with a figure wrong keeps another. What one source says twice, of last
    year and of the next, has other figures throughout. And what is issued again and again in one
    form (the day's market, the year's statistics) has other ones in most of its sentences,
    whatever is told alike beside them; a sentence of it that says so itself is known by its dates.
    Sources that have little in common have phrases of their trade in common, too; and two that tell
    of two years, or of two counties, in the same words don't vouch for one another's sentences.
    """
    beside = {(one + step, other + far) for one, other in pairs for step, far in steps}
    told = {pair: _read(*(sentences[place] for place in pair)) for pair in pairs}
    speaks = {pair: _speaks(one) for pair, one in told.items()}
    said: Counter[tuple[str, str]] = Counter()
    for pair, word in speaks.items():
        said[told[pair].sources] += word
    forms, strangers = _forms(told.values()), _strangers(sentences, told.values())
    for pair, (one, other, sources, kept, another) in told.items():
        own = sources[0] == sources[1]
        parallel = not own and said[sources] < 0
        a_form = (parallel or sources in forms) and kept.share < _NEARLY_ALL_KEPT
        if another or a_form or (kept.of >= _MANY_FIGURES and kept.share < _FEW_KEPT):
            continue
        if not own and speaks[pair] < 0 and said[sources] <= 0:
            continue
        strange = sources in strangers
        if kept.of > 1 and not kept.shared and (own or strange):
            continue
        if strange and pair not in beside and _is_set_phrase(one, other):
            continue
        places, elsewhere = _places(one), _places(other)
        if parallel and places != elsewhere:
            continue
        if pair in beside or _alone(one, other, kept, places, elsewhere):
            yield pair


def _read(one: Sentence, other: Sentence) -> _Told:
    words, others = simplified(one.text), simplified(other.text)
    kept = kept_figures(words, others)
    another = of_another_time(words, others) or of_another_text(words, others)
    return _Told(words, others, (one.source, other.source), kept, another)


def _alone(one: str, other: str, kept: Kept, places: set[str], elsewhere: set[str]) -> bool:
    """Whether a pair with nothing told alike beside it is of one matter all the same: the figures
    are the same, or nearly all that the shorter one has, if the places don't speak against it; or
    what somebody said is; or the places are, and some figures; or the longer one takes in the
    other, which names none.
    """
    if _FIGURE.findall(one) == _FIGURE.findall(other) or _amounts(one) == _amounts(other):
        return True
    if _is_one_saying(one, other):
        return True
    if (
        kept.of > 1
        and kept.share >= _NEARLY_ALL_KEPT
        and (places <= elsewhere or elsewhere <= places)
    ):
        return True
    if places == elsewhere and (bool(places) or not kept.of or bool(kept.shared)):
        return True
    short, long = sorted((letters_of(one), letters_of(other)), key=len)
    named = places if short == letters_of(one) else elsewhere
    return not kept.of and not named and taken_in(short, long) is not None


def of_another_time(one: str, other: str) -> bool:
    """Whether two sentences of one form say of themselves that they tell of two times: neither
    names a year of the other's (or a day), and what else they count differs, too. A sentence told
    again with its date wrong keeps the rest.

    >>> of_another_time("2023年全市产粮139亿斤，连增9年。", "2024年全市产粮141亿斤，连增9年。")
    True
    >>> of_another_time("1—9月全市新增就业10.2万人。", "1—10月全市新增就业11.1万人。")
    True
    >>> of_another_time("2023年全市产粮139亿斤，连增9年。", "2013年全市产粮139亿斤，连增9年。")
    False
    >>> of_another_time("5月6日，全市产粮139亿斤。", "今年5月，全市产粮141亿斤。")
    False
    """
    named = [(pattern.findall(one), pattern.findall(other)) for pattern in (_YEAR, _DAY)]
    apart = [not any(starmap(_one_date, product(*both))) for both in named if all(both)]
    if not any(apart):
        return False
    kept = kept_figures(*(_DAY.sub("", _YEAR.sub("", text)) for text in (one, other)))
    return kept.share < _NEARLY_ALL_KEPT or (len(apart) > 1 and all(apart))


def of_another_text(one: str, other: str) -> bool:
    """Whether one tells what a draft says, and the other what became of it.

    >>> one, other = "草案第八条规定，每公里不少于二千元。", "条例第八条规定，每公里不少于三千元。"
    >>> of_another_text(one, other), of_another_text(one, one)
    (True, False)
    >>> of_another_text("会议审议了条例草案。", "会议审议了这部条例草案，决定公布。")
    False
    """
    drafts = [_DRAFT.search(text) is not None for text in (one, other)]
    return drafts[0] != drafts[1] and _RULE.search(other if drafts[0] else one) is not None


def _one_date(one: str, other: str) -> bool:
    """Whether two dates may be the same day: 5月6日 is in 5月, and is the 6日."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short)


def kept_figures(one: str, other: str) -> Kept:
    """The figures that two sentences have in common, of those of the one that has fewer.

    >>> kept_figures("办讲座412场，6.8万人参加。", "办讲座412场，7.9万人参加，走进17所学校。")
    Kept(shared=1, of=2)
    >>> kept_figures("办讲座412场，7.9万人参加。", "办讲座四百一十二场，79000人参加。")
    Kept(shared=2, of=2)
    """
    figures, others = Counter(_FIGURE.findall(one)), Counter(_FIGURE.findall(other))
    shared, of = (figures & others).total(), min(figures.total(), others.total())
    if shared < of:
        shared = max(shared, (Counter(_amounts(one)) & Counter(_amounts(other))).total())
    return Kept(shared, of)


def _amounts(text: str) -> list[Fraction | str]:
    """What the figures of a text come to, however they are written."""
    told = ((found[0], worth(found[1], found[2])) for found in _SIZED.finditer(text))
    return [figure if amount is None else amount[0] for figure, amount in told]


def _forms(told: Iterable[_Told]) -> set[tuple[str, str]]:
    """The sources that tell in one form what differs: pairs of theirs mostly keep few figures."""
    among: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for one in told:
        if one.kept.of:
            among[one.sources].append(one.kept.share >= _HALF_KEPT)
    return {
        sources
        for sources, keep in among.items()
        if len(keep) >= _LEAST_OF_A_FORM and 2 * sum(keep) < len(keep)
    }


def _speaks(told: _Told) -> int:
    """Whether two sentences told alike speak for one matter of both sources (1) or for two (-1).

    >>> def speaks(one, other):
    ...     kept = kept_figures(one, other)
    ...     return _speaks(_Told(one, other, ("甲", "乙"), kept, another=False))
    >>> speaks("办讲座412场，6.8万人参加。", "办讲座468场，7.9万人参加。")
    -1
    >>> speaks("办讲座412场，6.8万人参加。", "办讲座412场，7.9万人参加。")
    1
    >>> speaks("全市产值达到60亿元。", "全市产值达到66亿元。")
    0
    """
    kept = told.kept
    if told.another:
        return -1
    if kept.of > 1 or kept.shared:
        return 1 if kept.share >= _HALF_KEPT else -1
    if not kept.of:
        return 0
    both = (letters_of(_FIGURE.sub("", without_places(one))) for one in (told.one, told.other))
    return 0 if fuzz.ratio(*both) >= _SAME_WORDS else -1


def _strangers(sentences: Sequence[Sentence], told: Iterable[_Told]) -> set[tuple[str, str]]:
    """Two sources of one trade that don't retell one another: few of their sentences are alike."""
    sizes = Counter(sentence.source for sentence in sentences)
    return {
        (one, other)
        for (one, other), count in Counter(pair.sources for pair in told).items()
        if one != other and count < _RETOLD * min(sizes[one], sizes[other])
    }


def _is_set_phrase(one: str, other: str) -> bool:
    """Whether two sentences are short and not the same: 扎实推进农业农村等领域改革 in one year's
    report, 稳步推进 in the next year's. What somebody said, told word for word, is none.

    >>> _is_set_phrase("扎实推进农业农村等领域改革。", "稳步推进农业农村等领域改革。")
    True
    >>> said = "“数字是自己定的，不是上头压的，心里踏实。”"
    >>> _is_set_phrase(f"社员们说：{said}", f"队长柯宁笑着说：{said}")
    False
    >>> slogan = "“一张蓝图绘到底、一任接着一任干”"
    >>> _is_set_phrase(f"他坚持{slogan}。", f"要{slogan}。")
    True
    """
    letters, others = letters_of(one), letters_of(other)
    short = letters != others and min(len(letters), len(others)) < _SHORT
    return short and not _is_one_saying(one, other)


def _is_one_saying(one: str, other: str) -> bool:
    """Whether most of one sentence is what somebody said, word for word as the other has it."""
    if not (_SAID.search(one) and _SAID.search(other)):
        return False  # nearly every pair
    said = [{letters_of(words) for words in _SAID.findall(text)} for text in (one, other)]
    most = _MOST * min(len(letters_of(one)), len(letters_of(other)))
    return any(len(words) >= max(_LEAST_SAID, most) for words in said[0] & said[1])


def _places(text: str) -> set[str]:
    return {stem(mention.name) for mention in mentions(text)}
