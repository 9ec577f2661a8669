"""Promises 1 and 2 on the briefing: each way in which they can be broken must be found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.check.provenance import check_provenance
from pipeline.compose import passages_of
from pipeline.errors import ReplayFailed
from pipeline.model.article import Role, State
from pipeline.model.briefing import CaptionWitness, Unprinted
from pipeline.model.decision import Decision, Verdict
from pipeline.model.manuscript import Heading, Paragraph, Style, Voice
from tests.briefings import made_of

TEXT = """山阳茶香

□ 山阳日报记者 张三

一、茶乡的由来

长期以来，山阳县素有“茶乡”之称，制茶历史可以追溯到唐代，闻名遐迩。县志里说，山阳的茶叶清明前就运到了江边的码头，换回盐巴和布匹，养活了一山的人家，也养活了一河的船工。

去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，居全省第三位。

图为茶农在采摘春茶。李四 摄
"""
RETOLD = "去年，全县茶叶产量达到1.3万吨，同比增长8%，产值突破9亿元，居全省第三位。\n"


@pytest.fixture(scope="module")
def made():
    return made_of(TEXT, RETOLD)


def first_of(made):
    return next(passages_of(made.briefing.sections))


def with_passage(briefing, old, new):
    """The briefing with another passage in the place of one."""

    def swapped(section):
        paragraphs = tuple(
            replace(one, passages=tuple(new if p is old else p for p in one.passages))
            for one in section.paragraphs
        )
        inner = tuple(swapped(one) for one in section.sections)
        return replace(section, paragraphs=paragraphs, sections=inner)

    return replace(briefing, sections=tuple(swapped(one) for one in briefing.sections))


def other_words(made):
    old = first_of(made)
    return with_passage(made.briefing, old, replace(old, text=old.text + "据说。"))


def other_sentence(made):
    old = first_of(made)
    first, *rest = old.base.sentences
    forged = replace(old.base, sentences=(replace(first, text="据说，" + first.text), *rest))
    return with_passage(made.briefing, old, replace(old, witnesses=(forged, *old.witnesses[1:])))


def more_than_its_sentences(made):
    old = first_of(made)
    forged = replace(old.base, text=old.base.text + "据说。")
    return with_passage(made.briefing, old, replace(old, witnesses=(forged, *old.witnesses[1:])))


def told_twice(made):
    return replace(made.briefing, unprinted=(Unprinted(first_of(made), "left out by the editor"),))


def other_caption(made):
    (caption,) = made.briefing.captions
    forged = replace(caption, printed=replace(caption.printed, text="图为采茶。"))
    return replace(made.briefing, captions=(forged,))


def other_picture(made):
    """A caption that is said to stand in the second source, too, where it doesn't."""
    (caption,) = made.briefing.captions
    block = next(one for one in made.articles[1].blocks if one.role is Role.PARAGRAPH)
    other = CaptionWitness("2.txt", block, caption.base.lines)
    forged = replace(caption, witnesses=(caption.base, other))
    return replace(made.briefing, captions=(forged,))


def other_heading(made):
    def renamed(section):
        inner = tuple(renamed(one) for one in section.sections)
        return replace(
            section, title="茶乡的未来" if section.cue else section.title, sections=inner
        )

    return replace(made.briefing, sections=tuple(map(renamed, made.briefing.sections)))


def without_leftovers(made):
    return replace(made.briefing, leftovers=())


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (other_words, "doesn't read as its base"),
        (other_sentence, "is no run of its source"),
        (more_than_its_sentences, "says more than its sentences"),
        (told_twice, "a sentence is told 2 times"),
        (other_caption, "a caption doesn't read as its source"),
        (other_picture, "a caption says what the one printed for it doesn't"),
        (other_heading, "the heading '茶乡的未来' has no source"),
        (without_leftovers, "the title '山阳茶香' has no place"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_briefing_that_breaks_a_promise_is_refused(made, forge, said):
    check_provenance(made.articles, (), made.briefing, made.manuscript)

    with pytest.raises(ReplayFailed, match=said):
        check_provenance(made.articles, (), forge(made), made.manuscript)


def test_a_reading_that_was_made_is_part_of_the_proof_and_no_other_is():
    text = "去年以来，三十家企业统一入驻园区，区位优势and优良的环境功不可没，产值达四十二亿元。\n"
    (doubt,) = (one for one in made_of(text).collation.corrections if one.before == "and")
    made = made_of(text, decisions={doubt.id: Decision(doubt.id, Verdict.REPLACE, "和")})
    corrections = made.collation.corrections
    assert "优势和优良" in first_of(made).text

    check_provenance(made.articles, corrections, made.briefing, made.manuscript)
    for unmade in ((), [replace(one, state=State.FLAGGED) for one in corrections]):
        with pytest.raises(ReplayFailed, match="doesn't read as its base"):
            check_provenance(made.articles, unmade, made.briefing, made.manuscript)


def invented_heading(elements):
    at = next(n for n, one in enumerate(elements) if isinstance(one, Heading))
    return (
        *elements[:at],
        replace(elements[at], text="茶乡的未来", voice=Voice.SOURCE),
        *elements[at + 1 :],
    )


def printed_twice(elements):
    body = [one for one in elements if isinstance(one, Paragraph) and one.style is Style.BODY]
    return (*elements, body[0])


def without_captions(elements):
    return tuple(one for one in elements if getattr(one, "style", None) is not Style.CAPTION)


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (invented_heading, "the heading '茶乡的未来' has no source"),
        (printed_twice, "is printed without a source"),
        (without_captions, "a caption isn't printed"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_manuscript_that_breaks_a_promise_is_refused(made, forge, said):
    forged = replace(made.manuscript, elements=forge(made.manuscript.elements))

    with pytest.raises(ReplayFailed, match=said):
        check_provenance(made.articles, (), made.briefing, forged)
