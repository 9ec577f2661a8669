"""What Chinese says twice on purpose: 一个一个, 特别特别好, 户户有产业, 交警大队队长.

Which words do so is said in lists here; the dictionaries of the lexicon say what is a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.language import dictionary
from pipeline.normalise.readings.lexicon import LONGEST_WORD, lexicon

if TYPE_CHECKING:
    from pipeline.normalise.readings.running import Running

#: What names of places, offices and groups end in.
_ENDS_A_NAME = frozenset(
    "省市州县区乡镇村屯寨湾局部厅处科室司署院所站厂矿场店馆库校园班队组团会社湖河江海港山岛桥路街船"
)

#: What is said of each: 县县有品牌, 村村通公路.
_OF_EACH = frozenset("有都皆通")

#: What kinds of institution, of group and of payment end in, where a word ends so: 基督教教会,
#: 共产党党员, 增值税税率, 大学学报.
_ENDS_A_KIND = frozenset("教党军学税台网国族股债奖")

#: Units of time behind a figure: 6月14日日本当地时间.
_OF_TIME = frozenset("年月日时分")

#: Said twice for stress: 非常非常好, 很难很难, 不是不是.
_STRESSED = frozenset(
    {"非常", "特别", "永远", "不是", "不行", "不对", "不要", "怎么", "什么", "真的"}
)
_OF_DEGREE = frozenset("很太极最")

#: Between what is said twice and what is said a third time.
_AGAIN = frozenset("再又还")

#: What follows the name of somebody who is listed.
_OF_A_SEX = ("（男", "（女", "(男", "(女")

#: What comes of a deed: 用锁锁死, 用钉钉牢.
_COMES_OF_IT = frozenset("死住上紧牢好了着")

#: Small words that follow one that ends in the same character, of so many characters.
_BEHIND_A_WORD = {"的": 4, "地": 4, "是": 4, "与": 2, "比": 2}

#: What stands on either side of words that are called out.
_OPENS, _CLOSES = frozenset("“‘”（《，。；：！？\n"), frozenset("，、！？…")

#: What points at a thing that is named next.
_POINTING = frozenset("本该此")

#: 县县优秀、项项优秀: said twice on both sides of a pause.
_NEAR = 9
_PARALLEL = re.compile(r"(\w)\1\w{1,4}[、，](\w)\2\w{1,4}")

#: 研究研究再说, 好好研究研究: a verb said twice, in passing. Which verbs are no dictionary tells;
#: they are what people do and can do a little of, so nobody says 面临面临 or 实现实现.
_DOUBLED_VERBS = frozenset(
    re.findall(
        r"\w\w",
        "研究 讨论 商量 商议 合计 考虑 琢磨 思考 打听 了解 认识 体会 体验 感受 "
        "享受 尝试 比较 观察 参观 学习 复习 练习 锻炼 活动 运动 休息 放松 适应 "
        "交流 沟通 联系 介绍 解释 说明 分析 总结 归纳 回忆 调查 调研 检查 核对 "
        "核实 测试 测算 对比 评估 收拾 打扫 清理 整理 整顿 修理 调整 调理 改善 "
        "改进 准备 安排 布置 协调 关心 照顾 照看 帮助 提醒 表示 意思 反映 汇报 "
        "请教 教育 批评 表扬 鼓励 劝说 宣传 推荐 庆祝 热闹 高兴 打扮 补充 完善 "
        "修改 规划 计划 设计 试验 实验 指导 指点 督促 监督",
    )
)
_AFTER_A_DOUBLED_VERB = frozenset("再吧看嘛呗后才就，。；：！？、”’）…—\n")
_BEFORE_A_DOUBLED_VERB = frozenset("好再去来先要想多得该能会也请们我你他")


def is_counted(run: str) -> bool:
    """Whether a run is said again to count (一个字一个字), or is a sound (嘀嗒嘀嗒嘀嗒).

    >>> is_counted("一个字"), is_counted("轻轻地"), is_counted("基地")
    (True, True, False)
    """
    slowly = run[-1] == "地" and (len(run) > 2 or not lexicon().holds(run))
    return run[0] in "一这那" or slowly or len(set(run)) <= 2 < len(run)


def run_is_meant(text: str, at: int) -> bool:
    """Whether a run of two that starts again at ``at`` is said twice because it is meant so."""
    run = text[at : at + 2]
    if text[at - 3] in _POINTING:
        return True  # 本规定规定的条件: the thing, then what it does
    if text[at - 3] in _OPENS and text[at + 2] in _CLOSES:
        return True  # 水利水利，有水才有利: called out, and nothing else between two marks
    if run in _STRESSED or run[0] in _OF_DEGREE or run[1] in "不没":
        return True  # 特别特别好, 很难很难, 能不能不去
    if text[at + 2] in "长员" and lexicon().holds(text[at : at + 3]):
        return True  # 第一支队支队长: the group, then who leads it
    if not lexicon().holds(run) or (lexicon().holds(run + run) and not _is_noun(run)):
        return True  # 人口少的村的村民: it only looks so; 商量商量 is a word
    if text[at + 2] in _AGAIN and text.startswith(run, at + 3):
        return True  # 重复重复再重复
    ends, begins = (
        any(lexicon().holds(text[at - before : at + after]) for before, after in sizes)
        for sizes in (((3, 0), (4, 0)), ((0, 3), (0, 4)))
    )
    if ends and begins:
        return True  # 证券投资基金基金经理: one word ends, another begins
    if is_counted(run) or run[1] in "着啊呀" or run[0] == run[1]:
        return True  # 一步一步, 唱着唱着, 哈哈哈哈
    in_passing = text[at + 2] in _AFTER_A_DOUBLED_VERB or text[at - 3] in _BEFORE_A_DOUBLED_VERB
    return in_passing and run in _DOUBLED_VERBS


def _is_noun(word: str) -> bool:
    """Whether it is a thing or a place: 上海上海 is the title of a song, and no word."""
    return dictionary.tag(word, hmm=False)[0][1].startswith("n")


def character_is_meant(line: Running, at: int) -> bool:
    """Whether one character stands twice on purpose: 一个个, 户户有产业, 规规整整, 用锁锁死, 动不了
    了, 亮光光; or where a name that ends in a kind of place or office is followed by a
    word that begins with it: 交警大队队长, 鄱阳湖湖口, 龙鹄村村卫生室, 6月14日日本; or 的, 是, 与,
    比 behind a word that ends in it: 众矢之的的, 实事求是是, 参与与, 占比比; or where what follows
    is said again at once: 监管管出公平; or at the end of the name of somebody listed: 舒婷婷（女）.
    """
    text = line.text
    if text[at + 1 : at + 3] in _OF_A_SEX:
        return True
    if text[at - 2] == "一" or text[at + 1] in _OF_EACH:
        return True
    if dictionary.has_word(text[at - 2 : at + 1]):
        return True
    if text[at - 2] == "用" and text[at + 1] in _COMES_OF_IT:
        return True
    if text[at] == "了" and text[at - 2] in "不得":
        return True
    longest = _BEHIND_A_WORD.get(text[at])
    if longest is not None and lexicon().holds(text[at - longest : at]):
        return True
    again = text[at : at + 2] in text[at + 2 : at + _NEAR]
    if again and lexicon().holds(text[at - 2 : at]):
        return True
    near = _PARALLEL.finditer(text, max(0, at - _NEAR), at + _NEAR)
    if any(at in (both.end(1), both.end(2)) for both in near):
        return True
    if any(line.han[b] and text[a] == text[b] for a, b in ((at + 1, at + 2), (at - 3, at - 2))):
        return True
    words = (text[at : at + length] for length in range(2, LONGEST_WORD + 1))
    name = text[at] in _ENDS_A_NAME or (text[at] in _OF_TIME and text[at - 2].isdecimal())
    kind = text[at] in _ENDS_A_KIND and any(
        lexicon().holds(text[at - length : at]) for length in range(2, LONGEST_WORD + 1)
    )
    return (name or kind) and any(map(lexicon().holds, words))
