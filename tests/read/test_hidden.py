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


def test_what_a_page_does_not_display_is_counted():
    page = (
        "<style>.code, #comments {display: none}</style><p>茶园有八百亩。</p><p class=code>扫一扫"
        "<p id=comments>好茶<template>模板</template><noscript>请启用</noscript><p hidden>藏</p>"
    )
    said = read(page, ".html")

    assert said.text == "茶园有八百亩。\n"
    assert said.warnings == ("11 characters were left out: the page doesn't display them",)


def test_a_sheet_that_hides_the_text_until_a_script_shows_it_is_not_followed():
    page = "<style>.text {display: none}</style><p>加载中</p><p class=text>茶园有八百亩。</p>"

    assert read(page, ".html").text == "加载中\n茶园有八百亩。\n"


def test_menus_and_the_foot_of_a_page_are_left_out_and_counted():
    link = "<a href=x>{}</a>".format
    page = (
        f"<nav>{link('首页')}</nav><ul><li>{link('要闻')}<li>{link('公开')}</ul><h1>春茶开采</h1>"
        f"<p>茶山上站满了人。</p><button>分享</button><h3>相关阅读</h3><ul><li>{link('修路')}"
        f"<li>{link('架桥')}</ul><footer>主办：县政府</footer>"
    )
    said = read(page, ".html")

    assert said.text == "# 春茶开采\n茶山上站满了人。\n"
    assert said.warnings == ("22 characters were left out: menus and the foot of the page",)


def test_what_belongs_to_a_text_stays_whatever_its_tag():
    link = "<a href=x>{}</a>".format
    page = (
        "<nav><p>甲村通水。乙村通电。</p><p>丙村通路。丁村通车。</p></nav><article><h1>通知</h1>"
        f"<p>请照办。</p><ul><li>{link('茶叶法')}<li>{link('水法')}</ul><p>见上。</p>"
        f"<aside>背景</aside><footer>作者：谭卫国</footer></article>"
        f"<p>{link('附件1')} {link('附件2')}"
    )
    said = read(page, ".html")

    assert said.text.splitlines() == [
        "甲村通水。乙村通电。", "丙村通路。丁村通车。", "# 通知", "请照办。", "茶叶法", "水法",
        "见上。", "背景", "作者：谭卫国", "附件1 附件2",
    ]  # fmt: skip
    assert said.warnings == ()
