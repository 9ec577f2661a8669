"""Makes ``radicals.txt`` out of the Unicode database's EquivalentUnifiedIdeograph.txt.

    python -m setup.tables.make_radicals EquivalentUnifiedIdeograph.txt

Kept: the two blocks of radicals (U+2E80–2FD5), which PDF fonts use in place of ideographs.
Left out: CJK strokes, which are never words.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from setup.tables import NORMALISE

_MAPPING = re.compile(r"([0-9A-F]{4,6})(?:\.\.([0-9A-F]{4,6}))?\s*;\s*([0-9A-F]{4,6})")
_FIRST, _LAST = 0x2E80, 0x2FD5
_HEADER = """\
# Radicals that stand for ideographs: radical, ideograph. Made by make_radicals.py.
# From the Unicode Character Database, EquivalentUnifiedIdeograph.txt ({version}).
# Copyright © Unicode, Inc.; Unicode License V3, https://www.unicode.org/license.txt
"""


def main(path: str) -> None:
    text = Path(path).read_text("utf-8")
    version = (
        text.splitlines()[0].removeprefix("# EquivalentUnifiedIdeograph-").removesuffix(".txt")
    )
    rows = []
    for line in text.splitlines():
        found = _MAPPING.match(line)
        if found:
            first, last = int(found[1], 16), int(found[2] or found[1], 16)
            rows += [(code, int(found[3], 16)) for code in range(first, last + 1)]
    kept = sorted((code, to) for code, to in rows if _FIRST <= code <= _LAST)
    table = _HEADER.format(version=version) + "".join(f"{chr(a)} {chr(b)}\n" for a, b in kept)
    (NORMALISE / "radicals.txt").write_text(table, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
