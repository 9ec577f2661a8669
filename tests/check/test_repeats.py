"""What repeats words of passages is checked against the sources: each fault here must be found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.check.provenance import check_provenance
from pipeline.errors import ReplayFailed
from pipeline.model.manuscript import CrossReference, Lead, Paragraph, Run, Style, Voice
from tests.briefings import made_of

TEXT = """临武县志略

临武县历史悠久，盛产宝玉石，素有“湘南聚宝盆”之称，长期以来名声在外。

2018年11月18日，临武县引水工程一期正式通水，全县落实“一江六城”（即泠江和六座城）布局。

下一步，临武县将认真落实规划，临武县委书记刘朝晖说，力争三年内建成国家级示范园区。
"""


#: The full name of a place in one paragraph, its short form in another, in traditional characters.
TRADITIONAL = """灣仔舊事

香港特別行政區的電車已經走了一百多年，車資一直不高，街坊都喜歡坐。

他在香港住了三十年，每天坐電車上班，從不嫌慢，退休以後仍是這樣。
"""


@pytest.fixture(scope="module")
def made():
    return make(TEXT)


def make(text):
    made = made_of(text, back_matter=True)
    return made.articles, made.briefing, made.manuscript


def check(made, briefing=None, manuscript=None):
    check_provenance(made[0], (), briefing or made[1], manuscript or made[2])


def with_paragraph(manuscript, style, change):
    """The manuscript with its first paragraph of a style changed."""
    at = next(
        n
        for n, element in enumerate(manuscript.elements)
        if isinstance(element, Paragraph) and element.style is style
    )
    old = manuscript.elements[at]
    new = replace(old, inlines=tuple(change(one) for one in old.inlines))
    assert new != old
    return replace(
        manuscript, elements=(*manuscript.elements[:at], new, *manuscript.elements[at + 1 :])
    )


def test_what_is_so_passes(made):
    _, briefing, _ = made

    assert briefing.timeline
    assert briefing.glossary
    assert {one.name for one in briefing.index} == {"临武县", "临武县委", "刘朝晖"}
    check(made)


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        ("timeline", {"text": "引水工程二期正式通水"}, "isn't told so"),
        ("timeline", {"text": ""}, "isn't told so"),
        ("timeline", {"date": "2017年11月18日"}, "doesn't stand in its source"),
        ("glossary", {"explanation": "泠江和七座城"}, "isn't so explained"),
        ("glossary", {"term": "一江七城"}, "isn't so explained"),
        ("index", {"name": "嘉禾县"}, "isn't printed"),
        ("index", {"passages": ("p-0",)}, "isn't printed"),
    ],
)
def test_a_forged_entry_is_caught(made, part, change, message):
    entries = getattr(made[1], part)
    forged = replace(made[1], **{part: (replace(entries[0], **change), *entries[1:])})

    with pytest.raises(ReplayFailed, match=message) as caught:
        check(made, briefing=forged)
    assert caught.value.exit_code == 11


def test_a_short_form_in_traditional_characters_passes():
    made = make(TRADITIONAL)

    entry = next(one for one in made[1].index if one.name == "香港特別行政區")
    assert len(entry.passages) == 2
    check(made)


def test_an_event_that_is_cited_from_other_lines_is_caught(made):
    (event, *rest) = made[1].timeline
    telling = event.tellings[0]
    elsewhere = telling._replace(lines=(telling.lines[0]._replace(first=1, last=1),))
    first = replace(made[1], timeline=(replace(event, tellings=(elsewhere,)), *rest))
    second = replace(made[1], timeline=(replace(event, tellings=(telling, elsewhere)), *rest))

    with pytest.raises(ReplayFailed, match="is cited from elsewhere"):
        check(made, briefing=first)
    with pytest.raises(ReplayFailed, match="cites lines that don't tell it"):
        check(made, briefing=second)


def test_a_name_that_a_given_passage_lacks_is_caught(made):
    briefing = made[1]
    person = next(one for one in briefing.index if one.name == "刘朝晖")
    place = next(one for one in briefing.index if one.name == "临武县")
    forged = replace(person, passages=place.passages)
    index = tuple(forged if one is person else one for one in briefing.index)

    with pytest.raises(ReplayFailed, match="doesn't stand in a passage"):
        check(made, briefing=replace(briefing, index=index))


@pytest.mark.parametrize(
    ("style", "change"),
    [
        (Style.TIMELINE, lambda one: Run(one.text + "据说。") if isinstance(one, Run) else one),
        (Style.GLOSSARY, lambda one: Lead("一江七城") if isinstance(one, Lead) else one),
        (
            Style.INDEX_ENTRY,
            lambda one: (
                Run("嘉禾县") if isinstance(one, Run) and one.voice is Voice.SOURCE else one
            ),
        ),
    ],
)
def test_a_printed_word_that_the_briefing_lacks_is_caught(made, style, change):
    with pytest.raises(ReplayFailed, match="printed without a source, or not printed"):
        check(made, manuscript=with_paragraph(made[2], style, change))


@pytest.mark.parametrize(
    "change",
    [
        lambda one: CrossReference("九", one.anchor) if isinstance(one, CrossReference) else one,
        lambda one: (
            CrossReference(one.text, "source-1") if isinstance(one, CrossReference) else one
        ),
    ],
    ids=["another section", "another place"],
)
def test_a_reference_that_leads_elsewhere_is_caught(made, change):
    with pytest.raises(ReplayFailed, match="leads elsewhere"):
        check(made, manuscript=with_paragraph(made[2], Style.INDEX_ENTRY, change))


def test_an_entry_that_is_not_printed_is_caught(made):
    elements = tuple(
        one for one in made[2].elements if getattr(one, "style", None) is not Style.TIMELINE
    )

    with pytest.raises(ReplayFailed, match="not printed"):
        check(made, manuscript=replace(made[2], elements=elements))


def test_words_in_the_sources_voice_at_the_head_of_other_paragraphs_are_sentences_too(made):
    forged = with_paragraph(
        made[2],
        Style.SOURCE_ENTRY,
        lambda one: Lead("无中生有") if isinstance(one, Run) else one,
    )

    with pytest.raises(ReplayFailed, match="printed without a source"):
        check(made, manuscript=forged)
