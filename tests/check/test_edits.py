"""Promises 2 and 6 on the edited manuscript: what no edit has made must be found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.check.edits import check_edits
from pipeline.draft import Kind
from pipeline.errors import ReplayFailed
from pipeline.model.manuscript import Illustration, Paragraph, Run, Style, Voice
from tests.draft.desk import BOOK, carried, edited, home, paragraph, sent
from tests.draft.desk import replace as exchange


@pytest.fixture(scope="module")
def edits():
    """One paragraph in other words."""
    found = home(edited(sent(BOOK), lambda d: exchange(paragraph(d, "p-1"), "糊涂账", "旧账")))
    assert [one.kind for one in found.edits] == [Kind.CHANGE]
    return found.edits


def with_runs(elements, id, change):
    return tuple(
        replace(one, inlines=tuple(change(list(one.inlines)))) if one.id == id else one
        for one in elements
    )


def twice(elements):
    return (*elements, elements[-1])


def struck(elements):
    return tuple(one for one in elements if one.id != "p-2")


def added(elements):
    return (*elements, Paragraph("new", Style.BODY, (Run("糊涂账。", Voice.EDITOR),)))


def cut_short(elements):
    return with_runs(elements, "p-2", lambda inlines: inlines[:-1])


def invented(elements):
    return with_runs(elements, "p-1", lambda inlines: [*inlines, Run("龘", Voice.EDITOR)])


def ascribed(elements):
    return with_runs(elements, "p-1", lambda inlines: [*inlines, Run("旧账", Voice.SOURCE)])


def painted(elements):
    picture = Illustration("p-2", b"", "image/png", "水管", 1.0)
    return tuple(picture if one.id == "p-2" else one for one in elements)


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (twice, "two elements have one id"),
        (struck, "a paragraph came or went without an edit"),
        (added, "a paragraph came or went without an edit"),
        (cut_short, "a paragraph was changed without an edit"),
        (invented, "'龘' is printed as the editor's, and no edit has it"),
        (ascribed, "'旧账' is printed as the sources', and isn't theirs"),
        (painted, "a picture is printed that no edit has"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_no_edit_has_made_is_refused(edits, forge, said):
    out = carried(BOOK, edits)
    forged = replace(out.manuscript, elements=forge(out.manuscript.elements))

    with pytest.raises(ReplayFailed, match=said):
        check_edits(BOOK, forged, edits, out.aliases)
