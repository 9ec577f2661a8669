"""Heads of a page that stand once: a number and a line that part a sentence.

What stands beside a page's number comes again on other pages, as a rule; of a text of two pages it
doesn't. But where prose stops in mid-sentence above both and goes on below, the line between is no
part of it when it is set as no line of prose is: with wide blanks in it, or far narrower than the
lines around it. With wide blanks and the number of an issue it is a head wherever a sentence ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms import shapes
from pipeline.normalise.forms.imprint import is_day
from pipeline.normalise.forms.writers import is_office_name
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.printed.cells import cells
from pipeline.normalise.printed.numbered_heads import PERIODICAL, in_mid_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

#: Lines of one column differ by no more; a head is narrower by so much at least (cells).
_LOOSE, _NARROWER = 2.5, 4.0
#: It has so many cells at most without its blanks.
_WIDEST = 40.0

_WIDE = re.compile(rf"[{BLANK}]{{3,}}|\N{{IDEOGRAPHIC SPACE}}{{2,}}|\t")
_OF_ISSUE = re.compile("第[0-9一二三四五六七八九十]{1,4}[期辑](?![0-9])")
_BLANKS = re.compile(f"[{BLANK}]+")
_WORDS = re.compile(f"[{HAN}]{{2}}")
_NAME, _LONGEST_NAME = re.compile(f"[{HAN}]+"), 16
#: The title with what is said of it in brackets: …规划纲要（节选）.
_IN_BRACKETS = re.compile("[（(][^（）()]*[）)]$")
#: Words said again have so many characters; those of a page's head no more than this.
_SAID, _FEW_WORDS = 4, 10


def parting_heads(
    texts: Sequence[str], marks: AbstractSet[int], rows: AbstractSet[int] = frozenset()
) -> set[int]:
    """The lines, by their number, that stand beside a page's number (``marks``) in the middle of a
    sentence and are no part of it, or say which issue it is. ``rows`` are the lines of tables.

    >>> above = "去年，全县新开的茶园达到三万亩，茶农人均增"
    >>> below = "收一千二百元，比上年多出两成，山里人有盼头。"
    >>> parting_heads([above, above, "· 86 ·", "茶乡讲义（春季）", below], {2})
    {3}
    >>> parting_heads([above, above, "茶乡讲义      第6辑      内部参考资料", "12", below], {3})
    {2}

    >>> parting_heads([above, "收一千元。", "23", "2031年第1期    茶史    山阳县志办", above], {2})
    {3}

    >>> parting_heads([above, above, "12", "茶乡讲义", "收一千二百元。"], {2})
    {3}

    Leaves alone: prose, a heading over a sentence, and what ends one.

    >>> parting_heads([above, above, "· 86 ·", below, above], {2})
    set()
    >>> parting_heads([above, "收一千元。", "· 86 ·", "茶乡的新路", below], {2})
    set()
    >>> parting_heads([above, above, "· 86 ·", "收一千二百元。", below], {2})
    set()
    """
    found = _said_before(texts, marks, rows)
    for mark in marks:
        for line, first in ((mark + 1, mark), (mark - 1, mark - 1)):
            if first < 1 or first + 2 >= len(texts) or line in marks or line in rows:
                continue
            of_issue = _OF_ISSUE.search(texts[line]) and _WIDE.search(texts[line])
            parts = _is_no_prose(texts[line], texts[first - 1], texts[first + 2])
            issues = line > mark and _names_who_issues(texts[line], texts[line + 1])
            if of_issue or issues or (parts and in_mid_sentence(texts, first, first + 1)):
                found.add(line)
    return found


def _names_who_issues(text: str, below: str) -> bool:
    """A periodical or an office, and nothing else, over prose.

    >>> [_names_who_issues("茶乡简报", t) for t in ("是年，全县增产一成。", "第7期")]
    [True, False]
    >>> [_names_who_issues(t, "是年，全县增产。") for t in ("山阳县茶业研究院", "茶乡的路")]
    [True, False]
    """
    if len(text) > _LONGEST_NAME or not _NAME.fullmatch(text) or not endings.has_clause_mark(below):
        return False
    return PERIODICAL.search(text) is not None or is_office_name(text)


def _said_before(texts: Sequence[str], marks: AbstractSet[int], rows: AbstractSet[int]) -> set[int]:
    """The lines right below a page's number, over prose, that say again what a line above them has
    said. Who signs stands so, too, over the day.

    >>> title, prose = "茶乡振兴规划纲要", "去年，全县新开的茶园达到三万亩，茶农增"
    >>> page = [title + "（节选）", prose, "— 5 —", title, "收一千元，山里人有盼头。"]
    >>> _said_before(page, {2}, set())
    {3}
    >>> _said_before(["茶乡办公室", prose, "— 5 —", "茶乡办公室", "2031年5月2日"], {2}, set())
    set()
    """
    found = set()
    for mark in marks:
        line = mark + 1
        if line + 1 >= len(texts) or line in rows or line in marks or is_day(texts[line + 1]):
            continue
        words = _BLANKS.sub("", texts[line])
        if len(words) < _SAID or not _WORDS.search(words) or endings.ends_with_mark(words):
            continue
        prose = endings.has_clause_mark(texts[line + 1])
        above = {_BLANKS.sub("", text) for n, text in enumerate(texts[:mark]) if n not in rows}
        said = words in above or any(_IN_BRACKETS.sub("", text) == words for text in above)
        if said and prose:
            found.add(line)
    return found


def heads_alike(texts: Sequence[str], marks: AbstractSet[int], found: AbstractSet[int]) -> set[int]:
    """The few words right below a page's number where each of the other numbers has a running head
    (``found``) below it: of left and right pages the heads differ.

    >>> page = ["去年，全县新开了茶园。", "· 86 ·", "本刊专稿", "要坚持先立后破，不能一哄而上。"]
    >>> heads_alike([*page, "· 87 ·", "茶乡论坛　2031年第6期"], {1, 4}, {5})
    {2}
    >>> heads_alike([*page, "· 87 ·", "要用好技术。"], {1, 4}, set())
    set()
    """
    below = [mark + 1 for mark in sorted(marks) if mark + 1 < len(texts)]
    others = [line for line in below if line not in found]
    if len(others) != 1 or len(below) < len(marks) - 1 or len(below) == 1:
        return set()
    (line,) = others
    few = line + 1 < len(texts) and len(texts[line]) <= _FEW_WORDS
    numbered = shapes.has_number(texts[line]) or endings.has_clause_mark(texts[line])
    return {line} if few and not numbered and endings.has_clause_mark(texts[line + 1]) else set()


def _is_no_prose(text: str, above: str, below: str) -> bool:
    words = _BLANKS.sub("", text)
    if not _WORDS.search(words) or cells(words) > _WIDEST or endings.has_clause_mark(text):
        return False
    if endings.ends_sentence(text) or endings.ends_in_lead_in(text) or shapes.starts_numbered(text):
        return False
    if _WIDE.search(text):
        return True
    column = cells(above)
    goes_on = cells(below) >= column - _LOOSE or endings.ends_sentence(below)
    return cells(words) <= column - _NARROWER and goes_on
