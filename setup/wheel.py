"""Called by hatchling when a wheel is built: what a checkout gets at set-up, a wheel brings along.

The one font that no package holds as a plain file, the bold 黑, is cut here (cut_hei.py) and laid
beside the templates' own; everything else a wheel needs stands in pyproject.toml. An editable
install gets nothing: its fonts are collected by faces.py.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib.metadata import files
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
FONTS = "pipeline/_templates/fonts"
LICENCE = "OFL-Noto.txt"


class BoldFace(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the bold 黑 and its licence to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """``version`` is "standard" or "editable"; files to add go into ``build_data``."""
        if version == "editable":
            return
        sys.path.insert(0, str(ROOT))  # a build frontend doesn't put the project there
        from setup import faces

        self._folder = Path(tempfile.mkdtemp(prefix="jianbao-wheel-"))
        bold = self._folder / faces.BOLD
        collected = Path(sys.prefix) / faces.FOLDER / faces.BOLD
        if collected.is_file():  # the environment of a checkout, where the set-up has cut it
            shutil.copyfile(collected, bold)
        else:
            faces.cut_bold(bold)
        build_data["force_include"] |= {
            str(bold): f"{FONTS}/{bold.name}",
            str(_licence()): f"{FONTS}/{LICENCE}",
        }

    def finalize(self, version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """Clear away what was made for the wheel."""
        if version != "editable":
            shutil.rmtree(self._folder)


def _licence() -> Path:
    """The licence of the package that the bold is cut from."""
    listed = files("manimgx-fonts-cjk") or []
    return Path(str(next(path for path in listed if "licenses" in path.parts).locate()))
