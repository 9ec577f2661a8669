"""The folder of sources → Source values, in source order. The one stage that touches it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.cautions import Caution, Warned
from pipeline.errors import (
    JianbaoError,
    LimitExceeded,
    NoSources,
    Place,
    SourceUnreadable,
)
from pipeline.read import limits
from pipeline.read.reader import PLAIN, Text, read_text, suffixes
from pipeline.read.source import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.config import Sources
    from pipeline.model.source import Source

# What a name may hold, and no message can show.
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
# What desktops and editors leave behind; not worth a warning.
_LITTER = re.compile(r"^(\..*|~\$.*|.*\.swp|.*~|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
# Characters that would break a citation mark: 〔000:37–39；002:41〕.
_AWKWARD = re.compile(r"[\s:,;〔〕：；，–#]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found: sources in source order; duplicates as (source, name of its original).

    ``paths`` says where each of them was read from: a name that isn't UTF-8 is shown escaped.
    ``beside`` is what was said of what else lies there.
    """

    sources: tuple[Source, ...]
    duplicates: tuple[tuple[Source, str], ...]
    warnings: tuple[Warned, ...]
    failures: tuple[JianbaoError, ...]
    paths: Mapping[str, Path]
    beside: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[Source, ...]:
        """Every file that was read, duplicates last."""
        return (*self.sources, *(source for source, _ in self.duplicates))

    @property
    def unread(self) -> tuple[str, ...]:
        """The names of the files that couldn't be read."""
        return tuple(failure.where.file for failure in self.failures if failure.where)


def read_folder(project: Path, settings: Sources, *, keep_going: bool = False) -> Reading:
    """Read every source below ``settings.folder`` of the project.

    Raises NoSources, SourceUnreadable, LimitExceeded; with ``keep_going`` a file that can't be
    read is left out and kept in ``failures``.
    """
    folder = project / settings.folder
    paths, beside = _listing(project, folder, settings.folder, limits.MAX_SOURCES)
    warnings = list(beside)
    seen: dict[str, str] = {}
    found: list[_File] = []
    duplicates: list[tuple[_File, str]] = []
    failures: list[JianbaoError] = []
    for one in _files(paths, folder, settings):
        if isinstance(one, SourceUnreadable):
            if not keep_going:
                raise one
            failures.append(one)
            continue
        where = Place(f"{settings.folder}/{one.name}")
        if one.sha256 in seen:
            original = seen[one.sha256]
            duplicates.append((one, original))
            what = f"is the same file as {original}"
            warnings.append(Warned(Caution.DUPLICATE_FILE, what, where))
        elif not one.said.text.strip():
            warnings.append(Warned(Caution.EMPTY_FILE, "is empty and was left out", where))
        else:
            warnings += (Warned(Caution.PART_NOT_READ, what, where) for what in one.said.warnings)
            seen[one.sha256] = one.name
            found.append(one)
    if not found:
        if failures:
            raise failures[0]
        raise NoSources(
            "no source in the folder",
            where=Place(f"{settings.folder}/"),
            remedy="put texts there: .txt, .docx, .pdf …",
        )
    sigla = _sigla([one.name for one in found])
    return Reading(
        sources=tuple(one.source(sigla[one.name]) for one in found),
        duplicates=tuple((one.source(), original) for one, original in duplicates),
        warnings=tuple(warnings),
        failures=tuple(failures),
        paths={_name(path, folder): path for path in paths},
        beside=tuple(map(str, beside)),
    )


class _File(NamedTuple):
    """A file that was read: its name, its hash, and what it says."""

    name: str
    sha256: str
    said: Text

    def source(self, siglum: str = "") -> Source:
        return source_of(self.name, self.said, sha256=self.sha256, siglum=siglum)


def _files(
    paths: Iterable[Path], folder: Path, settings: Sources
) -> Iterator[_File | SourceUnreadable]:
    """Each file in its turn, or why it can't be read. Raises LimitExceeded."""
    total = 0
    for path in paths:
        name = _name(path, folder)
        shown = f"{settings.folder}/{name}"
        try:
            raw = document_bytes(path, folder, shown)
            total += len(raw)
            if total > limits.MAX_RUN_BYTES:
                raise LimitExceeded(
                    f"the sources are more than {limits.MAX_RUN_BYTES >> 20} MiB together",
                    where=Place(shown),
                    remedy="make two briefings of them",
                )
            said = read_text(raw, shown, path.suffix, settings.encoding.get(name))
            limits.check_text(said.text, shown)
        except SourceUnreadable as error:
            yield error
        else:
            yield _File(name, hashlib.sha256(raw).hexdigest(), said)


def source_hashes(project: Path, below: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The SHA-256 of each file that is read as a source, by name, and what is said of what else
    lies there; nothing is decoded.

    Raises what :func:`read_folder` raises for a folder or a file that can't be read.
    """
    folder = project / below
    paths, beside = _listing(project, folder, below, limits.MAX_SOURCES)
    hashes = {
        _name(path, folder): hashlib.sha256(document_bytes(path, folder, str(path))).hexdigest()
        for path in paths
    }
    return hashes, tuple(map(str, beside))


#: What a run leaves beside its briefing.
_RECORDS = ("manifest.json", "briefing.json", "corrections.json")


def documents_below(folder: Path) -> dict[str, Path]:
    """The files below any folder that would be sources, however many, by name, in source order.
    Briefings of ours among them are none: what they say is told by their sources.

    Raises NoSources where there is no such folder.
    """
    paths, _ = _listing(folder, folder, str(folder), None)
    holders = {above for path in paths for above in path.relative_to(folder).parents}
    ours = {one for one in holders if all((folder / one / name).is_file() for name in _RECORDS)}
    return {
        _name(path, folder): path
        for path in paths
        if ours.isdisjoint(path.relative_to(folder).parents)
    }


def _listing(
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
            _name(Path(root) / name, folder) for name in folders if (Path(root) / name).is_symlink()
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
                ignored.append(_name(path, folder))
    if most is not None and len(paths) > most:
        raise LimitExceeded(
            f"more than {most:,} sources", where=Place(f"{shown}/"),
            remedy="make a briefing of fewer",
        )  # fmt: skip
    paths.sort(key=lambda path: (unicodedata.normalize("NFC", _name(path, folder)), str(path)))
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


def _name(path: Path, folder: Path) -> str:
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


def _sigla(names: Sequence[str]) -> dict[str, str]:
    """The shortest leading part of each stem that no other stem has; else ordinals, for all.

    >>> _sigla(["000_a.txt", "001_b.txt", "010_c.txt"])
    {'000_a.txt': '000', '001_b.txt': '001', '010_c.txt': '01'}
    >>> _sigla(["a.txt", "ab.txt"])
    {'a.txt': '1', 'ab.txt': '2'}
    """
    stems = [Path(name).stem for name in names]
    counts: dict[str, int] = {}
    for stem in stems:
        for length in range(1, len(stem) + 1):
            counts[stem[:length]] = counts.get(stem[:length], 0) + 1
    sigla = {}
    for name, stem in zip(names, stems, strict=True):
        siglum = next((stem[:n] for n in range(1, len(stem) + 1) if counts[stem[:n]] == 1), None)
        if siglum is None or _AWKWARD.search(siglum):
            return {name: str(number) for number, name in enumerate(names, 1)}
        sigla[name] = siglum
    return sigla
