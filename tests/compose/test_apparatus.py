"""Notes at the word, in the formulas of the trade."""

from types import SimpleNamespace

import pytest

from pipeline.collate import Printer, collate
from pipeline.compose import load_labels
from pipeline.compose.ancestors import shared_slips
from pipeline.compose.apparatus import Apparatus
from pipeline.model.article import Kind
from pipeline.model.decision import Decision, Verdict
from pipeline.model.passage import VariantKind
from pipeline.model.source import Span
from pipeline.normalise import normalise
from pipeline.read import make_source
from tests.conftest import ROOT

LABELS = load_labels(ROOT / "templates")
TEXT = "去年以来，三十家企业先后落户园区，区位优势and优良的环境功不可没，产值达四十二亿元。"


def articles_of(*texts):
    return [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts, 1)]


def notes(*texts, decisions=None):
    collation = collate(articles_of(*texts), decisions)
    sigla = {f"{n}.txt": str(n) for n in range(1, len(texts) + 1)}
    apparatus = Apparatus(collation.passages, collation.corrections, sigla, LABELS)
    return [note for passage in collation.passages for note in apparatus.notes(passage)]


def verdict_on(rule, verdict, reading="", text=TEXT):
    (one,) = [one for one in collate(articles_of(text)).corrections if one.rule == rule]
    return {one.id: Decision(one.id, verdict, reading)}


def test_a_doubt_is_noted_at_its_last_character():
    (note,) = notes(TEXT)

    assert note.text == "“and”疑衍。"
    assert note.at == TEXT.index("and") + 3


@pytest.mark.parametrize(
    ("verdict", "reading", "note"),
    [
        (Verdict.ACCEPT, "", "此处原有“and”，编者删。"),
        (Verdict.REPLACE, "和", "“和”原作“and”，编者改。"),
    ],
)
def test_what_the_editor_decided_is_noted_as_the_editors(verdict, reading, note):
    decided = verdict_on("stray-word", verdict, reading)

    assert [one.text for one in notes(TEXT, decisions=decided)] == [note]


def test_a_doubt_that_was_rejected_is_noted_no_more():
    assert notes(TEXT, decisions=verdict_on("stray-word", Verdict.REJECT)) == []


def test_a_doubt_and_a_witness_at_one_place_make_one_note():
    """Each has one slip, so the first is the base, and its slip is printed with its doubt."""
    clean = "去年以来，三十家企业统一入驻园区，区位优势和优良的环境功不可没，产值达四十二亿元。"
    one, two = clean.replace("入驻", "人驻"), clean.replace("势和优", "势and优")

    assert [note.text for note in notes(one, two)] == ["“人”，2作“入”，疑是。", "“和”，2作“and”。"]


def test_a_variant_is_noted_and_a_mark_is_not():
    one, two = (
        "全县坚持生态优先，绿色发展的理念深入人心。",
        "全县秉持生态优先、绿色发展的理念深入人心。",
    )

    assert [note.text for note in notes(one, two)] == ["“坚持”，2作“秉持”。"]


def test_witnesses_that_read_alike_share_a_note_and_a_source_says_nothing_against_itself():
    whole = "全县坚持生态优先、绿色发展，累计建成标准茶园五十二处，惠及两岸二十个村的茶农三千余户。"
    less = whole.replace("，惠及两岸二十个村的茶农三千余户", "")

    assert [note.text for note in notes(whole, less, less + "茶农都说好。")] == [
        "“惠及两岸二十个村的茶农三千余户”，2、3无。"
    ]
    assert notes(f"{less}\n\n去年雨水足，茶农都说好。\n\n{whole}") == []


def test_no_note_says_that_a_source_lacks_what_it_tells_elsewhere():
    shared = "有27个乡镇3789户受灾，倒塌房屋28间，道路中断三处，抢险队已经出动。"
    one = f"6月以来，江心平均降雨量为多年来同期第二；受灾村庄多，全县{shared}"
    more = (
        "今年的汛情有四个特点：一是6月以来，降雨极为不均，江心平均降雨量为多年来同期第二，局部强度大。"
        "河水漫过了桥。四是受灾村庄多，部分地方损失重。"
    )

    assert [note.text for note in notes(one, shared)] == [
        "“6月以来，江心平均……受灾村庄多，全县”，2无。"
    ]
    assert notes(one, more + shared) == []


def test_what_another_witness_has_more_is_quoted_whole():
    """Of what is printed the ends are enough; those words stand nowhere else."""
    less = (
        "全县坚持生态优先、绿色发展，累计建成标准茶园五十二处，加工厂房四十一座，茶农收入连年增长。"
    )
    clause = "由县财政局牵头建立资金周调度、月通报机制，县审计局配合"
    more = less.replace("，茶农", f"，{clause}，茶农")
    own = (
        "\n\n镇上的老人说，从前山上没有路，茶叶要靠人一担一担挑下来，走到县城天已经黑了，"
        "第二天才卖得出去。后来修了路，货车开到了村口，茶农再也不用起早摸黑地赶集了。"
    )

    assert [note.text for note in notes(less + own, more.replace("坚持", "秉持"))] == [
        "“坚持”，2作“秉持”。",
        f"此下2有“{clause}”。",
    ]


def test_of_a_long_variant_the_words_that_differ_are_quoted():
    """A third source lacks the clause, so that the two readings are parts of one long variant."""
    first = "7月9日，省财政厅紧急下达救灾资金2.4亿元"
    told = first + "；7月15日，对口支援的南浦市捐赠款物共计6,800万元，已全部到账。"

    found = notes(told, told.replace("南浦", "南埔"), first + "。")

    assert [(note.at, note.text) for note in found] == [
        (told.index("市捐赠"), "“南浦”，2作“南埔”。"),
        (len(told) - 1, "“7月15日，对口……6,800万元，已全部到账”，3无。"),
    ]


def test_the_notes_of_a_caption_are_those_of_its_readings():
    article = normalise(make_source("1.txt", TEXT))
    collation = collate([article])
    printer = Printer([article], collation.corrections)
    said = printer.run("1.txt", article.blocks[0].id, 0, len(article.blocks[0].text))
    apparatus = Apparatus(collation.passages, collation.corrections, {"1.txt": "1"}, LABELS)

    assert [n.text for n in apparatus.reading_notes(said.text, said.readings)] == ["“and”疑衍。"]


def test_two_sources_that_share_two_slips_go_back_to_one_text():
    again = TEXT + "当地群众and干部齐心协力，把荒山变成了远近闻名的花果山，收入连年增长。"
    articles = articles_of(again, again)
    collation = collate(articles)

    assert shared_slips(collation.passages, collation.corrections) == [
        (("1.txt", "2.txt"), ["and", "and"])
    ]
    once = collate(articles_of(TEXT, TEXT))
    assert shared_slips(once.passages, once.corrections) == []


def test_a_reading_is_quoted_without_the_marks_at_its_ends():
    one = "全县工业与新时代齐奋进，积极贯彻新发展理念，加快推进资源型产业转型升级示范区建设。"
    two = one.replace("全县工业与新时代齐奋进，", "与新时代齐奋进，全县工业")

    assert [note.text for note in notes(one, two)] == [
        "“全县工业与新时代齐奋进”，2作“与新时代齐奋进，全县工业”。"
    ]


def test_a_source_that_tells_it_twice_is_not_held_against_itself_by_name_alone():
    one = "截至去年底，全市累计建成绿色矿山52家，其中国家级18家，省级34家，居全省首位。"
    again = one[:-1] + "，绿色矿山建设有声有色。"

    assert [note.text for note in notes(one + "\n\n" + again)] == [
        "此下1他处有“绿色矿山建设有声有色”。"
    ]


def test_a_call_stands_behind_a_figures_unit_and_what_a_witness_has_before_it_goes_with_it():
    """7⁸家 is read as a power, and copied as 78家; so is 至⁵48亿元."""
    told = "去年全县新增规模以上企业7家，茶叶产值达到48亿元，茶农的收入也稳步提高。"

    (changed,) = notes(told, told.replace("7家", "9家"))
    (added,) = notes(told, told.replace("达到48", "达到约48"))

    assert (changed.at, changed.text) == (told.index("7家") + 2, "“7家”，2作“9家”。")
    assert (added.at, added.text) == (told.index("48亿元") + 4, "“48亿元”，2作“约48亿元”。")


def test_a_slip_is_shared_where_a_source_speaks_twice():
    """The second telling has no slip of its own; that it follows must not hide the first's."""
    sides = {"甲": (Span(0, 9), Span(20, 29)), "乙": (Span(0, 9), Span(20, 29))}
    slips = [
        SimpleNamespace(
            source=name, before=before, kind=Kind.READING, places=(), span=Span(at, at + 1)
        )
        for name in sides
        for at, before in ((3, "人园"), (5, "间题"))
    ]
    witnesses = [
        SimpleNamespace(source=name, sentences=[SimpleNamespace(spans=[span])])
        for name, spans in sides.items()
        for span in spans
    ]

    found = shared_slips([SimpleNamespace(witnesses=witnesses)], slips)

    assert found == [(("乙", "甲"), ["人园", "间题"])]


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (("4.8亿元", "48亿元"), "“4.8亿元”，2作“48亿元”。"),
        (("4.8亿元", "4.8万元"), "“4.8亿元”，2作“4.8万元”。"),
        (("7家", "9所"), "“7家”，2作“9所”。"),
        (("17：00", "16：00"), "“17：00”，2作“16：00”。"),
        (("-5℃", "5℃"), "“-5℃”，2作“5℃”。"),
        (("3%", "3‰"), "“3%”，2作“3‰”。"),
        (("曹德胜", "曹得胜"), "“曹德胜”，2作“曹得胜”。"),
        (("4.8亿元", "4.76亿元"), "“4.8亿元”，2作“4.76亿元”。"),
    ],
)
def test_a_note_quotes_whole_figures_and_names_and_a_figures_point_is_no_mark(change, note):
    told = (
        "去年全县新增规模以上企业7家，茶叶产值达到4.8亿元，增长3%。气温降到-5℃时，村支书曹德胜"
        "和茶农们忙到17：00才收工回家。"
    )

    assert [one.text for one in notes(told, told.replace(*change))] == [note]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4.8亿元", "48000万元"),
        ("3%", "百分之三"),
        ("去年", "去年 "),
        ("12公里", "12千米"),
        ("1.2万", "12000"),
        ("2022年", "二〇二二年"),
    ],
)
def test_another_way_to_write_a_figure_is_recorded_and_has_no_note(one, other):
    told = "2022年以来，去年新增企业1.2万家，茶叶产值达到4.8亿元，增长3%，新修道路12公里。"

    assert notes(told, told.replace(one, other)) == []
    passages = collate(articles_of(told, told.replace(one, other))).passages
    kinds = [variant.kind for passage in passages for variant in passage.variants]
    assert kinds in ([VariantKind.WORDING], [])


def test_a_name_under_two_forms_names_both():
    one = "3月5日，安化县召开春茶生产会议。县委书记王建国出席会议并讲话，要求抓好采摘。"
    other = "连日来，安化县茶园里一派繁忙。县委书记王健国到马路镇看茶园。王健国说，要提质。"

    assert [note.text for note in notes(one, other)] == ["“王建国”，2作“王健国”，二者疑有一误。"]


def test_what_is_put_in_with_its_brackets_is_quoted_to_their_end():
    told = "8月5日，宁川新能源科技有限公司（以下简称“宁川新能”）在常州宣布，新的电芯正式下线。"
    short = told.replace("源科技有限公司（以下简称“宁川新能”）", "")

    assert [note.text for note in notes(told, short)] == [
        "“宁川新能源科技有限公司（以下简称‘宁川新能’）”，2作“宁川新能”。"
    ]


def test_beside_words_a_mark_is_nothing_that_is_read():
    begin = (
        "会议要求，一要压实责任，逐级签订责任状；二要加快四座病险水库除险加固，主体工程务必按时完工"
    )
    end = "五月底前组织一次全县性防汛演练。"

    said = notes(f"{begin}；三要备足物资，县防汛抗旱指挥部{end}", f"{begin}，{end}", f"{begin}。")

    assert not [one.text for one in said if "作“，”" in one.text or "作“。”" in one.text]
    assert any(one.text == "“三要备足物资，县防汛抗旱指挥部”，2无。" for one in said), said


def test_of_two_witnesses_that_lack_a_clause_the_one_that_has_the_figure_only_lacks_the_clause():
    text = "今年“五一”假期，老码头接待游客21.3万人次，同比增长38.6%，实现旅游收入1.07亿元。"
    less = "今年“五一”假期，老码头接待游客21.3万人次，同比增长38.6%。"

    said = [one.text for one in notes(text, less, less.replace("38.6", "36.8"))]

    assert "“实现旅游收入1.07亿元”，2无。" in "".join(said), said
