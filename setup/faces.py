"""Collect the fonts in one folder of the environment, which no other font can enter.

宋 and the regular 黑 come from a locked package, the bold 黑 is cut from another, 楷 and small
figures come with the project (``templates/fonts/``). Run by the environment's own Python:
``.venv/bin/python -m setup.faces``.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "templates" / "fonts"
FOLDER = Path("share", "jianbao", "fonts")  # below sys.prefix

PACKAGED = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")
BOLD = "NotoSansSC-Bold.otf"
COLLECTION = "NotoSansCJK-VF.otf.ttc"


def ours() -> list[Path]:
    """The fonts that come with the project."""
    return sorted(path for path in OURS.glob("*") if path.suffix in {".otf", ".ttf"})


def depends_on() -> list[Path]:
    """The files of the project that shape the folder, besides the locked packages."""
    return [*(ROOT / "setup" / f"{name}.py" for name in ("faces", "cut_hei", "naming")), *ours()]


def complete(prefix: Path) -> bool:
    """Whether every font stands where it should in the environment ``prefix``."""
    names = [*PACKAGED, BOLD, *(path.name for path in ours())]
    return all((prefix / FOLDER / name).is_file() for name in names)


def collect(prefix: Path) -> None:
    """Fill the folder anew, beside the old one, and put it in its place in one go."""
    folder = prefix / FOLDER
    fresh = folder.with_name("fonts.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    packaged = _package_folder("pylopdf_fonts_zh_cn")
    for source in (*(packaged / name for name in PACKAGED), *ours()):
        shutil.copyfile(source, fresh / source.name)
    cut_bold(fresh / BOLD)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def cut_bold(target: Path) -> None:
    """Write the bold 黑 to ``target``, for the characters that the regular one has."""
    from setup import cut_hei

    regular = _package_folder("pylopdf_fonts_zh_cn") / PACKAGED[1]
    cut_hei.cut(_package_folder("manimgx_fonts_cjk") / COLLECTION, regular, target)


def _package_folder(package: str) -> Path:
    """Where a package of fonts is installed; it is not imported."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        message = f"the package {package} is not installed"
        raise FileNotFoundError(message)
    return Path(spec.origin).parent


if __name__ == "__main__":
    collect(Path(sys.prefix))
