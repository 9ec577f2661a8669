"""What the editor says in briefing.toml is done, and what finds nothing is said."""

import pytest

from pipeline.check.provenance import check_provenance
from pipeline.compose import walk
from pipeline.compose.choices import left_out_sources
from pipeline.config import Choices, Config
from pipeline.model.manuscript import Heading
from tests.briefings import made_of

PAST = "长期以来，山阳县素有“茶乡”之称，制茶历史可以追溯到唐代。"
DONE = "去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，居全省第三位。"
LACK = "品牌影响力薄弱，科技投入不足，人才缺乏，制约着产业发展。"
PLAN = "下一步，该县将认真落实规划，力争三年内建成国家级示范园区。"
ONE = f"山阳茶香\n\n{PAST}\n\n{DONE}\n\n{LACK}\n\n{PLAN}"
TWO = "\n\n".join(["山阳茶业", DONE.replace("1.2万", "1.3万")])


def made(choices=None, outline=None):
    config = Config.model_validate({"choices": choices or {}, "outline": outline or {}})
    articles, collation, briefing, idle, manuscript = made_of(ONE, TWO, config=config)
    check_provenance(articles, collation.corrections, briefing, manuscript)
    return briefing, idle, manuscript


def told(briefing):
    return {
        section.title: "".join(
            one.text
            for inner in walk([section])
            for paragraph in inner.paragraphs
            for one in paragraph.passages
        )
        for section in briefing.sections
    }


def test_without_choices_nothing_is_idle():
    briefing, idle, _ = made()

    assert idle == ()
    assert briefing.unprinted == ()


def test_a_passage_is_left_out_and_listed():
    briefing, idle, manuscript = made({"leave_out": ["品牌影响力"]})

    assert "问题与瓶颈" not in told(briefing)
    assert [one.passage.text for one in briefing.unprinted] == [LACK]
    assert any(one.reason == "left out by the editor" for one in briefing.leftovers)
    assert idle == ()
    assert not any(isinstance(e, Heading) and "问题" in e.text for e in manuscript.elements)


def test_a_passage_is_moved_to_a_section_or_into_a_subsection_and_by_its_id_too():
    whole, _, _ = made()
    name = next(iter(whole.sections[0].paragraphs)).passages[0].id
    briefing, idle, _ = made({"move": {name: "其他", "品牌影响力": "对策与展望/短板"}})

    assert told(briefing)["其他"] == PAST
    plans = next(one for one in briefing.sections if one.title == "对策与展望")
    assert [one.title for one in plans.sections] == ["短板"]
    assert plans.sections[0].paragraphs[0].reason == "moved here by the editor"
    assert idle == ()


def test_sections_are_renamed_and_reordered():
    briefing, idle, _ = made(
        None, {"titles": {"问题与瓶颈": "短板"}, "order": ["对策与展望", "问题与瓶颈"]}
    )

    assert [one.title for one in briefing.sections] == [
        "对策与展望", "短板", "背景与历程", "做法与成效",
    ]  # fmt: skip
    assert idle == ()


def test_the_editor_chooses_the_base():
    rules, _, _ = made()
    briefing, idle, _ = made({"base": {"去年，全县茶叶": "2"}})

    assert "1.2万吨" in told(rules)["做法与成效"]
    assert "1.3万吨" in told(briefing)["做法与成效"]
    assert idle == ()


def test_key_points_are_pinned_and_dropped():
    rules, _, _ = made()
    briefing, idle, _ = made({"pin": ["品牌影响力薄弱"], "drop": ["去年，全县"]})

    assert any("1.2万吨" in point.text for point in rules.key_points)
    assert [point.text for point in briefing.key_points] == [LACK]
    assert idle == ()


@pytest.mark.parametrize(
    ("choices", "outline", "key", "why"),
    [
        ({"leave_out": ["没有这样的话"]}, {}, "choices.leave_out", "no passage begins so"),
        ({"leave_out": ["品"]}, {}, "choices.leave_out", "no passage begins so"),
        ({"move": {"品牌影响力": "没有"}}, {}, "choices.move", "no section is called '没有'"),
        ({"base": {"品牌影响力": "2"}}, {}, "choices.base", "2 doesn't tell it"),
        ({"base": {"去年，全县茶叶": "9"}}, {}, "choices.base", "no source is called '9'"),
        ({"pin": ["没有这样的话"]}, {}, "choices.pin", "no sentence begins so"),
        ({}, {"titles": {"没有": "有"}}, "outline.titles", "no section is called so"),
        ({}, {"order": ["没有"]}, "outline.order", "no section is called so"),
    ],
)
def test_a_choice_that_finds_nothing_is_said_and_changes_nothing(choices, outline, key, why):
    rules, _, _ = made()
    briefing, idle, _ = made(choices, outline)

    assert [(one.key, one.why) for one in idle] == [(key, why)]
    assert told(briefing) == told(rules)


def test_a_source_is_left_out_by_its_name_or_siglum():
    choices = Choices(leave_out=("1", "品牌影响力"))

    sources, rest = left_out_sources(choices, {"1": "1.txt", "1.txt": "1.txt"})

    assert sources == {"1.txt"}
    assert rest.leave_out == ("品牌影响力",)
