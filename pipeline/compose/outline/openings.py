"""How letters and speeches open: whom they address, and what leads over to their matter."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.normalise.forms.letterhead import opens_address
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.endings import ends_in_colon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.compose.outline.places import Place

#: 现提出以下意见。现通知如下：下面，我讲三点意见。
_LEADS_OVER = re.compile(
    "(?:如下|以下[^，。]{0,8}|[一二三四五六七八九十几]点[^，。]{0,6}|现印发给你们[^。]{0,20})[。：]$"
)
#: 主任、各位副主任、秘书长、各位委员：
_MEMBERS = re.compile(f"(?:(?:各位)?[{HAN}]{{2,6}}、){{1,4}}各位[{HAN}]{{2,6}}：")
#: 市委、市政府：
_BODIES = re.compile(
    f"(?:[{HAN}]{{0,10}}(?:委员会|[省市县区州旗]委|政府|人大|政协|办公[厅室]|[委局厅])[、，并]?){{1,5}}："
)


def opening(row: Sequence[Place]) -> Sequence[Place]:
    """The paragraphs of a text that open it: the address, and what stands behind it before the
    first heading, as far as it leads over to the matter, or else one paragraph. None where nobody
    is addressed.
    """
    if not row or not _addresses(row[0]):
        return ()
    before = list(takewhile(lambda place: not place.above and not place.entry, row))
    over = (n for n, place in enumerate(before) if _LEADS_OVER.search(place.text))
    return before[: next(over, 1) + 1]


def _addresses(place: Place) -> bool:
    named = opens_address(place.text) or any(
        one.fullmatch(place.text) for one in (_MEMBERS, _BODIES)
    )
    return ends_in_colon(place.text) and named
