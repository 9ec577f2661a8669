"""Order by pinyin, as indexes are sorted: syllable by syllable, then by tone.

Readings come from pypinyin; what it can't know is that a name is one: surnames and places that
are read otherwise than their characters are elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Surnames by their reading as such.
SURNAMES = {
    "单": "shan4", "曾": "zeng1", "仇": "qiu2", "区": "ou1", "任": "ren2", "解": "xie4",
    "覃": "qin2", "查": "zha1", "朴": "piao2", "盖": "ge3", "翟": "zhai2", "尉迟": "yu4 chi2",
    "万俟": "mo4 qi2", "员": "yun4", "缪": "miao4", "乐": "yue4", "宿": "su4", "燕": "yan1",
    "华": "hua4", "宁": "ning4", "葛": "ge3", "繁": "po2", "洗": "xian3", "纪": "ji3",
    "牟": "mou2", "秘": "bi4", "过": "guo1", "长孙": "zhang3 sun1", "令狐": "ling2 hu2",
    "折": "she2", "黑": "he4", "召": "shao4", "都": "du1", "澹台": "tan2 tai2", "重": "chong2",
    "应": "ying1", "相": "xiang4", "那": "na1", "哈": "ha3", "祭": "zhai4", "种": "chong2",
    "贾": "jia3", "车": "che1", "薄": "bo2", "隗": "wei3", "谌": "chen2",
}  # fmt: skip

#: Places by their reading, where their characters are usually read otherwise.
_PLACES = {
    "单县": "shan4", "乐亭": "lao4", "蔚县": "yu4", "莘县": "shen1", "浚县": "xun4", "歙县": "she4",
    "铅山": "yan2", "长子": "zhang3", "尉犁": "yu4", "东阿": "dong1", "番禺": "pan1", "丽水": "li2",
    "六安": "lu4", "六合": "lu4", "长治": "chang2", "重庆": "chong2", "厦门": "xia4", "大埔": "da4",
    "台州": "tai1", "任丘": "ren2", "任县": "ren2", "盱眙": "xu1", "牟平": "mu4", "会稽": "kuai4",
    "渑池": "mian3", "泌阳": "bi4", "中牟": "zhong1", "柞水": "zha4", "洪洞": "hong2",
    "荥阳": "xing2", "郫": "pi2", "犍为": "qian2", "珙县": "gong3", "涪": "fu2", "亳州": "bo2",
}  # fmt: skip
_SYLLABLE = re.compile(r"([a-zü]+)(\d?)")


def sorting_key(name: str, *, person: bool = False) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Syllables, then tones, then characters; Latin and digits come before Han.

    >>> sorted(["永兴县", "安仁县", "安化县", "AB厂"], key=sorting_key)
    ['AB厂', '安化县', '安仁县', '永兴县']
    >>> sorted(["曾国藩", "单田芳", "周塘"], key=lambda name: sorting_key(name, person=True))
    ['单田芳', '曾国藩', '周塘']
    """
    syllables, tones = [], []
    for part in _read(name, person=person):
        found = _SYLLABLE.fullmatch(part)
        syllables.append(found[1] if found else f" {part.lower()}")
        tones.append(found[2] if found else "")
    return tuple(syllables), tuple(tones), name


def initial(name: str, *, person: bool = False) -> str:
    """The letter a name stands under: A–Z, # for what has none.

    >>> initial("郴州市"), initial("单田芳", person=True), initial("5G中心")
    ('C', 'S', '#')
    """
    first = _read(name, person=person)[0][:1].upper()
    return first if "A" <= first <= "Z" else "#"


@lru_cache(maxsize=4096)
def _read(name: str, *, person: bool) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    parts = lazy_pinyin(name, style=Style.TONE3, v_to_u=True)
    table = SURNAMES if person else _PLACES
    for head in (name[:2], name[:1]):
        if head in table:
            told = table[head].split()
            return (*told, *parts[len(told) :])
    return tuple(parts)
