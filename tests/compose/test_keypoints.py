"""Which sentences are lifted out at the head of the briefing."""

import pytest

from pipeline.compose.keypoints import weight
from tests.briefings import made_of


def points(*texts):
    return [one.text for one in made_of(*texts).briefing.key_points]


def test_what_one_says_in_full_the_other_does_not_say_again():
    listed = points(
        "山阳县大会\n\n今年要推出不少于30个“一件事”主题服务，6月底前全部上线运行。\n",
        "会议侧记\n\n县委书记柯宁在会上列出五件实事：推出30个以上“一件事”主题服务；设立总规模100亿元的"
        "产业引导基金；限时5个工作日回应。\n",
    )

    assert len(listed) == 1


def test_two_sentences_that_tell_no_more_than_one_day_are_one():
    listed = points(
        "山阳县大会\n\n2月19日，春节后上班第一天，全县优化营商环境大会召开。\n",
        "会议侧记\n\n2月19日，农历正月初十，山阳县委“新春第一会”开到了茶农的心坎上。\n",
    )

    assert len(listed) == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("记者今日从省商务厅获悉，山阳县去年产茶1.2万吨，", "山阳县去年产茶1.2万吨，"),
        (
            "值得注意的是，近年茶价上涨三成，产值达到9.5亿元，",
            "近年茶价上涨三成，产值达到9.5亿元，",
        ),
    ],
)
def test_how_somebody_came_to_know_it_is_no_part_of_it(said, told):
    (point,) = points(f"山阳县茶业\n\n{said}居全省第三位，茶农人人高兴。\n")

    assert point == f"{told}居全省第三位，茶农人人高兴。"


@pytest.mark.parametrize(
    "text",
    [
        "不过小编要泼盆冷水：制茶成本目前是1.2元，约为同类的3倍。",
        "当时，全县茶叶产量只有0.8万吨，且几乎全部来自老茶园。",
        "“钱有什么用，人回不来了，赔偿款148万元已于8月2日到账。”她说。",
        "次日拂晓，东路队伍到达东门，缴枪三十八支，银圆两千四百余元。",
        "2010年11月26日县政府公布的《山阳县茶园管理办法》同时废止。",
        "二是专业人员不足，具有茶学背景的馆员仅占31%，讲解员只有6名。",
    ],
)
def test_what_leans_on_another_sentence_is_no_key_point(text):
    assert weight(text) == 0.0


def test_what_is_doubted_gives_way_to_who_tells_the_same():
    doubted = (
        "2O31年底，山阳县茶叶加工企业累计达到97家，茶园面积达到12.3万亩，居全省第一位，占全省的8%。"
    )
    sure = "山阳县的茶叶加工企业有97家，茶园面积达到12.3万亩。"
    alone = points(f"山阳县茶业\n\n{doubted}\n")
    both = points(f"山阳县茶业\n\n{doubted}\n", f"山阳县的茶\n\n到会的人都听见了一组数字。{sure}\n")

    assert alone == [doubted]
    assert both == [sure]
