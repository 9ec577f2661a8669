"""What stands in a Word document beside its paragraphs: boxes, pictures, charts."""

import docx
import pytest
from PIL import Image

from pipeline.errors import SourceUnreadable
from tests.read.written import read, word

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
INSIDE = "".join(
    f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in ("明前茶是", "清明前采的茶。")
)
BOX = f"<w:txbxContent>{INSIDE}</w:txbxContent>"
GRAPHIC = f"<a:graphic><a:graphicData uri='shape'>{BOX}</a:graphicData></a:graphic>"
DRAWN = f"<w:drawing>{GRAPHIC}</w:drawing>"
OLD = f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>"
TWICE = (
    f'<mc:AlternateContent><mc:Choice Requires="wps">{DRAWN}</mc:Choice>'
    f"<mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent>"
)


def with_run(inner):
    def change(document):
        run = docx.oxml.parse_xml(f"<w:r {NAMES}>{inner}</w:r>")
        document.paragraphs[0]._p.append(run)

    return word("茶园有八百亩。", "今年新种两百亩。", change=change)


@pytest.mark.parametrize("inner", [DRAWN, OLD, TWICE])
def test_what_stands_in_a_box_follows_its_paragraph_once(inner):
    assert read(with_run(inner), ".docx").text.splitlines() == [
        "茶园有八百亩。", "明前茶是", "清明前采的茶。", "今年新种两百亩。",
    ]  # fmt: skip


def test_a_chart_is_left_out_and_said():
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    inner = f'<w:drawing><a:graphic><a:graphicData uri="{chart}"/></a:graphic></w:drawing>'

    assert read(with_run(inner), ".docx").warnings == ("1 chart or diagram was left out",)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGB", (2, 2)).save(path)
    return str(path)


def test_pictures_are_counted_beside_hidden_words_too(picture):
    def change(document):
        document.add_picture(picture)
        document.paragraphs[0].add_run("藏").font.hidden = True

    assert read(word("字", change=change), ".docx").warnings == (
        "1 picture was left out",
        "1 character was left out: the writer has hidden them",
    )


def test_pictures_without_a_word_are_refused_as_a_scan(picture):
    with pytest.raises(SourceUnreadable, match=r"no words .a scan"):
        read(word(change=lambda document: document.add_picture(picture)), ".docx")
