"""A small town's briefing, element by element: its water mains, renewed.

Town, people and figures are made up. Every kind of element and inline is here, and the places
where renderers go wrong: long paragraphs, notes close together, notes in a table, several
witnesses, several runs of lines, quotes and dashes, Latin and digits.
"""

from __future__ import annotations

from pipeline.model.manuscript import (
    Bar,
    Chart,
    ChartKind,
    ChartRow,
    Citation,
    Cited,
    CrossReference,
    Element,
    Heading,
    Inline,
    Lead,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Table,
    Voice,
)
from pipeline.model.source import Lines

#: The words of ``templates/labels.toml``, fixed here so that tests don't hang on an editor's file.
LABELS = {
    "contents": "目录",
    "cover": "封面",
    "body": "正文",
    "page": "第 {page} 页 共 {pages} 页",
    "number": "第{number}期",
    "total_number": "总第{total_number}期",
    "issue": "{number}（{total_number}）",
    "page_dashes": "— {page} —",
    "to": "报送：{to}",
    "report_to": "报：{report_to}",
    "send_to": "送：{send_to}",
    "issue_to": "发：{issue_to}",
    "copy_to": "抄送：{copy_to}。",
    "signatory": "签发人：{signatory}",
    "masthead_default": "简报",
    "addressees": "{addressees}：",
    "print_date": "{print_date}印发",
    "copies": "共印{copies}份",
    "key_points": "核心提示",
    "other": "其他",
    "timeline": "大事记",
    "glossary": "术语",
    "captions": "图片说明",
    "index": "索引",
    "index_person": "人名",
    "sources": "资料来源",
    "notes_title": "注释",
    "colophon": "凡例",
    "chart_unnamed": "原文所述",
    "illustration": "编者插图",
    "edited": "另经编者改动{count}处。",
    "remark_author": "简报",
    "conflict": "资料现作：“{other}”。",
    "conflict_drafts": "另一稿作：“{other}”。",
    "conflict_struck": "删去的一段现作：“{other}”。",
    "comment_on": "批注所在：“{words}”",
    "accessibility_summary": "可调字号。",
}


def cite(*witnesses: tuple[str, tuple[tuple[int, int], ...]]) -> Citation:
    return Citation(
        tuple(
            Cited(siglum, tuple(Lines(*run) for run in runs), f"source-{siglum}")
            for siglum, runs in witnesses
        )
    )


def body(name: str, *inlines: Inline | str) -> Paragraph:
    runs = tuple(Run(one) if isinstance(one, str) else one for one in inlines)
    return Paragraph(name, Style.BODY, runs)


def ours(name: str, style: Style, *texts: str) -> Paragraph:
    return Paragraph(name, style, tuple(Run(text, Voice.OURS) for text in texts))


KEY_POINTS: tuple[Element, ...] = (
    Heading("key-points", 1, "", LABELS["key_points"]),
    Paragraph(
        "key-1",
        Style.KEY_POINT,
        (
            Run("三年间，云溪市更换灰口铸铁管412公里，旧城区管网漏损率由27.4%降到9.1%。"),
            cite(("000", ((12, 14),)), ("002", ((41, 43),))),
        ),
    ),
    Paragraph(
        "key-2",
        Style.KEY_POINT,
        (
            Run("“先地下、后地上，一次开挖、多管同沟”，成为全市道路施工的硬规矩。"),
            cite(("000", ((20, 21),))),
        ),
    ),
    Paragraph(
        "key-3",
        Style.KEY_POINT,
        (
            Run("楼内立管归谁所有、由谁出钱，是居民反映最集中、部门推诿也最多的一件事。"),
            cite(("001", ((8, 8), (15, 17)))),
        ),
    ),
)

BACKGROUND: tuple[Element, ...] = (
    Heading("background", 1, "一、", "背景：一座老城的水与路"),
    body(
        "p-1",
        "云溪建城已有一千一百余年，旧城区的供水管网却是一笔糊涂账。上世纪六十年代埋下的灰口铸铁管，"
        "八十年代补上的水泥管，九十年代赶工铺设的镀锌管，在不到六平方公里的地下纵横交错，"
        "图纸散在四个单位手里，互相对不上号。老工人说得形象：“哪根管子从哪里来、到哪里去，"
        "只有挖开了才晓得。”",
        cite(("000", ((3, 6),))),
    ),
    body(
        "p-2",
        "2019年冬天，一场寒潮过后，旧城区七天之内爆管31处，",
        NoteCall(1, "31处，002作“三十二处”；000另有“三十余处”之说，今从底本。"),
        "钟鼓楼一带停水四天。",
        "市民排着队在消防栓前接水的照片登上了报纸头版，也把一个拖了多年的问题推到了台前——"
        "路面年年挖、年年补，水管却始终没有人从头到尾理过一遍。",
        cite(("000", ((7, 9),)), ("002", ((36, 38),))),
    ),
    Heading("background-1", 2, "（一）", "家底不清"),
    body(
        "p-3",
        "市水务集团总工程师周启衡带着十二个人，用了八个月时间，把旧城区的管线一根一根重新量过。"
        "他们请回了二十三位退休的老管工，坐着三轮车一条街一条街地指认；又用探地雷达和听漏仪逐段复核，"
        "在GIS平台上标出阀门4 016个、消防栓892个、不明管线57处。"
        "“以前抢修靠记性，现在抢修靠地图。”周启衡说，“一张图，值半条命。”",
        cite(("000", ((10, 11),))),
    ),
    Heading(
        "background-2", 2, "（二）", "“九龙治水”：管路的不管水，管水的不管路，管钱的两头都不管"
    ),
    body(
        "p-4",
        "道路归城管，管道归水务，小区归物业，资金归财政，规划归自然资源部门。一条三百米长的"
        "打铜街，五年里被挖开过九次：",
        NoteCall(2, "九次，001作“八次”。001不计2017年通信管沟一次。"),
        "自来水三次，燃气两次，通信三次，电力一次。沿街开了四十年面馆的陈桂英记得清楚，"
        "“每回都说是最后一回。”",
        NoteCall(3, "引语末句，002脱“是”字，据000补。"),
        cite(("001", ((4, 7),)), ("000", ((18, 19),)), ("002", ((39, 40),))),
    ),
)

WORK: tuple[Element, ...] = (
    Heading("work", 1, "二、", "做法与成效"),
    Heading("work-1", 2, "（一）", "一次开挖，多管同沟"),
    body(
        "p-5",
        "2021年3月，市政府印发《云溪市旧城区地下管线统筹建设办法》（云政发〔2021〕6号），"
        "规定今后凡开挖道路，须由牵头单位提前九十天公告，水、电、气、通信、排水五家同时报方案、"
        "同时进场、同时验收；验收后五年内，除抢险外不得再次开挖。办法只有十一条，执行起来却并不容易。"
        "第一条试点的打铜街，光是协调会就开了二十六次。",
        cite(("000", ((20, 24),))),
    ),
    Heading("work-1-1", 3, "1. ", "工期怎么排"),
    body(
        "p-6",
        "施工被切成一个个“夜班”。晚上九点半以后围挡，凌晨五点半以前铺板放行，"
        "白天商铺照常开门。管材改用离心球墨铸铁，接口由现场熔接改为机械压接，"
        "单根管道的安装时间从两个半小时缩短到四十分钟。全长三百米的打铜街，"
        "从破路到复通，用了十九个夜晚。",
        cite(("000", ((25, 27),)), ("002", ((44, 46),))),
    ),
    Heading("work-1-2", 3, "2. ", "钱从哪里来"),
    body(
        "p-7",
        "三年总投资11.8亿元，其中中央预算内资金3.2亿元，专项债券5亿元，其余3.6亿元由市、区两级财政"
        "和水务集团分担。为了不让债务悬在半空，云溪把节约下来的水费算成一笔账："
        "漏损率每降低一个百分点，一年少流失净水约140万吨，折合制水成本230万元。",
        Run("（编者按：此处按2023年制水成本计算，与原文所附表格一致。）", Voice.EDITOR),
        cite(("002", ((47, 52),))),
    ),
    Table(
        "table-1",
        "表1 旧城区供水管网改造前后主要指标",
        ("指标", "改造前（2020年）", "改造后（2023年）", "出处"),
        (
            (
                (Run("管网漏损率"),),
                (Run("27.4%"), NoteCall(4, "27.4%，001作“27%以上”。")),
                (Run("9.1%"),),
                (cite(("000", ((12, 12),))),),
            ),
            (
                (Run("年爆管次数"),),
                (Run("163次"),),
                (Run("21次"),),
                (cite(("000", ((13, 13),))),),
            ),
            (
                (Run("平均抢修时间"),),
                (Run("7.5小时"),),
                (Run("2小时10分"),),
                (cite(("002", ((42, 42),))),),
            ),
            (
                (Run("末梢水压（六层以上住宅，用水高峰时段，全年平均值）"),),
                (Run("0.12兆帕"),),
                (Run("0.24兆帕"),),
                (cite(("002", ((43, 43),)), ("001", ((22, 23),))),),
            ),
        ),
        (0.34, 0.22, 0.22, 0.22),
    ),
    Chart(
        "chart-1",
        ChartKind.CHANGE,
        (
            ChartRow("管网漏损率", (Bar("27.4%", 27.4), Bar("9.1%", 9.1))),
            ChartRow("年爆管次数", (Bar("163次", 163), Bar("21次", 21))),
        ),
        0,
        "统计图：管网漏损率，27.4%变为9.1%；年爆管次数，163次变为21次。",
    ),
    ours("chart-1-caption", Style.CHART_CAPTION, "图1　改造前后"),
    Paragraph(
        "chart-1-source",
        Style.CHART_SOURCE,
        (Run("资料来源：", Voice.OURS), cite(("000", ((12, 13),)))),
    ),
    Heading("work-2", 2, "（二）", "分区计量，漏在哪里一看便知"),
    body(
        "p-8",
        "旧城区被划成46个独立计量区（DMA），每个区的进水口装上远传流量计，每十五分钟回传一次数据。"
        "凌晨两点到四点是全城用水最少的时候，如果某个区的流量降不下来，多半就是哪里在漏。"
        "2023年，水务集团靠夜间最小流量法发现暗漏218处，最小的一处每小时只漏0.3吨，"
        "埋深却有四米二。",
        cite(("000", ((28, 31),)), ("002", ((53, 55), (58, 58)))),
    ),
    Heading("work-2-1", 4, "（1）", "“听漏人”没有失业"),
    body(
        "p-9",
        "机器替代不了耳朵。四十七岁的听漏工唐水根每天凌晨一点出门，把一根一米六长的听音杆抵在井盖上，"
        "另一头贴近耳朵。流量计告诉他“这一片有问题”，他负责说出“就在这块石板下面”。"
        "他带的六个徒弟里，最年轻的一个是学声学的硕士。",
        cite(("001", ((18, 21),))),
    ),
)

PROBLEMS: tuple[Element, ...] = (
    Heading("problems", 1, "三、", "问题与建议"),
    body(
        "p-10",
        "改造只到楼前，最后三十米仍是“断头水”。全市2000年以前建成的住宅楼里，还有约3.1万根楼内立管"
        "没有更换。按照现行规定，楼内设施归业主共有，更换须经三分之二以上业主同意，费用由业主分摊；"
        "而这些房子里住的多是老人和租户，一个单元常常凑不齐签字。",
        cite(("001", ((8, 8), (15, 17)))),
    ),
    body(
        "p-11",
        "周启衡的建议有三条：一是把楼内立管纳入老旧小区改造的“必选项”，由财政、水务集团、业主按"
        "五三二的比例出资；二是修订《云溪市城市供水条例》，明确立管更换后移交供水企业统一管护；"
        "三是建立与漏损率挂钩的水价调整办法，“省下来的水，要看得见地省到老百姓的水费单上”。",
        cite(("001", ((24, 29),)), ("000", ((33, 35),))),
    ),
    body("p-12", "路修好了，就不要再挖。", cite(("000", ((36, 36),)))),
)

#: Repeats of what stands in the text; the references lead to paragraphs of WORK and PROBLEMS.
REPEATS: tuple[Element, ...] = (
    Heading("timeline", 1, "", LABELS["timeline"]),
    Paragraph(
        "event-1",
        Style.TIMELINE,
        (
            Lead("2019年9月（推定）", Voice.OURS),
            Run("云溪市启动旧城区供水管网改造，首批改造打铜街、钟鼓楼一带的灰口铸铁管。"),
            cite(("000", ((5, 6),)), ("002", ((9, 9),))),
        ),
    ),
    Paragraph(
        "event-2",
        Style.TIMELINE,
        (
            Lead("2023年", Voice.OURS),
            Run("水务集团靠夜间最小流量法发现暗漏218处。"),
            cite(("000", ((28, 31),))),
        ),
    ),
    Heading("glossary", 1, "", LABELS["glossary"]),
    Paragraph(
        "term-1",
        Style.GLOSSARY,
        (
            Lead("DMA"),
            Run("\N{IDEOGRAPHIC SPACE}", Voice.OURS),
            Run("独立计量区"),
            cite(("000", ((28, 31),))),
        ),
    ),
    Heading("index", 1, "", LABELS["index"]),
    Heading("index-person", 2, "", LABELS["index_person"]),
    ours("letter-t", Style.INDEX_LETTER, "T"),
    Paragraph(
        "name-1",
        Style.INDEX_ENTRY,
        (
            Run("唐水根"),
            Run("\N{IDEOGRAPHIC SPACE}", Voice.OURS),
            CrossReference("二（二）（1）", "p-9"),
        ),
    ),
    ours("letter-z", Style.INDEX_LETTER, "Z"),
    Paragraph(
        "name-2",
        Style.INDEX_ENTRY,
        (
            Run("周启衡"),
            Run("\N{IDEOGRAPHIC SPACE}", Voice.OURS),
            CrossReference("三", "p-11"),
            Run("；", Voice.OURS),
            CrossReference("二（二）", "p-8"),
        ),
    ),
)

BACK: tuple[Element, ...] = (
    Heading("captions", 1, "", LABELS["captions"]),
    Paragraph(
        "caption-1",
        Style.CAPTION,
        (
            Run("打铜街夜间施工现场，围挡内正在吊装球墨铸铁管。何望川 摄"),
            cite(("000", ((16, 16),))),
        ),
    ),
    Paragraph(
        "caption-2",
        Style.CAPTION,
        (Run("听漏工唐水根在凌晨的钟鼓楼下作业。"), cite(("001", ((20, 20),)))),
    ),
    Heading("sources", 1, "", LABELS["sources"]),
    ours(
        "source-000",
        Style.SOURCE_ENTRY,
        "000　《一张管网管三十年》，记者何望川，000_云溪日报.txt，GB18030，36行，"
        "SHA-256 4c1f0d9a6be27a8853f1c1e0a7b2d94e5f6071829304a5b6c7d8e9f00112233a。",
    ),
    ours(
        "source-001",
        Style.SOURCE_ENTRY,
        "001　《最后三十米》，调研组，001_调研手记.txt，UTF-8，29行，"
        "SHA-256 90ab12cd34ef56a77b88c99d00e11f22a33b44c55d66e77f88a99b00c11d22e3。",
    ),
    ours(
        "source-002",
        Style.SOURCE_ENTRY,
        "002　云溪市旧城区供水管网改造情况汇报，002_情况汇报.txt，UTF-8（带BOM），61行，"
        "SHA-256 00ff11ee22dd33cc44bb55aa6699778822113344556677889900aabbccddeeff。",
    ),
    Heading("colophon", 1, "", LABELS["colophon"]),
    ours(
        "colophon-1",
        Style.COLOPHON,
        "正文逐句取自所列资料，段末〔〕内为出处：冒号前是资料代号，冒号后是原文行号，底本在前。",
    ),
    ours(
        "colophon-2",
        Style.COLOPHON,
        "标题、脚注、表头与本页文字为编者所加；资料之间有出入处，择善而从，异文见脚注。",
    ),
)
