"""Until when something is counted: 截至18日12时 and 截至19日8时 are two counts, and both are right.

Only of figures that seem to disagree is this asked. Where a bulletin says once until when it
counts, what it has counted elsewhere (共出动9600人次) is of that moment, too, if it has grown by
the later one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.collate.amounts import worth
from pipeline.collate.days import of_other_days
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.model.figure import Figure

#: Year, month, day and hour; None where it isn't told.
Moment = tuple[int | None, ...]

_UNTIL = re.compile(
    r"截[至止]目?前?(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})[日号](?:上午|下午|晚上?)?(?:(\d{1,2})[时点])?"
)
#: What is done and goes on, as against what there is: 共派出, 累计转移, not 总库容.
_GROWS = re.compile(
    "累计|已|(?<!公)共|出动|派出|投入|调[拨集运]|转移|安置|搜救|救出|抢通|恢复|接种|收治"
)


class Moments:
    """The moments until which sources count, by all figures ``found``; ``days`` says when sources
    appeared.
    """

    def __init__(self, found: Iterable[Figure], days: Mapping[str, dt.date]) -> None:
        self._days = days
        told: dict[str, set[Moment]] = defaultdict(set)
        for source, sentence in dict.fromkeys((one.source, one.sentence) for one in found):
            told[source].update(map(_moment, _UNTIL.finditer(simplified(sentence))))
        self._told: Mapping[str, set[Moment]] = told

    def of_one(self, figures: Sequence[Figure]) -> list[Figure]:
        """Of figures that disagree those that another one of the same moment disagrees with."""
        return [
            one
            for one in figures
            if any(one is not other and not self.apart(one, other) for other in figures)
        ]

    def apart(self, one: Figure, other: Figure) -> bool:
        """Whether two figures tell of two moments, or each of the week in which it was written."""
        days = self._days.get(one.source), self._days.get(other.source)
        if of_other_days(one.sentence, other.sentence, *days):
            return True
        own, their = _own(one), _own(other)
        if own and their:
            return not _may_be_one(own, their)
        if not all(map(_is_done, (one, other))):
            return False
        ours, theirs = (
            {said} if said else self._told[figure.source]
            for said, figure in ((own, one), (their, other))
        )
        if not (ours and theirs):
            return False
        if any(_may_be_one(here, there) for here in ours for there in theirs):
            return False
        late, early = (max(told, key=_known) for told in (ours, theirs))
        came, before = worth(one.value, one.unit), worth(other.value, other.unit)
        if came is None or before is None or came[1] != before[1]:
            return False
        return (_order(late, early) > _order(early, late)) == (came[0] > before[0])


def _own(figure: Figure) -> Moment | None:
    """Until when a figure is counted, by its own sentence.

    >>> from pipeline.model.figure import Figure
    >>> def of(text, value):
    ...     return _own(Figure("", "", 1, text, "", "", value, "人", "", "", ""))
    >>> of("截至7月18日12时，转移1.2万人。", "1.2万"), of("转移3万人，截至19日。", "3万")
    ((None, 7, 18, 12), None)
    """
    before = simplified(figure.sentence).partition(figure.value + figure.unit)[0]
    return next((_moment(one) for one in reversed(list(_UNTIL.finditer(before)))), None)


def _moment(found: re.Match[str]) -> Moment:
    return tuple(int(one) if one else None for one in found.groups())


def _may_be_one(one: Moment, other: Moment) -> bool:
    """Whether two moments are one as far as both are told.

    >>> _may_be_one((None, 7, 19, 8), (None, None, 19, None)), _may_be_one((7, 19, 8), (7, 19, 20))
    (True, False)
    """
    return all(None in pair or pair[0] == pair[1] for pair in zip(one, other, strict=True))


def _known(moment: Moment) -> tuple[int, ...]:
    return tuple(part or 0 for part in moment)


def _order(one: Moment, other: Moment) -> tuple[int, ...]:
    """A moment by the parts that another one tells, too."""
    return tuple(
        mine
        for mine, theirs in zip(one, other, strict=True)
        if mine is not None and theirs is not None
    )


def _is_done(figure: Figure) -> bool:
    return _GROWS.search(simplified(figure.sentence)) is not None
