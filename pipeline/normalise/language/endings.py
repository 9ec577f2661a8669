"""The marks of a line: whether it begins with one, ends as a sentence or a clause, holds a stop.

They say whether a text can begin, go on or be over here.
"""

from __future__ import annotations

import re

from pipeline.normalise.language.characters import BLANK

_END = re.compile(rf"(?:[。！？!?…]|(?<=[a-z]{{3}})\.)(?:[{BLANK}]?[”’」』）)\]】]){{0,3}}$")
# …的新成就！（新华社北京电）: a note behind the last sentence.
_NOTED_END = re.compile(f"[。！？!?…](?:[{BLANK}]?[”’」』]){{0,2}}[（(][^（）()。]{{1,24}}[）)]$")
_NOTED = 30
#: 。[8], 。”〔12〕: the number of a reference or a note.
_REFERRED = re.compile(
    f"[{BLANK}]?(?:[\\[〔［][0-9]{{1,3}}(?:[-–,，、][0-9]{{1,3}})*[\\]〕］]|[①-⑳]{{1,3}}|[¹²³⁴-⁹]{{1,2}})$"
)
_SIGN = re.compile("[①-⑳¹²³⁴-⁹]$")
_MARK_END = re.compile(f"[，。、；：！？…—,;:!?.](?:[{BLANK}]?[”’」』）)]){{0,2}}$")
_CLAUSE_MARK = re.compile("[，。；！？,;!?]")
_SENTENCE_MARK = re.compile("[。！？]")
_LATIN_STOP = re.compile(r"(?<=[a-z]{3})\.$")
_PAUSE_END = re.compile("[，、,]$")
_LEAD_IN = re.compile("[；;：:]$")
_DASH_END = re.compile("(?:\N{EM DASH}{1,2}|\N{HORIZONTAL BAR}{1,2}|--)$")
_DASH_START = re.compile("^(?:\N{EM DASH}{2}|\N{HORIZONTAL BAR}{2}|--)")
_NO_START = re.compile("^[，。、；：！？）》】」』”’％,;:!?)%…]")
#: What ends a clause, and not the comma in 1,284,605.
CLAUSE_END = re.compile("[，。；！？;]|,(?![0-9]{3})")

#: What accounts set behind a sentence, or before a heading: 📖, ❤️.
ORNAMENT = "[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
_ORNAMENTS = re.compile(f"{ORNAMENT}+$")

_QUOTES = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{LEFT CORNER BRACKET}")

#: A line's end is seen in so many characters.
_TAIL = 5


def ends_sentence(text: str) -> bool:
    """The line ends as a sentence does, quotes and brackets closed.

    A note in brackets may stand behind the last sentence.

    >>> ends_sentence("步入新征程。"), ends_sentence("何去何从？”"), ends_sentence("进驻园区，")
    (True, True, False)
    >>> ends_sentence("取得了新成就！（新华社电）"), ends_sentence("黄河腹地的回声（附图片）")
    (True, False)
    >>> ends_sentence("The reader sees this."), ends_sentence("Zhang S. et al.")
    (True, False)
    >>> [ends_sentence(t) for t in ("无愧立言。 [8]", "今志取证。”〔12〕", "表[8]")]
    [True, True, False]
    >>> [ends_sentence(t) for t in ("一道口子。”③", "已有研究。[1-3]", "总产②", "步骤③")]
    [True, True, False, False]
    >>> ends_sentence("它照见一地的来路。📖"), ends_sentence("茶山❤️")
    (True, False)
    """
    if text[-1:].isalnum() and not _SIGN.search(text[-1:]):
        return False
    if _END.search(text[-_TAIL:]):
        return True
    if text[-1:] in "）)":
        return _NOTED_END.search(text[-_NOTED:]) is not None
    referred = _REFERRED.search(text)
    if referred:
        return ends_sentence(text[: referred.start()])
    adorned = _ORNAMENTS.search(text)
    return adorned is not None and ends_sentence(text[: adorned.start()])


def ends_in_bracket(text: str) -> bool:
    """Ends with a bracket that closes: a note to what precedes it."""
    return text.endswith(("）", ")", "】", "〕"))


def ends_with_mark(text: str) -> bool:
    """Ends with any mark at all: a clause, a sentence, a list's item."""
    return not text[-1:].isalnum() and _MARK_END.search(text[-_TAIL:]) is not None


def has_clause_mark(text: str) -> bool:
    """Holds a comma or a stop, which titles mostly do without."""
    return _CLAUSE_MARK.search(text) is not None


def has_sentence_mark(text: str) -> bool:
    return _SENTENCE_MARK.search(text) is not None or (
        text.endswith(".") and _LATIN_STOP.search(text) is not None
    )


def ends_in_pause(text: str) -> bool:
    return _PAUSE_END.search(text[-1:]) is not None


def ends_in_lead_in(text: str) -> bool:
    """；or ：at the end: often the end of a paragraph of a list, often not."""
    return _LEAD_IN.search(text[-1:]) is not None


def ends_in_semicolon(text: str) -> bool:
    """；at the end: parallel clauses, or paragraphs, are parted by it."""
    return text.endswith(("\N{FULLWIDTH SEMICOLON}", ";"))


def ends_in_colon(text: str) -> bool:
    """：at the end: what is announced stands in a paragraph of its own."""
    return text.endswith(("\N{FULLWIDTH COLON}", ":"))


def ends_in_dash(text: str) -> bool:
    return _DASH_END.search(text[-_TAIL:]) is not None


def starts_with_dash(text: str) -> bool:
    """——, the start of a subtitle when it opens a line."""
    return _DASH_START.match(text) is not None


def opens_quotation(text: str) -> bool:
    """“ or 「, with which somebody's words begin."""
    return text.startswith(_QUOTES)


def cannot_start(text: str) -> bool:
    """Begins with a mark that no paragraph begins with."""
    return _NO_START.match(text) is not None
