"""``jianbao normalise``: any texts → the ``normalised/`` form, one file each."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import JianbaoError, Place, SourceUnreadable, UsageError
from pipeline.normalise import normalise
from pipeline.read import check_size, check_text, read_text, source_of
from pipeline.run.progress import show
from pipeline.run.publish import not_writable
from pipeline.run.records import article_record, paragraphs_text, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.article import Article
    from pipeline.model.source import Source

STDIN = "-"


def normalise_files(files: Sequence[str], out: Path | None, *, text: bool = False) -> None:
    """Write ``<stem>.json`` for each file into ``out``; with ``text``, paragraphs to stdout.

    A file that can't be read is named and the others are written; the first such failure is
    raised at the end, with its exit code.
    """
    if out is None and not text and len(files) > 1:
        raise UsageError("more than one file needs a folder to write to", remedy="add -o FOLDER")
    _check_names(files)
    failure: JianbaoError | None = None
    for name in files:
        try:
            article = normalise(read_source(name))
        except JianbaoError as error:
            show(f"error: {error}", error.code)
            failure = failure or error
            continue
        _give(article, name, out, text=text)
    if failure is not None:
        raise type(failure)(
            "not every file could be read", where=failure.where, remedy="the others were written"
        )


def _check_names(files: Sequence[str]) -> None:
    """Two files of one stem would write to one place."""
    seen: dict[str, str] = {}
    for name in files:
        stem = Path(name).stem
        if stem in seen:
            raise UsageError(
                f"would be written to the same {stem}.json as {seen[stem]}",
                where=Place(name),
                remedy="give them in two runs, with folders of their own",
            )
        seen[stem] = name


def read_source(name: str, encoding: str | None = None) -> Source:
    """One file, or standard input, as a source; ``encoding`` where it is known. Raises
    SourceUnreadable, LimitExceeded.
    """
    try:
        raw = sys.stdin.buffer.read() if name == STDIN else _file(name)
    except OSError as error:
        raise SourceUnreadable(f"can't be read: {error.strerror}", where=Place(name)) from None
    shown = "stdin" if name == STDIN else Path(name).name
    place = "stdin" if name == STDIN else name
    said = read_text(raw, place, "" if name == STDIN else Path(name).suffix, encoding)
    check_text(said.text, place)
    return source_of(shown, said, sha256=hashlib.sha256(raw).hexdigest(), siglum="1")


def _file(name: str) -> bytes:
    path = Path(name)
    if path.exists() and not path.is_file():
        raise SourceUnreadable("is not a regular file", where=Place(name))
    check_size(path.stat().st_size, path.suffix, name)
    return path.read_bytes()


def _give(article: Article, name: str, out: Path | None, *, text: bool) -> None:
    content = paragraphs_text(article).encode() if text else to_json(article_record(article))
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    stem = "stdin" if name == STDIN else Path(name).stem
    path = out / f"{stem}.{'txt' if text else 'json'}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".part")
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise not_writable(error, str(path)) from None
