"""What lies in a folder of sources: the files that a reader knows, by name, and their bytes."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cautions import Caution, Warned
from pipeline.errors import LimitExceeded, NoSources, Place, SourceUnreadable
from pipeline.read import limits
from pipeline.read.reader import PLAIN, suffixes

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a name may hold, and no message can show.
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
# What desktops and editors leave behind; not worth a warning.
_LITTER = re.compile(r"^(\..*|~\$.*|.*\.swp|.*~|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
#: What a run leaves beside its briefing.
_RECORDS = ("manifest.json", "briefing.json", "corrections.json")


def listing(
    project: Path, folder: Path, shown: str, most: int | None
) -> tuple[list[Path], list[Warned]]:
    """All sources below the folder, in source order: relative paths by NFC."""
    if not folder.is_dir():
        raise NoSources(
            "there is no folder of sources",
            where=Place(f"{shown}/"),
            remedy="make it and put texts in it, or name another: [sources] folder = …",
        )
    if not folder.resolve().is_relative_to(project.resolve()):
        raise SourceUnreadable("lies outside the project", where=Place(f"{shown}/"))
    paths: list[Path] = []
    ignored: list[str] = []
    linked: list[str] = []
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked += (
            name_below(Path(root) / name, folder)
            for name in folders
            if (Path(root) / name).is_symlink()
        )
        for name in files:
            path = Path(root) / name
            if _LITTER.match(name):
                continue
            suffix = path.suffix.lower()
            # The readers are asked for where there is more than plain text: it takes a moment.
            if suffix == PLAIN or suffix in suffixes():
                paths.append(path)
            else:
                ignored.append(name_below(path, folder))
    if most is not None and len(paths) > most:
        raise LimitExceeded(
            f"more than {most:,} sources", where=Place(f"{shown}/"),
            remedy="make a briefing of fewer",
        )  # fmt: skip
    paths.sort(key=lambda path: (unicodedata.normalize("NFC", name_below(path, folder)), str(path)))
    warnings = [
        Warned(
            Caution.LINK_NOT_FOLLOWED,
            "is a link to a folder and was not followed",
            Place(f"{shown}/{name}"),
            "copy the folder itself if its texts are wanted",
        )
        for name in sorted(linked)
    ]
    return paths, [*warnings, *([_ignored(ignored, shown)] if ignored else [])]


def _ignored(names: Sequence[str], shown: str) -> Warned:
    """One warning of all files that aren't sources."""
    some = ", ".join(sorted(names)[:5]) + (" …" if len(names) > 5 else "")
    what = (
        "1 file that no reader knows was"
        if len(names) == 1
        else f"{len(names)} files that no reader knows were"
    )
    known = f"read are {' '.join(sorted(suffixes()))}"
    return Warned(Caution.FILES_IGNORED, f"{what} ignored: {some}", Place(f"{shown}/"), known)


def name_below(path: Path, folder: Path) -> str:
    """The path below the folder. Bytes that are not UTF-8 are shown with backslashes, and so is
    what no page can print or what turns the letters after it round.
    """
    name = path.relative_to(folder).as_posix().encode("utf-8", "backslashreplace").decode()
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], name)


def document_bytes(path: Path, folder: Path, shown: str) -> bytes:
    """Read one regular file inside the folder; never a device, a pipe or a way out."""
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            raise SourceUnreadable(
                "is a link that leads out of the folder",
                where=Place(shown),
                remedy="copy the file itself into it",
            )
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceUnreadable("is not a regular file", where=Place(shown))
        limits.check_size(status.st_size, path.suffix, shown)
        return real.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceUnreadable(f"can't be read: {reason}", where=Place(shown)) from None


def source_hashes(project: Path, below: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The SHA-256 of each file that is read as a source, by name, and what is said of what else
    lies there; nothing is decoded.

    Raises what :func:`pipeline.read.read_folder` raises for a folder or a file that can't be read.
    """
    folder = project / below
    paths, beside = listing(project, folder, below, limits.MAX_SOURCES)
    hashes = {
        name_below(path, folder): hashlib.sha256(
            document_bytes(path, folder, str(path))
        ).hexdigest()
        for path in paths
    }
    return hashes, tuple(map(str, beside))


def documents_below(folder: Path) -> dict[str, Path]:
    """The files below any folder that would be sources, however many, by name, in source order.
    Briefings of ours among them are none: what they say is told by their sources.

    Raises NoSources where there is no such folder.
    """
    paths, _ = listing(folder, folder, str(folder), None)
    holders = {above for path in paths for above in path.relative_to(folder).parents}
    ours = {one for one in holders if all((folder / one / name).is_file() for name in _RECORDS)}
    return {
        name_below(path, folder): path
        for path in paths
        if ours.isdisjoint(path.relative_to(folder).parents)
    }
