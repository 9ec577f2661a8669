"""Captions: what says of itself that it is one, and the credit at its end."""

from __future__ import annotations

import re

from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.language.endings import ends_sentence
from pipeline.normalise.language.simplified import simplified

_CREDIT_OPENS = re.compile(
    rf"[{HAN}、，“”]{{4,40}}[。]?[{BLANK}]+(?:本报|(?:本报|[{HAN}]{{2,4}}[报社台网])?(?:记者|通讯员|特约)[^。，]{{0,16}})$"
)
_WHOLE_CAPTION = re.compile(f"[{HAN}、，“”0-9]{{5,}}。[^。，]{{2,24}}$")
#: Who took or gave the picture is set off, or says what they are: 应当为职工提供。 has no credit.
_CREDIT_END = re.compile(
    # A line's end cuts 每天摄|入, too: who took it stands before 摄, behind a mark or a blank.
    rf"(?:^[{HAN}·]{{2,4}}|(?:[{BLANK}（(。！”？：:/／]|记者|通讯员|特约)[^，。；！？、]{{0,16}}(?<!拍))摄[）)。]?$"
    r"|(?:供图|资料图片?|/图|／图)[）)。]?$"
    rf"|(?:[{BLANK}（(。！”？：:/／]|记者|通讯员|图片|照片)[^，。；！？、]{{0,16}}"
    "(?:摄影|(?<![就有为应可将已能])提供|制图|绘图)[）)。]?$"
    r"|^[^，。；！？、]{2,12}(?:摄影|(?:部|局|社|网|报|台|中心|公司)提供|制图|绘图)[）)]?$"
)
#: Whatever says that it is a figure opens with one of these, and nearly no line does.
_FIGURE_OPENS = "图表专本数资（"
_FIGURE = re.compile(
    r"(?:图|图表|表|图片|专栏)\s?[0-9一二三四五六七八九十]{1,3}[\s:：.]|图为|（?本版图片"
    r"|(?:图片|图表|数据|资料)来源[:：][^。！？]*。?$"
)
#: （图｜韦岳）, （摄影/韦岳）
_CREDIT_NAMED = re.compile(
    rf"[（(](?:图片?|摄影?|供图|摄影报道)[{BLANK}]*[｜|/／:：][{BLANK}]*[{HAN}·]{{2,10}}[）)]$"
)
#: Few lines end so: of the others no more than the end is looked at.
_CREDIT_LAST = re.compile("[摄图片影供][）)。]?$")
#: A credit at a line's end is seen in so many characters.
_CREDIT_TAIL = 24


def is_caption(text: str) -> bool:
    """Says who made the picture, or that it is one.

    >>> is_caption("工人在生产银锭。 本报记者 张三 摄"), is_caption("图为施工现场。")
    (True, True)
    >>> is_caption("他拍摄了许多照片。")
    False
    """
    if ends_in_credit(text):
        return True
    opens = text != "" and simplified(text[0]) in _FIGURE_OPENS
    return opens and _FIGURE.match(simplified(text)) is not None


def says_what_is_shown(text: str) -> bool:
    """A whole caption that says so itself, with a credit or without: 图为….

    >>> says_what_is_shown("图为施工现场。"), says_what_is_shown("图为")
    (True, False)
    >>> says_what_is_shown("图为施工现场。本报记者张三摄")
    True
    """
    return text.startswith(("图为", "圖為")) and (ends_sentence(text) or ends_in_credit(text))


def is_whole_caption(text: str) -> bool:
    """A sentence, and who took the picture, in one line.

    >>> is_whole_caption("村民翻晒稻谷。 本报记者 张三 摄"), is_whole_caption("稻谷。 张三 摄")
    (True, False)
    """
    return _WHOLE_CAPTION.match(text) is not None and ends_in_credit(text)


def opens_credit(text: str) -> bool:
    """A caption's sentence, and behind it the start of who took the picture.

    >>> opens_credit("村民在晒场上翻晒稻谷。 本报记者 张三"), opens_credit("他说。记者问")
    (True, False)
    """
    return _CREDIT_OPENS.match(text) is not None


def ends_in_credit(text: str) -> bool:
    """The line ends with who took or gave the picture.

    >>> [ends_in_credit(t) for t in ("产品。 某报记者 吴希 摄", "春茶开采。县融媒体中心提供")]
    [True, True]
    >>> ends_in_credit("村民在晾曬稻穀。周樂山攝"), ends_in_credit("（山報圖片）")
    (True, False)
    >>> ends_in_credit("石鼓坪的菌棚（图｜韦岳）"), ends_in_credit("石鼓坪的菌棚（图二）")
    (True, False)
    >>> [ends_in_credit(t) for t in ("材料在期限内提供。", "老人退休后，迷上了摄影。")]
    [False, False]
    >>> [ends_in_credit(t) for t in ("EFSA认为，成年人每天摄", "研究表明成年人每天摄", "柯宁摄")]
    [False, False, True]
    >>> ends_in_credit("都能下载。像是iTunes U就有提供")
    False
    """
    if text[-1:] in "）)" and _CREDIT_NAMED.search(simplified(text[-_CREDIT_TAIL:])):
        return True
    if not _CREDIT_LAST.search(simplified(text[-2:])):
        return False
    tail = simplified(text[-_CREDIT_TAIL:])
    return _CREDIT_END.search(tail if len(text) <= _CREDIT_TAIL else f"，{tail}") is not None
