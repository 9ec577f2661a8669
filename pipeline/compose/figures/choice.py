"""Key figures (主要数据): of all figures those that a reader looks for, with a label that can
stand alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compose.errata import claims, corrects, denies
from pipeline.compose.figures.after import BECAME
from pipeline.compose.figures.each import QUANTITY
from pipeline.compose.figures.found import told
from pipeline.compose.figures.label import WIDE, as_noun, label_of
from pipeline.compose.figures.numbers import exactly
from pipeline.compose.figures.periods import OF_THE_WRITER
from pipeline.compose.figures.plans import Plans
from pipeline.compose.figures.running import Bulletins, outdated
from pipeline.compose.figures.standing import stands
from pipeline.compose.figures.years import Years
from pipeline.compose.walk import passages_of
from pipeline.model.backmatter import KeyFigure
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.compose.figures.running import Count
    from pipeline.compose.names.words import NameWords
    from pipeline.model.briefing import Section
    from pipeline.model.figure import Figure

#: So few rows at least and so many at most; one for so many characters of the briefing.
_FEWEST, _MOST, _FOR_EACH = 6, 36, 100
#: Of one sentence at most so many.
_OF_A_SENTENCE = 4

_QUESTION = re.compile("[？?][”’」』）]*$")
#: 每个县补助: what two authorities allow stands side by side.
_NORM = re.compile("[每单][个名户人家亩]")
_COUNTY = re.compile("全?[县縣]")
_RANK = re.compile("居全|占全|位居|第一(?![产季批期轮部次时书年])|首位|最大|最多|最高")
#: What readers of statistics look for first.
_HEADLINE = re.compile(
    "(?:全[年国省市县区])*(?:(?:地区|国内)生产总值|一般公共预算收入|财政总收入|常住人口"
    "|(?:城镇|农村)居民人均可支配收入)"
)


def key_figures(
    sections: Sequence[Section],
    tellable: Sequence[KeyFigure],
    homes: Mapping[str, str] | None = None,
) -> tuple[KeyFigure, ...]:
    """The figures for the table, of those that have a label, in printed order. ``homes`` are the
    counties that sources speak of: what one says of 全县 doesn't stand beside another's.
    """
    whole = sum(len(passage.text) for passage in passages_of(sections))
    wanted = min(_MOST, max(_FEWEST, whole // _FOR_EACH))
    labelled = [one for one in tellable if one.label and stands(one)]
    ranked = _ranked(labelled)
    taken: list[int] = []
    labels: set[tuple[str | int, ...]] = set()
    of_sentence: Counter[tuple[str, int]] = Counter()
    county = ""
    for n in ranked:
        one = labelled[n]
        sentence = one.passage.id, one.number
        norm = one.value if _NORM.match(one.label) else ""
        written = one.figure.source if OF_THE_WRITER.match(one.figure.period) else ""
        names = {(one.label, one.figure.period, written, one.year, norm), (one.label, *sentence)}
        begun = one.year and any(labelled[other].label == one.label for other in taken)
        enough = len(taken) >= wanted and not begun
        if enough or names & labels or of_sentence[sentence] >= _OF_A_SENTENCE:
            continue
        home = (homes or {}).get(one.sentence.source, "") if _COUNTY.match(one.label) else ""
        if home and county and home != county:
            continue
        same = next((k for k, other in enumerate(taken) if _are_one(one, labelled[other])), None)
        if same is not None:
            if len(one.label) > len(labelled[taken[same]].label):
                taken[same] = n
            continue
        taken.append(n)
        county = county or home
        labels |= names
        of_sentence[sentence] += 1
    return tuple(labelled[n] for n in sorted(taken))


def latest(sections: Sequence[Section], tellable: Sequence[KeyFigure]) -> list[KeyFigure]:
    """The figures but those of days of which another tells a later one; with the day that 目前
    means.
    """
    bulletins = Bulletins(list(passages_of(sections)))
    late = outdated([_count(one, bulletins) for one in tellable])
    return [
        replace(one, as_of=bulletins.meant_by(one.sentence))
        for n, one in enumerate(tellable)
        if n not in late
    ]


def _count(one: KeyFigure, bulletins: Bulletins) -> Count | None:
    figure = one.figure
    what = figure.subject, figure.metric, figure.unit
    return bulletins.count(one.sentence, what, figure.period)


def _ranked(labelled: Sequence[KeyFigure]) -> list[int]:
    """The numbers of the figures, the weightiest first; what several yearbooks tell of one thing
    comes together, so that a reader can compare it.
    """
    firsts: dict[str, tuple[float, int]] = {}
    for n, one in enumerate(labelled):
        if one.year:
            firsts[one.label] = min(firsts.get(one.label, (0.0, n)), (-_weight(one), n))
    keys = [
        (*(firsts[one.label] if one.year else (-_weight(one), n)), n)
        for n, one in enumerate(labelled)
    ]
    return sorted(range(len(labelled)), key=keys.__getitem__)


def candidates(
    sections: Sequence[Section],
    figures: Sequence[Figure],
    words: NameWords | None = None,
    shorts: AbstractSet[str] = frozenset(),
    years: Mapping[str, Years] | None = None,
) -> Iterator[KeyFigure]:
    """The printed figures in their order, with the title of their section; those that begin a
    change are told with what they come to. What a notice declares to be wrong tells nothing, nor
    does a question, or what is denied or claimed. ``years`` are those of the sources, by name.
    """
    found = list(_printed(sections, figures, words, shorts, years or {}))
    named: dict[str, set[str]] = defaultdict(set)
    alike: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for one in found:
        named[simplified(one.figure.metric)].add(one.value)
        alike[_told_of(one)].add(one.value)
    for one in found:
        sole = len(named[simplified(one.figure.metric)]) == 1
        several = len({witness.source for witness in one.passage.witnesses}) > 1
        label = label_of(one.figure, sole=sole and several)
        # 三年的产量分别为3吨、4吨、6吨: nobody could tell from a table which is which.
        yield replace(one, label="" if len(alike[_told_of(one)]) > 1 else label)


def _told_of(one: KeyFigure) -> tuple[object, ...]:
    figure = one.figure
    return one.passage.id, one.number, figure.subject, figure.metric, figure.period, figure.unit


def _printed(
    sections: Sequence[Section],
    figures: Sequence[Figure],
    words: NameWords | None,
    shorts: AbstractSet[str],
    years: Mapping[str, Years],
) -> Iterator[KeyFigure]:
    by_sentence: dict[tuple[str, str], dict[Figure, Figure]] = defaultdict(dict)
    for figure in figures:  # a sentence that its source says again has the same ones again
        said = replace(figure, id="", line=0)
        by_sentence[figure.source, figure.sentence].setdefault(said, figure)
    for section in sections:
        for passage in passages_of([section]):
            for number, sentence in enumerate(passage.base.sentences):
                printed = passage.sentence_text(number)
                plain = simplified(printed)
                if _QUESTION.search(plain) or any(
                    unsure(plain) for unsure in (corrects, denies, claims)
                ):
                    continue
                of_it = [*by_sentence.get((sentence.source, sentence.text), {}).values()]
                of_it = list(_as_printed(of_it, printed, words, shorts))
                starts = [(one.metric, exactly(one.from_value)) for one in of_it if one.from_value]
                plans = Plans(simplified(printed))
                for figure in of_it:
                    whole = figure.value + figure.unit
                    begins = not figure.from_value and any(
                        figure.metric == metric and start in (figure.value, whole)
                        for metric, start in starts
                    )
                    told_of = replace(figure, metric=as_noun(figure, printed))
                    one = KeyFigure(section.title, passage, number, told_of, "")
                    if begins or one.value not in printed:
                        continue
                    of_source = years.get(sentence.source, Years())
                    planned = plans.holds(printed.index(one.value))
                    yield replace(
                        one,
                        planned=planned or of_source.is_to_come(figure.period),
                        year=0 if figure.period else of_source.of(plain),
                    )


def _as_printed(
    figures: Sequence[Figure],
    printed: str,
    words: NameWords | None,
    shorts: AbstractSet[str],
) -> Iterator[Figure]:
    """The figures of a sentence in its printed words: a name corrected there is corrected here."""
    if all(figure.sentence == printed for figure in figures):
        yield from figures
        return
    said = list(told(printed, words, shorts))
    if len(said) == len(figures):
        for figure, (_, one) in zip(figures, said, strict=True):
            yield replace(figure, subject=one.subject, metric=one.metric, period=one.period)


def _are_one(one: KeyFigure, other: KeyFigure) -> bool:
    """Whether two rows tell one thing, the one with more words: 电芯容量保持率, 容量保持率."""
    if (one.value, one.figure.period, one.year) != (other.value, other.figure.period, other.year):
        return False
    return one.label.endswith(other.label) or other.label.endswith(one.label)


def _weight(one: KeyFigure) -> float:
    figure = one.figure
    unit = figure.unit
    share = "%" in unit or "‰" in unit or "百分点" in unit
    return (
        1.5 * (BECAME.fullmatch(simplified(figure.metric)) is not None)
        + 1.2 * bool(figure.from_value)
        + 1.0 * share
        + (0.9 if "亿" in unit or "億" in unit else 0.6 if "万" in unit or "萬" in unit else 0.0)
        + (0.6 if one.year or re.search(r"\d", figure.period) else 0.3 if figure.period else 0.0)
        + 0.4 * bool(WIDE.match(figure.subject))
        + 0.3 * (len({witness.source for witness in one.passage.witnesses}) > 1)
        + 0.3 * bool(_RANK.search(figure.sentence))
        + 0.3 * bool(QUANTITY.search(simplified(one.label)))
        + 1.2 * bool(_HEADLINE.fullmatch(simplified(figure.metric)))
    )
