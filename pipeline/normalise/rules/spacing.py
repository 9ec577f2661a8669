"""Blanks: none between Han, nor between Han and digits or Latin (press style); one between words.

Extractors and OCR put them in where glyphs stand apart; the typesetter makes that space, the
text does not hold it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Kind, Role
from pipeline.normalise.forms.imprint import dateline
from pipeline.normalise.forms.shapes import DAY, RULE_NUMBER
from pipeline.normalise.language.characters import BLANK, CHINESE, FULL_MARKS, HAN, is_han, run_of
from pipeline.normalise.language.dictionary import word_across
from pipeline.normalise.language.endings import CLAUSE_END
from pipeline.normalise.rules.cells import strokes_of_row
from pipeline.normalise.rules.numbers import blanks_in_numbers
from pipeline.normalise.rules.rule import BlockRule
from pipeline.normalise.rules.signs import are_names, names_apart, to_fill
from pipeline.normalise.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLANKS = re.compile(run_of(f"{BLANK}\r\n\v\f\x85\u2028\u2029"))
# 1 .45万亿, 80 .1%: an engine has seen the point by itself.
_POINT = re.compile(f"\\.[0-9]+[{BLANK}]?[%‰{HAN}]")

# 1 . 权属不清: so it has the one behind an item's number.
_ITEM_NUMBER, _ITEM_POINT = 2, re.compile(f"\\.[{BLANK}]*[{HAN}]")

# 1.1 科技…, 第一章 总则: the blank parts a number from its heading.
_SECTION_NUMBER = re.compile(
    f"(?:[0-9]{{1,2}}(?:\\.[0-9]{{1,2}}){{0,3}}\\.?|第[{HAN}0-9]{{1,4}}[章节篇编部讲]"
    "|^卷[一二三四五六七八九十百首末]{1,4})$"
)

# 第三条　…: what a law counts its rules by is parted from the words by a whole character's width.
_RULE_NUMBER = re.compile(f"{RULE_NUMBER}$")
_RULE_NUMBER_LONGEST = 12

# 14日　县医院新楼启用: the day of an entry is parted from it.
_DAY = re.compile(f"{DAY}$")

# 出席：…: who was there.
_PRESENT = re.compile(
    f"(?:出席|列席|参加|缺席|请假|与会|主持|记[{BLANK}]?录|嘉宾)(?:人员?|者)?[:：](?![^{BLANK}]*[，。；])"
)
_LONGEST_NAME = 3

# A row of a table, a list's line: it has no clause, and its cells are words or figures, not single
# characters that stand apart.
_IN_BRACKETS = re.compile("[（(][^（()）]*[）)]")
_CELL = re.compile("[!-~‰—-]+|.{2,}")

# 年　份　　总产: a word spaced out by one blank, and a wider one that parts the cells.
_SPACED_OUT = re.compile(
    rf"(?<!\S)([{HAN}])(?:\N{{IDEOGRAPHIC SPACE}}(?=[{HAN}]\N{{IDEOGRAPHIC SPACE}}{{2}})"
    rf"|[{BLANK}](?=[{HAN}][{BLANK}]{{3}}))"
)

# Words of English, a single blank between; no symbols of elements.
_ENGLISH = re.compile(r"(?=.*\b[a-z]{2,}\b)[ -~]*(?:[A-Za-z]{2,} ){2}[ -~]*$")

# Of a paragraph's first word, of what is said of it, of either half of a headline.
_HEADWORD, _SAID_OF_IT, _PART_OF_A_HEADLINE, _FIRST_PART = 6, 12, 4, 6
_NUMBER_OF_HEADING = re.compile("^[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．][）)、.．]?")
_ENDS_PART, _OPENS_PART = re.compile(f"[{HAN}”》）】]"), re.compile(f"[{HAN}“《（【]")
_WIDE_BLANKS = ("\N{IDEOGRAPHIC SPACE}", "\t")
#: 席： of 出　席：, and a field behind another one: …　　地　点：三楼.
_ENDS_LABEL = re.compile(f"[{HAN}][：:]")
_LABEL = re.compile(f"[{HAN}]{{2,4}}[：:]|[{HAN}][{BLANK}]{{1,4}}[{HAN}][：:]")
#: What may be a list of names.
_OF_NAMES = frozenset({Role.PARAGRAPH, Role.HEADING, Role.SUBHEADING, Role.NOTE})
_NUMBERED = (Role.HEADING, Role.SUBHEADING)
_HEADLINES = frozenset({Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.SUBHEADING})

# It’s a ‘dragon’: single quotation marks within English words are English ones.
_ENGLISH_QUOTED = re.compile("‘[!-~’ ]*’")
_ENGLISH_QUOTED_BEFORE = re.compile("[a-z] ?‘[!-~’ ]*’$")
_LONGEST_QUOTED = 60

# Words in letters have a blank between them.
_IN_LATIN = re.compile("[A-Za-z.] [A-Z][a-z]")

# Blanks part names in a line that says who wrote or photographed something.
_CREDIT = re.compile("记者|通讯员|特约|撰稿|作者|摄影|摄$|供图|文[/／]|图[/／]|□")
_CREDIT_IN_BRACKETS = re.compile(
    "[（(][^（()）]{0,24}(?:记者|通讯员|特约|撰稿|作者|摄影|执笔|供稿)[^（()）]{0,48}[）)]"
)
_NAMED_ROLES = frozenset({Role.BYLINE, Role.CAPTION, Role.AFFILIATION, Role.TITLE, Role.SUBTITLE})


def find_blanks(text: str, role: Role) -> Iterator[Edit]:
    r"""Blanks beside a Han character or a full-width mark go; others become one blank.

    Leaves alone: one blank after a heading's number, one as wide as a character after a rule's
    (第三条), and those between the names of a credit line.

    >>> [(e.start, e.after) for e in find_blanks("税 收 近 1/3 席", Role.PARAGRAPH)]
    [(1, ''), (3, ''), (5, ''), (9, '')]
    >>> list(find_blanks("Green Data Center", Role.PARAGRAPH))
    []
    >>> list(find_blanks("“It’s a ‘dragon’ now.”", Role.PARAGRAPH))
    []
    >>> list(find_blanks("We aren’t there,” he said. “Not yet.”", Role.PARAGRAPH))
    []
    >>> [e.start for e in find_blanks("他说 “Hello” 很好。", Role.PARAGRAPH)]
    [2, 10]
    >>> [e.start for e in find_blanks("总长1 .45万公里，版本3 .2", Role.PARAGRAPH)]
    [3]
    >>> [e.start for e in find_blanks("1 . 权属不清。", Role.PARAGRAPH)]
    [1, 3]
    >>> list(find_blanks("1.1 科技创新", Role.HEADING))
    []
    >>> [(e.start, e.after) for e in find_blanks("第三条 任何单位 不得。", Role.PARAGRAPH)]
    [(3, '\u3000'), (8, '')]
    >>> list(find_blanks("第三条\u3000任何单位", Role.PARAGRAPH))
    []
    >>> list(find_blanks("早芽\u3000又名清明早，树姿半开张，叶长椭圆形。", Role.PARAGRAPH))
    []
    >>> [e.after for e in find_blanks("茶俗  乡人好客，客至必奉茶，婚嫁有三道茶。", Role.PARAGRAPH)]
    ['\u3000']
    >>> list(find_blanks("14日\u3000县医院新楼启用。", Role.PARAGRAPH))
    []
    >>> [(e.start, e.after) for e in find_blanks("河口镇 八百亩  92%", Role.PARAGRAPH)]
    [(3, '\u3000'), (7, '\u3000')]
    >>> list(find_blanks("守好一片茶山\u3000闯出一条新路", Role.TITLE))
    []
    >>> [(e.start, e.after) for e in find_blanks("守好一片茶山 闯出新路", Role.TITLE)]
    [(6, '\u3000')]
    >>> [e.after for e in find_blanks("（一）为什么 要搞联产到组", Role.HEADING)]
    ['']
    >>> [e.after for e in find_blanks("真抓实干 久久为功", Role.TITLE)]
    ['\u3000']
    >>> [e.after for e in find_blanks("关于加快推进高 标准农田改造提升的通知", Role.TITLE)]
    ['']
    >>> list(find_blanks("本报记者 张三 李四四", Role.BYLINE))
    []
    >>> [e.start for e in find_blanks("（张　皓　马德才执笔）", Role.NOTE)]
    [2, 4]
    >>> [e.start for e in find_blanks("本报讯（记者 张三 李四）今年 以来，", Role.PARAGRAPH)]
    [15]
    """
    left = to_fill(text)
    blanks = [blank for blank in _BLANKS.finditer(text) if blank.span() not in left]
    if not blanks or (role is Role.PARAGRAPH and strokes_of_row(text)):
        return
    if role in _OF_NAMES and are_names(text):
        yield from names_apart(text, blanks)
    elif role is Role.PARAGRAPH and (_is_row(text) or _PRESENT.match(text)):
        yield from _words_apart(text, blanks)
    else:
        yield from _closed(text, blanks, role)


def _closed(text: str, blanks: Sequence[re.Match[str]], role: Role) -> Iterator[Edit]:
    """The blanks of a text that no list is."""
    in_numbers = blanks_in_numbers(text)
    credit_from = _credit_start(text, role)
    credits_ = [found.span() for found in _CREDIT_IN_BRACKETS.finditer(text)]
    for found in blanks:
        start, end = found.start(), found.end()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        keep = bool(before and after) and not (CHINESE.match(before) or CHINESE.match(after))
        numbered = role in _NUMBERED or (role is Role.TITLE and not before.isdigit())
        if numbered and _SECTION_NUMBER.search(text[max(0, start - 12) : start]):
            keep = start <= 12 and bool(after)
        if role is Role.AFFILIATION and before and after:
            # （单位，湖南 郴州 423000）: the form of the trade.
            keep = before not in FULL_MARKS and after not in FULL_MARKS
        if before == "\N{WHITE SQUARE}" or _is_in_english(text, start, end):
            keep = True
        wide = _is_meant(text, found, role)
        item = start <= _ITEM_NUMBER and _ITEM_POINT.match(text, end)
        if start in in_numbers or (before.isdigit() and (item or _POINT.match(text, end))):
            keep = False
        credited = start >= credit_from or any(a < start < b for a, b in credits_)
        if credited and is_han(before) and is_han(after):
            keep = not _letter_spaced(text, start, end)
        wanted = " " if keep else ""
        if start <= _RULE_NUMBER_LONGEST and after and _RULE_NUMBER.match(text[:start]):
            wanted = "\N{IDEOGRAPHIC SPACE}"
        if wide:
            wanted = "\N{IDEOGRAPHIC SPACE}"
        if found[0] != wanted:
            yield Edit(start, end, wanted)


def _is_in_english(text: str, start: int, end: int) -> bool:
    """Whether a blank parts English words from what stands among them in quotation marks."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "”" or after == "“":
        beyond = text[start - 2 : start - 1] if before == "”" else before
        behind = text[end + 1 : end + 2] if after == "“" else after
        return beyond.isascii() and behind.isascii() and bool(beyond and behind)
    if after == "‘":
        return before.islower() and bool(_ENGLISH_QUOTED.match(text, end))
    if before != "’" or not (after.isascii() and after.isalpha()):
        return False
    return bool(_ENGLISH_QUOTED_BEFORE.search(text, max(0, start - _LONGEST_QUOTED), start))


def _words_apart(text: str, blanks: Sequence[re.Match[str]]) -> Iterator[Edit]:
    r"""Blanks between the cells of a row, or the names of those present, stay, each as wide as a
    character; those that a name of two or three characters was spaced with go, and those within a
    cell that tabs part from others.

    >>> text = "出席：谭卫国 秦向阳　路 遥"
    >>> [(e.start, len(e.after)) for e in _words_apart(text, list(_BLANKS.finditer(text)))]
    [(6, 1), (12, 0)]
    >>> text = "嘉宾：柯宁、Anna Schmidt（山阳）　路遥"
    >>> [(e.start, len(e.after)) for e in _words_apart(text, list(_BLANKS.finditer(text)))]
    []
    >>> text = "合计\t20400\t\t108.0"
    >>> [(e.start, len(e.after)) for e in _words_apart(text, list(_BLANKS.finditer(text)))]
    [(2, 1), (8, 2)]
    >>> text = "田 茂盛\tNew York\t72"
    >>> [(e.start, e.after) for e in _words_apart(text, list(_BLANKS.finditer(text)))]
    [(1, ''), (4, '\u3000'), (13, '\u3000')]
    >>> text = "合  计        282800      6.8"
    >>> [(e.start, e.after) for e in _words_apart(text, list(_BLANKS.finditer(text)))]
    [(1, ''), (4, '\u3000'), (18, '\u3000')]
    """
    present = _PRESENT.match(text)
    inside = [blank for blank in blanks if present is None or blank.start() > present.end()]
    starts = [0 if present is None else present.end(), *(blank.end() for blank in inside)]
    ends = [*(blank.start() for blank in inside), len(text)]
    words = [end - start for start, end in zip(starts, ends, strict=True)]
    by_tabs = any(blank[0] == "\t" for blank in blanks)
    wide = any(_width(blank[0]) > 1 for blank in blanks)
    in_cells = present is None and text.strip().count("\t") > 1
    for n, blank in enumerate(blanks, len(inside) - len(blanks)):
        named = present is not None or _stands_closer(blanks, n)
        spaced = n < 0 or (named and _is_spaced_name(words, n))
        # An empty cell stands between two tabs.
        empty = blank[0].count("\t") - 1 if set(blank[0]) == {"\t"} and by_tabs else 0
        wanted = "" if spaced else "\N{IDEOGRAPHIC SPACE}" * (1 + max(0, empty))
        if in_cells and "\t" not in blank[0]:
            around = text[blank.start() - 1 : blank.start()], text[blank.end() : blank.end() + 1]
            wanted = "" if any(map(CHINESE.match, around)) else " "
        if (
            blank[0] == " "
            and (present is not None or wide)
            and _IN_LATIN.match(text, blank.start() - 1)
        ):
            continue  # Anna Schmidt, New York
        if blank[0] != wanted and blank.end() < len(text):
            yield Edit(*blank.span(), wanted)


def _stands_closer(blanks: Sequence[re.Match[str]], n: int) -> bool:
    """A blank of a row that is at most half as wide as the next one: it parts no cells."""
    return 0 <= n < len(blanks) - 1 and 2 * _width(blanks[n][0]) <= _width(blanks[n + 1][0])


def _width(blank: str) -> int:
    return sum(2 if one == "\N{IDEOGRAPHIC SPACE}" else 1 for one in blank)


def _is_spaced_name(words: Sequence[int], n: int) -> bool:
    """Whether the words on both sides of a blank, by their lengths, are one name: two or three
    single characters with a longer word, or nothing, on either side.
    """
    if words[n : n + 2] != [1, 1]:
        return False
    first, last = n, n + 1
    while first and words[first - 1] == 1:
        first -= 1
    while last + 1 < len(words) and words[last + 1] == 1:
        last += 1
    return last - first + 1 <= _LONGEST_NAME


def _is_row(text: str) -> bool:
    r"""Several cells, with blanks between; what they say is no matter where tabs part three.

    >>> [_is_row(t) for t in ("河口镇 八百亩", "Pb 0.21 —", "茶 园 面 积", "税收近 三成。")]
    [True, True, False, False]
    >>> [_is_row(t) for t in ("欧阳慧（女，苗族） 河口镇", "收入 1,284,605.27", "big tea farm")]
    [True, True, False]
    >>> _is_row("年　份　　总产（万斤）　　人均分配（元）"), _is_row("年 份 总产（万斤）人均（元）")
    (True, False)
    >>> _is_row("Table 1 Costs per mu"), _is_row("Pb 0.21 Fe 12")
    (False, True)
    >>> _is_row("产值\t28.4\t按新口径，作了调整"), _is_row("今年\t以来，全县茶价平稳。")
    (True, False)
    """
    if text.strip().count("\t") > 1:
        return True
    cells = _SPACED_OUT.sub(r"\1", text).split()
    if len(cells) < 2 or CLAUSE_END.search(_IN_BRACKETS.sub("", text)):
        return False
    if _ENGLISH.match(text):
        return False
    if 2 * sum(_CELL.fullmatch(cell) is not None for cell in cells) <= len(cells):
        return False
    return any(map(is_han, text)) or any(map(str.isdigit, text))


def _is_meant(text: str, blank: re.Match[str], role: Role) -> bool:
    """The one blank of a whole character's width, or the one tab, that parts a headline in two, or
    a word from what is said of it: 早芽　又名清明早, 本报讯　近日. Where there are more, they are
    an engine's, but between the parts of a headline, and before the name of a field.
    """
    if role in _HEADLINES and _is_in_parts(text, blank):
        return True
    if role is Role.PARAGRAPH and _opens_behind_dateline(text, blank):
        return True
    if _ENDS_LABEL.match(text, blank.end()):
        return False
    if role is Role.PARAGRAPH and len(blank[0]) > 1 and _LABEL.match(text, blank.end()):
        return True
    run_in = role is Role.PARAGRAPH and len(blank[0]) > 1 and blank.start() <= _HEADWORD
    if not run_in and (blank[0] not in _WIDE_BLANKS or text.count(blank[0]) > 1):
        return False
    if role is Role.PARAGRAPH and _DAY.match(text[: blank.start()]):
        return True
    if not (is_han(text[blank.start() - 1]) and is_han(text[blank.end() :][:1])):
        return False
    before, after = blank.start(), len(text) - blank.end()
    if role is Role.PARAGRAPH:
        return (
            before <= _HEADWORD
            and after > _SAID_OF_IT
            and _BLANKS.search(text, blank.end()) is None
        )
    return role in _HEADLINES and min(before, after) >= _PART_OF_A_HEADLINE


def _opens_behind_dateline(text: str, blank: re.Match[str]) -> bool:
    """本报沧平讯　3月21日，…: nothing but the blank parts who reports from what is told.

    >>> def at(text): return [e.after for e in find_blanks(text, Role.PARAGRAPH)]
    >>> at("本报山阳讯 3月21日，全县新建茶园三百亩。"), at("本报讯 （记者 柯宁）近日，天晴。")
    (['\u3000'], [''])
    """
    head = dateline(text)
    behind = text[blank.end() : blank.end() + 1]
    return head != "" and len(head) == blank.start() and behind not in ("", "（", "(")


def _is_in_parts(text: str, blank: re.Match[str]) -> bool:
    """Whether a blank stands between two of the parts of a headline: 秋粮增产成定局 全年又丰收."""
    if CLAUSE_END.search(text):
        return False
    if not (_ENDS_PART.match(text, blank.start() - 1) and _OPENS_PART.match(text, blank.end())):
        return False
    parts = _NUMBER_OF_HEADING.sub("", text).split()
    halves = all(len(part) == _PART_OF_A_HEADLINE for part in parts)  # 真抓实干 久久为功
    if min(map(len, parts)) < _PART_OF_A_HEADLINE or not (halves or len(parts[0]) >= _FIRST_PART):
        return False
    left = text[: blank.start()][-_FIRST_PART:]
    return not word_across(left, text[blank.end() :][:_FIRST_PART])


def _credit_start(text: str, role: Role) -> int:
    """Where a credit begins in a byline or a caption; past the end where there is none."""
    if role is Role.BYLINE:
        return 0
    if role not in _NAMED_ROLES:
        return len(text) + 1
    found = _CREDIT.search(text)
    if not found:
        return len(text) + 1
    # 通讯员 摄, 记者 吴希 摄: the credit is what stands after the last full stop.
    stop = max(text.rfind(mark, 0, found.start()) for mark in "。！？")
    return stop + 1


def _letter_spaced(text: str, start: int, end: int) -> bool:
    """Single characters on both sides, each with blanks around it: 位 于 永, not 吴希 摄."""
    left_alone = start < 2 or text[start - 2].isspace()
    right_alone = end + 1 >= len(text) or text[end + 1].isspace()
    return left_alone and right_alone


RULES = (
    BlockRule(
        "close-blanks", Kind.SPACING, Certainty.HIGH,
        "no blank beside a Chinese character; the typesetter makes that space", find_blanks,
    ),
)  # fmt: skip
