"""The apparatus (校勘记): variants → notes at the word, in the formulas of the trade.

A difference of punctuation alone gets no note (orthographic and substantive variants apart). A
reading that differs alike throughout is said once, at its first place, with its count.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.passage import VariantKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.compose.templates import Labels
    from pipeline.model.passage import Passage, Variant

#: A longer reading is quoted by its first and last characters.
_WHOLE, _ENDS = 24, 8

_SINGLE = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": "\N{LEFT SINGLE QUOTATION MARK}",
        "\N{RIGHT DOUBLE QUOTATION MARK}": "\N{RIGHT SINGLE QUOTATION MARK}",
    }
)

#: From so many places on, one note speaks for all.
_THROUGHOUT = 3


class PlacedNote(NamedTuple):
    """A note and where its call stands: after this many characters of the passage."""

    at: int
    text: str


class _Difference(NamedTuple):
    base: str
    source: str
    reading: str


class Apparatus:
    """Notes for passages in printed order. Each systematic difference is said at its first."""

    def __init__(
        self, passages: Iterable[Passage], sigla: Mapping[str, str], labels: Labels
    ) -> None:
        self._sigla = sigla
        self._labels = labels
        self._counts = Counter(
            difference
            for passage in passages
            for variant in passage.variants
            for difference in _differences(passage, variant)
        )
        self._said: set[_Difference] = set()

    def notes(self, passage: Passage) -> list[PlacedNote]:
        """The notes of one passage, in order of their calls."""
        out = []
        for variant in passage.variants:
            said = [
                text
                for difference in _differences(passage, variant)
                if (text := self._formula(difference, at_start=variant.at.end == 0))
            ]
            if said:
                out.append(PlacedNote(variant.at.end, "".join(said)))
        return out

    def _formula(self, difference: _Difference, *, at_start: bool) -> str:
        base, reading = _quoted(difference.base), _quoted(difference.reading)
        siglum = self._sigla[difference.source]
        if not reading:
            return self._labels.note("omits", base=base, siglum=siglum)
        if not base:
            name = "adds_at_start" if at_start else "adds"
            return self._labels.note(name, siglum=siglum, reading=reading)
        count = self._counts[difference]
        if count < _THROUGHOUT:
            return self._labels.note("differs", base=base, siglum=siglum, reading=reading)
        if difference in self._said:
            return ""
        self._said.add(difference)
        return self._labels.note(
            "throughout", base=base, siglum=siglum, reading=reading, count=count
        )


def _quoted(reading: str) -> str:
    """A reading as a note quotes it: inner quotes single, a long one by its ends.

    >>> _quoted("以“实践之答”回应")
    '以‘实践之答’回应'
    >>> _quoted("我市以高起点规划、特色发展、创新驱动、项目支撑、环境优化为基本原则，")
    '我市以高起点规划……优化为基本原则，'
    """
    inner = reading.translate(_SINGLE)
    if len(inner) <= _WHOLE:
        return inner
    return f"{inner[:_ENDS]}\N{HORIZONTAL ELLIPSIS}\N{HORIZONTAL ELLIPSIS}{inner[-_ENDS:]}"


def _differences(passage: Passage, variant: Variant) -> list[_Difference]:
    """What each witness says in the base's place; nothing where only marks differ."""
    if variant.kind is VariantKind.PUNCTUATION:
        return []
    readings = dict(variant.readings)
    base = readings[passage.base.key]
    sources = {witness.key: witness.source for witness in passage.witnesses}
    return [
        _Difference(base, sources[key], reading)
        for key, reading in readings.items()
        if key != passage.base.key
    ]
