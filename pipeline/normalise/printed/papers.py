"""What a journal sets around a paper: its own name and issue, the paper's numbers, whom to thank,
and the same once more in English.

Only where a text has an abstract and what else a paper has. What is English is told once in
Chinese: a note, like the numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms.captions import is_caption
from pipeline.normalise.forms.shapes import is_abstract, is_keywords
from pipeline.normalise.language.characters import BLANK, BLANKS, HAN, HAN_CHARACTER
from pipeline.normalise.printed.numbered_heads import PERIODICAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.normalise.printed.lines import Line

#: The head of a paper has no more lines, and what stands over its abstract none further down.
_HEAD = 40
#: The name of a journal has so many characters at most.
_NAME = 16

_NUMBERS = re.compile(
    rf"(?:中图分类号|文献标[识志]码|文章编号|DOI)[{BLANK}]*[:：]|doi[:：]?[{BLANK}]*10\."
)
_THANKS = re.compile(
    rf"[【\[]?(?:收稿日期|修[回稿]日期|录用日期|网络首发|基金项目|项目基金|作者简介|第一作者|通[信讯]作者|责任作者|引[用文]格式)"
    rf"[】\]]?[{BLANK}]*[:：]"
)
_ISSUE = re.compile(
    r"第\d{1,3}卷(?:第\d{1,2}期)?|第\d{1,2}期|(?:\d{4}年)?\d{1,2}月|\d{4}年"
    r"|Vol\.?\d{1,3},?(?:No\.?\d{1,2})?|No\.?\d{1,2}"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?,?\d{4}"
)
_OF_ISSUE = re.compile("第[0-9]{1,3}[卷期]|Vol|No")
_RIGHTS = re.compile("©|[Cc]opyright\\b")
_WORD = re.compile("[A-Za-z]{2,}")
_IN_ENGLISH = re.compile("[Aa]bstract|ABSTRACT|[Kk]ey ?[Ww]ords?|KEY ?WORDS?")
_CAPTION = re.compile(r"(?:Table|Tab\.|Fig\.|Figure)[ \N{IDEOGRAPHIC SPACE}]?\d")
_OTHERS = re.compile(f"[{HAN}]{{2,4}}[，,]?等[:：]")
_ENDS = re.compile("[。.;；]$")


def of_a_paper(lines: Sequence[Line]) -> dict[int, str]:
    r"""What lines are that a journal has set around a paper: "furniture"; "note", with "of a note"
    for what goes on with it; at the paper's head "aside", behind "of an aside", which no paragraph
    goes on over.

    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> head = "第3卷 第2期\n2031年3月\n茶园的水\nWater of Tea Gardens\n柯宁1，陆清扬2*\n"
    >>> rest = "摘 要：论水。\n关键词：茶\nAbstract: On the water\nof tea gardens.\n1 引言\n"
    >>> of_a_paper(printed_lines(head + rest))
    {0: 'furniture', 1: 'furniture', 3: 'aside', 7: 'of an aside', 8: 'aside'}

    Leaves alone: what is no paper.

    >>> of_a_paper(printed_lines(head))
    {}
    """
    texts = [line.text for line in lines]
    abstract = next((i for i, text in enumerate(texts[:_HEAD]) if is_abstract(text)), None)
    if abstract is None or not any(
        is_keywords(text) or _NUMBERS.match(text) for text in texts[: abstract + _HEAD]
    ):
        return {}
    issues = set(_issues(texts, abstract))
    kinds = dict.fromkeys(issues | set(_names(lines, issues, abstract)), "furniture")
    for i, text in enumerate(texts):
        if i not in kinds and _is_head(text, texts[:abstract]):
            kinds[i] = "furniture"
    blocks = [*_in_english(lines, kinds, abstract), *_fields(lines, kinds)]
    told = kinds.keys() | {i for block in blocks for i in block}
    behind = next(
        (i for i, text in enumerate(texts) if i > abstract and is_keywords(text)), abstract
    )
    head = max((block[0] for block in blocks if block[0] <= behind + _HEAD // 4), default=behind)
    while head + 1 in told:
        head += 1
    for block in blocks:
        if block[0] <= head:
            kinds |= dict.fromkeys(block, "of an aside") | {block[-1]: "aside"}
        else:
            kinds |= dict.fromkeys(block, "of a note") | {block[0]: "note"}
    return dict(sorted(kinds.items()))


def _issues(texts: Sequence[str], abstract: int) -> Iterator[int]:
    """Lines that say which issue it is, and above the abstract, when it appeared."""
    for i, text in enumerate(texts):
        words = BLANKS.sub("", text)
        found = _ISSUE.fullmatch(words)
        if found and (i < abstract or _OF_ISSUE.match(words)):
            yield i


def _names(lines: Sequence[Line], issues: set[int], abstract: int) -> Iterator[int]:
    """The name of the journal beside its issue: letter-spaced, or one of a periodical."""
    for i in range(abstract):
        words = BLANKS.sub("", lines[i].text)
        beside = {i - 1, i + 1, i + 2} & issues
        if beside and len(words) <= _NAME and (lines[i].spaced or PERIODICAL.search(words)):
            yield i


def _is_head(text: str, title: Sequence[str]) -> bool:
    """Runs over the pages: 柯宁，等：茶园的水, whose the rights are."""
    if _RIGHTS.match(text):
        return True
    found = _OTHERS.match(text)
    if found is None:
        return False
    words = BLANKS.sub("", text[found.end() :])[:_NAME]
    return len(words) > 1 and words in BLANKS.sub("", "".join(title))


def _in_english(
    lines: Sequence[Line], kinds: dict[int, str], abstract: int
) -> Iterator[tuple[int, ...]]:
    """Runs of lines without a Chinese character: above the abstract, around the English one, and
    under the caption of a figure or a table.
    """
    run: list[int] = []
    for i in range(len(lines) + 1):
        if i < len(lines) and i not in kinds and _is_english(lines[i].text):
            opens = run and (
                _IN_ENGLISH.match(lines[i].text) or lines[i].blanks > lines[run[-1]].blanks
            )
            if not opens:
                run.append(i)
                continue
        if run and (run[0] < abstract or _is_told_in_english(lines, run)):
            yield tuple(run)
        run = [i] if i < len(lines) and i not in kinds and _is_english(lines[i].text) else []


def _is_told_in_english(lines: Sequence[Line], run: Sequence[int]) -> bool:
    """The run is the abstract, or stands right above it."""
    if run[0] and is_caption(lines[run[0] - 1].text) and _CAPTION.match(lines[run[0]].text):
        return True
    near = lines[run[0] : run[-1] + 1 + _HEAD // 4]
    return any(_IN_ENGLISH.match(line.text) for line in near)


def _is_english(text: str) -> bool:
    return HAN_CHARACTER.search(text) is None and len(_WORD.findall(text)) > 1


def _fields(lines: Sequence[Line], kinds: dict[int, str]) -> Iterator[tuple[int, ...]]:
    """The paper's numbers, a line each; the dates and whom to thank, up to their end."""
    i = 0
    while i < len(lines):
        end = i + 1
        if i not in kinds and _NUMBERS.match(lines[i].text):
            yield (i,)
        elif i not in kinds and _THANKS.match(lines[i].text):
            while end < len(lines) and _goes_on(lines, end, kinds):
                end += 1
            yield tuple(range(i, end))
        i = end


def _goes_on(lines: Sequence[Line], i: int, kinds: dict[int, str]) -> bool:
    line, above = lines[i], lines[i - 1]
    if (
        i in kinds
        or line.blanks > above.blanks
        or line.indent > above.indent + 1
        or line.opens_page
    ):
        return False
    if _is_english(line.text):
        return True
    if _THANKS.match(line.text) or _NUMBERS.match(line.text) or _ENDS.search(above.text):
        return False
    return above.width + 2 >= line.width
