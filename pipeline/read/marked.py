"""DOCX, Markdown, HTML and EPUB: what pandoc reads in them, a line a paragraph.

pandoc runs in its sandbox and fetches nothing. Of its tree the words are kept, with the numbers
that an ordered list shows; what has no words (pictures) is counted and said. A line stands for
one block: paragraph, heading, list item, row of a table, note; a note follows the block it hangs
on. No line of the text is empty.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import LimitExceeded, Place, SourceUnreadable
from pipeline.model.source import Unit
from pipeline.pandoc import HEAP, HEAP_EXHAUSTED, bundled, run
from pipeline.read.decode import checked, decode
from pipeline.read.page import page_as_seen
from pipeline.read.reader import Text
from pipeline.read.seen import as_seen
from pipeline.read.wordml import WordFile
from pipeline.read.words import Words
from pipeline.read.zipped import Zipped

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a cover sheet says in fields of its own; HTML and EPUB say it on the page once more.
_FRONT = ("title", "subtitle", "author", "date", "abstract")

# No smart quotes: no mark may change. Raw HTML in Markdown is kept apart as such, and read.
_MARKDOWN = (
    "commonmark+pipe_tables+strikeout+footnotes+yaml_metadata_block+definition_lists+fenced_divs"
    "+bracketed_spans+task_lists"
)

_CHARSET = re.compile(rb"charset=[\"']?\s*([\w-]+)")
_HEAD = 4096  # bytes of a page in which it says its encoding
#: Pages name the older, narrower sets and use the wider ones.
_NATIONAL = {
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"big5": "big5hkscs",
    b"big5-hkscs": "big5hkscs",
}


def read_docx(raw: bytes, name: str, _encoding: str | None) -> Text:
    """A Word document as its reader sees it: insertions in, deletions and comments out."""
    seen = as_seen(raw, WordFile(raw, Place(name)))
    said = _text(seen.content, name, "docx", "docx", _FRONT)
    warnings = []
    if seen.unsaid:
        many = (
            "1 number of a list was" if seen.unsaid == 1 else f"{seen.unsaid} numbers of lists were"
        )
        warnings.append(f"{many} left out: a format we don't know")
    if seen.inset:
        many = (
            "1 chart or diagram was" if seen.inset == 1 else f"{seen.inset} charts or diagrams were"
        )
        warnings.append(f"{many} left out")
    if seen.hidden:
        warnings.append(f"{_characters(seen.hidden)} left out: the writer has hidden them")
    return replace(said, warnings=(*said.warnings, *warnings))


def read_epub(raw: bytes, name: str, _encoding: str | None) -> Text:
    """An EPUB in the order of its spine."""
    archive = Zipped(raw, Place(name), ".epub")
    if "META-INF/container.xml" not in archive.names:
        raise archive.unreadable("it is a ZIP without META-INF/container.xml, no EPUB")
    return _text(raw, name, "epub", "epub", ())


def read_markdown(raw: bytes, name: str, encoding: str | None) -> Text:
    """CommonMark with tables, notes and a front matter in YAML."""
    decoded = decode(raw, name, encoding)
    return _text(decoded.text.encode(), name, _MARKDOWN, decoded.encoding, _FRONT)


def read_html(raw: bytes, name: str, encoding: str | None) -> Text:
    """A saved web page, without what it doesn't display and the menus around its text."""
    decoded = decode(raw, name, encoding or _charset(raw))
    page = page_as_seen(decoded.text)
    said = _text(page.content.encode(), name, "html", decoded.encoding, ())
    warnings = []
    if page.unseen:
        warnings.append(f"{_characters(page.unseen)} left out: the page doesn't display them")
    if page.around:
        warnings.append(f"{_characters(page.around)} left out: menus and the foot of the page")
    return replace(said, warnings=(*said.warnings, *warnings))


def _characters(count: int) -> str:
    return "1 character was" if count == 1 else f"{count} characters were"


def _charset(raw: bytes) -> str | None:
    """The national encoding a page says it has, where that is so: pages lie.

    >>> _charset("<meta charset=gb2312>茶业".encode("gbk"))
    'gb18030'
    >>> _charset("<meta charset=gb2312>茶业".encode()) is None
    True
    """
    found = _CHARSET.search(raw, 0, _HEAD)
    encoding = _NATIONAL.get(found[1].lower()) if found else None
    for one in ("utf-8", encoding):
        try:
            raw.decode(one or "ascii")
        except UnicodeDecodeError:
            continue
        return one if one == encoding else None
    return None


def _text(raw: bytes, name: str, form: str, encoding: str, front: Sequence[str]) -> Text:
    tree = _tree(raw, name, form)
    words = Words()
    try:
        meta = tree.get("meta", {})
        lines = [line for key in front if key in meta for line in words.of_meta(meta[key])]
        lines += words.of_blocks(tree["blocks"])
    except RecursionError:
        raise LimitExceeded(
            "its parts lie too deep in one another", where=Place(name), remedy="give it as .txt"
        ) from None
    warnings = []
    if words.pictures:
        many = "1 picture was" if words.pictures == 1 else f"{words.pictures} pictures were"
        warnings.append(f"{many} left out")
    if words.pictures and not lines:
        raise SourceUnreadable(
            "has pictures and no words (a scan?)",
            where=Place(name),
            remedy="run OCR over it, or give it as .txt",
        )
    text = checked("".join(f"{line}\n" for line in lines), name)
    return Text(text, encoding, Unit.PARAGRAPH, warnings=tuple(warnings))


def _tree(raw: bytes, name: str, form: str) -> dict[str, Any]:
    """What pandoc reads: its AST as a table. Raises SourceUnreadable, LimitExceeded."""
    where = Place(name)
    with tempfile.TemporaryDirectory(prefix="jianbao-read-") as folder:
        arguments = [
            *(f"--from={form}", "--to=json", "--sandbox", f"--data-dir={folder}", "--quiet"),
            *("+RTS", f"-M{HEAP}", "-RTS"),
        ]
        finished = run([str(bundled()), *arguments], raw, Path(folder))
    if finished.returncode == HEAP_EXHAUSTED:
        raise LimitExceeded(
            f"reading it takes more than {HEAP} of memory", where=where, remedy="split it"
        )
    if finished.returncode != 0:
        said = " ".join(finished.stderr.decode("utf-8", "replace").split())[:200]
        raise SourceUnreadable(
            f"pandoc can't read it: {said}", where=where, remedy="save it anew, or give it as .txt"
        )
    try:
        tree: dict[str, Any] = json.loads(finished.stdout)
    except RecursionError:
        raise LimitExceeded(
            "its parts lie too deep in one another", where=where, remedy="give it as .txt"
        ) from None
    return tree
