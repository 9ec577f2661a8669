"""The font files that pages are set with: where they are, what they hold, which role they play.

The set-up collects them in one folder of the environment. A fontconfig of our own lists that
folder and no other, so that the fonts of the machine can't slip in: the same page everywhere.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import struct
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DependencyMissing, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.typography.tokens import Layout

SUFFIXES = frozenset({".otf", ".ttf"})
BOLD = 600  # and above: a weight that shows as bold

#: Families that help others out with small figures and pictures, and can play no role: they
#: have no Han.
_NO_FACES = frozenset({"Jianbao Scripts", "Jianbao Signs"})

_FAMILY_NAMES = (1, 16)  # in the name table: the family, plain and typographic
_VERSION = 5


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face on the disk. ``families`` are its names in all its languages."""

    path: Path
    families: tuple[str, ...]
    weight: int
    version: str

    @property
    def bold(self) -> bool:
        return self.weight >= BOLD

    def answers_to(self, family: str) -> bool:
        """Whether ``family`` is a name of it; like fontconfig, we don't look at capitals."""
        return family.casefold() in (name.casefold() for name in self.families)


@dataclass(frozen=True, slots=True)
class Casting:
    """Who plays a role: the families wanted, best first, and those of them that are there.

    ``chosen`` is the first of ``wanted`` where the config names it ("" where it does not).
    """

    role: str
    chosen: str
    wanted: tuple[str, ...]
    there: tuple[str, ...]
    bold_wanted: bool
    bold_there: bool

    @property
    def family(self) -> str:
        return self.there[0]

    @property
    def fallback(self) -> str | None:
        """The declared stand-in that was taken, None when the first choice is there."""
        return None if self.family == self.wanted[0] else self.family

    @property
    def choice_missing(self) -> bool:
        """Whether the family the config names is not there: a warning, not a fall-back."""
        return bool(self.chosen) and self.chosen not in self.there

    @property
    def lacks_bold(self) -> bool:
        """Whether a style asks for a bold that would come out regular: none is synthesised."""
        return self.bold_wanted and not self.bold_there


def font_folders() -> tuple[Path, ...]:
    """The folders our fonts are in.

    Outside a checkout, where no set-up has collected them, they are where their packages put
    them: in a wheel of ours 楷 and the bold of 黑, in another the rest.
    """
    collected = Path(sys.prefix, "share", "jianbao", "fonts")
    if collected.is_dir():
        return (collected,)
    inside = Path(__file__).resolve().parent.parent
    candidates = [inside / "_templates" / "fonts", inside.parent / "templates" / "fonts"]
    package = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    if package is not None and package.origin is not None:
        candidates.append(Path(package.origin).parent)
    return tuple(folder for folder in candidates if folder.is_dir())


def private_fontconfig(cache: Path) -> Path:
    """Write a fonts.conf that lists our fonts alone, and make this process use it.

    To be called before WeasyPrint is imported. ``cache`` is the folder for the file and
    fontconfig's cache.
    """
    cache = cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    listed = [f"<dir>{escape(str(folder.resolve()))}</dir>" for folder in font_folders()]
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        *listed,
        f"<cachedir>{escape(str(cache / 'fontconfig'))}</cachedir>",
        "</fontconfig>",
    ]
    path = cache / "fonts.conf"
    content = "\n".join(lines) + "\n"
    if not path.is_file() or path.read_text("utf-8") != content:
        beside = cache / f"fonts.conf.{os.getpid()}"
        beside.write_text(content, "utf-8")
        beside.replace(path)
    os.environ["FONTCONFIG_FILE"] = str(path)
    return path


def font_files() -> tuple[FontFile, ...]:
    """Every font of our folders, by file name."""
    inside = (path for folder in font_folders() for path in folder.iterdir())
    paths = (path for path in inside if path.suffix in SUFFIXES)
    return tuple(_read(path) for path in sorted(paths, key=lambda path: (path.name, str(path))))


@functools.cache
def _read(path: Path) -> FontFile:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as handle, TTFont(handle, lazy=True) as font:
            names = font["name"]
            families = {str(n) for n in names.names if n.nameID in _FAMILY_NAMES}
            version = str(names.getDebugName(_VERSION) or "")
            return FontFile(path, tuple(sorted(families)), font["OS/2"].usWeightClass, version)
    except (TTLibError, struct.error, KeyError, OSError) as error:
        remedy = "remove the file, or run `make setup` again if it is one of ours"
        what = f"not a font that can be read: {error}"
        raise DependencyMissing(what, where=Place(path.name), remedy=remedy) from error


def resolve_roles(
    layout: Layout, chosen: Mapping[str, str | None] | None = None
) -> tuple[Casting, ...]:
    """Which families play each role of ``layout``; ``chosen`` is ``[fonts]`` of the config.

    Raises DependencyMissing when there is no face at all for a role.
    """
    files = font_files()
    bold_roles = {style.face for style in layout.styles.values() if style.bold}
    castings = []
    for role, face in layout.faces.items():
        own = (chosen or {}).get(role) or ""
        wanted = (own, *face.pdf) if own else face.pdf
        there = tuple(name for name in wanted if any(font.answers_to(name) for font in files))
        if not set(there) - _NO_FACES:
            raise DependencyMissing(
                f"no font for the role {role!r}: {', '.join(wanted)}",
                where=Place("templates/typography.toml"),
                remedy="run `make setup`, or name another family under [fonts]",
            )
        bold = any(font.bold and font.answers_to(there[0]) for font in files)
        castings.append(Casting(role, own, wanted, there, role in bold_roles, bold))
    return tuple(castings)


def font_record(files: Iterable[FontFile]) -> list[dict[str, str | int]]:
    """The fonts as the manifest lists them: file, family, weight, version, SHA-256."""
    return [
        {
            "file": font.path.name,
            "family": font.families[0] if font.families else "",
            "weight": font.weight,
            "version": font.version,
            "sha256": hashlib.sha256(font.path.read_bytes()).hexdigest(),
        }
        for font in files
    ]
