"""The folder of sources → Source values, in source order."""

from __future__ import annotations

import hashlib
import re
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
from pipeline.read.listing import document_bytes, listing, name_below
from pipeline.read.reader import PLAIN, Text, read_text
from pipeline.read.source import source_of
from pipeline.read.tagged import first_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.config import Sources
    from pipeline.model.source import Source

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
    paths, beside = listing(project, folder, settings.folder, limits.MAX_SOURCES)
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
            warnings += _of_tags(one, where)
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
        paths={name_below(path, folder): path for path in paths},
        beside=tuple(map(str, beside)),
    )


def _of_tags(file: _File, where: Place) -> Iterator[Warned]:
    tag = first_tag(file.said.text) if Path(file.name).suffix.lower() in {PLAIN, ""} else ""
    if tag:
        what = f"has the tags of a web page ({tag} …), which are read as words"
        remedy = "name it .html, and it is read as a page"
        yield Warned(Caution.TAGGED_TEXT, what, where, remedy)


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
        name = name_below(path, folder)
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
