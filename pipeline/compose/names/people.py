"""People: a surname and a given name, where a title or a word of saying tells that it is one."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.names.tokens import is_word, kinds_of
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.gazetteer import named
from pipeline.normalise.readings.lexicon import codes, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.compose.names.tokens import Token
    from pipeline.compose.names.words import NameWords

#: A title has up to so many characters.
_TITLE = 8
#: The longest word of the dictionary that may reach into a name.
_REACH = 8

_GIVEN = re.compile(f"[{HAN}]{{1,2}}")
_MARK = re.compile(r"[，。、；：！？“”「」（）《》〈〉\s]|$")
#: Words behind a name, where a clause goes on.
_AFTER = re.compile("[等的在是和与及从对向把被带已就也又都]|经(?![理济营])")
#: 王志强，男，42岁: who somebody is.
_SEX = re.compile("[，（][男女][，。；）]")
#: Characters in which no name ends.
_NO_NAME_ENDS = frozenset("在说从对向把被是和与已就都也又还将曾称的了等着吗呢吧并互作时奖座忙")
_BETWEEN = re.compile("(?:名?叫|[ \N{IDEOGRAPHIC SPACE}：:])?$")
_AND = frozenset(("、", "和", "与"))
#: In these end the names of places.
_PLACE_ENDS = frozenset("村镇乡县市区州寨屯街")
#: Parts of speech with which a clause goes on.
_FUNCTION = frozenset(("p", "c", "d", "u", "v"))
#: Of what does something, or says to whom and when.
_DOES = frozenset(("v", "p", "d"))
#: The part of speech of names of people whom the dictionary knows: 习近平.
_KNOWN = "nrfg"
#: Pairs of characters seen so often are those of a usual word.
_COMMON = 250


class PersonAt(NamedTuple):
    """Characters [start, end) of a text name a person."""

    start: int
    end: int
    name: str


def people(text: str, tokens: Sequence[Token], words: NameWords) -> Iterator[PersonAt]:
    """The people a text names, from left to right: behind a title, or before a word of saying
    at the head of a clause; then those that are listed after one (护士杨梅、李雪), and those whose
    sex it says (王志强，男，42岁).
    """
    starts = [token.start for token in tokens]
    reached = 0
    for found in words.surname.finditer(text):
        start = found.start()
        if start < reached:
            continue
        told = _behind_title(text, start, words) or (reached and text[reached:start] in _AND)
        at = bisect_left(starts, start)
        if at < len(tokens) and _before_title(text, start, tokens[at], words):
            reached = tokens[at].end
            yield PersonAt(start, reached, text[start:reached])
            continue
        if not told and not _heads_clause(text, start):
            continue
        low = bisect_left(starts, start - _REACH)
        near = tokens[low : bisect_left(starts, found.end(1) + 2)]
        end = _end(text, start, found.end(1), near, words, told=bool(told))
        if end:
            reached = end
            yield PersonAt(start, end, text[start:end])


def _behind_title(text: str, start: int, words: NameWords) -> bool:
    """Whether a title stands right before a place, whole or the end of a longer word."""
    before = _BETWEEN.sub("", text[max(0, start - _TITLE) : start])
    return any(words.title.fullmatch(before[n:]) for n in range(len(before)))


def _before_title(text: str, start: int, token: Token, words: NameWords) -> bool:
    """Whether a word the cutter takes for a person's name stands before a title: 袁隆平院士; not
    a place's before those who live there: 苏红村村民.
    """
    if token.start != start or not token.kind.startswith("nr") or not 1 < len(token.text) < 5:
        return False
    title = words.title.match(text, token.end)
    if title is None or len(title[0]) < 2 or named(token.text) or token.text[-1] in _PLACE_ENDS:
        return False
    if token.text[0] == "任" and title[0][0] in _PLACE_ENDS:
        return False  # 任沅溪县长: who took office there
    return not _is_common(token.text, token.kind)


def _is_common(name: str, kind: str) -> bool:
    """Whether what the dictionary has for a name is a usual word: 文明, 权威, 高素质, 纪检监察."""
    if kind == _KNOWN or not is_word(name):
        return False
    if len(name) > 2:
        given = name[1:]
        return len(name) > 3 or (is_word(given) and kinds_of(given)[0] in ("n", "v"))
    pair = codes(name)
    return bool(lexicon().count(pair[:1], pair[1:])[0] >= _COMMON)


def _heads_clause(text: str, start: int) -> bool:
    return start == 0 or bool(_MARK.match(text[start - 1]))


def _end(
    text: str, start: int, given: int, near: Sequence[Token], words: NameWords, *, told: bool
) -> int:
    """Where a name ends that begins with a surname; 0 where there is none.

    A word of saying or a mark behind it settles its end, or else where the cutter sees it. A name
    that nothing goes before (``told``) has to be one that says something.
    """
    found = _GIVEN.match(text, given)
    if not found:
        return 0
    ends = [*range(found.end(), given, -1)]
    told = told or _SEX.match(text, found.end()) is not None
    if told and _stands_apart(text, start, found.end(), words):
        return found.end()
    said = next((end for end in reversed(ends) if words.saying.match(text, end)), 0)
    if said and text[said - 1] in _NO_NAME_ENDS:
        return 0  # 连线时强调
    if said:
        name = text[start:said]
        deed = _is_deed(start, said, near)  # 邓小平同志曾深刻指出
        if told and len(name) > 2 and not deed and not words.title.fullmatch(name[1:]):
            return said  # between a title and a word of saying stands a name, be it a word too
        known = told or not is_word(name)
        return said if known and _may_be_name(name, start, near, words, clear=True) else 0
    if not told:
        return 0
    ends = [end for end in ends if text[end - 1] not in _NO_NAME_ENDS]
    ends.sort(key=lambda end: not _goes_on_behind(start, end, near))
    for clear in (True, False):
        for end in ends:
            if _ends_here(text, start, end, near, clear=clear):
                name = text[start:end]
                common = any(
                    (one.start, one.end) == (start, end) and _is_common(name, one.kind)
                    for one in near
                )
                fits = not common and _may_be_name(name, start, near, words, clear=clear)
                return end if fits else 0
    return 0


def _stands_apart(text: str, start: int, end: int, words: NameWords) -> bool:
    """Whether blanks set off three characters as a name, be two of them a word: 记者 周一帆."""
    name = text[start:end]
    blanks = text[start - 1 : start].isspace() and (
        text[end : end + 1].isspace() or text[end : end + 1] == "）"
    )
    return blanks and len(name) == 3 and "某" not in name and not words.title.fullmatch(name[1:])


def _ends_here(text: str, start: int, end: int, near: Sequence[Token], *, clear: bool) -> bool:
    """Whether a name ends here: before a mark, or where a word begins and a clause goes on."""
    person = _is_person(start, end, near)
    if clear:
        goes_on = _MARK.match(text, end) is not None or _has_done(text, end)
        return goes_on and (end - start > 2 or person)
    edge = any(end in (token.start, token.end) for token in near)
    return edge and (person or bool(_AFTER.match(text, end)))


def _has_done(text: str, end: int) -> bool:
    """Whether a verb of one character and 了 follow: 蔡建军种了210亩."""
    return text[end + 1 : end + 2] == "了" and kinds_of(text[end : end + 1])[:1] != ("a",)


def _goes_on_behind(start: int, end: int, near: Sequence[Token]) -> bool:
    """Whether the dictionary knows whose name it is, and the sentence goes on behind: 李强|还."""
    whole = any((t.start, t.end, t.kind) == (start, end, _KNOWN) for t in near)
    return whole and any(t.start == end and t.kind in _FUNCTION for t in near)


def _is_person(start: int, end: int, near: Sequence[Token]) -> bool:
    """Whether the cutter takes the name, or its given name, for a person's."""
    inside = (token for token in near if start <= token.start and token.end <= end)
    return any(token.kind.startswith("nr") for token in inside)


def _may_be_name(
    name: str, start: int, near: Sequence[Token], words: NameWords, *, clear: bool
) -> bool:
    """Whether nothing speaks against it: it is no word, nor a title, and none of the dictionary's
    words reaches over its edges. A ``clear`` end is believed against the dictionary.
    """
    end = start + len(name)
    if "某" in name or words.title.fullmatch(name[1:]) or _is_deed(start, end, near):
        return False
    whole = any((one.start, one.end, one.kind[:2]) == (start, end, "nr") for one in near)
    return not (is_word(name) and not whole) and all(
        _leaves_alone(token, start, end, clear=clear) for token in near if is_word(token.text)
    )


def _is_deed(start: int, end: int, near: Sequence[Token]) -> bool:
    """A word that does something, and a word it does it to, or with: 包|饺子, 曾|指出, 向|拉美."""
    inside = [token for token in near if start <= token.start and token.end <= end]
    if len(inside) != 2 or (inside[0].start, inside[1].end) != (start, end):
        return False
    return inside[0].kind in _DOES and is_word(inside[1].text)


def _leaves_alone(token: Token, start: int, end: int, *, clear: bool) -> bool:
    """Whether a word of the dictionary can stand where it does beside a name."""
    if token.start < start < token.end:
        return False
    if token.start < end < token.end and not clear:
        return len(token.text) == 1
    opens = token.start == start and token.end < end and len(token.text) > 1
    return not opens or token.kind.startswith(("nr", "ns", "nz"))
