"""The words of a paged file, page by page, and where on them a text stands."""

from __future__ import annotations

import re
import unicodedata
from os.path import commonprefix
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.read.paged import HYPHENS
from pipeline.typography.coverage import leaves_ink

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: The alphabetic presentation forms of Unicode (ﬁ), which PDFium reads as the letters they are of.
TAKEN_APART = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB50)}


#: A page has more letters of what begins on it.
_BEGIN = 4

#: So many letters may go on alike by chance.
_BY_CHANCE = 12


def plain(text: str) -> str:
    r"""A text without blanks, so that lines and pages can be joined.

    >>> plain("第 1 页\r\n　共 2 页")
    '第1页共2页'
    """
    return "".join(text.translate(HYPHENS).split())


def inked(text: str) -> str:
    r"""A plain text without what leaves no ink: variation selectors, joiners.

    >>> inked("注意 \N{WARNING SIGN}\N{VARIATION SELECTOR-16}！")
    '注意⚠！'
    """
    words = plain(text)
    unseen = [letter for letter in set(words) if not leaves_ink(letter)]
    return words.translate(dict.fromkeys(map(ord, unseen))) if unseen else words


class Pages:
    """The plain text of each page: the text block first, then notes, then head and foot.

    ``missing`` are the characters that are known to have no glyph. They share one empty glyph,
    which is read as one of them or as none: they are left out of what is compared. ``alike`` are
    those that share a glyph: the file says which of them it stands for where it can, but neither of
    a rare character nor in a line with an empty box; drawn the same, they are taken for one.
    """

    def __init__(
        self,
        texts: list[str],
        missing: Collection[str] = (),
        alike: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        groups = {one: (one, *others) for one, others in alike.items()}
        one_of = {ord(one): min(all_) for one, all_ in groups.items()}
        self._read_as = {**one_of, **dict.fromkeys(map(ord, missing))}
        self.texts = tuple(self.read(text) for text in texts)

    def read(self, text: str) -> str:
        r"""A text as it is compared with what stands on the pages: without what leaves no ink
        (variation selectors, joiners), ligatures taken apart, as PDFium does.

        >>> pages = Pages(["甲\N{SNOWMAN}乙", "丙丁"], "\N{SNOWMAN}\N{COMET}")
        >>> pages.texts, pages.find("甲\N{COMET}乙", 0), pages.find("丙乙", 1)
        (('甲乙', '丙丁'), (0, 0), None)
        >>> Pages(["葛fine"]).find("葛\N{VARIATION SELECTOR-17}\N{LATIN SMALL LIGATURE FI}ne", 0)
        (0, 0)
        >>> Pages(["瑨"], alike={"瑨": "𤨁", "𤨁": "瑨"}).find("𤨁", 0)
        (0, 0)
        """
        return inked(text).translate(TAKEN_APART).translate(self._read_as)

    def parted(self, text: str, page: int) -> bool:
        """Whether ``text`` stands on ``page``, or starts there and ends anywhere on the next one:
        a file gives what is placed by itself (a head) after what flows.

        >>> Pages(["头甲乙", "正文丙丁"]).parted("乙丙丁", 0)
        True
        >>> Pages(["头甲乙", "正文"]).parted("乙丙", 0)
        False
        """
        words = self.read(text)
        if words in self.texts[page]:
            return True
        rest = words[_longest_start(words, self.texts[page]) :]
        return page + 1 < len(self.texts) and rest != words and rest in self.texts[page + 1]

    def find(self, text: str, start: int) -> tuple[int, int] | None:
        """The first page, from ``start`` on, on which ``text`` begins, and the one where it ends.

        It may go on at the head of the next page, before whatever else stands there.

        >>> Pages(["甲乙", "丙丁", "戊"]).find("丁戊", 0)
        (1, 2)
        >>> Pages(["头甲乙注1", "丙丁脚"]).find("乙丙", 0)
        (0, 1)
        >>> Pages(["见2021:17；2020年情况", "2022:5脚"]).find("见2021:17；2022:5", 0)
        (0, 1)
        >>> Pages(["甲乙", "丙丁2022脚", "20年"]).find("乙丙丁2020年", 0)
        (0, 2)
        >>> Pages(["甲乙", "丙丁", "戊"]).find("甲丁", 0)

        What begins on a page may also be repeated there by something else, and further.

        >>> said, rest = "去年全市水价是每吨三元，高于上年，低于省里。", "今年不变。"
        >>> Pages([f"提示：{said}一、{said[:6]}", said[6:] + rest]).find(said + rest, 0)
        (0, 1)
        """
        words = self.read(text)
        for first in range(start, len(self.texts)):
            last = self._ends(words, first)
            if last is not None:
                return first, last
        return None

    def _ends(self, words: str, page: int) -> int | None:
        """The page where ``words`` end, given that they begin anywhere on ``page``."""
        if words in self.texts[page]:
            return page
        return self._goes_on(words, page + 1, _starts(words, self.texts[page]))

    def _goes_on(self, words: str, page: int, heads: Collection[int]) -> int | None:
        """The page where ``words`` end, of which so many as one of ``heads`` says, or a few less,
        stand before ``page``.

        What follows on a page (a note's number, a running head that begins with a year) may
        happen to go on like the words, so that their true end there is before the longest match.
        """
        ends = {end for head in heads for end in _ends_before(head)}
        while ends and page < len(self.texts):
            text = self.texts[page]
            said = [(at, _shared(words[at : at + len(text)], text)) for at in ends]
            if any(at + length == len(words) for at, length in said):
                return page
            ends = {at + end for at, length in said for end in _ends_before(length)}
            page += 1
        return None


def _ends_before(length: int) -> range:
    """Where the words may end of which so many stand on a page, or seem to."""
    return range(length, max(0, length - _BY_CHANCE), -1)


def _shared(one: str, other: str) -> int:
    """With how many of the same characters two texts begin."""
    return len(commonprefix((one, other)))  # noqa: RUF071  (of characters)


def _starts(words: str, text: str) -> set[int]:
    """How many of the first characters of ``words`` stand together in ``text``, wherever they
    begin in it.
    """
    longest = _longest_start(words, text)
    begin = words[: min(longest, _BEGIN)]
    places = re.finditer(f"(?={re.escape(begin)})", text) if begin else ()
    return {_shared(words, text[at.start() : at.start() + len(words)]) for at in places}


def _longest_start(words: str, text: str) -> int:
    """How many of the first characters of ``words`` stand together somewhere in ``text``."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if words[:middle] in text:
            low = middle
        else:
            high = middle - 1
    return low
