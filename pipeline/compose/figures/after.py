"""What is counted where its name follows the number: 124处农村饮水安全巩固提升项目."""

from __future__ import annotations

import re

from pipeline.compose.names.tokens import tokens
from pipeline.normalise.language.characters import HAN

#: Characters looked at behind a number.
_REACH = 24
_RUN = re.compile(f"[{HAN}“”A-Za-z0-9]+")
_QUOTED = re.compile(f"“[{HAN}A-Za-z0-9]{{1,10}}”")
#: Parts of speech that end what is counted.
_STOPS = frozenset("dpcryxtf")
#: What the cutter takes for something else at the end of a name.
_ENDS = frozenset("站场点厂园库区地线路层次")
# 6家发展到43家: how it goes on.
_CHANGES = re.compile(rf"[{HAN}]{{1,4}}(?:到|至|为|成)(?:约|近)?\d")
#: 企业12家和合作社3家: another count follows, and nothing that the first one counts.
_AND = re.compile("和|与|及|以及|跟|同")
_NOT_NAMES = "的了着过有是被已将在"
_FULLY = re.compile("全部|全都|大多|大部分|陆续|相继|成功|率先|正式|一律|左右|满负荷|落户|入驻")
#: Verbs that stand inside names of things: 污水处理设施, 视频监控点.
_WITHIN = re.compile(
    "处理|管理|服务|建设|整治|示范|监控|保护|生产|加工|养殖|培训|治理|利用|研发|创新|提升|巩固|改造|"
    "供水|饮水|供热|供电|医疗|教育|教学|运输|物流|销售|旅游|投资|合作|重点|规模|孵化|集中|集散|安置|"
    "搬迁|扶贫|种植|设计|制造|装备|检测|监测|认证|交易|展示|配套|招商|就业|创业|康复|养老|托育|充电|"
    "停车|试点|引导|开放|公开|上市|储备|修复|恢复|防护|排污|排水|专业|综合|联合|签约|国控|省控|终极|产业|"
    "实训|急救|便民|文化"
)
#: What has become of people, behind their number: 113人遇难.
BECAME = re.compile(
    "死亡失踪|遇难|死亡|失踪|失联|受伤|受灾|伤亡|被困|获救|确诊|感染|治愈|参保|脱贫|就业|返贫|返乡|入党|毕业"
)
#: 11项企业知晓率不足三成: a quantity with a number of its own behind it, counted by none before.
_VALUED = re.compile(
    "(?:率|比重|占比|比例|额|量|值|收入|面积|利润)(?:均|都|仅|也)?(?:不足|不到|达到?|超过?|过|为|约|近|低于|高于)"
    r"(?:[约近]|了)?[\d一二三四五六七八九十百半]"
)
#: What money is put into.
_FUND = re.compile(
    f"(?:(?![的了在由被把])[{HAN}]){{2,12}}(?:基金|资金|债券|项目|工程|园区|产业园|公司)"
)
#: Names of one character.
_SINGLE = "省市县区镇乡村"


def became(text: str, end: int) -> str:
    """What has become of the people whose number ends at ``end``; "" where nothing is said.

    >>> became("地震造成113人遇难、782人受伤", 8), became("有113人参加", 5)
    ('遇难', '')
    """
    found = BECAME.match(text, end)
    return found[0] if found else ""


def whole(text: str, end: int) -> str:
    """The words behind a number up to the next mark, where they are one name; "" else. It may be
    one that the cutter doesn't know.

    >>> whole("总规模100亿元的民营企业纾困基金，投向加工", 9)
    '民营企业纾困基金'
    >>> whole("总额3亿元的订单由茶厂完成。", 6)
    ''
    """
    found = _RUN.match(text, end, end + _REACH)
    if found is None or text[found.end() : found.end() + 1] not in ("，", "。", "；", "、"):
        return ""
    return found[0] if _FUND.fullmatch(found[0]) else ""


def counted(text: str, end: int) -> str:
    """The name of what is counted, where it stands at ``end``; "" where something else does.

    >>> counted("全市124处农村饮水安全巩固提升项目已全部完成", 6)
    '农村饮水安全巩固提升项目'
    >>> counted("23个代表队的1500名运动员参加了比赛", 12), counted("建成企业8家，获奖", 6)
    ('运动员', '')
    >>> counted("认定企业12家和合作社3家", 7)
    ''
    >>> counted("有11项企业知晓率不足三成", 4), counted("11种主要矿种“三率”水平达标率为95%", 3)
    ('', '主要矿种')
    >>> counted("推出30个“一件事”主题服务，6月上线", 5)
    '“一件事”主题服务'
    """
    found = _RUN.match(text, end, end + _REACH)
    if not found:
        return ""
    run = found[0]
    if _CHANGES.match(run) or _AND.match(run):
        return ""
    quoted = _QUOTED.match(text, end)
    if quoted:  # 30个“一件事”主题服务
        name = _name(text[quoted.end() : end + _REACH])
        return quoted[0] + name if name else ""
    if run[0] in _SINGLE and run[1:2] in ("", "的"):
        return run[0]
    return _name(run)


def _name(text: str) -> str:
    """The name at the head of some words, with which something else may go on."""
    found = _RUN.match(text)
    run = found[0] if found else ""
    out = ""
    for word in tokens(run)[0]:
        closes = word.text[-1] in _ENDS and word.text != "地区"
        if _FULLY.fullmatch(word.text) or word.text in _NOT_NAMES:
            break
        verb = word.kind == "v" and not _WITHIN.fullmatch(word.text)
        if not closes and (verb or (out and word.kind[:1] in _STOPS)):
            break
        if closes or word.kind[:1] in "njsbligq" or word.kind in ("vn", "gazetteer", "eng"):
            out = run[: word.end]
    valued = _VALUED.search(run)
    if valued and valued.start() < len(out):
        return ""
    return out if len(out) > 1 and out.count("“") == out.count("”") else ""
