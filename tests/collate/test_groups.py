"""Which witness a passage is printed from: the text itself, not who tells of it."""

from pipeline.collate import collate
from pipeline.normalise import normalise
from pipeline.read import make_source
from tests.growth import calls

SPEECH = (
    "一是审批环节仍然偏多，工程建设项目从立项到竣工平均要盖三十七个章。\n"
    "办证的群众来回跑了十几趟，窗口前排起了长队，大家意见很大。\n"
    "二是惠企政策落地难，去年出台的四十六项政策中有十一项知晓率不足三成。\n"
    "三是少数干部作风漂浮，有的新官不理旧账，能办的事一拖再拖。\n"
)


def _bases(*texts):
    return [one.witnesses[0].source for one in told(*texts) if len(one.witnesses) > 1]


def told(*texts):
    return collate(
        [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts)]
    ).passages


def test_a_sentence_that_sums_up_several_is_printed_beside_them_and_tears_nothing():
    report = (
        "工程建设项目从立项到竣工平均要盖三十七个章；去年出台的四十六项政策中有十一项知晓率不足三成；"
        "能办的事一拖再拖，企业家们对此反映强烈，希望尽快改变。\n"
    )

    printed = "".join(one.text for one in told(report, SPEECH))

    assert all(line in printed for line in SPEECH.splitlines())


def test_who_quotes_a_text_is_its_base_nowhere():
    notice = (
        "支持在农产品主产区建设产地冷藏保鲜设施，对冷链用电执行农业生产用电价格。\n"
        "严禁以任何形式向农民摊派费用。\n"
    )
    comment = (
        "通知要求“严禁以任何形式向农民摊派费用”，这是一条红线。\n"
        "支持在农产品主产区建设产地冷藏保鲜设施，对冷链用电执行农业生产用电价格，会让山货走出大山。\n"
    )

    assert set(_bases(comment, notice)) == {"1.txt"}


def test_a_paragraph_is_not_torn_for_the_sake_of_a_doubt():
    """What it says alone would stand under the year of another paragraph."""
    annals = (
        "1954年七月连降大雨，沅溪水位达九十八米，为有记录以来来最高水位。"
        "全县受灾九万四千人，淹田十一万亩。\n"
    )
    report = "1954年七月连降大雨，沅溪水位达九十八米，为有记录以来最高水位。\n"

    assert _bases(annals, report) == ["0.txt"]
    assert _bases(report, annals) == ["1.txt"]
    assert _bases(report, annals.partition("全县")[0]) == ["0.txt"]


def test_a_body_that_speaks_of_itself_is_the_base():
    report = (
        "法院认为，绿野公司连续三年未支付租金，经催告后仍未履行，合作社有权依法解除合同。"
        "这一判决在当地引起了热议。\n"
    )
    judgment = (
        "本院认为，绿野公司连续三年未支付租金，经催告后仍未履行，合作社有权依法解除合同。"
        "案件受理费由被告负担。\n"
    )

    assert set(_bases(report, judgment)) == {"1.txt"}


def test_what_a_report_adds_to_a_sentence_does_not_take_it_out_of_the_text():
    speech = (
        "要加快茶园改造，把加工园建好，让茶农得到实惠。\n"
        "要把茶路修到每个村口，让山货走得出去，让游客进得来。\n"
        "春茶采摘只有二十来天，错过了这一季就要再等一年，各村都要把人手备足。\n"
    )
    first, second = (line.rstrip("。") for line in speech.splitlines()[:2])
    more = "在座的都点头称是，散会以后还有人围着县长问个不停。"
    report = f"会议要求，{first}。会议还要求，{second}，{more}\n"

    assert set(_bases(report, speech)) == {"1.txt"}
    assert f"{second}。" in [one.text for one in told(report, speech)]


def test_cost_is_linear_in_the_copies_of_a_text():
    """One release that many papers print is one group of as many runs."""
    line = "全县第{}项工程由县里负责推进，计划投资九百万元，年底以前全部完成。"
    release = "".join(line.format(n) for n in "一二三四五六七八")

    def work(papers):
        texts = [f"{n}报\n\n{release}\n\n第{n}家报纸的后记。\n" for n in range(papers)]
        articles = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts)]
        return calls(lambda: collate(articles))

    work(10)  # tables are read once
    assert work(80) <= 2.2 * work(40)


def test_a_short_sentence_that_another_one_takes_in_is_told_once():
    plain = "镇上的集市开到了深夜。\n手中有粮，心里不慌。\n渡口的石阶上长满了青苔。\n"
    more = (
        "镇上的集市开到了深夜。\n"
        "据有关部门负责人介绍，手中有粮，心里不慌，今年的晚稻收成比去年还要好一些。\n"
        "渡口的石阶上长满了青苔。\n"
    )

    taken = [one for one in told(plain, more) if "手中有粮" in one.text]

    assert [[witness.source for witness in one.witnesses] for one in taken] == [["1.txt", "0.txt"]]


def test_a_name_within_a_clause_takes_no_sentence_in():
    names = "镇上的集市开到了深夜。\n湘江水利枢纽工程。\n渡口的石阶上长满了青苔。\n"
    report = (
        "镇上的集市开到了深夜。\n"
        "去年动工的湘江水利枢纽工程的移民安置点里，已经住进了第一批人家。\n"
        "渡口的石阶上长满了青苔。\n"
    )

    assert "湘江水利枢纽工程。" in [one.text for one in told(names, report)]


MINUTES = (
    "会议指出，今年以来全县道路交通、城镇燃气、非煤矿山等领域隐患突出，有病险水库4座，备汛任务艰巨。\n"
    "会议要求，要压实责任，逐级签订责任状；要加快4座病险水库除险加固，主体工程在6月20日前完工。\n"
    "会议议定，安排乡村建设项目86个，计划总投资3.42亿元，由县财政局牵头建立资金周调度、月通报机制。\n"
    "项目招投标严格执行有关规定，优先采取以工代赈方式，劳务报酬占中央资金的比例不低于三成。\n"
    "会议还研究了人事任免事项，任命两名同志为县水利局副局长，试用期一年。\n"
)


def test_minutes_that_a_paper_makes_shorter_are_the_base_though_they_say_so():
    """They have a slip, too; printed from the paper they would have holes."""
    paper = (
        "要压实责任，逐级签订责任状，加快4座病险水库除险加固，主体工程在6月30日前完工。\n"
        "全县道路交通、城镇燃气、非煤矿山等领域隐患突出，有病险水库4座，备汛任务艰巨。\n"
        "安排乡村建设项目68个，计划总投资3.42亿元。\n"
    )

    assert set(_bases(paper, MINUTES.replace("签订", "签汀"))) == {"1.txt"}


def test_of_two_scans_each_is_the_base_where_it_has_fewer_doubts():
    assert set(_bases(MINUTES.replace("签订", "签汀"), MINUTES)) == {"0.txt", "1.txt"}


def test_a_clause_that_a_shorter_text_has_more_is_left_to_a_note():
    paper = (
        "据县应急管理局介绍，今年以来全县道路交通、城镇燃气、非煤矿山等领域隐患突出，"
        "有病险水库4座，备汛任务艰巨。\n"
        "项目招投标严格执行有关规定，优先采取以工代赈方式，劳务报酬占中央资金的比例不低于三成，"
        "这一比例比去年提高了一成，全县的务工群众因此每人每年增收两千余元，日子好过多了。\n"
    )

    printed = [one.text for one in told(MINUTES, paper)]

    assert not any("据县应急管理局介绍" in text for text in printed)
    assert any("增收两千余元" in text for text in printed)
    assert all(any(line in text for text in printed) for line in MINUTES.splitlines())


def test_what_a_post_cuts_in_pieces_is_no_sum_of_them():
    notice = (
        "设立总规模一百亿元的纾困基金，对小微企业贷款给予1个百分点贴息，单户贴息最高50万元；"
        "力争普惠小微贷款余额突破1.2万亿元，民营企业新增贷款占比不低于50%。\n"
        "推行容缺受理、告知承诺制，企业开办时间压缩至半个工作日，对新业态实行包容审慎监管。\n"
    )
    post = (
        "设立总规模一百亿元的纾困基金，对小微企业贷款给予1个百分点贴息，单户贴息最高500万元。\n"
        "老板们看好了。\n"
        "民营企业新增贷款占比不低于50%。\n"
    )

    assert set(_bases(post, notice)) == {"1.txt"}


LONGER = (
    "县里的路窄，雨一大就断，运菌棒的车常常堵在半山腰，一堵就是大半天，谁也走不了。\n"
    "后来修了三条产业路，又架了一座便桥，车才能开到棚边，菇农不用再肩挑背扛地往山下送。\n"
    "冷库也建起来了，鲜菇当天采、当天冷藏、当天发走，价钱比往年高出两成，大家都很高兴。\n"
)


def _printed(*texts):
    """What is printed from each text, in its order."""
    passages = told(*texts)
    return [
        "".join(one.text for one in passages if one.base.source == f"{n}.txt")
        for n in range(len(texts))
    ]


def test_who_said_it_is_printed_with_what_was_said():
    daily = (
        "菌棚里的温度一直是十八度五。“差一度都不行，菌子的命就在这一度里。”陆景明打着手电查看。\n"
    )
    account = "棚外下着雨。“差一度都不行，菌子的命就在这一度里。”他说。三年前，他还在东莞拧螺丝。\n"

    assert "这一度里。”他说。三年前" in _printed(daily, account)[1]


def test_what_is_said_anew_is_printed_with_what_it_says_anew():
    told_by_both = "2018年，全县外出务工人员有9.4万人，村里的年轻人差不多走空了。"
    daily = LONGER + told_by_both + "如今变了样，回来的人一年比一年多。\n"
    account = (
        told_by_both + "\n也就是说，三个人里就有一个在外面。\n"
        "谁来种地，成了村里人最常问起的一句话，谁也答不上来。\n"
    )

    assert "走空了。也就是说" in _printed(daily, account)[1]


def test_what_happened_is_printed_with_its_day():
    report = LONGER * 2 + "7月2日2时10分，七甲坪镇洞溪村发生山体滑坡，冲毁房屋5栋，7人失联。\n"
    chronicle = (
        "7月1日　20时起，沅陵县北部普降特大暴雨。\n"
        "7月2日　2时10分，七甲坪镇洞溪村发生山体滑坡，冲毁房屋5栋，7人失联。"
        "6时，市里启动应急响应。县长赶到村里。\n"
        "7月4日　沅江沅陵站出现洪峰。\n7月5日　最后3名失联人员被找到。\n"
    )

    assert "7月2日　2时10分" in _printed(report, chronicle)[1]
    assert "县长赶到" in _printed(report, chronicle)[1]


def test_a_question_is_printed_with_its_answer():
    opinion = (
        "市财政每年安排专项资金3000万元，用于综合体的建设和运营。\n"
        "公有房屋可以零租金或低租金委托专业机构运营，委托期限一般不超过10年。\n"
        "各区要把这件事列入年度工作要点，明确牵头部门，按季度调度进展情况。\n"
    )
    asked = (
        "市民政局负责人答记者问\n问：什么是综合体？\n答：就是在社区里提供服务的场所，离家近。\n"
        "问：运营机构有什么支持？\n"
        "答：市财政每年安排专项资金3000万元，用于综合体的建设和运营。"
        "公有房屋可以零租金或低租金委托专业机构运营，委托期限一般不超过10年。\n"
    )

    _, answers = _printed(opinion, asked)
    assert "答：市财政每年" in answers
    assert "不超过10年" in answers


def test_the_other_text_is_printed_once_where_it_can_do_without():
    """The base changes rather than that both are printed."""
    daily = "陆景明打着手电查看。“差一度都不行，菌子的命就在这一度里。”\n"
    account = "棚外下着雨。“差一度都不行，菌子的命就在这一度里。”他说。\n"

    first, second = _printed(daily, account)
    assert "差一度" not in first
    assert "差一度" in second


def test_a_rumour_is_printed_with_what_refutes_it():
    truth = "官塘水库18日17时出现管涌，经抢险人员6个小时奋战，险情于23时得到控制。"
    bulletin = LONGER + f"{truth}下游群众已全部转移到安全地带。\n"
    post = f"这些谣言别信\n\n谣言一：官塘水库已经垮坝。\n\n真相：{truth}\n\n请大家互相转告。\n"

    assert f"垮坝。真相：{truth}" in _printed(bulletin, post)[1]


def test_a_quotation_is_printed_whole_where_it_can_be():
    """Who laughs behind it needs its last sentence, and that the mark that opens it."""
    one = "“老屋漏雨，夜里拿三个脸盆接着，谁也睡不好。"
    other = "修屋那天，全组的人都来了，比过年还热闹。”"
    talk = f"{LONGER}讲到搬家，她有说不完的话：{one}{other}她一直留着那三个脸盆。\n"
    report = f"她讲起那年的事。{one}{other}讲到这里，她笑了。屋里的人也都笑了起来。\n"

    assert f"{one}{other}讲到这里" in _printed(talk, report)[1]


def test_what_nobody_says_behind_it_needs_who_said_it_before():
    told_by_both = "县卫生局局长算了一笔账：去年门诊次均费用186元，住院次均费用5230元。"
    quoted = "“老百姓口袋里的钱省下来了。”"
    report = f"{told_by_both}{quoted}\n"

    assert told_by_both + quoted in _printed(LONGER + told_by_both + "\n", report)[1]
