"""What a page of the web says of itself around a text: its addresses, where it stands in the site,
its tools, its sizes of type, how often it was read.

None of it is the text's: copied along, it stood where the title is looked for. One word alone is
no tool (收藏 may be a heading); two of them side by side are, and so is one beside an address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.printed.boilerplate import is_boilerplate, is_host, opens_related

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.normalise.printed.lines import Line

_ADDRESS = re.compile(
    r"https?://[!-~]+|www\.[!-~]+|(?<![!-~])[a-z0-9-]+(?:\.[a-z0-9-]+){0,3}\.(?:com|cn|org|net)(?:/[!-~]*)?(?![!-~])"
)
#: What an address goes on with in the next line.
_ADDRESS_GOES_ON = re.compile(r"[!-~]{4,}")
#: How many characters may stand beside an address: 原文链接：, [查看原文](…).
_BESIDE_ADDRESS = 16

#: What nothing but a page of the web says.
_OF_A_PAGE = re.compile(
    r"[\[【（(]?(?:(?:点击)?(?:查看|阅读|浏览)(?:原文|全文|更多)|返回(?:首页|顶部|列表)|打印本页|关闭窗口|"
    r"分享(?:到|至)(?:[：:].{0,12}|微信|微博|朋友圈|QQ.{0,4})|扫一扫.{0,16}|[上下]一[篇条][：:].{0,40}|"
    r"(?:相关|延伸|推荐)(?:报道|阅读|新闻|文章|链接)[：:][^。]{4,60})[\]】）)]?[>》…]{0,3}$"
    rf"|(?:阅读|浏览|点击|访问)(?:量|数|次数)[：:]?[{BLANK}]*\d*[{BLANK}]*次?$"
)

#: No line that a page says of itself is longer, addresses left aside.
_LONGEST = 80

_SITE = "(?:您?的?(?:当前|现在|所在)的?所?在?的?位置|您现?在的?位置)[:：]"
_STEP = rf"[{BLANK}]*(?:[>›»]|&gt;|>>)[{BLANK}]*"
#: 当前位置：首页 > 政务公开 > 要闻, in one line; its start; and a line with a step's sign alone.
_CRUMBS = re.compile(rf"(?:{_SITE}|首[{BLANK}]*页(?={_STEP}))[^。！？，]{{0,60}}$")
_CRUMBS_START = re.compile(rf"{_SITE}$")
_STEP_SIGN = re.compile("[>›»]|&gt;")
#: The last step, once more above the text, stands within so many lines.
_HEAD = 8
_STEP_ALONE = re.compile(rf"{_STEP}$")

_SIZES = re.compile(
    rf"[【\[（(]?(?:字体|字号)(?:大小)?[:：][{BLANK}大中小超特默认加减还原]*[】\]）)]?$"
)
_SIZE = re.compile("(?:[特超]?[大中小]|默认|加大|还原|减小)?】?$")
#: So many lines may name sizes.
_SIZES_REACH = 6

_A_TOOL = (
    "(?:打印|下载|收藏|分享|全屏|纠错|朗读|举报|点赞|转发|评论|复制链接|关闭|返回|加大|还原|减小|放大|缩小|语音播报|无障碍|"
    "登录|注册|登录注册|海报分享|微信好友|新浪微博|回到顶部|返回顶部|已?关注|订阅|听新闻|听全文|大字|大字版|投诉|"
    "编辑|讨论|上传视频|播报|锁定|赞|在看|写留言|私信|微信|微博|朋友圈|QQ空间?)"
)
_TOOL = re.compile(f"{_A_TOOL}$")
_BRACKETS = re.compile(r"[【】\[\]|｜]{1,2}$")
#: [00:52:17], 2031-06-08 10:04:11: when something was said, to the second, by itself.
_CLOCK = re.compile(
    rf"(?P<bracket>[\[【（(])?(?:\d{{4}}[-/.年]\d\d?[-/.月]\d\d?日?[{BLANK}]*)?\d\d?:\d\d:\d\d(?:[.,]\d{{1,3}})?"
    r"[\]】）)]?"
)
#: Two tools, or one behind the sizes of type.
_TOOLS = re.compile(
    rf"{_A_TOOL}(?:[{BLANK}|｜/]+{_A_TOOL})+$"
    rf"|(?:[\[【]{_A_TOOL}(?:(?:到|至)?(?:微信|微博|朋友圈|QQ空间?)|本页|窗口)?[\]】][{BLANK}]*){{2,}}$"
    rf"|[【\[（(]?(?:字体|字号)(?:大小)?[:：][{BLANK}大中小超特默认]*[】\]）)]?(?:[{BLANK}|｜/]*{_A_TOOL})+$"
)
#: The titles of other texts, each on a line, are no longer.
_LONGEST_TITLE = 60
#: Any of these: nearly no line is one, and is asked no more.
_SAYS_SO = re.compile(
    "|".join(
        f"(?:{one.pattern})"
        for one in (_OF_A_PAGE, _CRUMBS, _CRUMBS_START, _SIZES, _TOOL, _TOOLS, _BRACKETS)
    )
)


def is_link(text: str) -> bool:
    """An address of the web that a line, in simplified characters, holds for its own sake, or its
    words, as pages have them at their foot.

    >>> [is_link(t) for t in ("[查看原文](https://a.cn/1.html)", "http://a.cn", "见www.a.cn。")]
    [True, True, False]
    >>> [is_link(t) for t in ("阅读全文>>", "下一篇：春茶开采", "分享到各乡各村的经验")]
    [True, True, False]
    >>> [is_link(t) for t in ("相关文章：春茶开采了", "订阅：山报.com", "网址：shanbao.com/a#b")]
    [True, False, True]
    >>> [is_link(t) for t in ("浏览次数：318", "当前位置：首页 > 要闻", "当前位置：图中的红点。")]
    [True, True, False]
    """
    if len(text) <= _LONGEST and (_OF_A_PAGE.match(text) or _CRUMBS.match(text)):
        return True
    if "." not in text and "://" not in text:  # nearly every line
        return False
    rest, count = _ADDRESS.subn("", text)
    return count > 0 and len(rest) <= _BESIDE_ADDRESS and not endings.has_sentence_mark(rest)


def of_the_page(lines: Sequence[Line], in_sentence: Callable[[int], bool]) -> frozenset[int]:
    """Which lines, by their number, the page says and not the text. A line ``in_sentence`` is one
    of a paragraph, whatever its words (扫描二维码即可).
    """
    texts = [simplified(line.text) for line in lines]
    found = {
        i
        for i, text in enumerate(texts)
        if (_is_address(texts, i) and (_is_bare(text) or not in_sentence(i)))
        or (is_boilerplate(text) and not in_sentence(i))
    }
    short = [
        (i, text)
        for i, text in enumerate(texts)
        if len(text) <= _LONGEST and _SAYS_SO.match(text) is not None and not in_sentence(i)
    ]
    for i, text in short:
        if _CRUMBS_START.match(text):
            found.update(_crumbs(lines, i))
        elif _SIZES.match(text):
            found.update(_sizes(lines, i))
    found |= {i for i, text in short if _TOOLS.match(text)} | _clocks(texts)
    steps = {_STEP_SIGN.split(texts[i])[-1].strip() for i, text in short if _CRUMBS.match(text)}
    found |= {i for i, text in enumerate(texts[:_HEAD]) if text in steps}
    tools = {i for i, text in short if _TOOL.match(text)}
    found |= {i for i in tools if not {i - 1, i + 1}.isdisjoint(tools | found)}
    beside = {i + step for i in found for step in (-1, 1) if 0 <= i + step < len(texts)}
    found |= {i for i in beside if is_host(texts[i])}
    found |= {
        i for i, text in short if _BRACKETS.match(text) and not {i - 1, i + 1}.isdisjoint(found)
    }
    return frozenset(found | set(_related(texts, found)))


def _clocks(texts: Sequence[str]) -> set[int]:
    """When each part was said, where a transcript tells it in several lines, or in brackets; one
    alone may say when a text appeared.
    """
    found = {i: clock for i, text in enumerate(texts) if (clock := _CLOCK.fullmatch(text))}
    return {i for i, clock in found.items() if clock["bracket"] or len(found) > 1}


def _is_bare(text: str) -> bool:
    """An address and no word beside it: a paragraph's line that ends in one has some."""
    return (
        not any(map(str.isalnum, _ADDRESS.sub("", text)))
        or _ADDRESS_GOES_ON.fullmatch(text) is not None
    )


def _is_address(texts: Sequence[str], i: int) -> bool:
    """A line that is an address, or the rest of one that was too long for its line."""
    if is_link(texts[i]):
        return True
    above = texts[i - 1] if i else ""
    cut = "/" in above and above[-1] not in ")]）】" and is_link(above)
    return cut and _ADDRESS_GOES_ON.fullmatch(texts[i]) is not None


def _crumbs(lines: Sequence[Line], start: int) -> Iterator[int]:
    """当前位置： and the lines below it: a name, a sign, a name … as long as signs part them."""
    yield start
    at = start + 1
    while at + 1 < len(lines) and _STEP_ALONE.match(lines[at + 1].text):
        yield at
        yield at + 1
        at += 2
    if at > start + 1 and at < len(lines):
        yield at


def _sizes(lines: Sequence[Line], start: int) -> Iterator[int]:
    yield start
    for i in range(start + 1, min(start + _SIZES_REACH, len(lines))):
        if not _SIZE.match(lines[i].text):
            return
        yield i


def _related(texts: Sequence[str], found: set[int]) -> Iterator[int]:
    """相关报道： at the foot and the titles below it, once or several times: no sentence there."""
    start = len(texts)
    for i in range(len(texts) - 1, -1, -1):
        if opens_related(texts[i]):
            start = i
        elif i not in found and ("。" in texts[i] or len(texts[i]) > _LONGEST_TITLE):
            break
    yield from range(start, len(texts))
