"""Firms and institutions, as a text names them: by what their names end in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.gazetteer import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What the names end in. Of bodies that every county has (局, 委, 政府) the place is the name.
_FORM = re.compile(
    "(?:(?:集团|控股|股份|责任)?(?:股份|责任)?有限(?:责任)?|股份)公司|(?<![有限团份])公司|集团(?!有限|股份|公司)|合作社|"
    "研究院|研究所|实验室|设计院|大学|学院|医院|基金会|银行|出版社|酒店|博物馆"
)
#: A name has up to so many characters before these; and so many at least that are its own.
_LONGEST, _SHORTEST = 14, 2
#: A short form is known by so many characters, at least; longer ones nobody says.
_SHORTEST_FORM, _LONGEST_FORM = 4, 9
_HAN_RUN = re.compile(f"[{HAN}]*$")
#: What can't stand in a name ends what is before it.
_NOT_IN_NAMES = re.compile(
    f"[{HAN}]*(?:[的在对由从与和及是为向到被把将了]|以及|位于|来自|走进|包括)"
)


class Firm(NamedTuple):
    """A name in a text, from ``start`` on; ``form`` is what it ends in. Before the name there may
    be words that are none of it.
    """

    own: str
    form: str
    start: int


def firms(text: str) -> Iterator[Firm]:
    """The firms and institutions of a text, in simplified characters.

    >>> [one[:2] for one in firms("位于开发区的鲁博新材料有限公司，与优珀斯研究院签约。")]
    [('鲁博新材料', '有限公司'), ('优珀斯', '研究院')]
    >>> list(firms("公司的医院"))
    []
    """
    for found in _FORM.finditer(text):
        before = _HAN_RUN.search(text, max(0, found.start() - _LONGEST), found.start())
        own = _NOT_IN_NAMES.sub("", before[0] if before else "")
        if len(own) >= _SHORTEST:
            yield Firm(own, found[0], found.start() - len(own))


class ShortForm(NamedTuple):
    """What a firm is called for short, and which of its characters is no word of the dictionary."""

    name: str
    at: int

    @property
    def anchor(self) -> tuple[int, str]:
        """The longer run beside that character, and where in the name it begins."""
        before, behind = self.name[: self.at], self.name[self.at + 1 :]
        return (0, before) if len(before) > len(behind) else (self.at + 1, behind)


def short_forms(own: str) -> Iterator[ShortForm]:
    """A firm's name without its place, once for each character of it that is no word: only there a
    slip shows, for who writes 环保事业 doesn't mean 环保实业.

    >>> [one.name[one.at] for one in short_forms("湖南鲁博新材料")], [*short_forms("湖南环保实业")]
    (['鲁', '博', '新'], [])
    """
    name = own
    while place := next((one for one in mentions(name) if one.start == 0), None):
        name = name[place.end :]
    if not _SHORTEST_FORM <= len(name) <= _LONGEST_FORM:
        return
    at = 0
    for word in dictionary.cut(name, hmm=False):
        if len(word) == 1:
            yield ShortForm(name, at)
        at += len(word)


def is_all_words(name: str) -> bool:
    """Whether a name is made of words of the dictionary.

    >>> is_all_words("环保事业"), is_all_words("鲁搏新材料")
    (True, False)
    """
    return all(len(word) > 1 for word in dictionary.cut(name, hmm=False))
