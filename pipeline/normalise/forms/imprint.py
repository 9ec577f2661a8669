"""When and where a text appeared: on a line under the title, or at the head of a report.

2024-05-16 08:30 来源：某某日报; 发布时间：2024年5月16日; 二〇二四年五月十六日; 新华社北京5月16日电.
"""

from __future__ import annotations

import re

from pipeline.normalise.language.characters import BLANK, BLANKS, HAN
from pipeline.normalise.language.simplified import simplified

_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_DAY = (
    rf"{_YEAR}(?:年|[-./])(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?:月|[-./])"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?"
)
_WHOLE_DAY = re.compile(_DAY)
_CLOCK = r"\d\d?-\d\d?[T ]+\d\d?[:：]\d\d(?:[:：]\d\d)?"
_TIME = (
    rf"(?:[T{BLANK}]*\d\d?[:：]\d\d(?:[:：]\d\d)?"
    rf"|[{BLANK}]*(?:\d\d?|[一二三四五六七八九十]{{1,3}})时(?:\d\d?分)?)?"
)
_WEEKDAY = rf"(?:[{BLANK}]*[（(]?(?:星期|周)[一二三四五六日天][）)]?)?"
_HOUR = r"(?:北京|香港|台北|当地)时间\d{1,2}[时:：]\d{1,2}分?"
_WHEN = rf"(?:{_DAY}{_WEEKDAY}{_TIME}|{_CLOCK}|{_HOUR})"
#: What labels speak of: who published, when, who read it. What follows says no more than a name.
_SAID = (
    "(?:发布|发表|发稿|更新|刊发|刊登|编辑)?(?:时间|日期)|(?:信息|文章|稿件)?来源|稿源|发布(?:机构|单位|者|人)?"
    "|(?:责任|美术|图片|版面|视觉|执行|值班)?编辑|责编|美编|校对|浏览(?:次数|量)?|阅读(?:次数|量|数)?|点击(?:次数|量|数)?|访问量|字号"
)
#: 来源：…, and 来源 | … as accounts write it, with the account's name in letters behind.
_COLON = rf"[{BLANK}]*(?:[:：]|[|｜丨](?![{BLANK}]*[|｜丨]))[{BLANK}]*"
_ID = "(?:[（(]ID[:：][0-9A-Za-z_-]{2,30}[）)])?"
_VALUE = rf"{_COLON}(?:{_WHEN}|[^{BLANK}:：，。；（）()|｜丨]{{0,20}}{_ID})"
#: 第17期, and who brings it out when: 中共山阳县委办公室 2031年6月9日.
_NUMBER = r"(?:总第|第)[0-9一二三四五六七八九十百]{1,4}[期号]"
_ISSUED = (
    rf"[{HAN}]{{4,24}}(?:室|局|部|委|会|社|院|所|中心|公司|政府)[{BLANK}]+{_DAY}{_TIME}(?:印发)?"
)
#: Over what an account sends out: 原创 柯宁 山风文史 2031年5月6日 20:30 浙江.
_SENT = re.compile(
    rf"(?:(?:原创|转载)[{BLANK}]+)?(?:[\w·“”]{{2,16}}[{BLANK}]+){{1,3}}{_DAY}[{BLANK}]+\d\d?[:：]\d\d(?:[:：]\d\d)?"
    rf"(?:[{BLANK}]+(?:发布于[{BLANK}]*|发表于[{BLANK}]*)?[{HAN}]{{2,4}})?"
    # A page sets its parts apart without a blank.
    rf"|(?:原创|转载)[\w·“”]{{2,24}}?{_DAY}[{BLANK}]*\d\d?[:：]\d\d"
)
#: 《山阳观察》2031年第12期, which journal, and who wrote it: 文/柯宁.
_OF_JOURNAL = rf"《[^《》]{{2,16}}》[{BLANK}]*(?:\d{{4}}年)?{_NUMBER}"
_TEXT_BY = rf"[图]?文[{BLANK}]*[/／|｜][{BLANK}]*[{HAN}·]{{2,4}}"
_PART = (
    rf"(?:(?:{_SAID}|作者){_VALUE}|{_WHEN}|{_OF_JOURNAL}|{_TEXT_BY}"
    rf"|{_NUMBER}(?:[（(]{_NUMBER}[）)])?)"
)
_NOT_WHO = re.compile(rf"(?:{_SAID}){_VALUE}|{_WHEN}|{_OF_JOURNAL}")
#: 第 18 期, 2033 年 9 月 6 日: blanks that an engine has set about figures.
_LETTER_SPACED = re.compile(
    rf"(?<=[0-9])[{BLANK}]+(?=[年月日期号])|(?<=[年月第])[{BLANK}]+(?=[0-9])"
)
#: A name that an engine has parted: 政策研 究室, beside a day far from it.
_FAR = re.compile(rf"[{BLANK}]{{2,}}|\N{{IDEOGRAPHIC SPACE}}")
_LABEL = re.compile(rf"(?:{_SAID}|作者)[{BLANK}]*[:：]")
_DATELINE = re.compile(
    "据?(?:本[报刊台网]|新华社|中新社|中新网|新华网|人民网|央视网?)[^，。；（）()]{0,20}?(?:讯(?!员)|电|报道)"
)
_ISSUED_THEN = re.compile(_ISSUED)
#: 县招商工作领导小组办公室编　2031年3月18日.
_BROUGHT_OUT = re.compile(
    rf"[{HAN}]{{4,30}}(?:室|局|部|委|会|社|院|所|中心|公司|政府|小组)(?:编|编印|编发|主编|主办|印)[{BLANK}]*{_DAY}"
)
#: 新华社福州6月12日电（记者 林 超）, 【本报讯】（特派记者某某）: a line by itself.
_REPORTED = re.compile(
    "(?:[【\\[]本[报刊台网](?:综合)?讯[】\\]])?(?:[（(][^（()）。，]{0,12}(?:记者|通讯员)[^（()）。]{1,30}[）)])?"
)
#: （根据录音整理，未经本人审阅）, 内容由AI转写，仅供参考.
_OPENS_NOTICE = (
    "以下",
    "以上",
    "本文",
    "此文",
    "文字",
    "根据",
    "据",
    "未经",
    "内容由",
    "由",
    "本内容",
)
_UNSEEN = "未经[^。；，]{0,8}(?:审阅|审定|审核|校阅|确认)"
_WRITTEN_DOWN = re.compile(
    "(?:[（(](?:[^。；（(]{0,40}[，,])?|以[下上][^。；，]{0,8}|本文[^。；]{0,40}|此文[^。；]{0,40}|文字)?(?:[根依]?据|由|系)?"
    "[^。；，（）()]{0,20}(?:录音|速记|速录|记录|发言|讲话|演讲|采访)(?:稿|资料|内容)?整理(?:而成)?"
    f"(?:[，,]{_UNSEEN})?。?[）)]?|[（(]?{_UNSEEN}。?[）)]?"
    "|(?:本?(?:内容|文字|文本|纪要))?由(?:AI|人工智能|机器)(?:自动)?(?:转写|生成|识别|整理)(?:[，,]仅供参考)?"
)
#: Under the title of a law: the day, whose meeting or order, and at last what was done.
_ENACTING = re.compile(
    rf"[（(]?(?:根据)?{_DAY}(?=[^，。；]{{4}})[^。；]*(?:会议?|令|公告|人民政府|国务院|[部局委院厅])"
)
_DONE = re.compile("(?:通过|批准|公布|发布|印发|修正|修订|修改|施行)[）)]?$")
#: What a page offers beside: 【字体：大 中 小】, 【打印本页】.
_OFFERED = (
    rf"[【\[（(]?(?:字体|字号){_COLON}[【\[]?[默认超大中小][默认超大中小{BLANK}|｜/]{{0,12}}[】\]]?[】\]）)]?"
    rf"|[【\[（(](?:打印|关闭|收藏|分享|返回)[{HAN}]{{0,4}}[】\]）)]"
)
_TOOLS = re.compile(_OFFERED)
_IMPRINT = re.compile(
    rf"[（(【\[]?{_PART}(?:[{BLANK}|｜/／]+(?:{_OFFERED}|{_PART}|[{HAN}·]{{2,12}}))*[）)】\]]?"
)


def opens_report(text: str) -> bool:
    """Starts as a report does, with who sends it from where.

    >>> opens_report("本报北京1月1日讯中华全国总工会"), opens_report("据新华社洛杉矶1月18日电")
    (True, True)
    >>> opens_report("本报告提出，要把电力"), opens_report("本报记者 许文澜 通讯员")
    (False, False)
    """
    return _DATELINE.match(text) is not None


def dateline(text: str) -> str:
    """The head of a report, that says who sends it, from where and when; "" where there is none.

    >>> dateline("据新华社洛杉矶1月18日电 记者获悉"), dateline("本报告提出，要把电力")
    ('据新华社洛杉矶1月18日电', '')
    """
    found = _DATELINE.match(text)
    return found[0] if found else ""


def is_imprint(text: str) -> bool:
    """Whether a line says no more than when and where a text appeared.

    >>> [is_imprint(t) for t in ("2024年5月16日", "（2024-05-16 08:30）", "二〇二四年五月十六日")]
    [True, True, True]
    >>> is_imprint("发布时间：2024-05-16 来源：市政府办公室 浏览次数：1024")
    True
    >>> is_imprint("發佈時間：2024-05-16"), is_imprint("05-16 08:30 山阳网")
    (True, True)
    >>> is_imprint("新华社北京5月16日电"), is_imprint("来源：某某日报")
    (True, True)

    >>> is_imprint("山阳县招商领导小组办公室编　2031年3月18日")
    True
    >>> is_imprint("（第17期）"), is_imprint("中共山阳县委办公室 2031年6月9日印发")
    (True, True)
    >>> is_imprint("第 18 期"), is_imprint("县委政策研究室  2033 年 9 月 6 日")
    (True, True)
    >>> is_imprint("第27期（总第418期）"), is_imprint("来源 | 山阳观察（ID：shanyang）")
    (True, True)
    >>> is_imprint("2031年10月9日（星期四）"), is_imprint("香港時間10時15分")
    (True, True)
    >>> is_imprint("第 17 号"), is_imprint("县委政策研 究室　　一九六二年三月三十日十九时")
    (True, True)
    >>> is_imprint("《山阳观察》2031年第12期  文/柯宁"), is_imprint("2031年7月15日8时")
    (True, True)
    >>> is_imprint("原创 柯宁 山风文史 2031年5月6日 20:30 浙江")
    True
    >>> is_imprint("原创柯宁山风文史2031-05-06 20:30"), is_imprint("原创内容2031年增长两成")
    (True, False)

    >>> is_imprint("来源：县新闻办 发布时间：2024-05-16 08:44 浏览次数： 【字体：大 中 小】")
    True
    >>> is_imprint("2024-05-16 来源：山阳日报 字号：大 中 小 【打印本页】")
    True

    Leaves alone titles that hold a year, and what was passed on a day.

    >>> [is_imprint(t) for t in ("2024年工作要点", "（2024年5月16日市第六次代表大会通过）", "作者")]
    [False, False, False]
    """
    text = figures_closed(simplified(text))
    if any(form.fullmatch(text) for form in (_IMPRINT, _ISSUED_THEN, _BROUGHT_OUT, _SENT)):
        return True
    parts = [BLANKS.sub("", part) for part in _FAR.split(text) if part.strip()]
    if len(parts) > 1 and _ISSUED_THEN.fullmatch(" ".join(parts)):
        return True
    return text != "" and dateline(text) == text


def is_report_head(text: str) -> bool:
    """The head of a report and nothing else: who sends it from where, and who wrote it.

    >>> is_report_head("新华社福州6月12日电（记者 林超）"), is_report_head("【本報訊】（記者陳潔）")
    (True, True)
    >>> is_report_head("本报讯（记者 林超）近日，"), is_report_head("（记者 林超）")
    (False, False)
    """
    text = simplified(text)
    sent = dateline(text)
    begins = sent != "" or text[:1] in "【["
    return begins and _REPORTED.fullmatch(text, len(sent)) is not None


def is_written_down(text: str) -> bool:
    """Says how a text was written down, and that nobody whose words they are has seen it.

    >>> is_written_down("以下文字根据录音整理，未经本人审阅"), is_written_down("（根据录音整理）")
    (True, True)
    >>> is_written_down("内容由AI转写，仅供参考"), is_written_down("未经本人审阅")
    (True, True)
    >>> is_written_down("讲话要点（根据记录整理）"), is_written_down("把会议记录整理成册")
    (False, False)
    """
    text = simplified(text)
    opens = text[:1] in "（(" or text.startswith(_OPENS_NOTICE)
    return opens and _WRITTEN_DOWN.fullmatch(text) is not None


def figures_closed(text: str) -> str:
    """Without the blanks that an engine has set about the figures of a day or of an issue.

    >>> figures_closed("第 18 期 2033 年 9 月 6 日 星期二")
    '第18期 2033年9月6日 星期二'
    """
    return _LETTER_SPACED.sub("", text)


def opens_enactment(text: str) -> bool:
    """Begins as a line does that says under a law's title when it was passed, and by whom.

    >>> [opens_enactment(t) for t in ("2031年3月24日市人大第三次会议通过", "2031年3月24日")]
    [True, False]
    >>> [opens_enactment(t) for t in ("2031年3月24日，市委召开会议", "2031年工作会议")]
    [False, False]
    """
    return _ENACTING.match(text) is not None


def is_enactment(text: str) -> bool:
    """Says all of it on its line.

    >>> is_enactment("根据2031年7月2日市人大常委会第四次会议《关于修改部分条例的决定》修正")
    True
    >>> is_enactment("根据2031年7月2日市人大常委会第四次会议《关于修改部分")
    False
    """
    return opens_enactment(text) and _DONE.search(text) is not None


def is_day(text: str) -> bool:
    """A day with its year, and nothing else.

    >>> is_day("2031年4月20日"), is_day("二〇三一年四月二十日"), is_day("4月20日")
    (True, True, False)
    """
    return _WHOLE_DAY.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """A label whose words stand on the next line: 来源：.

    >>> [is_label(t) for t in ("来源：", "发表时间：", "来源：某某日报", "总体要求：")]
    [True, True, False, False]
    """
    return _LABEL.fullmatch(simplified(text)) is not None


def who_wrote(byline: str) -> str:
    """A byline without when and where it appeared, and what the page offers beside.

    >>> who_wrote("2024-05-16 08:30 来源：某某网 作者：柯宁"), who_wrote("记者 柯宁 5月16日")
    ('  作者：柯宁', '记者 柯宁 5月16日')
    >>> who_wrote("来源：某某日报 作者：柯宁 字号：大 中 小")
    ' 作者：柯宁 '
    >>> who_wrote("责任编辑：费宗岳 美术编辑：陶然").strip()
    ''
    """
    return _NOT_WHO.sub("", _TOOLS.sub("", byline))
