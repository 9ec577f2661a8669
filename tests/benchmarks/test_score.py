"""The scorer: what is right gives 1, and each kind of mistake lowers its own figure."""

import pytest

from benchmarks.normalise.score import Predicted, score
from benchmarks.normalise.texts import Block

TRUTH = (
    Block("title", "山里的一所小学"),
    Block("p", "学校在半山腰，一共有“三个”老师（含校长），二十七名学生。"),
    Block("caption", "孩子们在操场上做操。 王一 摄"),
    Block("p", "每天早晨，校长站在门口等学生。他说：“来一个，我就放一个心。”"),
)
ROLES = ("title", "paragraph", "caption", "paragraph")


def predicted(*texts, roles=ROLES):
    return [Predicted(text, role) for text, role in zip(texts, roles, strict=True)]


def right():
    return [block.text for block in TRUTH]


def test_the_truth_is_perfect():
    found = score(predicted(*right()), TRUTH)

    assert (found.f1, found.blocks, found.cer, found.marks, found.roles) == (1, 1, 0, 1, 1)
    assert found.exact == 1
    assert (found.odd, found.spaces) == (0, 0)


def test_nothing_is_worth_nothing():
    found = score([], TRUTH)

    assert (found.f1, found.blocks, found.cer, found.roles) == (0, 0, 1, None)


def test_a_join_too_many_costs_edges_and_blocks():
    title, first, caption, last = right()

    found = score(
        predicted(title, first + caption, last, roles=("title", "paragraph", "paragraph")), TRUTH
    )

    assert found.f1 == pytest.approx(2 * 6 / (6 + 8))
    assert found.blocks == 0.5
    assert found.cer == 0
    assert found.roles == 0.75


def test_a_cut_too_many_costs_edges_and_blocks():
    title, first, caption, last = right()

    found = score([Predicted(t) for t in (title, first[:9], first[9:], caption, last)], TRUTH)

    assert found.f1 == pytest.approx(2 * 8 / (10 + 8))
    assert found.blocks == 0.75
    assert found.cer == 0
    assert found.roles is None


def test_three_lost_characters_at_an_edge_are_forgiven_four_are_not():
    title, first, caption, last = right()

    assert score(predicted(title, first[3:], caption, last), TRUTH).f1 == 1
    assert score(predicted(title, first[4:], caption, last), TRUTH).f1 < 1


def test_characters_given_to_a_neighbour_are_not_lost():
    title, first, caption, last = right()

    found = score(predicted(title + first[:2], first[2:], caption, last), TRUTH)

    assert found.f1 == 0.75
    assert found.cer == 0


def test_a_caption_moved_behind_the_next_paragraph_is_no_error():
    title, first, caption, last = right()

    found = score(
        predicted(title, first, last, caption, roles=(*ROLES[:2], "paragraph", "caption")), TRUTH
    )

    assert (found.f1, found.blocks, found.cer, found.roles) == (1, 1, 0, 1)


def test_a_page_number_taken_for_text_costs_edges_and_characters():
    found = score(predicted(*right(), "37", roles=(*ROLES, "paragraph")), TRUTH)

    assert found.f1 == pytest.approx(16 / 18)
    assert found.blocks == 1
    assert found.cer > 0


def test_furniture_set_aside_costs_nothing():
    found = score(predicted(*right(), "37", roles=(*ROLES, "furniture")), TRUTH)

    assert (found.f1, found.cer) == (1, 0)


def test_noise_within_a_block_costs_characters_only():
    noisy = [text.replace("校", "佼").replace("站在", "站") for text in right()]

    found = score(predicted(*noisy), TRUTH)

    assert found.f1 == 1
    assert found.blocks == 1
    assert found.cer == pytest.approx(4 / 69, abs=0.02)


@pytest.mark.parametrize(
    ("before", "after", "figure"),
    [("，", ",", "marks"), ("“", '"', "marks"), ("（", "(", "marks"), ("等学生", "当学生", "cer")],
)
def test_a_wrong_character_costs_its_figure_alone(before, after, figure):
    found = score(predicted(*(text.replace(before, after) for text in right())), TRUTH)

    perfect = {"f1": 1, "blocks": 1, "cer": 0, "odd": 0, "spaces": 0, "marks": 1, "roles": 1}
    changed = {name for name, value in perfect.items() if getattr(found, name) != value}
    assert changed == {figure}


def test_odd_characters_and_blanks_are_counted():
    _, first, caption, last = right()

    found = score(predicted("⼭里的一所小学", first + "\u200b", caption, "每 天" + last[2:]), TRUTH)

    assert found.odd == 2
    assert found.spaces == 1


def test_a_wrong_role_costs_roles_alone():
    found = score(predicted(*right(), roles=("title", "paragraph", "heading", "paragraph")), TRUTH)

    assert found.roles == 0.75
    assert found.f1 == 1


def test_what_is_signed_has_no_role_to_get_wrong():
    truth = (Block("p", "特此通知，请遵照执行。"), Block("sign", "某县人民政府办公室"))

    said = predicted(*(block.text for block in truth), roles=("paragraph", "note"))

    assert score(said, truth).roles == 1


def test_a_blank_lost_in_a_name_costs_exactness_alone():
    found = score(predicted(*(text.replace(" ", "") for text in right())), TRUTH)

    assert found.exact == 0.75
    assert (found.f1, found.blocks, found.cer) == (1, 1, 0)
