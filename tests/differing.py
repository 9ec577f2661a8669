"""Where two files differ that should be the same: the part of an archive, the object of a PDF, the
line of a text. A digest alone says that something is wrong, not what.
"""

from __future__ import annotations

import io
import zipfile
from itertools import zip_longest
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AROUND = 24
"""Bytes shown on either side of the first that differs."""


def differing(first: Path, second: Path) -> list[str]:
    """What differs between the files of two folders, one line each."""
    names = sorted(
        {
            path.relative_to(folder).as_posix()
            for folder in (first, second)
            for path in folder.rglob("*")
            if path.is_file()
        }
    )
    return [line for name in names for line in _of(name, first / name, second / name)]


def _of(name: str, first: Path, second: Path) -> Iterator[str]:
    for path in (first, second):
        if not path.is_file():
            yield f"{name}: not in {path.parent}"
            return
    yield from parts(name, first.read_bytes(), second.read_bytes())


def parts(name: str, first: bytes, second: bytes) -> Iterator[str]:
    """What differs in two files of one name; nothing where they are the same."""
    if first == second:
        return
    found = []
    if first[:2] == second[:2] == b"PK":
        found = list(_archives(first, second))
    elif first[:4] == second[:4] == b"%PDF":
        found = list(_documents(first, second))
    # Where all parts are the same, it is how they are put together.
    for part, one, other in found or [("", first, second)]:
        yield f"{name} {part}".strip() + f": {_place(one, other)}"


def _archives(first: bytes, second: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    with (
        zipfile.ZipFile(io.BytesIO(first)) as one,
        zipfile.ZipFile(io.BytesIO(second)) as other,
    ):
        order = [" ".join(each.namelist()).encode() for each in (one, other)]
        if order[0] != order[1]:
            yield "its parts or their order", order[0], order[1]
        for part in sorted({*one.namelist()} & {*other.namelist()}):
            here, there = one.read(part), other.read(part)
            if here != there:
                yield part, here, there
            told = [_told(each.getinfo(part)) for each in (one, other)]
            if told[0] != told[1]:
                yield f"{part}, its entry", told[0], told[1]


def _told(entry: zipfile.ZipInfo) -> bytes:
    """What an entry says of its part: time, system, rights, packing."""
    told = (entry.date_time, entry.create_system, entry.external_attr, entry.compress_type)
    return repr(told).encode()


def _documents(first: bytes, second: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    with pikepdf.open(io.BytesIO(first)) as one, pikepdf.open(io.BytesIO(second)) as other:
        for number, pair in enumerate(zip_longest(one.objects, other.objects), 1):
            here, there = (b"none" if each is None else _written(each) for each in pair)
            if here != there:
                yield f"object {number}{_kind(next(filter(None, pair), None))}", here, there
        if one.trailer.unparse() != other.trailer.unparse():
            yield "trailer", one.trailer.unparse(), other.trailer.unparse()


def _written(thing: pikepdf.Object) -> bytes:
    """An object with what streams it holds, unpacked."""
    if isinstance(thing, pikepdf.Stream):
        return bytes(pikepdf.Dictionary(thing.stream_dict).unparse()) + thing.read_bytes()
    return bytes(thing.unparse(resolved=True))


def _kind(thing: pikepdf.Object | None) -> str:
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        words = [str(thing[key]) for key in ("/Type", "/Subtype", "/S") if key in thing]
        return f" ({' '.join(words)})" if words else ""
    return ""


def _place(first: bytes, second: bytes) -> str:
    """The first difference, with what stands around it."""
    at = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    here, there = (one[max(0, at - AROUND) : at + AROUND] for one in (first, second))
    line = first.count(b"\n", 0, at) + 1
    return f"line {line}, byte {at}: {here!r}, not {there!r}"
