"""What a draft was made from: a record that travels in the DOCX, in a custom XML part.

Word and LibreOffice keep such a part byte for byte. It holds every block as it was printed and,
where an edit had been carried out already, as the sources had it; the bookmarks and names of
styles by which blocks are known again; and the remarks beside them. A hash of the blocks says
that the record is whole.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipeline.draft.blocks import Block, Content
from pipeline.draft.pictures import picture_of_record, picture_record
from pipeline.draft.words import words_of_record, words_record
from pipeline.errors import ConfigError
from pipeline.model.manuscript import Doubt, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.draft.package import Package

NAMESPACE = "urn:jianbao:draft"
VERSION = 1


@dataclass(frozen=True, slots=True)
class BaseBlock:
    """A block as it was printed, and as the sources had it: None for words of the editor's own."""

    block: Block
    source: Content | None

    @property
    def id(self) -> str:
        return self.block.id


@dataclass(frozen=True, slots=True)
class Base:
    """The record of a draft. ``bookmarks`` and ``styles`` lead from the names in the DOCX to ids
    and styles of ours, ``aliases`` from the id of a block to the one by which an edit knows it: a
    passage has another id once its source was corrected. ``pinyin`` are the readings we printed
    above characters, ``running`` what stood at head and foot of every page. ``record`` is the JSON.
    """

    blocks: tuple[BaseBlock, ...]
    remarks: tuple[Remark, ...]
    bookmarks: Mapping[str, str]
    styles: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    pinyin: Mapping[str, str] = field(default_factory=dict)
    running: tuple[str, ...] = ()
    record: str = ""


def base_part(
    blocks: Iterable[BaseBlock],
    remarks: Sequence[Remark],
    bookmark: Callable[[str], str],
    styles: Mapping[str, str],
    aliases: Mapping[str, str],
    pinyin: Mapping[str, str] | None = None,
    running: Iterable[str] = (),
) -> bytes:
    """The custom XML part; ``bookmark`` gives the bookmark of an id."""
    rows = [_block_record(one) for one in blocks]
    record: dict[str, object] = {
        "aliases": dict(aliases),
        "blocks": rows,
        "bookmarks": {bookmark(str(row["id"])): row["id"] for row in rows},
        "remarks": [asdict(one) for one in remarks],
        "running": list(running),
        "styles": dict(styles),
    }
    if pinyin:
        record["pinyin"] = dict(pinyin)
    # Escapes alone: whatever characters the words hold, the XML has none but those of ASCII.
    text = json.dumps(record, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    root = etree.Element(f"{{{NAMESPACE}}}base", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    root.set("version", str(VERSION))
    root.set("sha256", hashlib.sha256(text.encode()).hexdigest())
    root.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _block_record(one: BaseBlock) -> dict[str, object]:
    record: dict[str, object] = {"id": one.id, "style": one.block.style}
    record["printed"] = content_record(one.block.content)
    if one.source is None:
        record["source"] = None
    elif one.source != one.block.content:
        record["source"] = content_record(one.source)
    return record


def content_record(content: Content) -> dict[str, object]:
    record: dict[str, object] = {"words": words_record(content.words)}
    if content.rows:
        record["rows"] = [[words_record(cell) for cell in row] for row in content.rows]
    if content.picture is not None:
        record["picture"] = picture_record(content.picture)
    return record


def content_of_record(record: object) -> Content:
    """Back from JSON. Raises ConfigError."""
    if not isinstance(record, dict) or not isinstance(record.get("rows", []), list):
        raise ConfigError(f'words stand in a table with the key "words", not in {record!r:.40}')
    rows = tuple(
        tuple(words_of_record(cell) for cell in row)
        for row in record.get("rows", [])
        if isinstance(row, list)
    )
    picture = picture_of_record(record["picture"]) if "picture" in record else None
    return Content(words_of_record(record.get("words", [])), rows, picture)


def base_in(package: Package) -> Base | None:
    """The record that a DOCX bears; None where it bears none that is whole."""
    for name in sorted(package.names):
        if name.startswith("customXml/") and name.endswith(".xml"):
            root = package.parse(name)
            if root is not None and root.tag == f"{{{NAMESPACE}}}base":
                return base_of_part(root)
    return None


def base_of_part(root: etree._Element) -> Base | None:
    """The record out of its part; None where it isn't whole, or of another version."""
    text = root.text or ""
    digest = hashlib.sha256(text.encode()).hexdigest()
    if root.get("sha256") != digest or root.get("version") != str(VERSION):
        return None
    return base_of_record(text)


def base_of_record(text: str) -> Base:
    """The record out of its JSON."""
    record = json.loads(text)
    return Base(
        blocks=tuple(_block_of_record(one) for one in record["blocks"]),
        remarks=tuple(_remark(one) for one in record["remarks"]),
        bookmarks=record["bookmarks"],
        styles=record["styles"],
        aliases=record["aliases"],
        pinyin=record.get("pinyin", {}),
        running=tuple(record.get("running", ())),
        record=text,
    )


def _block_of_record(record: dict[str, Any]) -> BaseBlock:
    printed = content_of_record(record["printed"])
    source = record.get("source", record["printed"])
    return BaseBlock(
        Block(record["id"], record["style"], printed),
        None if source is None else content_of_record(source),
    )


def _remark(record: dict[str, Any]) -> Remark:
    doubts = tuple(Doubt(**one) for one in record.pop("doubts"))
    return Remark(
        **{**record, "lines": tuple(record["lines"]), "ids": tuple(record["ids"])}, doubts=doubts
    )
