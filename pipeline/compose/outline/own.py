"""The sources' own outlines: whose headings the briefing may have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from pipeline.collate.laws import rules
from pipeline.compose.outline.common_order import merged
from pipeline.compose.outline.headings import heading_words, says_nothing_here
from pipeline.compose.outline.openings import opening
from pipeline.model.article import Role
from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipeline.compose.outline.places import Place
    from pipeline.model.article import Article, Block
    from pipeline.model.passage import Passage

#: Fewer headings divide a text, and make no outline of it.
_FEWEST = 3

#: Headings of two copies are one where they are so much alike, of a hundred.
_ALIKE = 75

#: 主持人（…）：, 县长　李明：, 答：: whose turn it is to speak.
_TURN = re.compile(f"([{HAN}·]{{1,8}}(?:[{BLANK}][{HAN}·]{{1,4}})?)(?:（[^（）]{{1,40}}）)?：")
#: So many who speak more than once, in so many turns of so many paragraphs each on an average,
#: make a conversation.
_FEWEST_SPEAKERS, _FEWEST_TURNS, _OF_A_TURN = 2, 4, 3

_DIGITS = re.compile("[0-9一二三四五六七八九十百]+")


def words_of(heading: Block) -> str:
    """What a heading says, in simplified characters, without its number."""
    start, end = heading_words(heading)
    return simplified(heading.text[start:end])


def own_headings(row: Sequence[Place], title: Block | None) -> list[tuple[Block, ...]]:
    """For each paragraph of a text the headings over it there, the uppermost first: not the text's
    title, and none that says nothing of what it titles.

    One that isn't counted over all that are, is the name of what is annexed to a letter: it is left
    out.
    """
    found = [
        tuple(
            one
            for one in place.above
            if (title is None or one.id != title.id) and not says_nothing_here(one)
        )
        for place in row
    ]
    roots = {own[0].id for own in found if any(map(_kind, own))}
    annexed = roots if len(roots) == 1 else set()
    return [own[1:] if own and own[0].id in annexed and not _kind(own[0]) else own for own in found]


def leading(
    rows: Sequence[Sequence[Place]], articles: Sequence[Article], passages: Sequence[Passage]
) -> tuple[int, ...]:
    """The articles whose own numbered outline leads, by their numbers: the text, or the texts
    with one outline (scans of a bulletin, bulletins of two years), that tell most of all that the
    briefing says, conversations aside. None where no such text tells so much.
    """
    spoken = {articles[n].source.name for n in _conversations(rows)}
    passages = [one for one in passages if {it.source for it in one.witnesses} - spoken]
    of = {n: found for n, row in enumerate(rows) if (found := _outline(row))}
    groups = _groups(of)
    group_of = {articles[n].source.name: group for group in groups for n in group}
    told: Counter[tuple[int, ...]] = Counter()
    for passage in passages:
        for group in {group_of[one.source] for one in passage.witnesses if one.source in group_of}:
            told[group] += len(passage.text)
    best = max(groups, key=lambda group: (told[group], -group[0]), default=())
    return best if 2 * told[best] > sum(len(passage.text) for passage in passages) else ()


def documents(rows: Sequence[Sequence[Place]], articles: Sequence[Article]) -> frozenset[int]:
    """The articles, by their numbers, whose parts are in force, or were said, in their own order:
    laws, conversations, and what is addressed to somebody and has a numbered outline, be it of two
    parts with parts of their own.
    """
    return _conversations(rows) | frozenset(
        number
        for number, (row, article) in enumerate(zip(rows, articles, strict=True))
        if rules(article) or (opening(row) and (_outline(row) or _is_divided(row)))
    )


def tell_most(
    texts: Collection[int], articles: Sequence[Article], passages: Sequence[Passage]
) -> bool:
    """Whether some articles, by their numbers, tell most of all that the briefing says."""
    names = {articles[number].source.name for number in texts}
    told = sum(
        len(passage.text)
        for passage in passages
        if any(one.source in names for one in passage.witnesses)
    )
    return 2 * told > sum(len(passage.text) for passage in passages)


def kept_whole(row: Sequence[Place], article: Article) -> list[Place]:
    """The paragraphs of a document as entries under its title: it is never parted."""
    title = title_of(article)
    under = (title,) if title else ()
    return [replace(place, entry=True, headings=under or place.headings) for place in row]


def title_of(article: Article) -> Block | None:
    """The block that names a text."""
    return next((one for one in article.blocks if one.role is Role.TITLE), None)


def _outline(row: Sequence[Place]) -> tuple[str, ...]:
    """The words of the uppermost numbered headings of a text, most of which stands under them;
    none of a chronicle or a law, whose entries stand under their title.
    """
    if any(place.entry for place in row):
        return ()
    heads: dict[str, Block] = {}
    under = 0
    for place, own in zip(row, own_headings(row, None), strict=True):
        if own and _kind(own[0]):
            heads.setdefault(own[0].id, own[0])
            under += len(place.text)
    kinds = Counter(_kind(one) for one in heads.values())
    if not kinds or max(kinds.values()) < _FEWEST:
        return ()
    if 2 * under <= sum(len(place.text) for place in row):
        return ()
    return tuple(words_of(one) for one in heads.values())


def _conversations(rows: Sequence[Sequence[Place]]) -> frozenset[int]:
    """The texts, by their numbers, most of whose paragraphs are turns of those who speak there."""
    return frozenset(n for n, row in enumerate(rows) if _is_conversation(row))


def _is_conversation(row: Sequence[Place]) -> bool:
    """A turn goes on to the next one; labels that come but once (时间：, 地点：) begin none."""
    said = [found[1] if (found := _TURN.match(place.text)) else "" for place in row]
    speakers = {one for one, count in Counter(said).items() if one and count > 1}
    turns = [n for n, one in enumerate(said) if one in speakers]
    if len(turns) < _FEWEST_TURNS or len(speakers) < _FEWEST_SPEAKERS:
        return False
    return _OF_A_TURN * len(turns) >= len(row) - turns[0]


def _is_divided(row: Sequence[Place]) -> bool:
    """Whether most of a text stands under numbered headings of any depth, and those are enough."""
    heads: set[str] = set()
    under = 0
    for place, own in zip(row, own_headings(row, None), strict=True):
        numbered = {one.id for one in own if _kind(one)}
        heads |= numbered
        under += len(place.text) if numbered else 0
    return len(heads) >= _FEWEST and 2 * under > sum(len(place.text) for place in row)


def _kind(heading: Block) -> str:
    """How a heading is numbered: N、 （N） 第N章; "" where it isn't."""
    start, _ = heading_words(heading)
    number = heading.text[:start].strip()
    return _DIGITS.sub("N", number) if _DIGITS.search(number) else ""


def _groups(of: Mapping[int, Sequence[str]]) -> Sequence[tuple[int, ...]]:
    """Texts that have most of their headings in common, each with the first that is like it."""
    groups: dict[int, list[int]] = {}
    known: dict[str, list[int]] = defaultdict(list)
    for number, words in of.items():
        shared = Counter(one for word in set(words) for one in known[word])
        first, common = max(shared.items(), key=lambda one: (one[1], -one[0]), default=(-1, 0))
        if 2 * common > max(len(words), len(of.get(first, ()))):
            groups[first].append(number)
            continue
        groups[number] = [number]
        for word in set(words):
            known[word].append(number)
    return [tuple(found) for found in groups.values()]


def one_outline(texts: Sequence[Sequence[Block]]) -> tuple[list[Block], dict[str, str]]:
    """The headings of copies of one text, in the order of all of them; and for each heading, by its
    id, the id of the one there that stands for it. Two of one copy are never one.
    """
    of_all: dict[str, Block] = {}
    stands: dict[str, str] = {}
    orders = []
    for headings in texts:
        free = {one.id: words_of(one) for one in of_all.values()}
        order: list[str] = []
        for heading in headings:
            near = process.extractOne(
                words_of(heading), free, scorer=fuzz.ratio, score_cutoff=_ALIKE
            )
            name = near[2] if near else heading.id
            free.pop(name, None)
            of_all.setdefault(name, heading)
            stands[heading.id] = name
            order.append(name)
        orders.append(order)
    return [of_all[name] for name in merged(list(of_all), orders)], stands
