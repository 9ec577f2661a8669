"""What is printed is the source's words with the readings made, and nothing else."""

import dataclasses
import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.collate import Printer, collate
from pipeline.model.article import Certainty, Correction, Kind, State
from pipeline.model.decision import Decision, Verdict
from pipeline.model.source import Span
from pipeline.normalise import normalise
from pipeline.read import make_source
from tests.growth import calls

LINES = "该县以园区为载体，引进企业三\n十家，最终整合三十家人园企业,\n实行集约化发展。"


def reading(article, before, after, state=State.APPLIED, **more):
    start = article.source.text.index(before)
    span = Span(start, start + len(before))
    return Correction(
        f"c-{before}", article.source.name, span, 1, "test", Kind.READING, before, after,
        "for the test", Certainty.HIGH, state, **more,
    )  # fmt: skip


def printed(article, *readings):
    (block,) = article.blocks
    return Printer([article], readings).run(article.source.name, block.id, 0, len(block.text))


def article_of(text):
    return normalise(make_source("a.txt", text), {"widen-marks": "fix"})


def test_a_reading_is_made_where_its_characters_are_printed():
    article = article_of(LINES)

    said = printed(article, reading(article, "人园", "入园"))

    assert "三十家入园企业，" in said.text
    ((at, correction),) = said.readings
    assert said.text[at.start : at.end] == "入园"
    assert correction.before == "人园"


def test_a_reading_across_a_line_end_is_made_whole():
    article = article_of(LINES)

    said = printed(article, reading(article, "三\n十家", "四十家"))

    assert "引进企业四十家，最终" in said.text


def test_a_doubt_is_placed_and_changes_nothing():
    article = article_of(LINES)

    said = printed(article, reading(article, "人园", "入园", State.FLAGGED))

    assert said.text == article.blocks[0].text
    assert [said.text[at.start : at.end] for at, _ in said.readings] == ["人园"]


def test_a_doubt_behind_a_reading_moves_along():
    article = article_of(LINES)

    said = printed(
        article,
        reading(article, "引进", "先后引进了"),
        reading(article, "人园", "入园", State.FLAGGED),
    )

    assert [said.text[at.start : at.end] for at, _ in said.readings] == ["先后引进了", "人园"]


def test_of_two_readings_of_the_same_characters_the_first_is_made():
    article = article_of(LINES)

    said = printed(article, reading(article, "人园", "入园"), reading(article, "园企", "元企"))

    assert "入园企业" in said.text
    assert len(said.readings) == 1


@given(st.data())
def test_what_is_printed_is_the_text_with_its_readings_made(data):
    text = "甲乙丙丁，戊己庚辛。" * 3
    article = article_of(text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    readings, wanted, at = [], "", 0
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = data.draw(st.sampled_from(["", "子", "子丑寅"]))
        one = reading(article, text[0], after)
        readings.append(dataclasses.replace(one, span=Span(start, end)))
        wanted += text[at:start] + after
        at = end

    said = printed(article, *readings)

    assert said.text == wanted + text[at:]
    for place, one in said.readings:
        assert said.text[place.start : place.end] == one.after


def test_the_passage_prints_what_the_editor_decided_and_its_variants_stand_right():
    one = "目前，全县已建成标准茶园九万亩，带动两万余户茶农稳定增收，户均年收入近四万元。"
    two = one.replace("带动", "代动").replace("近四万元", "约四万元")
    articles = [normalise(make_source(f"{n}.txt", text)) for n, text in (("1", one), ("2", two))]
    doubt = reading(articles[0], "九万亩", None, State.FLAGGED)
    articles[0] = dataclasses.replace(articles[0], ledger=(doubt,))
    decided = {doubt.id: Decision(doubt.id, Verdict.REPLACE, "九点五万亩")}

    (passage,) = collate(articles, decided).passages

    assert passage.text == one.replace("九万亩", "九点五万亩")
    for variant in passage.variants:
        said = dict(variant.readings)["1.txt"]
        assert passage.text[variant.at.start : variant.at.end] == said
        assert variant.chosen == "1.txt"
    assert passage.sentence_text(0) == passage.text


def test_work_grows_with_the_block_and_its_readings():
    def runs(count):
        text = "".join(f"第{n}家企业人驻园区，" for n in range(count))
        lines = [text[at : at + 30] for at in range(0, len(text), 30)]
        article = normalise(make_source("a.txt", "\n".join(lines) + "\n"))
        block = max(article.blocks, key=lambda one: len(one.text))
        places = (found.start() for found in re.finditer("人", article.source.text))
        readings = [
            dataclasses.replace(reading(article, "人", "入"), id=f"c-{at}", span=Span(at, at + 1))
            for at in places
        ]
        steps = range(0, len(block.text), 10)
        bounds = [(at, min(at + 10, len(block.text))) for at in steps]

        def work():
            printer = Printer([article], readings)
            whole = printer.run(article.source.name, block.id, 0, len(block.text))
            assert "人" not in whole.text
            return [printer.run(article.source.name, block.id, *pair) for pair in bounds]

        return work

    assert calls(runs(200)) <= 2.2 * calls(runs(100))
