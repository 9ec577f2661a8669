"""What a note quotes of a variant, and where its call stands: whole words, figures and names."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.alignment import changes_of
from pipeline.collate.amounts import same_amounts
from pipeline.collate.kinds import is_accidental
from pipeline.compose.figures.numbers import numbers
from pipeline.compose.quotes import inner
from pipeline.model.source import Span
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import is_han
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A longer reading is quoted by its first and last characters.
_WHOLE, _ENDS = 24, 8

#: Longer than this on both sides, a variant may be of several differences, for another witness.
_UNITED = 8

#: Marks at the ends of a reading, which are no part of what differs in it; and those that come in
#: twos, where the other one stands outside.
_STOPS = "，。、；：！？"
_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("（", "）"), ("《", "》"))

#: Dates and times; figures that count something are found as those of the tables are.
_DATE = re.compile(r"\d+(?:年|月|日|时|点|分|秒|号)|\d+(?:[:：]\d+)+(?:时|分)?")
_FIGURE = re.compile(r"[-－−]?\d[\d.,]*[%％‰]?")
_ORDINAL = re.compile("第[〇零一二三四五六七八九十百千0-9]+[条章节款项届次号期卷回]?")

#: The words around a slip are looked at so far; a name has so many characters, and of the words
#: that the dictionary tells apart it is one of these.
_AROUND, _NAME, _PERSON = 12, 4, "nr"
_MARK = re.compile(r"[\W_]")

#: What a figure goes on with, and units that aren't words; a unit of words is as long at most, and
#: so far at most is a call moved.
_REST_OF_FIGURE = re.compile(r"[0-9.,]*(?:[:：][0-9]+)*(?:[-–—~～至][0-9.,]+)?")
_SIGN = re.compile(r"[%％‰℃℉°′″㎡㎥²³/A-Za-zµμ]+")
#: What stands behind the figures of a date or a time, whatever word it begins: 4月2日|出生.
_OF_TIME = frozenset("年月日时分秒")
_CALENDAR = re.compile(r"(?:[0-9]{4}年|[年月日时分][0-9]{1,2}[月日时分秒])$")
_LONGEST_UNIT, _FARTHEST = 6, 16


class Quotation(NamedTuple):
    """The characters [start, end) of a printed text, and what a witness has for them."""

    start: int
    end: int
    printed: str
    reading: str


class Speaker(NamedTuple):
    """What a witness says in a passage, as it stands and in simplified characters."""

    source: str
    text: str
    plain: str

    @classmethod
    def of(cls, source: str, text: str) -> Speaker:
        return cls(source, text, simplified(text))


def figures_in(text: str) -> tuple[Span, ...]:
    """The figures of a text with their units, dates and times among them, in order.

    >>> text = "2022年8月，17：00前售出7.9万张，气温-5，"
    >>> [text[low:high] for low, high in figures_in(text)]
    ['2022年', '8月', '17：00', '7.9万张', '-5']
    >>> text = "依照第五百六十二条"
    >>> [text[low:high] for low, high in figures_in(text)]
    ['第五百六十二条']
    """
    plain = simplified(text)
    found = [found.span() for found in _DATE.finditer(plain)]
    found += [(one.start, one.end) for one in numbers(plain)]
    found += [one.span() for form in (_FIGURE, _ORDINAL) for one in form.finditer(plain)]
    out: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not out or start >= out[-1].end:
            out.append(Span(start, end))
    return tuple(out)


def quotations(text: str, at: Span, reading: str) -> Iterator[Quotation]:
    """Where a witness that has ``reading`` for the characters ``at`` of the printed text says
    something else, not only in marks or in how a figure is written.

    That is the whole of a variant, unless both sides are long: another witness may lack a clause
    of which this one has another word, and the two are one variant.

    >>> [*quotations("发展矿业。", Span(2, 4), "铋业")], [*quotations("好，", Span(1, 2), "。")]
    ([Quotation(start=2, end=4, printed='矿业', reading='铋业')], [])
    >>> rest = "捐赠的款物共计六千八百万元，已经全部到账"
    >>> text = f"，对口支援的南浦市{rest}，"
    >>> [one[2:] for one in quotations(text, Span(0, len(text)), f"，对口支援的南埔市{rest}；")]
    [('南浦', '南埔')]
    """
    printed = text[at.start : at.end]
    parts = [_differing(printed, reading)]
    if min(len(printed), len(reading)) > _UNITED:
        parts = [(one[0], one[1], one[2], one[3]) for one in changes_of(printed, reading)]
    for start, end, low, high in parts:
        one = Quotation(at.start + start, at.start + end, printed[start:end], reading[low:high])
        before, following = text[: one.start], text[one.end :]
        said = one.printed, one.reading
        accidental = is_accidental(*said, before[-1:], following[:1])
        if not accidental and not same_amounts(*said, before, following):
            yield one


def _differing(printed: str, reading: str) -> tuple[int, int, int, int]:
    """Where the two differ, as [start, end) of each: what one has before a mark, and the other has
    alone, is no difference.

    >>> _differing("38.6%，实现收入1.07亿元", "38.6%"), _differing("38.6%", "今年，38.6%")
    ((5, 16, 5, 5), (0, 0, 0, 3))
    >>> _differing("38.6%，实现收入", "36.8%"), _differing("村点村火", "村点")
    ((0, 10, 0, 5), (0, 4, 0, 2))
    """
    less, more = sorted((printed, reading), key=len)
    rest = len(more) - len(less)
    start, end, cut = 0, len(printed), (0, len(reading))
    if less and rest and more.startswith(less) and not more[len(less)].isalnum():
        start, cut = min(len(less), len(printed)), (len(less), len(reading))
    elif less and rest and more.endswith(less) and not more[rest - 1].isalnum():
        end, cut = len(printed) - len(less), (0, len(reading) - len(less))
    return start, end, *cut


def whole(
    one: Quotation, text: str, figures: Sequence[Span], room: Span, witness: Speaker
) -> Quotation:
    """The same with the rest of its figures and of a name, where these lie in the ``room`` in which
    the witness says what is printed, be it in traditional characters.

    >>> def said(text, start, end, reading):
    ...     one = Quotation(start, end, text[start:end], reading)
    ...     voice = Speaker.of("a.txt", text[:start] + reading + text[end:])
    ...     return whole(one, text, figures_in(text), Span(0, len(text)), voice)[2:]
    >>> said("损失5.8亿元。", 5, 7, "万元"), said("共7所学校", 1, 2, "1")
    (('5.8亿元', '5.8万元'), ('7所', '1所'))
    >>> said("从2日8时起", 1, 1, "7月")
    ('2日', '7月2日')
    >>> said("村支书曹德胜说", 4, 6, "得胜"), said("发展矿业", 2, 4, "铋业")
    (('曹德胜', '曹得胜'), ('矿业', '铋业'))

    Leaves alone what would reach to another difference, though the witness says it elsewhere.

    >>> one, witness = Quotation(4, 6, "德胜", "得胜"), Speaker.of("a.txt", "李得胜说，曹得胜说")
    >>> whole(one, "村支书曹德胜说", (), Span(4, 7), witness) == one
    True
    """
    for low, high in (_figure_around(one, figures), _name_around(one, text)):
        if (low, high) == one[:2] or low < room.start or high > room.end:
            continue
        reading = simplified(text[low : one.start] + one.reading + text[one.end : high])
        at = witness.plain.find(reading)
        if at >= 0:
            return Quotation(low, high, text[low:high], witness.text[at : at + len(reading)])
    return one


def _figure_around(one: Quotation, figures: Sequence[Span]) -> Span:
    """The characters and the figures that they are parts of; what only a witness has, within a
    sentence, goes with the figure behind it, lest a call touch that: 7月 before 2日.
    """
    low, high = one.start, one.end
    if 0 < low == high:
        high = next((figure.end for figure in figures if figure.start == high), high)
    for figure in figures[bisect_right(figures, one.start, key=itemgetter(1)) :]:
        if figure.start >= one.end:
            break
        low, high = min(low, figure.start), max(high, figure.end)
    return Span(low, high)


def _name_around(one: Quotation, text: str) -> Span:
    """The name of a person that some of its characters stand in: as words are cut where unknown
    ones are made up by their characters.
    """
    at = Span(one.start, one.end)
    if not 0 < one.end - one.start == len(one.reading) < _NAME:
        return at
    before = _MARK.split(text[max(0, one.start - _AROUND) : one.start])[-1]
    following = _MARK.split(text[one.end : one.end + _AROUND])[0]
    place = one.start - len(before)
    for word, kind in dictionary.tag(simplified(text[place : one.end + len(following)])):
        if place > one.start:
            break
        if place + len(word) >= one.end:
            return Span(place, place + len(word)) if kind == _PERSON else at
        place += len(word)
    return at


def quoted(reading: str) -> str:
    """A reading as a note quotes it: inner quotes single, a long one by its ends.

    >>> quoted("以“实践之答”回应")
    '以‘实践之答’回应'
    >>> quoted("我市以高起点规划、特色发展、创新驱动、项目支撑、环境优化为基本原则，")
    '我市以高起点规划……优化为基本原则，'
    >>> quoted("从沅阳市2000年以前建成的老旧小区算起，改造从2019年到去年年底")
    '从沅阳市2000年……2019年到去年年底'
    """
    words = inner(reading)
    if len(words) <= _WHOLE:
        return words
    head, tail = _ends(words)
    return f"{words[:head]}\N{HORIZONTAL ELLIPSIS}\N{HORIZONTAL ELLIPSIS}{words[tail:]}"


def _ends(words: str) -> tuple[int, int]:
    """Where the first characters end and the last begin: neither within a word nor a figure."""
    inside = {at for low, high in figures_in(words) for at in range(low + 1, high)}
    at = 0
    for word in dictionary.cut(words, hmm=False):
        inside.update(range(at + 1, at + len(word)))
        at += len(word)
    head = next(at for at in range(_ENDS, len(words) + 1) if at not in inside)
    tail = next(at for at in range(len(words) - _ENDS, -1, -1) if at not in inside)
    return (head, tail) if head < tail else (_ENDS, len(words) - _ENDS)


def bare(words: str) -> str:
    """A reading without the marks at its ends, where more than marks are left, and without a quote
    or a bracket at an end whose other one stands outside.

    >>> bare("“黄莲"), bare("“黄莲”，"), bare("，"), bare("意见要求“"), bare("”，既是红线（")
    ('黄莲', '“黄莲”', '，', '意见要求', '既是红线')
    """
    out, before = words, ""
    while out != before:
        before = out
        out = out.strip(_STOPS)
        for opening, closing in _PAIRS:
            if out.startswith(closing) or (out.startswith(opening) and closing not in out):
                out = out[1:]
            if out.endswith(opening) or (out.endswith(closing) and opening not in out):
                out = out[:-1]
    return out or words


def call(text: str, at: int, note: str, words: str) -> int:
    """Where the call of a note on ``words`` stands, which end after ``at`` characters. A note that
    quotes them may stand further on, and one on what stands before the sentence; one that says 此处
    or 此下 means its place.

    >>> call("企业7家", 3, "“7”，2作“9”。", "7"), call("企业7家", 2, "此下2有“约”。", "")
    (4, 2)
    >>> call("1—5月，企业7家", 0, "此句前2有“县长说”。", "")
    4
    """
    said = quoted(bare(words))
    return clear_of_figures(text, at) if not at or (said and said in note) else at


def clear_of_figures(text: str, at: int) -> int:
    """Where a call stands that is due after ``at`` characters: behind the unit of a figure that it
    would touch, for 7⁸家 is read as a power and copied as 78家.

    >>> [clear_of_figures("企业7家，产值48.6亿元", at) for at in (3, 5, 7, 11)]
    [4, 5, 13, 13]
    >>> clear_of_figures("占3.5%。", 4), clear_of_figures("7月1日，长8,460m，", 11)
    (5, 12)
    >>> clear_of_figures("一九四九年", 2), clear_of_figures("17：00停止", 2)
    (2, 7)
    >>> clear_of_figures("编号2023", 6), clear_of_figures("生于1918年4月2日出生地", 2)
    (6, 11)
    """
    place = at
    while text[place - 1 : place].isdecimal() or text[place : place + 1].isdecimal():
        figure = _REST_OF_FIGURE.match(text, place)
        place = figure.end() if figure else place
        unit = _SIGN.match(text, place)
        if unit:
            place = unit.end()
        elif text[place : place + 1] in _OF_TIME and _CALENDAR.search(
            text[max(0, place - 7) : place + 1]
        ):
            place += 1
        elif is_han(text[place : place + 1]):
            place += len(dictionary.cut(text[place : place + _LONGEST_UNIT], hmm=False)[0])
        else:
            return at  # no unit follows: it would only touch the figure on its other side
        if place - at > _FARTHEST:
            return at
    return place
