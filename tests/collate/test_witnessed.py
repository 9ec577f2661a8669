"""Slips that another witness shows."""

import dataclasses

import pytest

from pipeline.collate import collate
from pipeline.model.article import Certainty, Correction, Evidence, Ground, Kind, State
from pipeline.model.source import Span
from pipeline.normalise import normalise
from pipeline.read import make_source

CLEAN = "去年以来，三十家企业统一入驻园区，实行集约化发展，全年实现产值四十二亿元。"


def doubts(one, two):
    articles = [normalise(make_source(f"{n}.txt", text)) for n, text in (("a", one), ("b", two))]
    found = collate(articles)
    return [one for one in found.corrections if one.kind is Kind.READING], found.passages


@pytest.mark.parametrize(
    ("right", "wrong", "before", "after"),
    [
        ("统一入驻园区", "统一人驻园区", "人", "入"),
        ("集约化发展", "集约化发发展", "发", ""),
        ("实行集约化", "实集约化", "实", "实行"),
        ("企业统一", "业企统一", "业企", "企业"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_witness_that_reads_badly_is_doubted_whichever_comes_first(
    right, wrong, before, after, turned
):
    spoilt = CLEAN.replace(right, wrong)
    assert spoilt != CLEAN

    found, passages = doubts(spoilt, CLEAN) if turned else doubts(CLEAN, spoilt)

    assert {one.source for one in found} == {"a.txt" if turned else "b.txt"}
    (one,) = found
    assert (one.before, one.after, one.state) == (before, after, State.FLAGGED)
    assert Evidence.WITNESS in {ground.kind for ground in one.evidence}
    # The base is the witness with fewer doubts, so the slip isn't even printed.
    assert [passage.text for passage in passages] == [CLEAN]


def test_what_an_account_sets_before_a_line_is_no_word_that_got_lost():
    said = "月销售额10万元以下的小规模纳税人免征增值税，政策执行至2027年12月31日"
    office = f"　　（三）降低经营成本。对{said}；一般工商业电价每千瓦时再降低2.3分；再议。\n"

    found, _ = doubts(office, f"减税来了\n\n今天来说一说减税的事。\n\n🧾{said}\n\n讲完了。\n")

    assert [one for one in found if "🧾" in (one.before, one.after)] == []


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("统一入驻", "集中入驻"),  # an editor's word
        ("四十二亿元", "四十三亿元"),  # a figure: neither is a slip by itself
        ("去年以来，", ""),  # a clause left out
        ("集约化发展，", "集约化发展；"),
    ],
)
def test_a_choice_of_words_is_no_slip(right, other):
    found, passages = doubts(CLEAN, CLEAN.replace(right, other))

    assert found == []
    assert len(passages[0].variants) == 1


def test_a_slip_that_both_copied_is_doubted_in_neither_by_the_other():
    spoilt = CLEAN.replace("四十二亿元", "四二亿十元")

    found, _ = doubts(spoilt, spoilt)

    assert all(ground.kind is not Evidence.WITNESS for one in found for ground in one.evidence)


def doubted_as(after):
    """What becomes of a source's own doubt at 人驻 where the witness reads 入驻."""
    spoilt, clean = (
        normalise(make_source(f"{n}.txt", text))
        for n, text in (("a", CLEAN.replace("入驻", "人驻")), ("b", CLEAN))
    )
    start = spoilt.source.text.index("人驻")
    own = Correction(
        "c-own", "a.txt", Span(start, start + 1), 1, "test", Kind.READING, "人", after,
        "for the test", Certainty.LOW, State.FLAGGED, evidence=(Ground(Evidence.REASON),),
    )  # fmt: skip
    found = collate([dataclasses.replace(spoilt, ledger=(own,)), clean])
    (one,) = [one for one in found.corrections if one.kind is Kind.READING]
    assert one.id == "c-own"  # it gains a witness; no second doubt stands beside it
    assert Ground(Evidence.WITNESS, ("b.txt",)) in one.evidence
    return one


def test_a_doubt_is_certain_where_the_witness_reads_what_it_proposes():
    one = doubted_as("入")

    assert (one.certainty, one.after, one.alternatives) == (Certainty.HIGH, "入", ())


@pytest.mark.parametrize("after", ["八", None])
def test_another_reading_of_the_witness_is_an_alternative_and_makes_nothing_certain(after):
    one = doubted_as(after)

    assert (one.certainty, one.after, one.alternatives) == (Certainty.LOW, after, ("入",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("会议还决定了人事任免事项，任命了两名同志。", "会议决定了人事任免事项，任命了两名同志。"),
        (
            "从会昌县到赣州市区的班车，票价八年没涨过。",
            "从会昌县到赣州市市区的班车，票价八年没涨过。",
        ),
    ],
)
def test_a_word_more_is_not_surplus_nor_one_that_meets_its_like_lost(one, other):
    assert doubts(one, other)[0] == []
    assert doubts(other, one)[0] == []


def readings(*texts):
    articles = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts)]
    found = [one for one in collate(articles).corrections if one.kind is Kind.READING]
    return [(one.source, one.before, one.after, one.state) for one in found]


REPORT = "论坛昨日在沅阳市会展中心举行，来自省内外的三百多位规划师参加了讨论。\n"


def test_a_name_that_other_sources_have_elsewhere_is_not_doubted():
    assert ("0.txt", "沅", "沈", State.FLAGGED) in readings(REPORT)

    other = "　　沅阳市去年改造了六百多个老旧小区，居民出资占了一成，这个比例还在往上走。\n"

    assert readings(REPORT, other)[0] == ("0.txt", "沅", "沈", State.REJECTED)
    assert State.FLAGGED not in {one[-1] for one in readings(REPORT, other)}


def test_a_copy_vouches_for_no_name():
    assert ("0.txt", "沅", "沈", State.FLAGGED) in readings(REPORT, REPORT)


def test_nor_does_another_source_where_one_has_what_is_proposed():
    slip = "去年已有三十家企业人驻，运行良好。\n"
    again = "　　办事员说，今年春天又有一批企业人驻，园区里的空地已经不多了，得想想办法。\n"
    right = "　　山脚下的老厂房里，入驻的多是做木器的小作坊，一年到头都能听见锯子的响声。\n"

    found = readings(slip, again, right)
    assert {state for _, before, _, state in found if before == "人"} == {State.FLAGGED}


@pytest.mark.parametrize(
    ("short", "long"), [("达11.3亿元", "达到11.3亿元"), ("再改210个", "再改造210个")]
)
def test_a_short_verb_before_a_figure_has_lost_nothing(short, long):
    said = "今年的账已经算清，全县上下都很高兴，预计年底{}，比去年这个时候多了两成。\n"

    assert readings(said.format(short), said.format(long)) == []
