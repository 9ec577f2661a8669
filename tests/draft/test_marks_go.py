"""What we say of a number that isn't sure goes once an editor has settled it."""

from __future__ import annotations

from pipeline.compose import passages_of, repeats
from pipeline.draft import carry
from pipeline.model.manuscript import Paragraph, Style, Table, all_inlines
from tests.briefings import made_of
from tests.compose.test_running import DISPUTED
from tests.draft.desk import edited, home, paragraph, replace, sent

MADE = made_of(*DISPUTED, back_matter=True)
FIRST = next(iter(passages_of(MADE.briefing.sections)))


def said(manuscript):
    """The words of key points and of the rows of figures."""
    again = (
        one
        for one in manuscript.elements
        if isinstance(one, Table) or (isinstance(one, Paragraph) and one.style is Style.KEY_POINT)
    )
    return "".join(one.text for one in all_inlines(list(again)))


def after(old, new):
    edits = home(edited(sent(MADE.manuscript), lambda d: replace(paragraph(d, FIRST.id), old, new)))
    again = repeats(MADE.briefing, MADE.manuscript)
    return said(carry(MADE.manuscript, (), edits.edits, again).manuscript)


def test_the_mark_of_a_number_goes_with_it():
    assert said(MADE.manuscript).count("有异）") == 1
    assert said(MADE.manuscript).count("不一致）") == 1
    settled = after("4.7万吨", "7.4万吨")

    assert settled.count("7.4万吨") == 2
    assert "异）" not in settled
    assert "一致）" not in settled


def test_the_mark_stays_while_the_sentence_does():
    assert said(MADE.manuscript) == said(carry(MADE.manuscript, (), ()).manuscript)
