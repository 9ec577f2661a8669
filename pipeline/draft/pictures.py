"""Pictures that an editor has put into the draft: PNG and JPEG, drawn anew before they are kept.

A picture is untrusted: what decoders make of it is measured first, and only its pixels are taken
over. That strips what a camera or a program wrote beside them, and proves that it is a picture.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.namespaces import qn
from pipeline.errors import ConfigError
from pipeline.model.manuscript import Illustration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from pipeline.draft.package import Package

MEDIA = {"PNG": "image/png", "JPEG": "image/jpeg"}
BYTES_LIMIT = 5 << 20
PIXELS_LIMIT = 24_000_000
"""What a camera takes at 300 dpi fills a page of A4 more than twice."""

SIDE_LIMIT = 30_000
"""Pixels: a strip of 24 million by one would take 900 MiB to draw, and nobody could see it."""

ALT_LIMIT = 500
"""Characters of a description that are kept."""

_LEAST = 0.02
_EMU_A_TWIP = 635
_TWIPS_A_POINT = 20
_POINTS = re.compile(r"(?:^|;)\s*width:\s*(\d{1,4}(?:\.\d{1,3})?)pt")


@dataclass(frozen=True, slots=True)
class Picture:
    """``media`` is image/png or image/jpeg, ``width`` a share of the measure (over 0, up to 1),
    ``alt`` what the editor says of it, "" where nothing.
    """

    content: bytes
    media: str
    alt: str
    width: float

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def shown(self) -> str:
        """For a person: what it is."""
        kind = self.media.rpartition("/")[2].upper()
        return f"a picture ({kind}, {-(-len(self.content) // 1024)} KiB) {self.alt}".rstrip()


def illustration(id: str, one: Picture, labels: Mapping[str, str]) -> Illustration:
    """A picture as an element; one without words of its own is called so by the labels."""
    return Illustration(id, one.content, one.media, one.alt or labels["illustration"], one.width)


class NoPicture(Exception):
    """Why something isn't taken over as a picture."""


@contextlib.contextmanager
def _strict() -> Iterator[None]:
    """Damage is damage: WeasyPrint, where it is loaded, has told Pillow to make up what a file
    lacks.
    """
    from PIL import ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def redrawn(blob: bytes) -> tuple[bytes, str]:
    """The pixels as a new file, and its media type. Raises NoPicture."""
    from PIL import Image, ImageOps

    _check(blob)
    out = io.BytesIO()
    try:
        with _strict(), Image.open(io.BytesIO(blob), formats=tuple(MEDIA)) as opened:
            kind = str(opened.format)
            upright = ImageOps.exif_transpose(opened)
        if kind == "JPEG":
            upright = upright if upright.mode in ("L", "RGB") else upright.convert("RGB")
            bare = Image.new(upright.mode, upright.size)
            bare.paste(upright)
            bare.save(out, "JPEG", quality=92, optimize=True)
        else:
            clear = "A" in upright.getbands() or "transparency" in upright.info
            mode = "RGBA" if clear else "L" if upright.mode in ("1", "L") else "RGB"
            same = upright.convert(mode)
            bare = Image.new(mode, same.size)
            bare.paste(same)
            bare.save(out, "PNG", optimize=True)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise NoPicture("a picture that is damaged") from error
    if out.tell() > BYTES_LIMIT:
        raise NoPicture(f"a picture of more than {BYTES_LIMIT >> 20} MiB")
    return out.getvalue(), MEDIA[kind]


def _check(blob: bytes) -> tuple[str, tuple[int, int]]:
    """Kind and size in pixels of a picture within the limits; its head alone is read."""
    from PIL import Image

    if len(blob) > BYTES_LIMIT:
        raise NoPicture(f"a picture of more than {BYTES_LIMIT >> 20} MiB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with _strict(), Image.open(io.BytesIO(blob), formats=tuple(MEDIA)) as opened:
                kind, (width, height) = str(opened.format), opened.size
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NoPicture("a picture of too many pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise NoPicture("a picture that is neither PNG nor JPEG") from None
    if width * height > PIXELS_LIMIT or max(width, height) > SIDE_LIMIT:
        raise NoPicture("a picture of too many pixels")
    return MEDIA.get(kind, ""), (width, height)


def picture_of(drawing: Element, package: Package, measure: int) -> Picture:
    """The picture of a ``w:drawing``, or of a ``w:pict`` as Word wrote it before 2007; ``measure``
    is the width of the text in twips. Raises NoPicture.
    """
    blips = [one.get(qn("r:embed"), "") for one in drawing.iter(qn("a:blip"))]
    blips += (one.get(qn("r:id"), "") for one in drawing.iter(qn("v:imagedata")))
    if len(blips) != 1 or not blips[0]:
        raise NoPicture("a picture")
    found = package.relations(package.document).get(blips[0])
    blob = b"" if found is None or found.outside else package.read(found.target)
    if not blob:
        raise NoPicture("a picture")
    content, media = redrawn(blob)
    extent = next(drawing.iter(qn("wp:extent")), None)
    said = "" if extent is None else str(extent.get("cx", ""))
    share = int(said) / _EMU_A_TWIP / measure if said.isdecimal() and len(said) < 12 else 1.0
    shape = next(drawing.iter(qn("v:shape")), None)
    wide = None if shape is None else _POINTS.search(str(shape.get("style", "")))
    share = float(wide[1]) * _TWIPS_A_POINT / measure if wide else share
    told = next((str(one.get("descr", "")) for one in drawing.iter(qn("wp:docPr"))), "")
    told = told or ("" if shape is None else str(shape.get("alt", "")))
    alt = " ".join(told.split())[:ALT_LIMIT]
    return Picture(content, media, alt, round(min(1.0, max(_LEAST, share)), 4))


def shaped(drawing: Element) -> set[str]:
    """What Word does to a picture when it shows it, and is not taken over: all of it is printed,
    upright.
    """
    out = set()
    if any(
        str(value).strip("0") for one in drawing.iter(qn("a:srcRect")) for value in one.values()
    ):
        out.add("the cropping of a picture (all of it is printed)")
    for one in drawing.iter(qn("a:xfrm")):
        if str(one.get("rot", "0")).strip("0") or {"1", "true"} & {
            one.get("flipH"),
            one.get("flipV"),
        }:
            out.add("the turning of a picture")
    return out


def picture_record(one: Picture) -> dict[str, object]:
    """As JSON."""
    content = base64.b64encode(one.content).decode("ascii")
    return {"media": one.media, "alt": one.alt, "width": one.width, "base64": content}


def picture_of_record(record: object) -> Picture:
    """Back from JSON. Raises ConfigError where it holds no picture of ours."""
    wrong = "a picture has the keys media, alt, width (over 0, up to 1) and base64"
    if not isinstance(record, dict):
        raise ConfigError(wrong)
    media, alt, width = record.get("media"), record.get("alt", ""), record.get("width", 1.0)
    if not isinstance(alt, str) or not isinstance(width, int | float) or not 0 < width <= 1:
        raise ConfigError(wrong)
    try:
        content = base64.b64decode(str(record.get("base64", "")), validate=True)
        kind, _ = _check(content)
    except (binascii.Error, ValueError, NoPicture) as error:
        raise ConfigError(f"its base64 isn't a picture: {error}") from None
    if kind != media:
        raise ConfigError(f"its picture is {kind}, not {media!r:.40}")
    return Picture(content, kind, alt, float(width))
