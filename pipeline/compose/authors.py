"""Who wrote a source, by its byline: of who took the pictures, edited and proofread no word.

A byline is a row of labels, each with what stands behind it up to the next: 本报记者 … 通讯员 …
责任编辑：…. What stands behind a writer's label is read for names; where there is none, what has no
label at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms.imprint import who_wrote
from pipeline.normalise.language.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = "[ \N{IDEOGRAPHIC SPACE}]"
_MARKS = " \N{IDEOGRAPHIC SPACE}□■◎●◆▲★（）()【】[]，,、；;|｜"
_APART = "[／/：:|｜丨 \N{IDEOGRAPHIC SPACE}]"
_ROLES = (
    "(?:本[报報刊]|特[约約]|全媒体?|见习|实习|首席)*"
    "(?:[記记]者|通[讯訊][员員]|撰稿人?|撰文|作者|编译|[执執][笔筆]人?|译者|实习生|评论员|主讲人"
    f"|(?:文|文字)(?={_BLANK}*[／/：:|｜丨]))"
)
_OTHERS = (
    "(?:图文|图片|图|数据|供图)(?:及(?:图文|图片|数据))?(?:[来來]源)?|[来來]源|摄影|纠错"
    "|(?:[责責]任|美[术術])?[编編][辑輯]|[责責][编編]|美编|校对|排版|版式|审核|[一二三]审|监制|策划"
    "|(?:文字)?整理(?=[：:])|电话|浏览量?|字[号體体](?:大小)?|打印|分享"
)
_LABEL = re.compile(
    f"(?P<writes>{_ROLES}{_APART}*)"
    f"|(?:{_OTHERS})(?:{_BLANK}*[／/：:|｜丨]{_APART}*|{_BLANK}+|(?=[）)】])|$)"
)
#: What is said of a name in brackets, and what a bracket around all of the byline closes.
_BRACKETED, _CLOSED = re.compile(r"[（(【][^（()）】]*[）)】]"), re.compile(r"[）)】].*$")
#: 刘　洋: a name of two characters, spaced to the width of three.
_SPACED = re.compile(f"(?<![{HAN}])([{HAN}]){_BLANK}+([{HAN}])(?![{HAN}])")
#: Between names; a blank between Latin words is part of one.
_BETWEEN = re.compile(f"[、，,；;／/|｜]+|(?<![A-Za-z.]){_BLANK}+|{_BLANK}+(?![A-Za-z])")
#: Behind a name: where its bearer works.
_WHERE = re.compile("[0-9①-⑳¹²³⁴-⁹*]+$")
_NAME = re.compile(
    f"[{HAN}]{{2,4}}|[{HAN}]{{1,6}}(?:·[{HAN}]{{1,6}}){{1,3}}"
    "|[A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*)+"
)
#: What somebody is and where, before the name; and what, or who reports, behind it.
_OFFICE = re.compile(
    "(?:书记|主席|[省市县区镇乡州部厅局处科院校所会]长|主任|秘书长|总裁|经理|教授|研究员|院士|委员|代表"
    "|[办委局厅院]|中心|研究[部室所会]|教研[部室]|办公[室厅]|课题组|调研组)$"
)
_TITLED = re.compile(f"(?<=[{HAN}]{{2}})(?:副?(?:教授|研究员)|院士|博士|老师|先生|女士|同志)$")
_REPORTS = re.compile("(?:摄影|综合)?(?:报道|[报報][导導]|報道)$")


def authors(byline: str) -> list[str]:
    """Who wrote it, by a byline: the names behind what they are; a byline that holds no names
    whole, but for its label.

    >>> authors("□ 郴州日报·今日郴州客户端全媒体记者 张倩佳"), authors("柏润 朱肇诗")
    (['张倩佳'], ['柏润', '朱肇诗'])
    >>> authors("（撰文：杨曲 谭小华，图文及数据来源：郴州市科技局）")
    ['杨曲', '谭小华']
    >>> authors("本报泠江12月26日讯（记者 柯以宁 陶然 通讯员 成川）近日，县里开园")
    ['柯以宁', '陶然', '成川']
    >>> authors("泠江市统计局"), authors("（本报编辑部整理）"), authors("")
    (['泠江市统计局'], ['本报编辑部整理'], [])
    >>> authors("2024-05-16 08:30 来源：某某网 作者：柯宁；记者 陶然"), authors("2024年5月16日")
    (['柯宁', '陶然'], [])
    >>> authors("記者黃思穎／南溪報導"), authors("费宗岳1，项晓军2，Zhou Ming1")
    (['黃思穎'], ['费宗岳', '项晓军', 'Zhou Ming'])
    >>> authors("晨报记者 孟黎 北京报道 实习生 高洁"), authors("本报评论员")
    (['孟黎', '高洁'], ['本报评论员'])
    >>> authors("责编/王拓 校对/祁舟；本报记者 陶然；山阳日报全媒体记者 柯宁；责任编辑：王拓")
    ['陶然', '柯宁']
    >>> authors("县委办 柯宁"), authors("自治区人民政府主席 陶然")
    (['柯宁'], ['陶然'])
    >>> authors("主讲人：党史教研部 柯宁"), authors("主讲人：柯以宁教授"), authors("作者：陶老师")
    (['柯宁'], ['柯以宁'], ['陶老师'])
    >>> authors("来源：某某网 作者：柯 宁 字号：小 中 大 打印")
    ['柯宁']
    >>> authors("文／钟　岚（岭川政法大学教授）"), authors("作者：省委党校课题组")
    (['钟岚'], ['省委党校课题组'])

    Nobody who only edited it.

    >>> authors("编辑：刘　洋　　审核：周立群"), authors("文字整理：会务组（未经发言人审阅）")
    ([], [])
    >>> authors("文字|小政；编辑|阿布；校对|木木"), authors("编译 | 祁舟；编辑 | 王拓")
    (['小政'], ['祁舟'])
    """
    written, bare = [], []
    for part in who_wrote(_SPACED.sub(r"\1\2", byline)).split("；"):
        labels = list(_LABEL.finditer(part))
        head = part[: labels[0].start()] if labels else part
        if not (labels and labels[0]["writes"]) and head.strip(_MARKS):
            bare.append(head)
        ends = [*(one.start() for one in labels[1:]), len(part)]
        for label, end in zip(labels, ends, strict=bool(labels)):
            if label["writes"]:
                said = part[label.end() : end]
                written.append(said if said.strip(_MARKS) else head + label[0])
    told = written or bare
    names = [name for one in told for name in _names(one)]
    return names or [one.strip(_MARKS) for one in told[:1]]


def _names(said: str) -> Iterator[str]:
    """The names in what stands behind a label; none where there is something else among them."""
    said = _CLOSED.sub("", _BRACKETED.sub("", said))
    parts = [_TITLED.sub("", _WHERE.sub("", one.strip(_MARKS))) for one in _BETWEEN.split(said)]
    parts = [one for one in parts if one and not _REPORTS.search(one)]
    names = [one for one in parts[:-1] if not _OFFICE.search(one)] + parts[-1:]
    if all(map(_NAME.fullmatch, names)):
        yield from names
