"""What stands on pages beside the articles: captions, running heads, boxes."""

#: Captions for texts that have none.
CAPTIONS = (
    "施工人员在安装护栏。 通讯员 管宁 摄",
    "图为改造后的河岸公园。",
    "新落成的文化广场 （资料图片）",
    "村民在晒场上翻晒稻谷。 本报记者 桑榆 摄",
    "志愿者为老人测量血压。 宣传科供图",
    "冬日里的石桥 何以宁/图",
)

#: Running heads; some hold digits that are no page numbers.
HEADS = ("沅浦文汇", "泠江内参 2031年第6期", "调研与思考", "青禾学刊", "2031年9月 总第118期")

#: Boxes beside an article, each a paragraph.
ASIDES = (
    (
        "这条小街长四百二十米，旧时是全城的米市。去年秋天完成修缮后，沿街恢复了十七间老铺，"
        "其中六间由原来的人家经营。每逢农历初五、初十，这里仍旧赶集。"
    ),
    (
        "据统计，全省现有百年以上的古桥1346座，其中石拱桥占七成。近五年，各级财政共投入修缮资金"
        "2.8亿元，完成修缮318座，另有94座列入明年计划。"
    ),
    (
        "所谓“一事一议”，是指村民通过民主程序，就村内道路、水渠等公益事业的筹资筹劳作出决定的做法。"
        "它的好处是谁受益、谁出力；难处在于，人心要齐。"
    ),
)
