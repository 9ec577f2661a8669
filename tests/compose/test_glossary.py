import pytest

from pipeline.compose.glossary import glossary
from tests.compose.conftest import TEXTS, told

BEFORE = "澄湖市的港口建设走过了漫长的历程，其间几经起落，这里只记其中的要点。\n\n"


def found(text, kinds):
    return {one.term: one.explanation for one in glossary(told(BEFORE + text)[1], kinds)}


@pytest.mark.parametrize("name", TEXTS)
def test_terms_and_explanations_are_those_a_reader_finds(name, kinds):
    wanted = dict(TEXTS[name]["glossary"])
    entries = {one.term: one.explanation for one in glossary(told(TEXTS[name]["text"])[1], kinds)}

    assert set(entries) <= set(wanted)
    assert all(bool(wanted[term]) == bool(said) for term, said in entries.items())
    assert all(wanted[term] in said for term, said in entries.items())
    assert set(wanted) - set(entries) <= set(TEXTS[name].get("glossary_missed", ()))


@pytest.mark.parametrize(
    ("text", "term", "explanation"),
    [
        ("全市落实“三高四新”战略。", "三高四新", ""),
        ("践行“两山”理论，守护一湖清水。", "两山", ""),
        ("由“一区七园”（即永兴和七个工业园）调整而来。", "一区七园", "永兴和七个工业园"),
        ("推行“两票制”，即进货一票，出货一票。", "两票制", "进货一票，出货一票"),
        ("所谓“三不管”，就是镇不管、村不管、户不管。", "三不管", "镇不管、村不管、户不管"),
        ("批准建设国家创新示范区（以下简称示范区）。", "示范区", "国家创新示范区"),
        ("出台《关于推进渔港转型的意见》（以下简称《意见》）。", "意见", "关于推进渔港转型的意见"),
        ("推行「老廠活化」計畫，即保留機具、重現製程。", "老廠活化", "保留機具、重現製程"),
    ],
)  # fmt: skip
def test_a_term_is_known_by_its_use_and_explained_in_the_sources_words(
    text, term, explanation, kinds
):
    assert found(text, kinds) == {term: explanation}


@pytest.mark.parametrize(
    "text",
    [
        "既有“颜值”，更有质量。",
        "一处处“万牛奔腾”的建设场面。",
        "从“孔雀东南飞”变成“孔雀东南回”。",
        "这里是“有色金属之乡”，也是“林中之城”。",
        "“十四五”规划已经印发。",
        "他做事“三心二意”，从来如此。",
        "“1+1”不仅没大于2，反而小于1。",
        "培育专精特新“小巨人”企业。",
        "“码头”（见图三）就在眼前。",
        "山阳茶业股份有限公司（以下简称“公司”）召开董事会会议。",
    ],
)
def test_names_irony_and_metaphors_are_no_terms(text, kinds):
    assert found(text, kinds) == {}


def test_an_explanation_is_taken_from_wherever_it_stands(kinds):
    text = "落实“一江六城”布局。\n\n“一江六城”，即泠江和沿江的六座县城。\n\n建设“一江六城”。"

    assert found(text, kinds) == {"一江六城": "泠江和沿江的六座县城"}


def test_where_many_are_unexplained_those_that_one_passage_alone_uses_are_left_out(kinds):
    numerals = "二三四五六七八九"
    many = [f"{one}{kind}{other}新" for one in numerals for other in numerals for kind in "高低强"]
    once = "\n\n".join(f"全市落实“{term}”战略，一步一个脚印。" for term in many[:24])
    again = "推行“一江六城”布局，初见成效。\n\n各县抓住“一江六城”布局不放，年年有进展。"

    few = found(once.split("\n\n")[0] + "\n\n" + again, kinds)
    listed = found(once + "\n\n" + again, kinds)

    assert set(few) == {many[0], "一江六城"}
    assert set(listed) == {"一江六城"}


def test_an_abbreviation_stands_for_one_party_alone(kinds):
    text = "原告秦某与被告山阳县春芽茶业有限公司（以下简称春芽公司）买卖合同纠纷一案已经审结。"

    assert found(text, kinds) == {"春芽公司": "山阳县春芽茶业有限公司"}
