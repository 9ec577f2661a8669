"""What a source doesn't vouch for: notices that put right what was printed elsewhere (更正) quote
what is wrong; hearsay is nobody's word.
"""

from __future__ import annotations

import re

_CORRECTS = re.compile("(?:应当?为|更正为|误[写印作排]为?)[“「‘]")


def corrects(text: str) -> bool:
    """Whether a sentence, in simplified characters, says that other words should be read.

    >>> corrects("“63所调整为54所”应为“63所调整为45所”。"), corrects("定位应为全国一流。")
    (True, False)
    """
    return _CORRECTS.search(text) is not None


_DENIES = re.compile(
    "网传|谣|传言|不实(?:[，。；、信消传言之内]|$)|不存在|虚假|并无此事|子虚乌有|失实"
)


def denies(text: str) -> bool:
    """Whether a sentence, in simplified characters, speaks of what isn't so, or is only said.

    >>> denies("经查，网传“死亡30多人”不实。"), denies("全县新增就业1.2万人，落实政策。")
    (True, False)
    """
    return _DENIES.search(text) is not None


_HEARSAY = re.compile("网传|网络流传|网上流传|疯传|坊间|据传|传闻|(?:网友|有人)(?:称|爆料|发帖)")
_REFUTES = re.compile("辟谣|不实|澄清|发布|通报|声明")


def is_hearsay(text: str) -> bool:
    """Whether a sentence, in simplified characters, tells what is rumoured; not that somebody
    refutes it.

    >>> is_hearsay("7月14日，网传一家工厂爆炸。"), is_hearsay("7月15日，县里就网传信息发布声明。")
    (True, False)
    """
    return _HEARSAY.search(text) is not None and _REFUTES.search(text) is None
