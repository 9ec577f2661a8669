"""Captions: one for a picture, whoever prints it."""

from __future__ import annotations

import pytest

from pipeline.check.provenance import check_provenance
from pipeline.model.manuscript import Citation, Paragraph, Style
from tests.briefings import made_of

PROSE = "去年，全县茶叶产量达到1.2万吨，产值突破9亿元，居全省第三位，茶农们的日子越过越好。"
OTHER = "今年春天，河口镇的茶园遭了霜冻，镇上的干部连夜上山，与茶农一起把火堆烧到天亮。"


@pytest.mark.parametrize(
    ("first", "second", "printed"),
    [
        ("图为茶农采摘春茶。李四 摄", "图为茶农采摘春茶。 李四　摄", "图为茶农采摘春茶。李四 摄"),
        ("图为茶农采摘春茶。", "图为茶农采摘春茶。李四 摄", "图为茶农采摘春茶。李四 摄"),
    ],
    ids=["alike", "one without who took it"],
)
def test_a_picture_of_two_sources_has_one_caption_that_names_both(first, second, printed):
    made = made_of(f"{PROSE}\n\n{first}\n", f"{OTHER}\n\n{second}\n")

    (caption,) = made.briefing.captions
    (paragraph,) = (
        one
        for one in made.manuscript.elements
        if isinstance(one, Paragraph) and one.style is Style.CAPTION
    )
    (mark,) = (one for one in paragraph.inlines if isinstance(one, Citation))

    assert caption.printed.text == printed
    assert {one.siglum for one in mark.cited} == {"1", "2"}
    check_provenance(made.articles, (), made.briefing, made.manuscript)


def test_two_pictures_keep_their_captions():
    made = made_of(f"{PROSE}\n\n图为采茶。李四 摄\n", f"{OTHER}\n\n图为采茶的乡亲。王五 摄\n")
    assert len(made.briefing.captions) == 2


def test_a_caption_with_another_figure_is_another_one_be_it_by_a_point():
    one, other = "图为年产3.5万吨的茶厂。", "图为年产35万吨的茶厂。"

    made = made_of(f"{PROSE}\n\n{one}\n", f"{OTHER}\n\n{other}\n")

    assert {caption.printed.text for caption in made.briefing.captions} == {one, other}
