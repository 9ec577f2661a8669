"""Which witness a passage is printed from: the text itself, not who tells of it."""

from pipeline.collate import collate
from pipeline.normalise import normalise
from pipeline.read import make_source

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
