"""Where names stand, which no dictionary need have: language alone is no judge of them.

Firms before …有限公司, people beside their office, people who are listed or signed, who speak or
are called something, villages of a town, roads, and what is put in quotation marks for its own
sake: a brand, a pun, a nickname.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A firm's name has up to so many characters before its form, or before a bare 公司.
_FIRM, _SHORT_FIRM = 12, 4

_FORM = re.compile("(?:股份|责任)?有限(?:责任)?公司|股份公司|(?<!有限)公司|集团")
_PERSON = re.compile(
    "(?:记者|通讯员|特约撰稿人?|撰稿人?|作者|编辑|摄影|书记|部长|县长|市长|区长|镇长|乡长|省长|州长|主任|"
    f"局长|厅长|处长|科长|所长|院长|校长|会长|秘书长|董事长|总裁|总经理|经理|教授|研究员|院士|先生|女士)"
    f"[ \N{IDEOGRAPHIC SPACE}、：:]?([{HAN}]{{2,3}})(?:[ \N{IDEOGRAPHIC SPACE}]([{HAN}]{{2,3}}))*"
)
#: The commonest surnames, by the census of 2020: four of five people have one of them.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
    "吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武"
    "钱戴严莫孔向常"
)
_NAMED = f"[{SURNAMES}][{HAN}]{{1,2}}"
_TITLED = re.compile(f"({_NAMED})(?:教授|先生|女士|同志|老师|院士|博士|研究员|工程师|大夫|师傅)")
_LISTED = re.compile(f"{_NAMED}(?:、{_NAMED})+(?=[^{HAN}]|[等和与的]|$)")
_IN_A_ROW = re.compile(f"[{HAN}]{{2,3}}(?:、[{HAN}]{{2,3}})+(?=[^{HAN}]|[等和与的]|$)")
#: Where so many of those in a row, and half of them, are plainly people's names, all are.
_SO_MANY, _FULL_NAME = 2, re.compile(f"[{SURNAMES}][{HAN}]{{2}}")
_OF_A_PERSON = "nr"  # the dictionary's part of speech
_BETWEEN = "[ \N{IDEOGRAPHIC SPACE}、·]*"
_SIGNED = re.compile(f"{_BETWEEN}(?:{_NAMED}{_BETWEEN})+(?=（|$)")
_OF_A_SEX = re.compile(f"[{HAN}·]{{2,5}}(?=[（(][男女][）)，,、])")
_CALLED = re.compile(
    f"(?:曾用名|[又原本化别笔艺法乳小]名|人称|自号|绰号|小字)[叫为是：:]?([{HAN}]{{2,4}})"
)
_SPEAKS = re.compile(
    f"(?<![{HAN}])({_NAMED})(?=说|介绍|表示|告诉|认为|回忆|坦言|强调|指出|透露|感慨|笑道)"
)
_VILLAGE = re.compile(f"(?<=[{HAN}][镇乡])([{HAN}]{{1,4}}?)村")
_ROAD = re.compile(f"(?<![{HAN}])([{HAN}]{{2,3}})(?:路|街|巷|大道)(?=[、，。；和与及至])")
_QUOTED = re.compile("[“《‘]([^”》’“《‘]{1,4})[”》’]")
_HAN = re.compile(f"[{HAN}]*$")


class Name(NamedTuple):
    """Characters [start, end) of a text."""

    start: int
    end: int


def listed(text: str) -> Iterator[Name]:
    """Rows of people, of whom some have a rare surname.

    >>> [slice(*one) for one in listed("施滉、张甲洲、杨学诚、蒋南翔等人")]
    [slice(0, 14, None)]
    >>> [slice(*one) for one in listed("到场的有李国强、滕孝午、周文彬。")]
    [slice(4, 15, None)]
    >>> list(listed("石英岩、白云岩、千枚岩；金属、石油、高岭土"))
    []
    """
    for found in _IN_A_ROW.finditer(text):
        row = found[0].split("、")
        # Names seldom end alike, kinds of things do.
        plainly = len({one[-1] for one in row if _is_plainly_a_name(one)})
        if plainly >= max(_SO_MANY, len(row) / 2):
            yield Name(*found.span())


def _is_plainly_a_name(text: str) -> bool:
    """Three characters with a common surname, no word of another kind."""
    if not _FULL_NAME.fullmatch(text):
        return False
    word, kind = dictionary.tag(text, hmm=False)[0]
    return word != text or kind == _OF_A_PERSON


def names(text: str) -> Iterator[Name]:
    """The places of names, in no order; they may overlap.

    >>> text = "位于开发区的永兴鹏琨环保有限公司，县委书记刘朝晖说，“巢”经济。"
    >>> [text[start:end] for start, end in names(text)]
    ['位于开发区的永兴鹏琨环保', '刘朝晖', '巢']
    >>> text = "王伟、张革、李雁荡等来自农村；侯学煜教授，农村人。"
    >>> [text[start:end] for start, end in names(text)]
    ['侯学煜', '王伟、张革、李雁荡']
    >>> list(names("舒婷婷（女）　河口镇中学"))
    [Name(start=0, end=3)]
    >>> text = "沈云山，曾用名沈运山，住锦和镇岩口山村。王健国介绍，天洞路、正街。"
    >>> [text[start:end] for start, end in names(text)]
    ['沈运山', '王健国', '岩口山', '天洞']
    >>> list(names("·朱根华·")), list(names("企业要做大做强，周边、高处都要。"))
    ([Name(start=0, end=5)], [])
    """
    for found in _FORM.finditer(text):
        reach = _SHORT_FIRM if found[0] in ("公司", "集团") else _FIRM
        before = _HAN.search(text, max(0, found.start() - reach), found.start())
        if before and before[0]:
            yield Name(before.start(), found.start())
    for found in _PERSON.finditer(text):
        yield Name(found.start(1), found.end())
    for found in _TITLED.finditer(text):
        yield Name(*found.span(1))
    for found in _LISTED.finditer(text):
        yield Name(*found.span())
    yield from listed(text)
    signed = _SIGNED.match(text)
    if signed:
        yield Name(*signed.span())
    for form in (_CALLED, _SPEAKS, _VILLAGE, _ROAD):
        for found in form.finditer(text):
            yield Name(*found.span(1))
    for found in _OF_A_SEX.finditer(text):
        yield Name(*found.span())
    for found in _QUOTED.finditer(text):
        yield Name(*found.span(1))
