"""What WeasyPrint leaves to be said in a PDF, said before it is written."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol

import pydyf

from pipeline.typography.cids import by_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weasyprint import Document

_HEADING = re.compile("/H([1-6])")


class _Objects(Protocol):
    """A PDF before it is written: pydyf's, as far as we look at it."""

    objects: list[Any]


def finish(_: Document, pdf: _Objects) -> None:
    """Have each viewer find the glyphs of the fonts, and say what a reading machine asks for
    (PDF/UA-1, 7.4.2 and 7.5): headings whose ranks have no gap, which cells the heads of a table
    head.
    """
    tags = [one for one in pdf.objects if isinstance(one, dict) and "S" in one]
    _rank([one for one in tags if _HEADING.fullmatch(str(one["S"]))])
    for tag in tags:
        if tag["S"] == "/TH" and "A" in tag:
            tag["A"]["Scope"] = "/Column"
    streams = [one for one in pdf.objects if isinstance(one, pydyf.Stream)]
    for stream in streams:
        if stream.extra.get("Subtype") == "/OpenType":
            stream.stream = [by_place(b"".join(stream.stream))]
    with ThreadPoolExecutor() as workers:
        list(workers.map(_pack, streams))


def _pack(stream: pydyf.Stream) -> None:
    """Compress a stream, once: pydyf does so whenever it is asked for one, when it writes it and
    for the hash of the file, and the fonts take their time.
    """
    if stream.compress:
        _, _, packed = pydyf.Stream(stream.stream, compress=True).data.partition(b"\nstream\n")
        stream.stream, stream.compress = [packed.removesuffix(b"\nendstream")], False
        stream.extra["Filter"] = "/FlateDecode"


def _rank(headings: Iterable[dict[str, Any]]) -> None:
    """Number headings, in their order, by how many they stand below: an editor may put one of the
    fourth rank under one of the second.

    >>> headings = [{"S": f"/H{rank}"} for rank in (1, 2, 4, 4, 3, 2, 1)]
    >>> _rank(headings)
    >>> " ".join(one["S"] for one in headings)
    '/H1 /H2 /H3 /H3 /H3 /H2 /H1'
    """
    above: list[int] = []
    for heading in headings:
        rank = int(heading["S"][2:])
        while above and above[-1] >= rank:
            above.pop()
        above.append(rank)
        heading["S"] = f"/H{len(above)}"
