"""A picture pasted into the draft comes home, and is an edit like any other."""

from __future__ import annotations

import copy
import io
import json
import random
import struct
import zlib

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from lxml import etree
from PIL import Image, ImageFile

from pipeline.check.edits import check_edits
from pipeline.draft import Kind, edits_record, parse_edits
from pipeline.draft.pictures import ALT_LIMIT, BYTES_LIMIT, NoPicture, redrawn
from pipeline.errors import ConfigError, ReplayFailed
from pipeline.model.manuscript import Illustration
from tests import manuscripts
from tests.archives import LAYOUT, packed, parts
from tests.draft.desk import after, carried, edited, home, order, paragraph, read, round_trip, sent

BOOK = manuscripts.sample()


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **said: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **said)
    return out.getvalue()


def pasted(content: bytes, width: float = 8, alt: str = ""):
    """Paste a picture behind p-12, in a paragraph of its own."""

    def change(document):
        run = after(paragraph(document, "p-12")).add_run()
        shape = run.add_picture(io.BytesIO(content), width=Cm(width))
        shape._inline.docPr.set("descr", alt)

    return change


def illustrations(out):
    return [one for one in out.manuscript.elements if isinstance(one, Illustration)]


@pytest.mark.parametrize(("kind", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_comes_home(kind, media):
    taken, out = round_trip(BOOK, pasted(picture(kind), alt="蓄水池\n全景"))
    (one,) = illustrations(out)
    assert [edit.kind for edit in taken.new] == [Kind.INSERT]
    assert (one.media, one.alt) == (media, "蓄水池 全景")
    assert order(out)[order(out).index("p-12") + 1] == one.id
    assert one.width == pytest.approx(8 / (LAYOUT.page.measure / 72 * 2.54), abs=0.002)
    with Image.open(io.BytesIO(one.content)) as opened:
        assert (opened.format, opened.size) == (kind, (60, 40))


def in_vml(drawing, points=226.8):
    """A drawing as Word wrote it before 2007, and as some programs still do."""
    number = next(drawing.iter(qn("a:blip"))).get(qn("r:embed"))
    vml = (
        f"<w:pict {nsdecls('w', 'r')} xmlns:v='urn:schemas-microsoft-com:vml'>"
        f"<v:shape style='width:{points}pt;height:90pt' alt='蓄水池'><v:imagedata r:id='{number}'/>"
        "</v:shape></w:pict>"
    )
    drawing.addnext(parse_xml(vml))
    drawing.getparent().remove(drawing)


def test_a_picture_in_the_older_form_comes_home():
    def change(document):
        pasted(picture())(document)
        new = paragraph(document, "p-12")._p.getnext()
        in_vml(next(new.iter(qn("w:drawing"))))

    taken, out = round_trip(BOOK, change)
    (one,) = illustrations(out)
    assert [edit.kind for edit in taken.new] == [Kind.INSERT]
    assert (one.media, one.alt) == ("image/png", "蓄水池")
    assert one.width == pytest.approx(8 / (LAYOUT.page.measure / 72 * 2.54), abs=0.002)


def test_a_chart_of_ours_in_the_older_form_is_no_new_picture():
    def change(document):
        drawings = list(document.element.body.iter(qn("w:drawing")))
        assert drawings
        for drawing in drawings:
            in_vml(drawing)

    assert home(edited(sent(BOOK), change)).new == ()


def test_without_words_it_is_told_by_a_label():
    _, out = round_trip(BOOK, pasted(picture()))
    assert illustrations(out)[0].alt == "编者插图"


def test_in_a_line_of_words_it_follows_the_paragraph():
    def change(document):
        paragraph(document, "p-12").add_run().add_picture(io.BytesIO(picture()))

    taken, out = round_trip(BOOK, change)
    assert [edit.kind for edit in taken.new] == [Kind.INSERT]
    assert order(out)[order(out).index("p-12") + 1] == taken.new[0].block


def test_the_next_draft_holds_it_and_says_nothing_new():
    taken, _ = round_trip(BOOK, pasted(picture()))
    blob = edited(sent(BOOK, taken.edits), lambda document: None)
    again = home(blob, taken.edits)
    assert (again.new, again.gone, read(blob).lost) == ((), (), ())
    assert again.edits == taken.edits


def test_deleted_in_a_later_draft_it_is_gone():
    taken, _ = round_trip(BOOK, pasted(picture()))
    id = taken.new[0].block

    def strike(document):
        node = paragraph(document, id)._p
        node.getparent().remove(node)

    later = home(edited(sent(BOOK, taken.edits), strike), taken.edits)
    assert later.gone == taken.new
    assert not illustrations(carried(BOOK, later.edits))


def test_moved_in_a_later_draft_it_stands_there():
    taken, _ = round_trip(BOOK, pasted(picture()))
    id = taken.new[0].block

    def move(document):
        paragraph(document, "p-2")._p.addnext(paragraph(document, id)._p)

    later = home(edited(sent(BOOK, taken.edits), move), taken.edits)
    now = order(carried(BOOK, later.edits))
    assert now[now.index("p-2") + 1] == id


def test_a_copy_of_a_picture_that_is_printed_is_a_new_one():
    taken, _ = round_trip(BOOK, pasted(picture()))
    id = taken.new[0].block

    def repeat(document):
        node = copy.deepcopy(paragraph(document, id)._p)
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            for one in list(node.iter(qn(tag))):
                one.getparent().remove(one)
        paragraph(document, "timeline")._p.addprevious(node)

    later = home(edited(sent(BOOK, taken.edits), repeat), taken.edits)
    out = carried(BOOK, later.edits)
    assert [edit.kind for edit in later.new] == [Kind.INSERT]
    one, other = illustrations(out)
    assert (one.id, one.content) == (id, other.content)


def test_edits_json_holds_the_picture():
    taken, out = round_trip(BOOK, pasted(picture(), alt="蓄水池"))
    text = json.dumps(edits_record(taken.edits))
    kept = parse_edits(text.encode())
    assert kept == taken.edits
    assert illustrations(carried(BOOK, kept)) == illustrations(out)
    assert "a picture (PNG" in kept[0].summary
    assert "蓄水池" in kept[0].summary


@pytest.mark.row(161)
@pytest.mark.parametrize(
    "change",
    [
        {"base64": "%%%"},
        {"base64": "UEsDBA=="},
        {"media": "image/svg+xml"},
        {"width": 0},
        {"width": "wide"},
        {"alt": None},
    ],
)
def test_a_picture_that_is_none_in_edits_json_is_refused(change):
    taken, _ = round_trip(BOOK, pasted(picture()))
    record = edits_record(taken.edits)
    record["edits"][0]["after"]["picture"] |= change
    with pytest.raises(ConfigError, match="edit 1"):
        parse_edits(json.dumps(record).encode())


def test_a_picture_no_edit_has_is_found():
    taken, out = round_trip(BOOK, pasted(picture()))
    (one,) = illustrations(out)
    elements = tuple(
        Illustration(one.id, picture(size=(9, 9)), one.media, one.alt, one.width)
        if element is one
        else element
        for element in out.manuscript.elements
    )
    forged = type(BOOK)(
        **{name: getattr(out.manuscript, name) for name in BOOK.__slots__} | {"elements": elements}
    )
    with pytest.raises(ReplayFailed, match="no edit has"):
        check_edits(BOOK, forged, taken.edits, {})


def _swapped(content: bytes) -> bytes:
    """A draft with a new picture, whose part holds something else."""
    blob = edited(sent(BOOK), pasted(picture()))
    mine = picture()
    (name,) = (name for name, part in parts(blob).items() if part == mine)
    return packed(parts(blob) | {name: content})


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(width: int, height: int, beside: bytes = b"") -> bytes:
    """A PNG as its head says, whatever else is in it."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + beside + _chunk(b"IDAT", b"") + _chunk(b"IEND", b"")


def _packed_zeros(megabytes: int) -> bytes:
    """So many megabytes of zeros as zlib packs them: one of them, over and over, and their sum."""
    packing = zlib.compressobj(9, wbits=-15)
    one = packing.compress(bytes(1 << 20)) + packing.flush(zlib.Z_FULL_FLUSH)
    adler = ((megabytes << 20) % 65521) << 16 | 1
    return b"\x78\xda" + one * megabytes + b"\x03\x00" + struct.pack(">I", adler)


BOMB = _packed_zeros(300)
SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('//x.cn')</script></svg>"


@pytest.mark.row(156, 157, 158)
@pytest.mark.parametrize(
    ("content", "named"),
    [
        (picture(size=(300, 300))[:-400], "a picture that is damaged"),
        (_png(30000, 30000), "a picture of too many pixels"),
        (_png(24_000_000, 1), "a picture of too many pixels"),
        (_png(1, 24_000_000), "a picture of too many pixels"),
        (_png(9, 9, _chunk(b"zTXt", b"a\0\0" + BOMB)), "a picture that is neither PNG nor JPEG"),
        (_png(9, 9, _chunk(b"iCCP", b"a\0\0" + BOMB)), "a picture that is neither PNG nor JPEG"),
        (b"PK\x03\x04" + bytes(60), "a picture that is neither PNG nor JPEG"),
        (SCRIPT, "a picture that is neither PNG nor JPEG"),
        (picture("GIF"), "a picture that is neither PNG nor JPEG"),
        (picture() + random.Random(7).randbytes(BYTES_LIMIT), "a picture of more than 5 MiB"),
    ],
    ids=["truncated", "vast", "wide", "tall", "words", "colours", "zip", "svg", "gif", "large"],
)
@pytest.mark.parametrize("lenient", [False, True], ids=["", "beside WeasyPrint"])
def test_what_is_no_picture_is_named_and_left(content, named, lenient, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    blob = _swapped(content)
    assert read(blob).lost == (named,)
    assert home(blob).new == ()


@pytest.mark.row(159)
@pytest.mark.parametrize("target", ["https://example.org/a.png", "media/inside.png"])
def test_a_picture_outside_is_not_fetched(target):
    blob = edited(sent(BOOK), pasted(picture()))
    name = "word/_rels/document.xml.rels"
    root = etree.fromstring(parts(blob)[name])
    drawn = etree.fromstring(parts(blob)["word/document.xml"]).iter(qn("a:blip"))
    ids = [one.get(qn("r:embed")) for one in drawn]
    for one in root:
        if one.get("Id") == ids[-1]:
            one.set("Target", target)
            one.set("TargetMode", "External")
    blob = packed(parts(blob) | {name: etree.tostring(root), "word/media/inside.png": picture()})
    assert home(blob).new == ()
    assert "a picture" in read(blob).lost


def test_a_picture_in_a_table_is_named():
    def change(document):
        run = document.tables[-1].rows[-1].cells[0].paragraphs[0].add_run()
        run.add_picture(io.BytesIO(picture()))

    blob = edited(sent(BOOK), change)
    assert "a picture within a table" in read(blob).lost


@pytest.mark.row(160)
def test_what_a_camera_wrote_beside_the_pixels_is_left():
    said = Image.Exif()
    said[0x010E] = "where it was taken"
    said[0x0112] = 6  # lies on its side
    content, _ = redrawn(picture("JPEG", exif=said, comment=b"secret"))
    with Image.open(io.BytesIO(content)) as opened:
        assert opened.size == (40, 60)
        assert not opened.getexif()
    assert b"secret" not in content


@pytest.mark.row(160)
def test_a_picture_is_what_it_is_whatever_it_is_called_and_its_pixels_alone():
    """A JPEG in a part named .png, with a page behind it; a PNG of many frames."""
    script = b"<html><script>fetch('//x.cn')</script>PK"
    blob = _swapped(picture("JPEG") + script)
    (one,) = home(blob).new
    kept = one.after.picture
    assert kept.media == "image/jpeg"
    assert script not in kept.content

    out = io.BytesIO()
    frames = [Image.new("L", (20, 20), shade) for shade in range(60)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    content, _ = redrawn(out.getvalue())
    with Image.open(io.BytesIO(content)) as opened:
        assert getattr(opened, "n_frames", 1) == 1


def test_drawn_anew_twice_is_the_same():
    content, media = redrawn(picture())
    assert redrawn(content) == (content, media)


def test_a_long_description_is_cut():
    _, out = round_trip(BOOK, pasted(picture(), alt="水" * 900))
    assert len(illustrations(out)[0].alt) == ALT_LIMIT


def test_nothing_is_no_picture():
    with pytest.raises(NoPicture):
        redrawn(b"")


def test_what_word_does_to_a_picture_is_named():
    def change(document):
        pasted(picture())(document)
        for fill in document.element.body.iter(qn("pic:blipFill")):
            etree.SubElement(fill, qn("a:srcRect")).set("l", "20000")
        for shape in document.element.body.iter(qn("a:xfrm")):
            shape.set("rot", "5400000")

    assert read(edited(sent(BOOK), change)).lost == (
        "the cropping of a picture (all of it is printed)",
        "the turning of a picture",
    )
