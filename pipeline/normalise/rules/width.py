"""Full and half width: letters and digits narrow, the marks of Chinese text wide.

Press style (GB/T 15834, CLREQ §3.1): Chinese punctuation is full-width; numbers and Latin
letters are half-width.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Kind
from pipeline.normalise.forms.shapes import is_formula
from pipeline.normalise.language.characters import (
    HAN_CHARACTER,
    QUOTES,
    SETTLED_CHINESE,
    is_han,
    neighbour,
    run_of,
)
from pipeline.normalise.rules.rule import BlockRule, CharacterRule
from pipeline.normalise.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.article import Role

_WIDE_LETTERS = re.compile(run_of("\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"))
_WIDE_POINT = re.compile("\N{FULLWIDTH FULL STOP}(?<=[0-9\uff10-\uff19].)(?=[0-9\uff10-\uff19])")
_NARROW_SHIFT = 0xFEE0

_WIDE_MARK = {
    ",": "\N{FULLWIDTH COMMA}",
    ";": "\N{FULLWIDTH SEMICOLON}",
    ":": "\N{FULLWIDTH COLON}",
    "?": "\N{FULLWIDTH QUESTION MARK}",
    "!": "\N{FULLWIDTH EXCLAMATION MARK}",
    "(": "\N{FULLWIDTH LEFT PARENTHESIS}",
    ")": "\N{FULLWIDTH RIGHT PARENTHESIS}",
}
# Marks of half a width that came in with Japanese keyboards and fonts; in kana of half a width they
# are at home.
_HALF_FORMS = dict(zip("\uff61\uff62\uff63\uff64", "。「」、", strict=True))
_HALF_FORM = re.compile("(?<![\uff65-\uff9f])[\uff61-\uff64](?![\uff65-\uff9f])")
_NARROW_MARK = re.compile(run_of(",;:?!"))
_BRACKET = re.compile("[()\N{FULLWIDTH LEFT PARENTHESIS}\N{FULLWIDTH RIGHT PARENTHESIS}]")
# Addresses, and character references that somebody meant literally.
_URL = re.compile(r"(?:https?://|www\.)[!-~]+|&#?[0-9A-Za-z]{1,8};")

#: “We are not there yet,” what is said in words of another language has the marks of that.
_FOREIGN_WORDS = re.compile("“[!-~’]{1,30} [ -~’]{1,300}”")


def find_wide_letters(text: str) -> Iterator[Edit]:
    """Full-width letters and digits, and the point between full-width digits.

    >>> [edit.after for edit in find_wide_letters("ＧＤＰ增长８．５％，")]
    ['GDP', '8', '.', '5']
    """
    found = [*_WIDE_LETTERS.finditer(text), *_WIDE_POINT.finditer(text)]
    for match in sorted(found, key=lambda one: one.start()):
        narrow = "".join(chr(ord(c) - _NARROW_SHIFT) for c in match[0])
        yield Edit(match.start(), match.end(), narrow)


def find_half_forms(text: str) -> Iterator[Edit]:
    r"""The half-width forms of 。「」、, which close what a full-width form has opened.

    >>> [edit.after for edit in find_half_forms("他說：「好\uff63\uff64走了\uff61")]
    ['」', '、', '。']
    >>> list(find_half_forms("\uff71\uff72\uff64\uff73"))
    []
    """
    for found in _HALF_FORM.finditer(text):
        yield Edit(found.start(), found.end(), _HALF_FORMS[found[0]])


def find_narrow_marks(text: str, _role: Role) -> Iterator[Edit]:
    """Half-width , ; : ? ! beside Chinese, and brackets whose company or content is Chinese.

    Leaves alone: 1,000 and 12:30, marks inside Latin words or between them, addresses, formulas,
    what is quoted in another language.

    >>> from pipeline.model.article import Role
    >>> [e.after for e in find_narrow_marks("5月6日,国家同意(以下简称示范区)", Role.PARAGRAPH)]
    ['，', '（', '）']
    >>> list(find_narrow_marks("“We are not there yet,”研究员告诉记者。", Role.PARAGRAPH))
    []
    >>> list(find_narrow_marks("The plan (draft), 12:30, costs 1,000 元", Role.PARAGRAPH))
    []
    >>> list(find_narrow_marks("ATT=E(Y1－Y0|D=1)  （2）", Role.PARAGRAPH))
    []
    """
    if is_formula(text) and not HAN_CHARACTER.search(text):
        return
    runs = [found.span() for found in _NARROW_MARK.finditer(text)]
    brackets = list(_brackets_to_widen(text))
    if not runs and not brackets:
        return
    shown = list(text)  # as it reads with the marks found so far
    for at in brackets:
        shown[at] = _WIDE_MARK.get(text[at], text[at])
    # From the right, then from the left: a mark may count as Chinese through its neighbour.
    for start, end in (*reversed(runs), *runs):
        before, after = (
            neighbour(shown, start, -1, QUOTES),
            neighbour(shown, end - 1, 1, QUOTES),
        )
        if before.isdigit() and after.isdigit():
            continue
        if SETTLED_CHINESE.match(before) or (SETTLED_CHINESE.match(after) and not before.isspace()):
            shown[start:end] = [_WIDE_MARK[mark] for mark in text[start:end]]
    foreign = (*_URL.finditer(text), *_FOREIGN_WORDS.finditer(text))
    not_ours = {i for found in foreign for i in range(*found.span())}
    for at in sorted([*brackets, *(at for run in runs for at in range(*run))]):
        if shown[at] != text[at] and at not in not_ours:
            yield Edit(at, at + 1, shown[at])


def _brackets_to_widen(text: str) -> Iterator[int]:
    """Offsets of half-width brackets that belong to Chinese, both of a pair or neither."""
    if "(" not in text and ")" not in text:
        return
    open_at: list[int] = []
    for found in _BRACKET.finditer(text):
        at = found.start()
        if found[0] in "(\N{FULLWIDTH LEFT PARENTHESIS}":
            open_at.append(at)
            continue
        if not open_at:
            if found[0] == ")" and SETTLED_CHINESE.match(neighbour(text, at, -1, QUOTES)):
                yield at
            continue
        start = open_at.pop()
        mixed = text[start] != "(" or text[at] != ")"
        company = neighbour(text, start, -1, QUOTES) + neighbour(text, at, 1, QUOTES)
        if (
            mixed
            or SETTLED_CHINESE.search(company)
            or HAN_CHARACTER.search(text, start, min(at, start + 200))
        ):
            yield start
            yield at
    for start in open_at:
        if text[start] == "(" and is_han(neighbour(text, start, 1, QUOTES)):
            yield start


CHARACTER_RULES = (
    CharacterRule(
        "narrow-letters", Kind.WIDTH, Certainty.HIGH,
        "letters and digits are half-width in Chinese text", find_wide_letters,
    ),
    CharacterRule(
        "half-width-forms", Kind.WIDTH, Certainty.HIGH,
        "half-width forms of marks are for half-width kana", find_half_forms,
    ),
)  # fmt: skip
BLOCK_RULES = (
    BlockRule(
        "widen-marks", Kind.WIDTH, Certainty.HIGH,
        "punctuation beside Chinese is full-width (GB/T 15834)", find_narrow_marks,
    ),
)  # fmt: skip
