from dataclasses import replace

import pytest

from pipeline.compose.index import index, index_elements
from pipeline.compose.names import find_names
from pipeline.compose.templates import load_labels
from pipeline.model.backmatter import IndexEntry, NameKind
from pipeline.model.briefing import Briefing, PrintedParagraph, Section
from pipeline.model.manuscript import CrossReference, Heading, Paragraph, Run, Style
from pipeline.normalise.language.simplified import simplified
from tests.compose.conftest import TEMPLATES, TEXTS, told

KINDS = {
    NameKind.PLACE: "places",
    NameKind.ORGANISATION: "organisations",
    NameKind.PERSON: "people",
}


def names(text, name_words):
    return {(one.kind.value, one.name) for one in find_names([text], name_words)}


@pytest.mark.parametrize("name", TEXTS)
def test_no_name_is_wrong(name, name_words):
    found = index(told(TEXTS[name]["text"])[1], name_words)

    for kind, key in KINDS.items():
        assert {one.name for one in found if one.kind is kind} <= set(TEXTS[name][key])


@pytest.mark.parametrize(
    ("kind", "least"), [("places", 0.8), ("organisations", 0.85), ("people", 0.9)]
)
def test_most_names_are_found(kind, least, name_words):
    found = wanted = 0
    for truth in TEXTS.values():
        names = {one.name for one in index(told(truth["text"])[1], name_words)}
        wanted += len(truth[kind])
        found += len(names & set(truth[kind]))

    assert found >= least * wanted, (found, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "永兴县委书记刘朝晖说，永兴县变了。",
            {("place", "永兴县"), ("person", "刘朝晖"), ("organisation", "永兴县委")},
        ),
        (
            "1956年任永兴县委书记，民国三十二年任沅溪县长。",
            {("organisation", "永兴县委")},
        ),
        ("委托湖南有色金属研究院编制规划。", {("organisation", "湖南有色金属研究院")}),
        ("地处柏杨乡的湖南腾驰环保有限公司。", {("organisation", "湖南腾驰环保有限公司")}),
        ("北湖区鲁塘镇的石墨产业。", {("place", "北湖区"), ("place", "鲁塘镇")}),
        (
            "据省水利厅介绍，水利部已经批复。",
            {("organisation", "省水利厅"), ("organisation", "水利部")},
        ),
        (
            "工业和信息化部、国家发展和改革委员会联合印发。",
            {("organisation", "工业和信息化部"), ("organisation", "国家发展和改革委员会")},
        ),
        (
            "2000年10月31日原国家经济委员会令第8号发布。",
            {("organisation", "国家经济委员会")},
        ),
        (
            "水利部滚动研判，应急管理部、交通运输部和财政部下达资金。",
            {
                *(("organisation", one) for one in ("水利部", "应急管理部", "财政部")),
                ("organisation", "交通运输部"),
            },
        ),
        ("赴海岛出席二十国集团峰会。", {("organisation", "二十国集团")}),
        (
            "滨州市应急管理局对鲁博新材料有限公司罚款180万元。",
            {("organisation", "滨州市应急管理局"), ("organisation", "鲁博新材料有限公司")},
        ),
        (
            "名单如下：王志强，男，42岁，工人；赵海龙（男，29岁）；职工代表，女，一人；成员，女，二人。",
            {("person", "王志强"), ("person", "赵海龙")},
        ),
        (
            "重伤者郑国华经抢救无效死亡，遇难者王志强的妻子来了。",
            {("person", "郑国华"), ("person", "王志强")},
        ),
        (
            "市领导张德明、刘晓红、赵一鸣出席，县领导高度重视，议员邓家彪就此提问。",
            {("person", one) for one in ("张德明", "刘晓红", "赵一鸣", "邓家彪")},
        ),
        ("（记者 周一帆 通讯员 刘湘）今天开会。", {("person", "周一帆"), ("person", "刘湘")}),
        ("桃园市均无自有住宅，全县都有，是文明城市。", {("place", "桃园市")}),
        ("国务院总理李强同客人会谈，总理李强还参观了展览。",
         {("organisation", "国务院"), ("person", "李强")}),
        ("被告春芽公司辩称，双方存在买卖关系。", {("organisation", "春芽公司")}),
        ("护士杨梅、李雪梅带着病人。", {("person", "杨梅"), ("person", "李雪梅")}),
        ("“路通了。”村民骆长庚说。", {("person", "骆长庚")}),
        ("安陵县辖18个乡镇。各组赴安陵县走访。", {("place", "安陵县")}),
        ("新建县人民医院门诊楼。", {("organisation", "县人民医院")}),
        ("村书记谢瑶忙着拓宽村道，主任钟山作了报告。", {("person", "谢瑶"), ("person", "钟山")}),
    ],
)  # fmt: skip
def test_names_end_and_begin_where_a_reader_sees_it(text, wanted, name_words):
    assert names(text, name_words) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "高纯白银产量居全国前列，日照充足，来宾满意。",  # cities whose names are plain words
        "建设创新县、历代县志、市场与城区。",
        "支持县级市和县建设产业园。",
        "记者从会上获悉，专家常来，村民都说好。",
        "白皮书指出，老人说，方面表示，任何人说都一样。",
        "县委、县政府高度重视，上市公司、龙头企业、有关部门参加。",
        "大江大河、绿水青山、金山银山、荒山。",
        "新的发展格局已经形成，办公室里灯火通明。",
        "做好家属安抚工作，亿万农民辛勤劳作，村民文明程度提高，专家权威代表到场。",
        "建设高素质干部队伍，采访纪检监察干部，每周两位康复医生上门，著名的雷达专家。",
        "在党和政府的关心下，路通了，滨河缓冲带和海岛上都种了树。",
        "被告鲍某说，瞿老师认为，邱老汉回忆。",
        "志愿者包饺子、写心愿，同采油厂员工连线时强调，执行主席席就座，总书记曾指出。",
    ],
)
def test_plain_words_are_no_names(text, name_words):
    assert names(text, name_words) == set()


def test_a_short_form_stands_under_the_full_name(name_words):
    found = [
        one.name for one in find_names(["永兴县在湖南省。", "永兴变了，湖南也变了。"], name_words)
    ]

    assert found == ["永兴县", "湖南省", "永兴县", "湖南省"]


def test_the_name_is_printed_in_the_characters_of_its_source(name_words):
    found = index(
        told("老員工林阿財說：「最後一天，廠長蔡明德把鑰匙放在桌上，一句話也沒說。」")[1],
        name_words,
    )

    assert [one.name for one in found] == ["蔡明德", "林阿財"]
    assert simplified("林阿財") == "林阿财"


@pytest.fixture
def printed():
    _, (one, two, *_) = told("永兴县地处湘南，历史悠久。\n\n临武县盛产宝玉石，名声在外。")
    briefing = Briefing(
        "题", (), (Section("背景", 1, (PrintedParagraph((one,), ""),), (
            Section("宝玉石", 2, (PrintedParagraph((two,), ""),)),)),), (), (), (),
        index=(
            IndexEntry("临武县", NameKind.PLACE, (two.id,)),
            IndexEntry("永兴县", NameKind.PLACE, (one.id, two.id)),
        ),
    )  # fmt: skip
    elements = (
        Heading("h-1", 1, "一、", "背景"),
        Paragraph(one.id, Style.BODY, (Run(one.text),)),
        Heading("h-2", 2, "（一）", "宝玉石"),
        Paragraph(two.id, Style.BODY, (Run(two.text),)),
    )
    return briefing, elements, one, two


def test_a_reference_is_the_number_of_the_section_and_leads_to_the_paragraph(printed):
    briefing, elements, one, two = printed
    made = list(index_elements(briefing, elements, load_labels(TEMPLATES)))

    assert [one.text for one in made if isinstance(one, Heading)] == ["索引", "地名"]
    entries = [e for e in made if isinstance(e, Paragraph) and e.style is Style.INDEX_ENTRY]
    references = [i for i in entries[1].inlines if isinstance(i, CrossReference)]
    assert references == [CrossReference("一", one.id), CrossReference("一（一）", two.id)]
    assert ["".join(i.text for i in e.inlines) for e in made[2:] if isinstance(e, Paragraph)] == [
        "L", "临武县　一（一）", "Y", "永兴县　一；一（一）",
    ]  # fmt: skip


def test_without_names_there_is_no_index(printed):
    briefing, elements, *_ = printed

    assert not list(index_elements(replace(briefing, index=()), elements, load_labels(TEMPLATES)))


def test_a_village_before_those_who_live_there_is_no_person(name_words):
    found = names("苏红村村民王腊梅回忆起那个夜晚，馆员周慕白主持整理旧志。", name_words)

    assert {name for kind, name in found if kind == NameKind.PERSON.value} == {"王腊梅", "周慕白"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("武陵山区、罗霄山区可适当放宽。", {("place", "武陵山"), ("place", "罗霄山")}),
        (
            "在新北市、基隆市、桃园市均无住宅，以元朗为例。",
            {("place", name) for name in ("新北市", "基隆市", "桃园市", "元朗")},
        ),
        (
            "博兴县湖滨镇人；位于博兴县经济开发区。",
            {("place", "博兴县"), ("place", "湖滨镇"), ("place", "博兴县经济开发区")},
        ),
        ("调集邹平、桓台等地力量增援。", {("place", "邹平"), ("place", "桓台")}),
        ("武警宣城支队赶到，抢修小二型水库。", {("organisation", "武警宣城支队")}),
        ("国务院安委办约谈有关负责人。", {("organisation", "国务院安委办")}),
        ("海润科技人驻翔鹭新区，在县财政部门报到。", set()),
    ],
)
def test_names_are_whole_and_none_is_put_together_of_pieces(text, wanted, name_words):
    assert names(text, name_words) == wanted


def test_a_city_that_stands_in_other_names_alone_is_listed_as_it_is_printed(name_words):
    text = "宜昌市市场监管局发布公告，去年宜昌新增茶企三万户，台北去年少了三成，台北市急了。"

    listed = {(one.kind.value, one.name) for one in index(told(text)[1], name_words)}

    assert {("place", "宜昌"), ("place", "台北市"), ("organisation", "宜昌市市场监管局")} == listed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("萨尔维亚总统科瓦切维奇来访，外交部长彼得罗娃说，两国友好。", {"科瓦切维奇", "彼得罗娃"}),
        ("驻华大使班达表示，欢迎大家。", {"班达"}),
        ("书记马万里提出三点意见，县长李明出席。", {"李明"}),
        ("总统米洛·科瓦切维奇来访。科瓦切维奇很高兴。", {"米洛·科瓦切维奇"}),
        ("总统希奥玛拉·卡斯罗·萨缅托来访。", {"希奥玛拉·卡斯罗·萨缅托"}),
        ("总统希奥玛拉·卡斯罗·萨峨托来访。", set()),
        ("部长杰尔·卢表示，欢迎大家。卢很高兴。", {"杰尔·卢"}),
        ("柯宁同志曾深刻指出，发展是硬道理。", set()),
        ("种粮大户蔡建军种了210亩茶园。", {"蔡建军"}),
        ("部长提出要求，萨尔维亚表示欢迎。", set()),
    ],
)
def test_people_with_names_after_their_sound_are_listed_behind_a_title(text, wanted, name_words):
    found = {name for kind, name in names(text, name_words) if kind == "person"}

    assert found - {"柯宁"} == wanted


def test_a_given_name_is_no_place(name_words):
    text = "老支书沈云山说，要修水库。云山，水库要上马了。"

    assert names(text, name_words) == {("person", "沈云山")}


def test_two_bodies_are_no_body(name_words):
    assert not names("省政府有关部门和市委、市政府的领导，省政府和市委都来了。", name_words)
    assert names("工业和信息化部来了人。", name_words) == {("organisation", "工业和信息化部")}


def test_places_that_the_gazetteer_does_not_have_are_found_in_the_midst_of_words(name_words):
    assert names("屯门第54区有5900个单位，启德世运道更多。", name_words) == {
        ("place", "屯门"),
        ("place", "启德"),
    }
