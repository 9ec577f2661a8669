"""What the records say of the passages that an editor has changed."""

from __future__ import annotations

from docx.oxml.ns import qn

from pipeline.compose import passages_of
from pipeline.draft import KEY_POINT, edited_passages
from pipeline.model.manuscript import Paragraph, Style
from tests.briefings import made_of
from tests.draft.desk import paragraph, replace, round_trip
from tests.draft.test_struck import split, strike

MADE = made_of(
    "山阳茶香\n\n去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，居全省第三位。\n\n"
    "下一步，该县将认真落实规划，力争三年内建成国家级示范园区。\n"
)
FIRST, SECOND = passages_of(MADE.briefing.sections)


def told(change):
    _, out = round_trip(MADE.manuscript, change)
    found = edited_passages(MADE.briefing, MADE.manuscript, out)
    return {id: one.text for id, one in found.items()}


def test_other_words_are_those_of_their_passage():
    changed = FIRST.text.replace("第三位", "第二位")

    assert told(lambda d: replace(paragraph(d, FIRST.id), "第三位", "第二位")) == {
        FIRST.id: changed
    }


def test_a_paragraph_cut_in_two_says_what_it_said():
    assert told(lambda d: split(d, FIRST.id, 12)) == {}


def test_what_was_struck_out_says_nothing():
    assert told(lambda d: strike(d, SECOND.id)) == {SECOND.id: ""}


def test_what_was_joined_is_told_by_the_passages_it_was():
    def join(document, words=""):
        first, second = paragraph(document, FIRST.id)._p, paragraph(document, SECOND.id)._p
        if words:
            replace(paragraph(document, SECOND.id), "下一步", words)
        for node in [one for one in second if one.tag != qn("w:pPr")]:
            first.append(node)
        second.getparent().remove(second)

    assert told(join) == {}
    assert told(lambda d: join(d, "今后")) == {SECOND.id: SECOND.text.replace("下一步", "今后")}


def test_a_key_point_is_known_by_its_place():
    point = next(
        one
        for one in MADE.manuscript.elements
        if isinstance(one, Paragraph) and one.style is Style.KEY_POINT
    )
    text = MADE.briefing.key_points[0].text

    assert told(lambda d: replace(paragraph(d, point.id), "全县", "全縣")) == {
        f"{KEY_POINT}0": text.replace("全县", "全縣")
    }
