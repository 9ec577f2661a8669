"""The letters of sentences, and the hashes of their runs: what sentences are held together by."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

import numpy as np

from pipeline.normalise.language.gazetteer import mentions
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Owner = TypeVar("Owner", bound=np.generic)

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""2 to the 64th by the golden ratio: what is multiplied by it is spread evenly."""

#: One sign for every name of a place.
_PLACE = "\N{GETA MARK}"

_WORDLESS = re.compile(r"[\W_]+")

# Marks written in several ways, each as one of them; but for those between figures, none is heard.
_ONE_WAY = str.maketrans(
    {
        **dict.fromkeys("．·", "."),
        **dict.fromkeys("％", "%"),
        **dict.fromkeys("：∶", ":"),
        **dict.fromkeys("／", "/"),
        **dict.fromkeys("－–—―−～〜~", "-"),
        **dict.fromkeys("￥", "¥"),
        **dict.fromkeys("＄", "$"),
    }
)
#: Ⅱ is a II in one sign.
_ROMAN = {n: normalize("NFKC", chr(n)) for n in range(0x2160, 0x2180)}
_SUBSTANCE = re.compile(
    r"[^\W_]|(?<=\d)[.:/-](?=\d)|(?<![A-Za-z0-9-])-(?=\d)|(?<=\d)[%‰℃℉°]|[¥$€£](?=\d)"
)


def letters_of(text: str) -> str:
    """Letters, ideographs and digits alone, by which sentences are compared; those of the
    traditional script as the simplified ones that they are of.

    >>> letters_of("“淘金”路上，永兴也曾。"), letters_of("「淘金」路上，永興也曾。")
    ('淘金路上永兴也曾', '淘金路上永兴也曾')
    """
    return _WORDLESS.sub("", simplified(text).translate(_ROMAN))


def pairs_of(text: str) -> set[tuple[str, str]]:
    """Its letters two by two, figures and marks left out: how much two texts have in common.

    >>> sorted(pairs_of("茶園，3亩")) == sorted(pairs_of("茶园亩"))
    True
    """
    return set(pairwise(filter(str.isalpha, simplified(text))))


def substance_of(text: str) -> str:
    """Letters, ideographs and digits, and the marks without which a figure is another one.

    >>> substance_of("3.5亿元，增长35%。") == substance_of("35亿元，增长3.5%。")
    False
    >>> substance_of("1,234家；9：30") == substance_of("1234家，9:30。")
    True
    >>> substance_of("启动\N{ROMAN NUMERAL TWO}级响应") == substance_of("启动II级响应")
    True
    >>> substance_of("增长了――三.五成") == substance_of("增长了三五成")
    True
    """
    return "".join(_SUBSTANCE.findall(simplified(text).translate(_ROMAN).translate(_ONE_WAY)))


def without_places(text: str) -> str:
    """A text with one sign for each name of a place: one city's name put in for another must not
    make a sentence another sentence.

    >>> without_places("从柳州到永兴县")
    '从〓到〓'
    """
    out: list[str] = []
    at = 0
    for mention in mentions(text):
        out += (text[at : mention.start], _PLACE)
        at = mention.end
    return "".join((*out, text[at:]))


def run_hashes(
    units: NDArray[np.uint32], owner: NDArray[Owner], size: int
) -> tuple[NDArray[np.uint64], NDArray[Owner]]:
    """The hashes of all runs of ``size`` units that one owner has, and for each its owner.

    Two runs of one hash are taken for the same: with 64 bits, once in some billion texts.
    """
    length = max(0, len(units) - size + 1)
    hashes = np.zeros(length, dtype=np.uint64)
    for i in range(size):
        hashes = hashes * MULTIPLIER + units[i : i + length].astype(np.uint64)
        hashes ^= hashes >> np.uint64(29)
    whole = owner[:length] == owner[size - 1 :][:length]
    return hashes[whole], owner[:length][whole]


def differ(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows differ from the one before in any of the columns; the first does."""
    differ = np.zeros(len(columns[0]), dtype=np.bool_)
    differ[:1] = True
    for column in columns:
        differ[1:] |= column[1:] != column[:-1]
    return differ
