"""The benchmark of doubtful readings: the same errors on every run, and a scorer that tells."""

import hashlib
from itertools import pairwise

import pytest

from benchmarks.readings import documents, insertions
from benchmarks.readings.__main__ import main
from benchmarks.readings.documents import Fault, Spoilt, chance_of, spoilt
from benchmarks.readings.faults import KINDS
from benchmarks.readings.knowledge import counties, look_alikes
from benchmarks.readings.score import Doubted, score
from benchmarks.readings.systems import dictionary, single_characters

TEXTS = [text for text in documents.articles() if not text.traditional]


def test_the_same_errors_on_every_run():
    assert [spoilt(text, 1) for text in TEXTS] == [spoilt(text, 1) for text in TEXTS]


def test_the_errors_are_frozen():
    """Figures from before and after a change of this hash don't compare: say so in the log."""
    digest = hashlib.sha256()
    for text in TEXTS[::3]:
        digest.update(repr(spoilt(text, 0)).encode())

    assert digest.hexdigest()[:16] == "06ef2be18fd33b00"


def test_a_third_of_the_articles_is_held_out_and_all_are_of_a_reasonable_size():
    held_out = documents.articles(held_out=True)
    every = [*documents.articles(), *held_out]

    assert 3 * len(held_out) == len(every)
    assert len({text.name for text in every}) == len(every)
    assert all(400 < sum(len(b.text) for b in text.blocks) < 2000 for text in every)


@pytest.mark.slow
def test_every_kind_of_error_occurs():
    made = [spoilt(text, turn) for text in TEXTS for turn in range(3)]

    assert {fault.kind for text in made for fault in text.faults} == set(KINDS)


def test_an_error_stands_where_it_is_said_to_and_undoing_all_gives_lawful_text():
    for text in TEXTS:
        made = spoilt(text, 0)
        undone = made.text
        for fault in reversed(made.faults):
            undone = undone[: fault.start] + fault.true + undone[fault.end :]
        lines = undone.split("\n")

        assert [line for line in lines if line in {b.text for b in text.blocks}] == [
            block.text for block in text.blocks
        ]
        assert len(lines) == len(text.blocks) + 3
        for fault in made.faults:
            assert made.text[fault.start : fault.end] != fault.true
            assert all(0 <= a < b <= len(made.text) for a, b in fault.near)


def test_one_error_in_a_few_hundred_characters_and_none_beside_another():
    for text in TEXTS:
        faults = spoilt(text, 0).faults
        assert 0 < len(faults) <= len(spoilt(text, 0).text) / 150
        assert all(b.start - a.end >= 30 for a, b in pairwise(faults))


def test_the_tables_are_sound():
    table = look_alikes()

    assert sum(map(len, table.values())) // 2 > 400
    assert all(one in table[other] for one, others in table.items() for other in others)
    every = [county for inside in counties().values() for county in inside]
    assert len(every) == len(set(every))


def test_a_sum_put_in_adds_up_and_its_error_does_not():
    for n in range(30):
        made = insertions.total(chance_of("sum", n))
        figures = [int(made.text[a:b]) for a, b in sorted((made.spoil, *made.near))]

        assert figures[0] == sum(figures[1:])
        assert made.wrong != made.text[slice(*made.spoil)]


TEXT = Spoilt("one", "这家人园的企业已有三十家家。", (
    Fault("look-alike", 2, 3, "入", ()),
    Fault("doubled", 12, 13, "", ((11, 12),)),
))  # fmt: skip


def test_a_doubt_at_the_error_finds_it_and_the_right_proposal_mends_it():
    seen = score([Doubted(2, 4, ("入园",)), Doubted(11, 12, ("",))], TEXT)

    assert seen.mended == (True, True)
    assert all(seen.found)
    assert seen.alarms == ()


def test_a_wrong_proposal_finds_but_does_not_mend():
    seen = score([Doubted(2, 3, ("八", "太"))], TEXT)

    assert seen.found[0] is not None
    assert seen.mended == (False, False)
    assert seen.found[1] is None


def test_an_alternative_mends_too():
    assert score([Doubted(2, 3, ("八", "入"))], TEXT).mended[0]


def test_a_doubt_far_from_any_error_is_a_false_alarm():
    seen = score([Doubted(7, 8, ("己",))], TEXT)

    assert seen.found == (None, None)
    assert [alarm.start for alarm in seen.alarms] == [7]


def test_a_doubt_of_a_whole_sentence_points_at_nothing():
    long = Spoilt("long", "这" * 40, (Fault("lost", 20, 20, "是", ()),))

    assert score([Doubted(0, 40)], long).found == (None,)
    assert score([Doubted(18, 24)], long).found != (None,)


def test_what_is_carried_out_and_does_not_mend_is_counted():
    assert score([Doubted(2, 3, ("八",), applied=True)], TEXT).wrongly_applied == 1
    assert score([Doubted(2, 3, ("入",), applied=True)], TEXT).wrongly_applied == 0


def test_blanks_around_a_stray_word_may_stay():
    stray = Spoilt("stray", "白糖 that 捏的", (Fault("stray word", 2, 8, "", ()),))

    assert score([Doubted(3, 7, ("",))], stray).mended == (True,)


def test_nothing_is_found_in_clean_text_by_saying_nothing():
    clean = next(documents.clean(TEXTS))

    assert score([], clean) == ((), (), (), 0, 0)


def test_the_simple_checks_find_a_plain_slip():
    assert any(one.proposals == ("茶",) for one in dictionary("不少荼园荒成了柴山"))
    assert single_characters("他的人驻了")


def test_the_command_prints_a_table_with_misses_and_alarms(capsys):
    asked = ["--text", "01_", "--turns", "1", "--misses", "1", "--alarms", "--wrong", "--rules"]
    assert main(asked) == 0

    said = capsys.readouterr().out
    assert said.startswith("kind ")
    assert "look-alike" in said
    assert "per 10,000 characters" in said
