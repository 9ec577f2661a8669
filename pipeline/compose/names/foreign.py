"""People with foreign names, put into characters by their sound: behind a title, 总统科瓦切维奇."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.compose.names.people import PersonAt
from pipeline.compose.names.tokens import is_word
from pipeline.normalise.language.characters import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.compose.names.words import NameWords

#: Characters by which names are written after their sound; none of them goes on after a name.
_SOUNDS = (
    "阿埃艾拜朗得安昂奥巴班保鲍贝本彼比宾波伯勃博布策查察茨楚茨达戴丹德登邓迪蒂丁杜顿多厄恩尔法菲费芬丰弗夫福盖冈戈格根贡古"
    "哈海汉豪赫黑亨胡华惠霍基吉加贾捷杰金卡凯坎康考柯科克肯孔库夸奎昆拉莱赖兰劳勒雷蕾黎里理利莉丽联林琳留隆娄卢鲁路"
    "伦罗洛马玛迈曼茅梅门蒙弥米密缅缪明摩莫默姆木穆纳娜奈南瑙内妮尼年涅宁纽努诺欧帕派潘庞培佩彭蓬皮匹平泼珀普奇契恰乔切"
    "钦琴丘让饶日荣茹瑞若萨塞赛桑瑟沙莎珊绍舍申圣施史舒斯丝松苏索塔泰坦汤唐特滕提汀廷图托陀瓦万王旺威韦维魏温文翁沃乌武"
    "西希锡夏香谢辛欣兴雄休许逊雅亚延扬耶叶伊因英尤约云泽曾扎詹哲者珍芝朱祖佐娃"
)
_NAME = re.compile(f"[{_SOUNDS}]{{1,7}}(?:·[{_SOUNDS}]{{1,7}})*")
#: A title has up to so many characters.
_TITLE = 8
#: So many characters are no Chinese name; fewer are, where they begin with a surname.
_LONG, _LEAST = 5, 3


def foreigners(text: str, words: NameWords) -> Iterator[PersonAt]:
    """The people with foreign names that a text names right behind a title.

    Without a title a name can't be told from that of a country: 萨尔维亚表示.
    """
    for title in words.title.finditer(text):
        found = _NAME.match(text, title.end())
        if found is None or is_word(found[0]):
            continue
        chinese = words.surname.match(found[0]) is not None
        length = len(found[0])
        spoken = words.saying.match(text, found.end()) is not None
        if not spoken and _is_cut(found[0], text[found.end() : found.end() + 1]):
            continue
        least = _LONG if chinese else 2 if spoken else _LEAST
        if length >= least or ("·" in found[0] and length > _LEAST):
            yield PersonAt(*found.span(), found[0])


def _is_cut(name: str, after: str) -> bool:
    """Whether a name seems to go on with a character that the table hasn't got: hardly any ends in
    a part of one character.

    >>> _is_cut("希奥玛拉·萨", "峨"), _is_cut("杰克·卢", "，"), _is_cut("米洛·马丁", "来")
    (True, False, False)
    """
    return len(name.rpartition("·")[2]) == 1 and "·" in name and is_han(after)
