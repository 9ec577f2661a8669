"""Makes ``look_alikes.txt``: which characters look alike, from their shapes in print.

    python -m setup.make_look_alikes FOLDER-OF-FONTS

Every character of GB 2312 is drawn in 宋 and in 黑, small and a little blurred, as a scanner
sees it, once in its place and once stretched to fill its square (日 and 曰 differ only in
that). What all characters have in common is taken away; what is left of two is compared by the
cosine of the angle between them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

_TABLE = Path(__file__).parent.parent / "pipeline/normalise/tables/look_alikes.txt"
_FACES = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")
_SIZE, _MARGIN, _BLUR = 32, 4, 1.0
_STRETCH = 1.6  # at most: 一 is no square
_ALIKE, _NEIGHBOURS = 0.6, 8
_HEADER = """\
# A character, its look-alikes and how alike they are in hundredths.
# Made by setup/make_look_alikes.py from Noto Serif SC 2.003 and Noto Sans SC 2.004
# (© Adobe, SIL Open Font License 1.1).
"""


def _characters() -> str:
    rows = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(two.decode("gb2312", "ignore") for two in rows)


def _in_place(character: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    side = _SIZE + 2 * _MARGIN
    image = Image.new("L", (side, side))
    at = (_MARGIN, _SIZE + _MARGIN // 2)
    ImageDraw.Draw(image).text(at, character, font=font, fill=255, anchor="ls")
    return image


def _length(share: float) -> int:
    return max(4, round(_SIZE * min(1, share)))


def _stretched(character: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    side = _SIZE + 2 * _MARGIN
    large = Image.new("L", (2 * side, 2 * side))
    at = (2 * _MARGIN, 2 * _SIZE + _MARGIN)
    ImageDraw.Draw(large).text(at, character, font=font, fill=255, anchor="ls")
    box = large.getbbox()
    if box is None:
        raise ValueError(f"no glyph for {character}")
    width, height = box[2] - box[0], box[3] - box[1]
    unit = _STRETCH / max(width, height)
    to = (_length(width * unit), _length(height * unit))
    image = Image.new("L", (side, side))
    stretched = large.crop(box).resize(to, Image.Resampling.BILINEAR)
    image.paste(stretched, ((side - to[0]) // 2, (side - to[1]) // 2))
    return image


def _shapes(characters: str, face: Path, *, stretch: bool) -> np.ndarray:
    """One row a character, of length 1, what all have in common taken away."""
    font = ImageFont.truetype(str(face), _SIZE * (2 if stretch else 1))
    draw = _stretched if stretch else _in_place
    blur = ImageFilter.GaussianBlur(_BLUR)
    rows = [
        np.asarray(draw(character, font).filter(blur), np.float32).ravel()
        for character in characters
    ]
    shapes = np.array(rows)
    shapes -= shapes.mean(axis=0)
    shapes /= np.linalg.norm(shapes, axis=1, keepdims=True)
    return shapes


def main(path: str) -> None:
    characters = _characters()
    alike = np.full((len(characters), len(characters)), -1.0, np.float32)
    for stretch in (False, True):
        faces = [_shapes(characters, Path(path, face), stretch=stretch) for face in _FACES]
        np.maximum(alike, sum(face @ face.T for face in faces) / len(faces), out=alike)
    np.fill_diagonal(alike, -1)
    nearest = np.argsort(-alike, axis=1, kind="stable")[:, :_NEIGHBOURS]
    pairs = {
        (min(i, j), max(i, j))
        for i, row in enumerate(nearest.tolist())
        for j in row
        if alike[i, j] >= _ALIKE
    }
    of: dict[int, list[tuple[float, int]]] = {}
    for i, j in pairs:
        of.setdefault(i, []).append((-float(alike[i, j]), j))
        of.setdefault(j, []).append((-float(alike[i, j]), i))
    lines = [
        characters[i] + "".join(f" {characters[j]}{-100 * how:.0f}" for how, j in sorted(of[i]))
        for i in sorted(of)
    ]
    text = _HEADER + "\n".join(lines) + "\n"
    _TABLE.write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
