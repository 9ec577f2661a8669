"""A returned draft is untrusted: each way to be broken or hostile has its own line and code."""

from __future__ import annotations

import io
import resource
import struct
import zipfile

import pytest

from pipeline.errors import JianbaoError
from tests import manuscripts
from tests.archives import packed, parts
from tests.draft.desk import read, sent

DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def draft() -> bytes:
    return sent(manuscripts.bare())


def with_part(blob: bytes, name: str, content: bytes) -> bytes:
    return packed(parts(blob) | {name: content})


def renamed(blob: bytes, *names: str) -> bytes:
    buffer = io.BytesIO(blob)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *_, **__: None)
        for name in names:
            archive.writestr(name, b"x")
    return buffer.getvalue()


def with_doctype(blob: bytes, doctype: bytes, use: bytes = b"") -> bytes:
    xml = parts(blob)[DOCUMENT]
    head, _, rest = xml.partition(b"?>")
    return with_part(
        blob, DOCUMENT, head + b"?>" + doctype + rest.replace(b"</w:t>", use + b"</w:t>", 1)
    )


def encrypted(blob: bytes) -> bytes:
    """Every entry marked as encrypted, in its own header and in the directory."""
    out = bytearray(blob)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(signature)
        while at >= 0:
            flags = struct.unpack_from("<H", out, at + place)[0]
            struct.pack_into("<H", out, at + place, flags | 1)
            at = out.find(signature, at + 4)
    return bytes(out)


def part_of(blob: bytes) -> bytes:
    """Sixty bytes out of the packed document."""
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        start = archive.getinfo(DOCUMENT).header_offset
    return blob[start + 200 : start + 260]


def bomb(size: int) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(DOCUMENT, "w") as stream,
    ):
        for _ in range(size >> 20):
            stream.write(bytes(1 << 20))
    return buffer.getvalue()


def lying(blob: bytes) -> bytes:
    """The directory says that the document has a hundred bytes."""
    out = bytearray(blob)
    at = out.find(b"PK\x01\x02")
    struct.pack_into("<I", out, at + 24, 100)
    return bytes(out)


ENTITIES = b"".join(
    b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(9)
)

FAULTS = {
    "empty": (lambda blob: b"", 5, "it is empty"),
    "no ZIP": (lambda blob: b"plain words", 5, "it is no .docx"),
    "cut short": (lambda blob: blob[: len(blob) // 2], 5, "it is cut short"),
    "a .doc": (lambda blob: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), 5, "it is a .doc"),
    "a locked .docx": (
        lambda blob: (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")
        ),
        5,
        "encrypted with a password",
    ),
    "an encrypted ZIP": (encrypted, 5, "encrypted with a password"),
    "an RTF": (lambda blob: rb"{\rtf1 words}", 5, "it is an RTF"),
    "another ZIP": (lambda blob: packed({"mimetype": b"application/epub+zip"}), 5, "no Word doc"),
    "a damaged part": (
        lambda blob: blob.replace(part_of(blob), bytes(60), 1),
        5,
        "the draft can't be read",
    ),
    "not well-formed": (lambda blob: with_part(blob, DOCUMENT, b"<w:p>"), 5, "isn't well-formed"),
    "a document type": (lambda blob: with_doctype(blob, b"<!DOCTYPE x>"), 5, "has a DOCTYPE"),
    "an external entity": (
        lambda blob: with_doctype(
            blob, b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', b"&f;"
        ),
        5,
        "has a DOCTYPE",
    ),
    "entities without end": (
        lambda blob: with_doctype(blob, b"<!DOCTYPE x [" + ENTITIES + b"]>", b"&e8;"),
        5,
        "has a DOCTYPE",
    ),
    "a way out": (lambda blob: renamed(blob, "../../etc/cron.d/x"), 5, "outside the file"),
    "a root": (lambda blob: renamed(blob, "/etc/passwd"), 5, "outside the file"),
    "a drive": (lambda blob: renamed(blob, "C:\\x"), 5, "outside the file"),
    "one name twice": (lambda blob: renamed(blob, DOCUMENT), 5, "have one name"),
    "parts without end": (
        lambda blob: renamed(blob, *(f"x{n}" for n in range(5001))),
        12,
        "parts, more than",
    ),
    "a bomb": (lambda blob: bomb(300 << 20), 12, "300 MiB unpacked"),
    "a bomb that lies": (lambda blob: lying(bomb(80 << 20)), 5, "the draft can't be read"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.row(81, 82, 84, 86)
def test_a_fault_has_its_line_and_its_code(draft, fault):
    make, code, says = FAULTS[fault]
    blob = make(draft)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(JianbaoError) as caught:
        read(blob)
    assert caught.value.exit_code == code
    assert says in caught.value.what
    assert str(caught.value.where) == "briefing.docx"
    assert "--from-sources" in caught.value.remedy
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 << 10, f"{grown} KiB more"


RELATION = (
    '<Relationship Id="x1" TargetMode="External" Target="http://127.0.0.1:9/x" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/>'
)


@pytest.mark.parametrize(
    ("name", "named"),
    [("attachedTemplate", "a link to attachedTemplate outside"), ("image", "a link to image out")],
)
@pytest.mark.row(85)
def test_what_lies_outside_is_named_and_not_fetched(draft, name, named):
    rels = "word/_rels/document.xml.rels"
    xml = (
        parts(draft)[rels]
        .decode()
        .replace("</Relationships>", RELATION.format(name) + "</Relationships>")
    )
    assert any(named in one for one in read(with_part(draft, rels, xml.encode())).lost)


@pytest.mark.row(85)
def test_macros_and_objects_are_named(draft):
    blob = packed(parts(draft) | {"word/vbaProject.bin": b"x", "word/embeddings/o.bin": b"x"})
    assert read(blob).lost == ("embedded objects", "macros")


def test_a_draft_without_its_record_says_so(draft):
    content = {
        name: part for name, part in parts(draft).items() if not name.startswith("customXml")
    }
    assert read(packed(content)).base is None


def test_a_record_that_was_touched_is_none(draft):
    name = "customXml/item1.xml"
    blob = with_part(draft, name, parts(draft)[name].replace(b"only", b"onlx"))
    assert read(blob).base is None
