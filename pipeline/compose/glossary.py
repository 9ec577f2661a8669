"""Glossary (术语): terms of policy, explained as the sources do, or listed where first used.

What a term is, is told by how it is used, not by a list: it is put in quotation marks and built
on numbers (三高四新), stands before a word for a policy (“两山”理论), is explained by a formula
(即, 是指, 所谓 …, a bracket), or is introduced as an abbreviation (以下简称). Other quotation marks
(names, irony, metaphors) make none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose import clauses
from pipeline.compose.pinyin import sorting_key
from pipeline.compose.templates import one_of, read_lists
from pipeline.model.backmatter import GlossaryEntry, Telling
from pipeline.model.ids import digest
from pipeline.model.manuscript import Heading, Lead, Paragraph, Run, Style, Voice
from pipeline.model.source import Span
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pipeline.compose.templates import Labels
    from pipeline.model.manuscript import Citation, Element
    from pipeline.model.passage import Passage

TABLE = "terms.toml"

#: A term has so many characters.
_SHORTEST, _LONGEST = 2, 12
#: One that is told by the word behind it alone.
_LONGEST_BEFORE_KIND = 8

#: So many terms without an explanation are listed, however seldom they are used.
_UNEXPLAINED = 20

_NUMERAL = "一二三四五六七八九十两双多\\d"
_QUOTED = re.compile(r"“([^“”，。；！？]+)”")
#: 三高四新, 一极六区, 3+3+3, 三个500强: two numbers and what they count, or a number of things.
_BUILT_ON_NUMBERS = re.compile(
    rf"(?:[{_NUMERAL}]+[^\W{_NUMERAL}]{{1,3}}){{2,}}|\d+(?:[+＋][\dNX]+){{2,}}"
    rf"|[{_NUMERAL}]+个[^\W{_NUMERAL}]{{2,6}}|[{_NUMERAL}]+个\d+[^\W\d]"
)
_NUMBERED = re.compile(r"[二三四五六七八九十两双多\d]")
_FIVE_YEAR_PLAN = re.compile("十?[一二三四五六七八九]五")
#: What follows a term and explains it. The last group is the explanation.
_FORMULAS = (
    re.compile(r"[^\W\d]{0,4}[（(](?:即|指的?是?|也就是)?[：:]?([^（）()]{4,120})[）)]"),
    re.compile(
        r"[^\W\d]{0,4}[，,]?(?:即|就是指?|是指|指的是|意即|也就是)[：:]?([^。；！？（）]{4,120})"
    ),
    re.compile(r"[^\W\d]{0,4}——([^。；！？—]{4,60})——"),
)
#: “三个一点”：财政补一点、能人捐一点: what a term built on numbers counts.
_COUNTED_UP = re.compile(
    r"[^\W\d]{0,4}[：:](?=[^。；！？]*[、，])([^。；！？“”：]{4,120})(?=[。；])"
)
_DEFINES = re.compile(r"[^\W\d]{0,4}[（(，,]{0,2}(?:即|是指|指的是|就是指|指按)")
_SO_CALLED = re.compile("[，,]?(?:就?是指?|即|指的是)")
#: “简约公屋”是用组装法建的过渡性房屋: what a thing is, where its sentence begins with it.
_IS = re.compile(
    f"是((?:一[种类]|用|由|指)[^，。；！？]{{2,60}}?(?:的[{HAN}]{{2,10}})?)(?=[，。；])"
)
#: A bracket that says something else of a term than what it means.
_NO_EXPLANATION = re.compile("以下|简称|见|図|图|下同|摘自|资料|记者|作者|原文|不含|含")
_ABBREVIATION = re.compile(
    r"[（(](?:[^（）()]{1,80}[，,；;])?(?:以下|下)?[统简]称为?[：:]?[“《]?([^“”《》（）()]{2,12})[”》]?[）)]"
)
#: 第二条　本办法所称某综合体（以下简称综合体），是指…的场所: where the name begins, and what it is.
_SO_NAMED = re.compile(f"(?:第[{HAN}]{{1,5}}条[ \u3000]*)?(?:本[{HAN}]{{1,4}})?所称(?:的)?")
_MEANS = re.compile("[，,]?是指([^。；！？]{4,120})")
#: What parts one party from another before a name.
_PARTIES = re.compile("被?上诉人|被?申请人|第三人|原告|被告|与")
#: What contracts, judgments and announcements call whoever they are about: no term of anybody's.
_ROLES = frozenset(
    {"公司", "本公司", "甲方", "乙方", "丙方", "双方", "本院", "我院", "我校", "学校", "本人"}
)
#: Parts of speech that open no name: verbs, prepositions, adverbs, conjunctions, particles.
_NO_HEAD = frozenset(("v", "vn", "p", "d", "c", "ul", "uz", "uj", "r"))


class Kinds(NamedTuple):
    """The lists of ``templates/terms.toml``, as patterns."""

    any: re.Pattern[str]
    numbered: re.Pattern[str]


class Term(NamedTuple):
    """Characters of a sentence that are a term, and those that explain it, None where none do.
    ``sure``: it is a term wherever else it stands.
    """

    at: Span
    explained: Span | None
    sure: bool


class _Use(NamedTuple):
    """A term where it is used, and the words there that explain it."""

    explanation: str
    passage: Passage
    number: int
    sure: bool


def load_kinds(templates: Path) -> Kinds:
    """Read ``templates/terms.toml``: the words that terms of policy stand before."""
    lists = read_lists(templates / TABLE, ("kinds", "kinds_of_numbered"))
    return Kinds(*(re.compile(one_of(words)) for words in lists.values()))


def glossary(passages: Iterable[Passage], kinds: Kinds) -> tuple[GlossaryEntry, ...]:
    """The terms of all passages, by pinyin: each with its first explanation, or its first use.

    Where many are explained nowhere, those that one passage alone uses are left out.
    """
    uses: dict[str, list[_Use]] = {}
    for passage in passages:
        for number in range(len(passage.base.sentences)):
            text = passage.sentence_text(number)
            for at, meaning, sure in terms(text, kinds):
                words = text[slice(*meaning)] if meaning else ""
                uses.setdefault(text[slice(*at)], []).append(_Use(words, passage, number, sure))
    listed = {term: found for term, found in uses.items() if any(use.sure for use in found)}
    explained = {t for t, found in listed.items() if any(use.explanation for use in found)}
    many = len(listed) - len(explained) > _UNEXPLAINED
    entries = []
    for term, found in listed.items():
        if many and term not in explained and len({use.passage.id for use in found}) == 1:
            continue
        best = next((use for use in found if use.explanation), found[0])
        entries.append(GlossaryEntry(term, best.explanation, best.passage, best.number))
    return tuple(sorted(entries, key=lambda one: sorting_key(one.term)))


def glossary_elements(
    entries: Sequence[GlossaryEntry],
    labels: Labels,
    cite: Callable[[Sequence[Telling]], Citation],
) -> Iterator[Element]:
    """The glossary as it is printed: the term, its explanation or where it is first used."""
    if not entries:
        return
    yield Heading("h-glossary", 1, "", labels.fill("glossary"))
    for entry in entries:
        told = cite([Telling(entry.sentence.source, entry.sentence.lines)])
        said = (
            Run(entry.explanation)
            if entry.explanation
            else Run(labels.fill("first_use"), Voice.OURS)
        )
        between = Run(labels.fill("after_term"), Voice.OURS)
        name = digest("term", entry.term)
        yield Paragraph(f"g-{name}", Style.GLOSSARY, (Lead(entry.term), between, said, told))


def terms(text: str, kinds: Kinds) -> Iterator[Term]:
    """The terms of a sentence.

    >>> kinds = Kinds(re.compile("战略|理论"), re.compile("目标"))
    >>> def told(text):
    ...     return [
    ...         (text[slice(*at)], text[slice(*why)] if why else "")
    ...         for at, why, sure in terms(text, kinds)
    ...         if sure
    ...     ]
    >>> told("落实“三高四新”战略，打造“一极六区”，既有“颜值”，也有“万牛奔腾”。")
    [('三高四新', ''), ('一极六区', '')]
    >>> told("从“一区七园”（即永兴经开区，洞口、黄泥等7个工业园）调整而来。")
    [('一区七园', '永兴经开区，洞口、黄泥等7个工业园')]
    >>> told("定下“三个一点”：财政补一点、能人捐一点、群众筹一点。")
    [('三个一点', '财政补一点、能人捐一点、群众筹一点')]
    >>> told("建設國家創新示範區（以下簡稱示範區）。")
    [('示範區', '國家創新示範區')]
    >>> told("山阳新能源公司（Shanyang New Energy Co., Ltd.，以下简称“山阳新能”）宣布投产。")
    [('山阳新能', '山阳新能源公司')]
    >>> told("第二条　本办法所称茶叶综合体（以下简称综合体），是指卖茶、喝茶的场所。")
    [('综合体', '卖茶、喝茶的场所')]
    >>> told("本办法所称县茶叶综合体（以下简称综合体）由县里建。")
    [('综合体', '县茶叶综合体')]
    >>> told("“简约公屋”是用组装法建的过渡性房屋，建得快。"), told("“颜值”是大家的说法，也好。")
    ([('简约公屋', '用组装法建的过渡性房屋')], [])
    """
    said = simplified(text)
    for found in _QUOTED.finditer(said):
        if _SHORTEST <= len(found[1]) <= _LONGEST and not _FIVE_YEAR_PLAN.fullmatch(found[1]):
            built = _BUILT_ON_NUMBERS.fullmatch(found[1]) and not _is_word(found[1])
            sure = built or _stands_before_kind(said, found, kinds) or _is_defined(said, found)
            explained = _explanation(said, found.end(), built=bool(built)) if sure else None
            what = (
                _IS.match(said, found.end()) if said[: found.start()][-1:] in ("", "：") else None
            )
            explained = explained or (Span(*what.span(1)) if what else None)
            yield Term(Span(*found.span(1)), explained, bool(sure or what))
    behind = 0  # the abbreviation before, which is no part of the next one's name
    for found in _ABBREVIATION.finditer(said):
        full = _of_one_party(said, _full_name(said, behind, found.start()), found[1])
        behind = found.end()
        if found[1] in _ROLES:
            continue
        if len(said[slice(*full)]) > len(found[1]) and found[1][0] in said[slice(*full)]:
            means = _MEANS.match(said, found.end())
            yield Term(Span(*found.span(1)), Span(*means.span(1)) if means else full, sure=True)


def _of_one_party(text: str, full: Span, term: str) -> Span:
    """The name without another party's before it, where the rest still holds the abbreviation.

    >>> text = "原告秦某与被告山阳县春芽茶业有限公司"
    >>> text[slice(*_of_one_party(text, Span(0, len(text)), "春芽公司"))]
    '山阳县春芽茶业有限公司'
    """
    for found in reversed([*_PARTIES.finditer(text, full.start, full.end)]):
        rest = iter(text[found.end() : full.end])
        if full.end - found.end() > len(term) and all(character in rest for character in term):
            return Span(found.end(), full.end)
    return full


def _explanation(text: str, at: int, *, built: bool) -> Span | None:
    """What explains the term that ends before ``at``, by one of the formulas."""
    for formula in (*_FORMULAS, _COUNTED_UP) if built else _FORMULAS:
        found = formula.match(text, at)
        if found and not _NO_EXPLANATION.search(text[at : found.start(1) + 2]):
            return Span(found.start(1), found.start(1) + len(found[1].rstrip("，、：”")))
    return None


def _stands_before_kind(text: str, found: re.Match[str], kinds: Kinds) -> bool:
    """Whether a word for a policy stands behind a term that is short, alone and no list."""
    term, listed = found[1], text[: found.start()].endswith(("”", "、"))
    if listed or len(term) > _LONGEST_BEFORE_KIND or not term.isalnum():
        return False
    numbered = _NUMBERED.match(term) and kinds.numbered.match(text, found.end())
    return bool(numbered or kinds.any.match(text, found.end()))


def _is_defined(text: str, found: re.Match[str]) -> bool:
    """Whether the words around a term say that they tell what it is."""
    so_called = text[: found.start()].endswith("所谓")
    return bool((_SO_CALLED if so_called else _DEFINES).match(text, found.end()))


def _is_word(term: str) -> bool:
    """Whether a dictionary has it: 三心二意 is built on numbers and no policy."""
    return len(dictionary.cut(term, hmm=False)) == 1


def _full_name(text: str, low: int, end: int) -> Span:
    """The name that an abbreviation stands for, at the end of characters [low, end), which stand
    before it: a title in its marks, or the clause without the verb at its head.

    >>> words = "省里出台了《关于精简文件的若干规定》"
    >>> words[slice(*_full_name(words, 0, len(words)))]
    '关于精简文件的若干规定'
    >>> words = "同意郴州市以水为主题，建设国家可持续发展议程创新示范区"
    >>> words[slice(*_full_name(words, 0, len(words)))]
    '国家可持续发展议程创新示范区'
    """
    if low < end and text[end - 1] == "》":
        title = clauses.behind_last("《》", text, end - 1)
        if low < title < end - 1 and text[title - 1] == "《":
            return Span(title, end - 1)
    start = max(low, clauses.behind_last(f"{clauses.MARKS}、", text, end))
    so_named = _SO_NAMED.match(text, start, end)
    start = so_named.end() if so_named else start
    *leading, _ = dictionary.tag(text[start:end]) or [("", "")]
    for word, part in leading:
        if part not in _NO_HEAD:
            break
        start += len(word)
    return Span(start, end)
