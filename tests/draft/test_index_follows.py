"""What an editor has made of a name everywhere in the text, the index says too."""

from __future__ import annotations

from pipeline.compose import passages_of, repeats
from pipeline.draft import block_of, carry
from pipeline.model.manuscript import CrossReference, Paragraph, Run, Style, Voice
from tests.briefings import made_of
from tests.draft.desk import edited, home, paragraph, replace, sent

MADE = made_of(
    "山阳茶香\n\n县长谭建明说，去年，全县茶叶产量达到1.2万吨，同比增长8%，居全省第三位。\n\n"
    "茶农们说路走对了，谭建明表示，要把茶园建到每一个村。\n\n"
    "县长李文炳说，山阳县的茶叶要卖到全国去，卖到全世界去。\n",
    back_matter=True,
)
FIRST, SECOND, THIRD = passages_of(MADE.briefing.sections)


def index_after(change):
    edits = home(edited(sent(MADE.manuscript), change)).edits
    again = repeats(MADE.briefing, MADE.manuscript)
    out = carry(MADE.manuscript, (), edits, again)
    entries = (
        one
        for one in out.manuscript.elements
        if isinstance(one, Paragraph) and one.style is Style.INDEX_ENTRY
    )
    names = [
        "".join(run.text for run in one.inlines
                if isinstance(run, Run) and run.voice is not Voice.OURS)
        for one in entries
    ]  # fmt: skip
    return names, out.went


def references(change):
    """Where each name of the index leads to."""
    edits = home(edited(sent(MADE.manuscript), change)).edits
    out = carry(MADE.manuscript, (), edits, repeats(MADE.briefing, MADE.manuscript))
    return {
        block_of(one).content.text.split("\N{IDEOGRAPHIC SPACE}")[0]: {
            ref.text for ref in one.inlines if isinstance(ref, CrossReference)
        }
        for one in out.manuscript.elements
        if isinstance(one, Paragraph) and one.style is Style.INDEX_ENTRY
    }


def everywhere(document, old, new):
    for one in (FIRST, SECOND, THIRD):
        if old in one.text:
            replace(paragraph(document, one.id), old, new)


def test_a_name_put_right_everywhere_is_so_in_the_index():
    names, went = index_after(lambda d: everywhere(d, "谭建明", "谭健明"))

    assert "谭健明" in names
    assert "谭建明" not in names
    assert not went


def test_a_name_put_right_in_one_place_alone_stays():
    names, _ = index_after(lambda d: replace(paragraph(d, FIRST.id), "谭建明", "谭健明"))

    assert "谭建明" in names


def test_a_name_made_another_that_is_listed_is_listed_once():
    names, went = index_after(lambda d: everywhere(d, "谭建明", "李文炳"))

    assert names.count("李文炳") == 1
    assert "谭建明" not in names
    assert not went


def test_a_name_struck_out_everywhere_is_left_out_and_told():
    names, went = index_after(lambda d: everywhere(d, "谭建明", ""))

    assert "谭建明" not in names
    assert went == ("谭建明",)


def test_where_the_name_that_went_led_to_the_other_leads_too():
    before = references(lambda d: None)
    after = references(lambda d: everywhere(d, "谭建明", "李文炳"))

    assert after["李文炳"] == before["李文炳"] | before["谭建明"]
