"""Verdicts on what the rules did, carried out when the article is made."""

from pipeline.collate import collate, fruitless
from pipeline.model.article import State
from pipeline.model.decision import Decision, Verdict
from pipeline.normalise import normalise
from pipeline.read import make_source

TEXT = "近年来,该县坚持品牌引领,先后制定六项标准。\n"
WRAPPED = "近年来该县坚持品牌引领先后\n制定了六项标准和四十余件商\n标并且获得了全国性的好评。\n" * 3


def article_of(text, decisions=None, rules=None):
    return normalise(make_source("a.txt", text), rules, decisions)


def first(article, rule):
    return next(one for one in article.ledger if one.rule == rule)


def on(one, verdict, reading=""):
    return {one.id: Decision(one.id, verdict, reading)}


def test_an_edit_that_was_rejected_is_left_out_and_stays_in_the_ledger():
    one = first(article_of(TEXT), "widen-marks")

    article = article_of(TEXT, on(one, Verdict.REJECT))

    assert article.blocks[0].text == "近年来,该县坚持品牌引领，先后制定六项标准。"
    (same,) = [entry for entry in article.ledger if entry.id == one.id]
    assert (same.state, same.settled_by) == (State.REJECTED, "editor")


def test_an_edit_is_made_in_the_editors_words():
    one = first(article_of(TEXT), "widen-marks")

    article = article_of(TEXT, on(one, Verdict.REPLACE, "、"))

    assert article.blocks[0].text == "近年来、该县坚持品牌引领，先后制定六项标准。"
    (same,) = [entry for entry in article.ledger if entry.id == one.id]
    assert (same.after, same.state, same.settled_by) == ("、", State.APPLIED, "editor")


def test_what_the_config_only_flags_is_made_where_the_editor_accepts_it():
    rules = {"widen-marks": "flag"}
    one = first(article_of(TEXT, rules=rules), "widen-marks")

    article = article_of(TEXT, on(one, Verdict.ACCEPT), rules)

    assert article.blocks[0].text == "近年来，该县坚持品牌引领,先后制定六项标准。"
    assert [e.state for e in article.ledger if e.rule == "widen-marks"] == [
        State.APPLIED,
        State.FLAGGED,
    ]


def test_two_lines_are_kept_apart():
    joined = article_of(WRAPPED)
    one = first(joined, "join-lines")

    article = article_of(WRAPPED, on(one, Verdict.REJECT))

    assert len(article.blocks) == len(joined.blocks) + 1
    (same,) = [entry for entry in article.ledger if entry.id == one.id]
    assert (same.state, same.settled_by) == (State.REJECTED, "editor")


def test_a_verdict_that_cannot_be_carried_out_is_named():
    one = first(article_of("甲乙丙丁。\n\n戊己庚辛。\n"), "part-blocks")
    decided = on(one, Verdict.REPLACE, "，")

    article = article_of("甲乙丙丁。\n\n戊己庚辛。\n", decided)
    found = collate([article], decided)

    ((decision, why),) = fruitless(found.corrections, decided.values())
    assert decision.id == one.id
    assert "part-blocks" in why


def test_verdicts_on_other_articles_change_nothing():
    assert article_of(TEXT, {"c-none": Decision("c-none", Verdict.REJECT)}) == article_of(TEXT)
