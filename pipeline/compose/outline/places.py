"""The paragraphs of the sources as they stand there: what is printed from each, what leans on
what is before it, of how high a place it speaks, and when.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from pipeline.collate.laws import rules
from pipeline.compose.chronicle import entries
from pipeline.compose.headlines import headlines
from pipeline.compose.outline.copies import standing
from pipeline.model.article import BODY_ROLES, Role
from pipeline.normalise.language.endings import ends_sentence
from pipeline.normalise.language.gazetteer import Level, mentions, stem
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.model.article import Article, Block
    from pipeline.model.passage import Passage

_HEADINGS = frozenset({Role.HEADING, Role.SUBHEADING})

# What such a paragraph speaks of stands in the one before it. (但, 然而 may open another section:
# what was done, but what is amiss.)
_LEANS = re.compile(
    "与此同时|同时|此外|另外|除此之外|为此|对此|因此|因而|由此|于是|正因|随后|此后|此番|此举|此次|"
    "无独有偶|而且|并且|也|还|其|这(?!些年|几年|一年|两年)|那|他|她|它|"
    "该(?:公司|企业|厂|项目|园|区|县|市|镇|乡|村|省|校|院|所|局|平台|模式|产业)"
)
# 李明：, 答：… after what somebody asked is the answer.
_ASKED = re.compile("？[^。？]{0,8}。?$")
_ANSWERS = re.compile("[^，。；？！：“]{1,40}：")
_SPEAKS = re.compile("说|表示|介绍|认为|指出|坦言|强调|告诉|透露|谈到|分析")
#: A quotation whose speaker stands in the paragraph before it names none in so many characters.
_SPEAKER_WITHIN = 400

#: Characters of a line of verse, with the mark at its end: of five or seven, or two such lines. Two
#: that are as long as one another are of one stanza, where the second is half of a sentence.
_OF_VERSE = frozenset({6, 8, 12, 16})
_HALF = ("，", "；")

# 我市, 全县: of how high a place a text speaks without its name (全省 is mostly a comparison).
_OWN = (
    (Level.PROVINCE, re.compile("[我本该]省")),
    (Level.PREFECTURE, re.compile("[我全本该][市州盟]")),
    (Level.COUNTY, re.compile("[我全本该][县旗]|县里|县城")),
)

# 新华社北京1月21日电, 本报讯: a piece of news of its own.
_DATELINE = re.compile(
    "(?:据?(?:新华社|中新社|本报)[^，。]{0,14}(?:电|讯)|[（(]?记者[^，。]{2,8}报道)"
)
# 比2016年增长 and 由2016年的 name what is compared with, not when.
_YEAR = re.compile(
    r"(?<![\d比较由])((?:19|20)\d\d)(?=年|[—–\-~至、]\d{4}年)|(?<!\d)(\d\d)世纪(\d0)年代"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a source, with the passages that are printed from it, or from its copy (none
    where others print all it says).

    ``article`` and ``position`` are its place in the sources, ``above`` the headings above it, the
    uppermost first, and ``headings`` those it belongs under wherever it stands: the same, but a
    law's title alone; ``text`` is what it says in simplified characters, to be recognised;
    ``level`` is how high a place it speaks of, ``year`` the first it names, 0 for none; ``leans``
    says that it can't stand without the paragraph before it, ``opens_item`` that another piece of
    news begins, ``entry`` that it is one of a list that is never parted: a chronicle's entry, a
    paragraph of a law.
    """

    article: int
    position: int
    block: Block
    text: str
    passages: tuple[Passage, ...]
    headings: tuple[Block, ...]
    level: Level
    year: int
    leans: bool
    opens_item: bool = False
    entry: bool = False
    above: tuple[Block, ...] = ()


def places(articles: Sequence[Article], passages: Sequence[Passage]) -> list[list[Place]]:
    """The body's paragraphs of each article, in order."""
    by_block = standing(passages)
    return [_of(number, article, by_block) for number, article in enumerate(articles)]


def _of(
    number: int, article: Article, by_block: Mapping[tuple[str, str], Sequence[Passage]]
) -> list[Place]:
    out: list[Place] = []
    above: tuple[Block, ...] = ()
    headline: tuple[Block, ...] = ()
    others = headlines(article)
    titled = False  # no paragraph stands below the heading yet
    whole = simplified(
        "\n".join(one.text for one in article.blocks if one.role is not Role.FURNITURE)
    )
    known = named_in_full(whole)
    law = rules(article)
    listed = law or entries(article)
    named = tuple(one for one in article.blocks if law and one.role is Role.TITLE)[:1]
    level = level_of(whole, known, Level.PREFECTURE)
    before = ""
    for position, block in enumerate(article.blocks):
        if block.role in _HEADINGS:
            depth = block.level or 1
            if block.id in others:
                above = headline = (block,)
            else:
                own = above[len(headline) :]
                above = (*headline, *(one for one in own if (one.level or 1) < depth), block)
            titled, before = True, ""
        elif block.role is Role.BYLINE:
            if not titled:
                above = headline = ()  # another piece begins, or this one is over
            before = ""
        elif block.role in BODY_ROLES:
            text = simplified(block.text)
            level = level_of(text, known, level)
            told = tuple(by_block.get((article.source.name, block.id), ()))
            item = _DATELINE.match(text) is not None
            leaning = bool(before) and not item and leans(text, before)
            years = years_of(text)
            year = years[0] if years else 0
            out.append(
                Place(
                    number, position, block, text, told, named or above, level, year, leaning,
                    item, entry=block.id in listed, above=above,
                )
            )  # fmt: skip
            titled, before = False, text
    return out


def leans(text: str, before: str) -> bool:
    """Whether a paragraph can't be parted from the one before it: it takes up what was said
    there, goes on with what somebody says, or answers.

    >>> leans("同时，该县出台了奖补办法。", "去年，山阳县茶叶增产。")
    True
    >>> leans("“路子走对了。”", "县长李明说：")
    True
    >>> leans("县长　李明：", "请问茶叶增产了吗？谢谢。"), leans("答：增产了。", "问：增产了吗？")
    (True, True)
    >>> leans("这些年来，山阳县茶叶增产。", "去年，临江县茶叶增产。")
    False
    >>> leans("去年，县里这样做：修路。", "路子走对了吗？"), leans("县长：我来。", "茶叶增产了。")
    (False, False)
    >>> leans("同心镇的茶叶增产。", "去年，山阳县茶叶增产。")
    False
    >>> leans("一针一线皆心力，", "蠹鱼穿尽旧时痕。"), leans("我们都增产了。", "他们都减产了。")
    (True, False)
    """
    if _LEANS.match(text) or before.endswith(("：", "——")):
        return True
    if _ASKED.search(before) and _ANSWERS.match(text):
        return True
    if not ends_sentence(before) or before.count("“") > before.count("”"):
        return True  # the sentence goes on, or the quotation
    if len(text) == len(before) and len(text) in _OF_VERSE and text.endswith(_HALF):
        return True
    quoted = text.startswith("“") and not _SPEAKS.search(text[:_SPEAKER_WITHIN])
    return quoted and before.endswith("”") and bool(_SPEAKS.search(before))


def named_in_full(text: str) -> frozenset[str]:
    """The places a text names with the word for what they are, by their stems.

    >>> sorted(named_in_full("资源丰富的山阳县和临江"))
    ['山阳']
    """
    return frozenset(stem(one.name) for one in mentions(text) if one.full)


def level_of(text: str, known: AbstractSet[str], otherwise: Level) -> Level:
    """How high the place stands of which most is said; ``otherwise`` where that is open.

    A short name counts only for a place that is ``known`` from its full one: 资源 and 新兴 are
    counties, and words.

    >>> level_of("走进山阳县的园区，全县茶叶增产。", frozenset(), Level.PREFECTURE).name
    'COUNTY'
    >>> level_of("郴州资源丰富，资源型产业多。", {"郴州"}, Level.COUNTY).name
    'PREFECTURE'
    >>> level_of("新兴产业增产。", frozenset(), Level.PREFECTURE).name
    'PREFECTURE'
    """
    counts: Counter[Level] = Counter()
    named = [one for one in mentions(text) if one.full or one.name in known]
    for mention, follows in zip_longest(named, named[1:]):
        if follows and follows.start == mention.end:
            continue  # 永州市道县 speaks of the county
        today = [place for place in mention.places if not place.former] or mention.places
        level = max(place.level for place in today)
        if level < Level.PROVINCE or mention.full:  # 湖南 alone stands before every firm's name
            counts[level] += 1
    for level, pattern in _OWN:
        counts[level] += len(pattern.findall(text))
    if not +counts:
        return otherwise
    most = max(counts.values())
    found = [level for level, count in counts.items() if count == most]
    return otherwise if otherwise in found else min(found)


def years_of(text: str) -> list[int]:
    """The years a text names, in its order.

    >>> years_of("从20世纪80年代到2018—2020年")
    [1980, 2018, 2020]
    >>> years_of("2020个项目"), years_of("2023年，比2021年多5个")
    ([], [2023])
    """
    return [
        int(found[1]) if found[1] else (int(found[2]) - 1) * 100 + int(found[3])
        for found in _YEAR.finditer(text)
    ]
