"""What a source doesn't vouch for: notices that put right what was printed elsewhere (更正) quote
what is wrong; hearsay is nobody's word; what is claimed in court isn't granted.
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


_CLAIMS = re.compile(
    "(?:诉讼|仲裁|上诉|反诉)请求(?:[：:]|为)|请求(?:依法|人民法院|法院)*(?:判令|判决|确认|裁决|改判|支持)"
    "|(?:原本|原|曾|起诉|诉请|诉求)要求[^，。；]{0,24}(?:支付|赔偿|返还|补偿)"
)


def claims(text: str) -> bool:
    """Whether a sentence, in simplified characters, says what a party demands of a court, which
    may have allowed less.

    >>> claims("原告提出诉讼请求：1．支付赔偿金38250元。"), claims("她原本要求公司支付差额4600元。")
    (True, True)
    >>> claims("判决如下：公司支付赔偿金31875元。"), claims("要求各地支付农民工工资3亿元。")
    (False, False)
    >>> claims("对该项请求不予支持。")
    False
    """
    return _CLAIMS.search(text) is not None


_HEARSAY = re.compile("网传|网络流传|网上流传|疯传|坊间|据传|传闻|(?:网友|有人)(?:称|爆料|发帖)")
_REFUTES = re.compile("辟谣|不实|澄清|发布|通报|声明")


def is_hearsay(text: str) -> bool:
    """Whether a sentence, in simplified characters, tells what is rumoured; not that somebody
    refutes it.

    >>> is_hearsay("7月14日，网传一家工厂爆炸。"), is_hearsay("7月15日，县里就网传信息发布声明。")
    (True, False)
    """
    return _HEARSAY.search(text) is not None and _REFUTES.search(text) is None
