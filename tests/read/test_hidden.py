"""What a writer has hidden is no text."""

import io

import docx

from tests.read.written import read


def test_hidden_words_of_a_word_document_are_left_out_and_counted():
    document = docx.Document()
    paragraph = document.add_paragraph("茶园有八百亩，")
    paragraph.add_run("（勿外传）").font.hidden = True
    paragraph.add_run("今年新种两百亩。").font.hidden = False
    buffer = io.BytesIO()
    document.save(buffer)

    said = read(buffer.getvalue(), ".docx")

    assert said.text == "茶园有八百亩，今年新种两百亩。\n"
    assert said.warnings == ("5 characters were left out: the writer has hidden them",)


def test_what_a_page_does_not_display_is_left_out():
    page = (
        '<p>茶园有八百亩。</p><div style="display: none">分享到</div>'
        '<div style="visibility: hidden"><p>今年<span style="color:red;display:none">广告</span>'
        "新种两百亩。</p></div>"
    )

    assert read(page, ".html").text == "茶园有八百亩。\n今年新种两百亩。\n"
