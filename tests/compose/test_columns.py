"""The columns of the key figures are as wide as their words."""

from __future__ import annotations

import pytest

from pipeline.compose.figures.columns import shares
from pipeline.model.manuscript import Run, Table


def table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(tuple((Run(text),) if text else () for text in row) for row in rows)
    return Table("t", "表1", ("指标", "数值", "时间", "来源"), cells, ())


SHORT = ("供水漏损率", "24%", "2020年", "〔a:4〕")
LONG = ("全县平均降雨量", "386.5毫米", "2024年6月16日至6月22日", "〔a:4〕")


def test_a_long_date_has_its_room_and_takes_it_from_what_is_counted() -> None:
    short, long = shares([table(SHORT)], 41), shares([table(SHORT), table(LONG)], 41)

    assert short == (0.35, 0.255, 0.215, 0.18)
    assert long[2] * 41 > 15
    assert long[0] < short[0]


@pytest.mark.parametrize("rows", [(), (SHORT,), (SHORT, LONG), (tuple("长" * 40 for _ in SHORT),)])
def test_shares_are_a_whole_and_leave_room_for_what_is_counted(
    rows: tuple[tuple[str, ...], ...],
) -> None:
    made = shares([table(*rows)], 37)

    assert sum(made) == pytest.approx(1, abs=1e-3)
    assert made[0] >= 0.23


def test_what_is_counted_has_the_room_that_nothing_else_needs() -> None:
    counted = "规模以上工业企业研发人员占从业人数"
    made = shares([table(SHORT, (counted, "2.3%", "目前", "〔a:31–33〕"))], 41)

    assert made[0] * 41 > len(counted)
    assert min(made[1:]) >= 0.12
