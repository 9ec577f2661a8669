"""What a font says about itself: family, weight and style, written the same way everywhere.

A font that was cut out of another still carries the names of the whole, several times over
and per platform. Font matchers look at different ones of these, so all are replaced. (The name
inside CFF outlines is left alone: no matcher reads it where these are, and to write it takes
a quarter of a minute, since fontTools would compile every glyph anew.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Copyright, trademark, maker, designer and licence: the licence asks that they stay.
LEGAL = (0, 5, 7, 8, 9, 13, 14)
WINDOWS_ENGLISH = (3, 1, 0x409)
REGULAR, BOLD = 400, 700
STYLES = {REGULAR: "Regular", BOLD: "Bold"}


def rename(font: TTFont, family: str, weight: int) -> None:
    """Give ``font`` the name ``family`` and a weight, and take every other name from it."""
    style = STYLES[weight]
    table = font["name"]
    legal = {number: table.getDebugName(number) for number in LEGAL}
    version = f"{font['head'].fontRevision:.3f}"
    postscript = f"{family.replace(' ', '')}-{style}"
    names = {
        **{number: text for number, text in legal.items() if text},
        1: family,
        2: style,
        3: f"{version};{postscript}",
        4: family if weight == REGULAR else f"{family} {style}",
        6: postscript,
    }
    table.names = []
    for number, text in sorted(names.items()):
        table.setName(text, number, *WINDOWS_ENGLISH)
    _weigh(font, weight)


def _weigh(font: TTFont, weight: int) -> None:
    os2, head = font["OS/2"], font["head"]
    bold = weight >= BOLD
    os2.usWeightClass = weight
    os2.fsSelection = 0b10_0000 if bold else 0b100_0000
    head.macStyle = 1 if bold else 0
