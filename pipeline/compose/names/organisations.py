"""Organisations: what ends as they do, back to where their name must begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.names.tokens import PLACE, is_word, kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.compose.names.tokens import Token
    from pipeline.compose.names.words import NameWords

#: A name is of up to so many words, and of so many characters at least.
_WORDS, _SHORTEST = 12, 4
_LONGEST_MINISTRY = 10
#: Parts of speech that no name goes across.
_STOPS = ("p", "c", "u", "r", "d", "q", "x", "f", "t", "y", "e", "w")
_FIRMS = ("公司", "集团", "合作社", "银行")
#: What makes a kind of organisation: 上市公司, 中医医院.
_COMMON = frozenset(("n", "v", "vn", "j", "a", "b", "vi", "l"))
#: Characters that open no name: what the cutter takes for a word with the one behind it.
_NO_HEADS = frozenset(
    "经据由从向对把被将与和及在为自至往按依随因让使给过逐各该本某其此等并又也都已祝请到进出入是有的了以于"
)
#: What stands before a name, and is none of it.
_NO_PART = re.compile("原|新建|筹建|组建|扩建|改建")
#: 1956年任沅溪县委书记: he took office; 任丘, 任城 are places.
_TOOK_OFFICE = re.compile("任(?=.{2,}[县市区镇乡村][委政])")
#: What joins two words within a name: 工业和信息化局, 海洋与渔业局.
_JOINTS = frozenset(("和", "与", "及"))
_NUMERALS = frozenset("一二三四五六七八九十百")
#: Bodies of one place or another: without the place, they name none.
_BARE = frozenset("省市县区州镇乡村")
_BODIES_OF_PLACES = ("政府", "委", "公司", "政协", "法院", "党组")
#: Parts of speech of a single character that may be cut off a name's head.
_SYLLABLES = ("ns", "nr", "nz", "ng", "g", "zg", "x")
_JOINED_ENDINGS = ("局", "厅", "部", "委员会", "委", "办公室", "管理局", "中心")


class OrganisationAt(NamedTuple):
    """Characters [start, end) of a text name an organisation."""

    start: int
    end: int
    name: str


def organisations(tokens: Sequence[Token], words: NameWords) -> Iterator[OrganisationAt]:
    """The organisations of a text, from right to left, the longest name at each place."""
    at = len(tokens) - 1
    while at >= 0:
        first = _first(tokens, at, words) if _ends_name(tokens, at, words) else None
        if first is None:
            at -= 1
            continue
        found = tokens[first : at + 1]
        name = "".join(one.text for one in found)
        before = tokens[first - 1].text if first else ""
        bare = _bare(name, before)
        start = found[0].start + len(name) - len(bare)
        yield OrganisationAt(start, found[-1].end, bare)
        at = first - 1


#: Behind one of these 和 joins another body.
_BODIES_ALONE = (
    "政府",
    "省委",
    "市委",
    "县委",
    "区委",
    "州委",
    "党委",
    "人大",
    "政协",
    "部门",
    "单位",
)


def _bare(name: str, before: str) -> str:
    """A name without the end of a date that the cutter takes for its head, without 原 and 新建; and
    with the rest of its numeral.

    >>> _bare("日原国家经济委员会", "31"), _bare("原国家经济委员会", "。")
    ('国家经济委员会', '国家经济委员会')
    >>> _bare("新建云门镇换乘中心", "将"), _bare("新建公司", "，")
    ('云门镇换乘中心', '新建公司')
    >>> _bare("任沅溪县委", "年"), _bare("任丘市委", "，")
    ('沅溪县委', '任丘市委')
    >>> _bare("十国集团", "出席二"), _bare("七国集团", "出席")
    ('二十国集团', '七国集团')
    """
    if name[0] in _NUMERALS and before[-1:] in _NUMERALS:
        name = before[-1:] + name
    if before[-1:].isdigit() and name[0] in "年月日":
        name = name[1:]
    name = _TOOK_OFFICE.sub("", name) if name[0] == "任" else name
    head = _NO_PART.match(name)
    return name[head.end() :] if head and len(name) > _SHORTEST + head.end() else name


def _ends_name(tokens: Sequence[Token], at: int, words: NameWords) -> bool:
    """Whether an ending stands at the end of a word: it, or the last words up to it."""
    one = tokens[at]
    endings = words.organisations.get(one.text[-1:], ())
    if not endings or one.kind == PLACE:
        return False
    before = "".join(word.text for word in tokens[max(0, at - 2) : at])
    said = before + one.text
    return any(
        said.endswith(ending)
        and (len(ending) > 1 or one.text == ending or len(one.text) > 2)
        and (len(said) > len(ending) or ending in words.alone)
        for ending in endings
    )


def _first(tokens: Sequence[Token], last: int, words: NameWords) -> int | None:
    """The word that opens the name whose last word is known, or None where there is no name."""
    first = last
    while first > 0 and last - first < _WORDS and _goes_on(tokens, first - 1, last, words):
        first -= 1
    firm = tokens[last].text.endswith(_FIRMS)
    for n in range(first, last):
        if _opens(tokens[n], words, firm=firm):
            if firm and tokens[n].kind != PLACE:
                n = first  # noqa: PLW2901  a firm's name may begin with any word
            elif n > first and len(tokens[n - 1].text) == 1 and tokens[n - 1].kind in _SYLLABLES:
                n -= 1  # noqa: PLW2901  东 before 沙湾: one name, cut in two
            return n if _is_name(tokens[n : last + 1], words) else None
    if _is_ministry(tokens[first : last + 1], words):
        return first
    return last if _is_whole(tokens[last], words) else None


def _is_whole(one: Token, words: NameWords) -> bool:
    """Whether a word of the dictionary is the name of an organisation: 东南大学; not 党和政府."""
    if one.kind != "nt" or not is_word(one.text) or len(one.text) < _SHORTEST or "和" in one.text:
        return False
    endings = words.organisations[one.text[-1]]
    ending = next(ending for ending in endings if one.text.endswith(ending))
    bare = one.text[: -len(ending)]
    kinds = kinds_of(bare)
    common = is_word(bare) and kinds[0] in _COMMON
    return bool(bare) and not common and bare not in words.verbs


def _is_ministry(parts: Sequence[Token], words: NameWords) -> bool:
    """Whether the words are a name by themselves: 国务院, 水利部, 工业和信息化部."""
    name = "".join(one.text for one in parts)
    joined = name.endswith(words.alone) and "和" in name and len(name) < _LONGEST_MINISTRY
    return name in words.alone or joined


def _goes_on(tokens: Sequence[Token], at: int, last: int, words: NameWords) -> bool:
    """Whether a name may go on to the left across a word."""
    one = tokens[at]
    if one.text in words.verbs:
        return False
    if one.text in words.verbs_in_names or one.kind == PLACE:
        return True
    if one.text in _JOINTS:
        joined = tokens[last].text.endswith(_JOINED_ENDINGS) and not _stand_apart(
            tokens, at, last, words
        )
        ends = at > 0 and tokens[at - 1].text.endswith(_BODIES_ALONE)  # 省政府和市委 are two
        return joined and at > 0 and not ends and tokens[at - 1].kind in ("n", "vn", "ns", "an")
    if one.kind == "m":
        return one.text.startswith("第")
    if one.kind.startswith("v") and one.kind != "vn":
        return not is_word(one.text)
    return not one.kind.startswith(_STOPS)


def _stand_apart(tokens: Sequence[Token], at: int, last: int, words: NameWords) -> bool:
    """Whether a joint parts two names: 交通运输部和财政部; not the 和 of 工业和信息化部."""
    after = "".join(token.text for token in tokens[at + 1 : last + 1])
    whole = tokens[at - 1].text + tokens[at].text + after
    return after in words.alone and not any(name.endswith(whole) for name in words.alone)


def _opens(one: Token, words: NameWords, *, firm: bool) -> bool:
    """Whether a name may begin with a word: a place, a country; a firm's, with one that no
    dictionary has.
    """
    if one.text in words.openers or one.kind == PLACE:
        return True
    if len(one.text) < 2 or one.text[0] in _NO_HEADS:
        return False
    if is_word(one.text):
        return one.kind in ("nt", "ns") or (firm and one.kind in ("nz", "nr"))
    return firm or one.kind.startswith(("ns", "nr", "nz"))


def _is_name(parts: Sequence[Token], words: NameWords) -> bool:
    """Whether the words make a name, and not one of a kind: 县政府, 上市公司, 国家数据中心."""
    name = "".join(one.text for one in parts)
    if len(name) < _SHORTEST or not name[0].isalnum():
        return False
    first, local = parts[0], parts[0].text in _BARE
    if local and (first.text != "省" or name.endswith(_BODIES_OF_PLACES)):
        return False
    if name.endswith("中心") and first.kind != PLACE:
        return False
    proper = first.kind in (PLACE, "nt") or first.text in words.openers
    common = is_word(first.text) and not proper
    return not (len(parts) == 2 and common and not local)
