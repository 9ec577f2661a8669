import datetime as dt
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.collate import collate
from pipeline.collate.reuse import find_pairs
from pipeline.model.passage import Sentence, VariantKind
from pipeline.normalise import normalise
from pipeline.read import make_source

TEA = "山阳县的茶园分布在海拔六百米以上的山地，终年云雾缭绕，所产绿茶香高味醇。"
ROAD = "去年，全县新修产业道路一百二十公里，惠及四十三个行政村的两万多名群众。"
SCHOOL = "县里还与三所高校合作办学，每年为茶企培养技术人才二百余名。"
RIVER = "穿城而过的清溪河水质稳定保持在二类以上，两岸步道成为市民休闲的好去处。"


def articles(**texts):
    return [normalise(make_source(f"{name}.txt", text)) for name, text in texts.items()]


def told(passages):
    return {
        passage.text: {witness.key: witness.text for witness in passage.witnesses}
        for passage in passages
    }


def test_a_sentence_told_twice_is_printed_once_with_both_witnesses():
    one, two = TEA + ROAD, SCHOOL + "\n" + ROAD.replace("一百二十", "一百三十")

    passages = collate(articles(a=one, b=two)).passages

    assert told(passages)[ROAD] == {"a.txt": ROAD, "b.txt": ROAD.replace("一百二十", "一百三十")}
    assert [passage.text for passage in passages] == [TEA, ROAD, SCHOOL]
    (variant,) = passages[1].variants
    assert variant.kind is VariantKind.FIGURE
    assert ROAD[variant.at.start : variant.at.end] in dict(variant.readings)["a.txt"]


def test_other_paragraph_breaks_make_no_difference():
    passages = collate(articles(a=TEA + ROAD, b=TEA + "\n" + ROAD)).passages

    assert len(passages) == 1
    assert passages[0].text == TEA + ROAD
    assert [(run.first, run.last) for run in passages[0].witnesses[1].lines] == [(1, 2)]


def test_set_phrases_and_names_make_no_match():
    name = "山阳县国家现代农业产业示范园区管理委员会"
    passages = collate(
        articles(
            a=f"{name}去年接待了三百多批前来考察学习的外地客人。",
            b=f"今年三月，{name}启动了第二批标准厂房的建设。",
        )
    ).passages

    assert [len(passage.witnesses) for passage in passages] == [1, 1]


def test_what_a_witness_adds_is_never_lost():
    """A retelling that says much more is printed itself; one that says a little more is noted."""
    more = "据介绍，" + SCHOOL[:-1] + "，其中八成留在当地就业，成为产业发展的骨干力量和带头人。"

    passages = collate(articles(a=SCHOOL, b=more)).passages

    assert passages[0].base.text == more  # the fuller one is the base
    assert passages[0].witnesses[1].text == SCHOOL
    assert passages[0].variants


def test_a_source_that_speaks_twice_has_a_second_key():
    passages = collate(articles(a=TEA + "\n" + ROAD + "\n" + TEA)).passages

    assert told(passages)[TEA] == {"a.txt": TEA, "a.txt#2": TEA}


def test_a_sentence_that_stands_twice_is_printed_with_what_stands_before_it():
    """A box whose opening is cut off in its first place is printed from the second one."""
    passages = collate(articles(a=f"{ROAD}\n{SCHOOL}\n{TEA}{ROAD}\n")).passages

    assert [passage.text for passage in passages] == [SCHOOL, TEA, ROAD]
    assert [(run.first, run.last) for run in passages[2].base.lines] == [(3, 3)]


def test_the_seeds_twins_are_found(seed_articles):
    passages = collate(seed_articles).passages
    twins = [
        passage
        for passage in passages
        if {"000", "002"} <= {witness.source[:3] for witness in passage.witnesses}
    ]

    assert len(twins) >= 19
    texts = [passage.text for passage in twins]
    assert any(text.startswith("走进郴州市永兴县柏林工业园") for text in texts)
    assert any("村村点火" in text for text in texts)


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.sampled_from([TEA, ROAD, SCHOOL, RIVER, "短句。", "又一短句！"]), max_size=6),
        min_size=1,
        max_size=4,
    )
)
def test_each_sentence_is_in_exactly_one_passage(texts):
    made = articles(**{f"s{n}": "\n".join(text) for n, text in enumerate(texts)})

    passages = collate(made).passages

    sentences = Counter(
        (one.source, one.block, one.start)
        for passage in passages
        for witness in passage.witnesses
        for one in witness.sentences
    )
    assert set(sentences.values()) <= {1}
    said = Counter(
        one.text for p in passages for witness in p.witnesses for one in witness.sentences
    )
    assert said == Counter(
        sentence for text in texts for sentence in text if sentence in "".join(said)
    )
    for passage in passages:
        assert passage.text == passage.base.text
        for variant in passage.variants:
            for key, reading in variant.readings:
                (text,) = [one.text for one in passage.witnesses if one.key == key]
                assert reading in text
            assert {key for key, _ in variant.readings} == {one.key for one in passage.witnesses}


def test_which_sentences_pair_does_not_depend_on_the_order_of_sources():
    texts = {"a": TEA + ROAD, "b": ROAD + SCHOOL, "c": SCHOOL + TEA}

    def pairs(order):
        passages = collate(articles(**{name: texts[name] for name in order})).passages
        return {frozenset(witness.source for witness in p.witnesses) for p in passages}

    assert pairs("abc") == pairs("cba") == pairs("bca")


def test_work_grows_with_the_text_not_with_its_square():
    """A set phrase in every sentence must not pair everything with everything."""

    def sentences(count):
        text = "在县委县政府的坚强领导下，第{}号工程如期完工并通过了验收。"
        return [Sentence("a", "b", n, n, text.format(n), (), ()) for n in range(count)]

    assert len(find_pairs(sentences(400))) == 0


def test_what_texts_years_apart_say_of_a_day_without_its_year_is_told_of_two_days():
    one = "去年三月，全县新修产业道路一百二十公里，惠及四十三个行政村的两万多名群众。"
    other = one.replace("一百二十公里", "120公里")
    years = {"a.txt": dt.date(1989, 5, 1), "b.txt": dt.date(2023, 5, 1)}

    def apart(*texts):
        found = collate(articles(a=texts[0], b=texts[1]), days=years)
        return all(len(passage.witnesses) == 1 for passage in found.passages)

    assert apart(one, other)
    assert not apart(one, one)  # printed again
    assert not apart(one.replace("去年", "1988年"), other.replace("去年", "1988年"))


def test_bulletins_of_two_weeks_tell_two_things_in_one_form():
    one = "本周，全省粮食市场购销平稳，玉米价格稳中有降，稻谷、小麦价格基本稳定，大豆小幅下跌。"
    other = one.replace("稳中有降", "继续走低").replace("小幅下跌", "止跌")

    def twins(later):
        days = {"a.txt": dt.date(2023, 11, 17), "b.txt": later}
        found = collate(articles(a=one, b=other), days=days)
        return sum(len(passage.witnesses) > 1 for passage in found.passages)

    assert twins(dt.date(2023, 11, 24)) == 0
    assert twins(dt.date(2023, 11, 18)) == 1
