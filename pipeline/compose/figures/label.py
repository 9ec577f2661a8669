"""What a key figure is called: words of its sentence that a reader understands alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.compose.figures.after import BECAME
from pipeline.compose.figures.each import QUANTITY
from pipeline.compose.figures.runs import runs
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from pipeline.model.figure import Figure

#: A label has so many characters at least, unless it ends in the word for a quantity.
_SHORTEST, _LONGEST = 5, 26
# A label that ends so goes on, or says what somebody did rather than what there is.
_GOES_ON = re.compile(
    "(?:[对从在由自将把被和与及或的等中于可其向以过走成用给让使并则较比按每第有无内外上下]|以上|以下|之间|其中|"
    "相当于|带动|吸纳|惠及|扶持|涉及|提供|走访|利用|距今|强制退出|转型整合|相继|先后|安排|范围内|迄今|平均水平|"
    "奖励|压缩至|占据|设计|仅|只|占|达|达到|为|是|约|要|给予|剩|着|免费|[在按][^，。]{0,6}每[年月日天餐次]|按每[^，。]{1,4}|每[户人个亩家件]|距|涉及|第[一二三]次|首次|再次|(?<![用工小历课学耗])时)$"
)
_BEGINS_BADLY = re.compile(
    "^(?:[（的和与及或等了在于对从由将把被为其该此各并则较比按又再也还可能使让给因经所且但而至]|其中|相当于|那|这|多|余|"
    f"一[年个场亩斤天次位名]|[一二三四五六七八九十]{{1,2}}月|以(?![上下内外])|前的|最[多少高低]的|"
    f"用于|后来|其后|此后|随后|是[年岁月]|度(?=[“{HAN}])|[他她它]|装(?![机备配置修卸])|据|处(?=[违罚])|周?岁|涉及|建议|来(?=[{HAN}])|同比|环比|增长|下降|减少(?=[{HAN}]{{0,2}}$)|占|超过|达到|参加|当年|预计|力争|约)"
)
# Said of many things: without the word for what they are of, nobody knows.
_GENERAL = re.compile(
    "(?:总|年|全年|累计|完成|实现|常年)*(?:投资|产值|产量|总数|总量|金额|面积|收入|营收|税收|利润|规模|产能|投入|价值|"
    "资金|人数|户数|总投资|建筑面积|占地面积|占地|总额|销售额|投资额|投资金额|营业收入|综合产值|同期|日均|年均|比例|"
    "占比|增速|成本|费用|项目|企业|出口|进口|案例|小区|机架|层次|种类|类型|服务器|乡镇|从业人员|人员|群众|居民|游客|附加值|"
    "增加值|到位资金|消费者|学生|师生|员工|职工|旅客|观众|选手|志愿者|干部|专家|代表|村民|农民|老人|儿童|官兵|"
    "医护人员|队员|航天员)+(?:同比|环比)?(?:增长|下降|增加|减少|提高)?"
)
# 该县, 我市 and 公司 say nothing where the sentence before is missing.
_POINTING = re.compile("^(?:该|这家|其|本|我)")
WIDE = re.compile("^[全我本][省市县区国]|^全国")
_AGE = re.compile("^[0-9]+岁及?以[上下]")
#: 项目总投资: known where a briefing tells of one project.
_OF_PROJECT = re.compile("项目|工程")
#: 我们的覆盖率, 却下降: words of a speaker; 应当在收到后5日: a rule's.
_SPOKEN = re.compile("[我咱你他她它]们|自己|却|才|反而|原则上|不(?:超过|低于|少于)|应当|会同")
_RATES = re.compile(
    "(?:覆盖|普及|达标|合格|满意|完成|参与|使用|利用|优良|占有|回收|增长|知晓|同意)[率度]|比重"
)
#: 每个县补助1500万元: sums that say enough of one who is named.
_SUMS = re.compile("补助|补贴|奖励|罚款|赔偿|拨款|出资")
#: 爆燃造成3人死亡: what befell people needs no word more.
_BRINGS = re.compile("造成|导致|致使|致")
#: 建成仓库, 三大产业实现产值: what somebody does is no part of what there is.
_DOES = re.compile(
    f"^共(?=接待|召开)|^已?(?:建成|完成|实现|拥有|设有)(?=[{HAN}]{{4}})|(?<=[{HAN}]{{2}})(?:共(?=接待|召开)|实现(?=[{HAN}]{{0,4}}(?:值|收入|利润|税收|额)))"
)
_FINER = re.compile(f"(?<=[市县区])[{HAN}]{{2,8}}?(?:村|乡|镇|街道|社区)(?![镇村委民域级])")
#: 比2015年的812亿元增加: what it was then; 比计划六十四万斤超产: what it was to be.
_HELD = re.compile(
    r"[比较](?:上年|去年|[\d〇零一二三四五六七八九]{4}年|[^比较]{0,6}(?:计划|任务|目标|指标))$"
)
#: 比2023年下降, 2000年以前建成的小区: years that say nothing of when a number holds.
_OTHER_YEAR = re.compile(r"[比较]\d{4}年|\d{4}年底?(?=以前|之前|前[建的])")


def as_noun(figure: Figure, printed: str) -> str:
    """What a figure counts, without the words for what somebody did, where that leaves runs of its
    sentence.
    """
    bare = _DOES.sub("", figure.metric)
    return bare if bare and runs(bare, printed) is not None else figure.metric


def label_of(figure: Figure, *, sole: bool = False) -> str:
    """Of whom and what a figure is, in words that can stand alone; "" where it has none. ``sole``:
    it is the one figure of its name, so that 总投资 needs no word of what it is of.
    """
    if _is_of_finer(figure):
        return ""
    pointed = _POINTING.match(simplified(figure.subject)) is not None
    subject = "" if pointed else figure.subject
    words = simplified(figure.metric)
    apart = subject in figure.metric or "平均" in subject
    label = figure.metric if apart else subject + figure.metric
    befell = BECAME.fullmatch(words) is not None
    if befell and _BRINGS.search(simplified(figure.sentence)):
        return label
    named = bool(subject) and (len(words) >= 3 or befell or _SUMS.fullmatch(words) is not None)
    enough = len(words) >= _SHORTEST or (len(words) >= 3 and not pointed and QUANTITY.search(words))
    if not (enough or named) or len(label) > _LONGEST or words.count("“") != words.count("”"):
        return ""
    whole = simplified(label) if subject and label in figure.sentence else words
    share = bool(subject) and words.startswith("占") and len(words) > 2
    ends = label[-1].isalpha() or label[-1] in "）”》"
    if not ends or not (label[0].isalnum() or label[0] in "“《"):
        return ""
    if (
        _GOES_ON.search(words)
        or _HELD.search(words)
        or _SPOKEN.search(words)
        or (_BEGINS_BADLY.match(whole) and not share)
    ):
        return ""
    if _is_vague(subject, words) and not (sole and _OF_PROJECT.match(words)):
        return ""
    return "" if re.search(r"\d", _OTHER_YEAR.sub("", _AGE.sub("", words))) else label


def _is_of_finer(figure: Figure) -> bool:
    """Whether a place that lies in the subject stands behind it: 山阳县云台镇24小时降雨量."""
    subject, sentence = figure.subject, simplified(figure.sentence)
    if not subject or subject not in sentence:
        return False
    behind = sentence.find(simplified(subject)) + len(subject)
    metric = simplified(figure.metric)
    return not sentence.startswith(metric, behind) and bool(_FINER.match(sentence, behind))


def _is_vague(subject: str, words: str) -> bool:
    """总投资 says something of a firm, nothing of a whole county."""
    if _RATES.fullmatch(words):
        return not subject
    known = len(subject) > 3 and not WIDE.match(subject)
    return _GENERAL.fullmatch(words) is not None and not known
