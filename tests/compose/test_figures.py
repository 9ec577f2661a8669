import pytest

from pipeline.collate import collate
from pipeline.compose import conflicts, figures
from pipeline.normalise import normalise
from pipeline.read import make_source


def found(*texts):
    articles = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts)]
    passages = collate(articles).passages
    listed = figures(articles, passages)
    return listed, conflicts(listed, passages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年，全县茶叶产量达到1.2万吨，同比增长8%。",
         [("全县茶叶产量", "1.2", "万吨", "", "去年", ""), ("同比", "8", "%", "", "去年", "")]),
        ("截至2020年底，从业人员达4万多人，企业130余家。",
         [("从业人员", "4", "万人", "多", "截至2020年底", ""),
          ("企业", "130", "家", "余", "截至2020年底", "")]),
        ("全县矿山由2019年的496个减少到323个，约占全省的1/3。",
         [("全县矿山", "496", "个", "", "2019年", ""),
          ("全县矿山", "323", "个", "", "2019年", "496"),
          ("约占全省", "1/3", "", "", "2019年", "")]),
        ("公司产能占全球的六分之一，可耐受-72℃低温。",
         [("公司产能占全球", "六分之一", "", "", "", ""), ("可耐受", "-72", "℃", "", "", "")]),
    ],
)  # fmt: skip
def test_what_is_counted_and_how(text, expected):
    listed, _ = found(text)

    assert [
        (f.metric, f.value, f.unit, f.qualifier, f.period, f.from_value) for f in listed
    ] == expected


@pytest.mark.parametrize(
    "text",
    [
        "2019年5月6日，该县出台了三年行动计划（2021—2023年）。",
        "大约从20世纪80年代起，5G通信、PM2.5监测、A4纸都成了日常用语。",
        "第3页的图1.2说明，会议于上午9:30开始，各项议程都如期进行完毕。",
    ],
)
def test_dates_times_and_names_are_no_figures(text):
    assert found(text)[0] == ()


def test_the_line_is_where_the_number_stands():
    listed, _ = found(
        "近年来，该县坚持把茶产业作为富民强县的主导产业来抓，全县茶园面积\n已达12万亩，"
    )

    assert [(figure.value, figure.line) for figure in listed] == [("12", 2)]


def test_two_values_for_one_thing_are_a_conflict():
    sentence = "去年，全县新修产业道路{}公里，惠及四十三个行政村的两万多名群众。"

    listed, disagree = found(sentence.format(120), sentence.format(130))

    assert [conflict.figures for conflict in disagree] == [(listed[0].id, listed[1].id)]
