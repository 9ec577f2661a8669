"""How documents, letters and minutes begin and end: who issues them, the column they stand in, what
kind they are, their fields, and who signs them when.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import captions, shapes
from pipeline.normalise.forms.imprint import is_day, is_imprint
from pipeline.normalise.forms.writers import is_office_name
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The head of a mail; its subject is its title.
_MAIL = re.compile(
    rf"(?:发件人|寄件者|收件人|收件者|抄送|密送|日期|发送时间|寄件日期|From|To|Cc|Bcc|Date|Sent)[{BLANK}]*[:：]"
)
_SENDER = re.compile(rf"(?:发件人|寄件者|From)[{BLANK}]*[:：]")
_WRITER = re.compile(f"(?:[{HAN}]{{2,4}}[报社台网])?(?:特约|本报|见习|实习)?记者([{HAN}]{{2,3}})")
_ISSUER = re.compile(
    rf"[{HAN}（）()]{{2,30}}(?:有限(?:责任)?公司|集团公司|人民(?:法院|检察院|政府)|委员会|"
    r"(?:管理|监督|统计)局|办公厅|办公室)"
)
_COLUMN = re.compile(
    "(?:读者|群众)来信|来信(?:照登|选登|摘登)|社论|短评|时评|快评|评论|专访|特稿|述评|通讯|消息|随笔|杂谈|采访手记|"
    "编读往来"
)
_OF_A_KIND = re.compile(
    "(?:公告|通告|公报|通知|通报|决定|决议|意见|批复|纪要|判决书|裁定书|调解书|起诉书|意见书|报告书?|讣告)$"
)
_NUMBERS = re.compile(
    rf"(?:(?:证券|股票|债券)(?:代码|简称)|(?:公告|招标|项目|采购|合同|文件)编号|文号)[{BLANK}]*[:：]"
)
_FIELD = re.compile(f"(?:{shapes.FIELDS_OF_MINUTES})[{BLANK}]*[：:]")
#: 山政办发〔2031〕18号.
_NTH = rf"(?:总[{BLANK}]*)?第[{BLANK}]*[0-9一二三四五六七八九十百]{{1,4}}[{BLANK}]*[期号]"
_ISSUE = re.compile(rf"{_NTH}(?:[{BLANK}]*[（(]{_NTH}[）)])?")
_DOCUMENT_NUMBER = re.compile(
    rf"(?:[{HAN}（）()]{{1,16}}[〔\[（(【]|〔)\d{{4}}[〕\]）)】]第?\d{{1,4}}[号期]"
)
#: How offices file what they publish.
_FILED = "|".join(
    f"[{BLANK}]*".join(name)
    for name in (
        "索引号", "发文机构", "发文机关", "发布机构", "公开日期", "发文日期", "成文日期",
        "发布日期", "生效日期", "主题分类", "主题词", "公文种类", "文号", "发文字号", "有效性",
        "统一登记号", "有效期", "公开方式", "公开范围", "体裁分类", "信息分类",
    )
)  # fmt: skip
_RECORD = re.compile(f"(?:{_FILED})[{BLANK}]*[:：]")
_COPIED = re.compile(
    f"(?:(?:抄[{BLANK}]*[送报]|分[{BLANK}]*送|[报送发])[{BLANK}]*[:：][^。]{{4,120}}[。；]?|[（(]?共印[0-9]{{1,4}}份[）)]?)$"
)
_ANNEX = re.compile(f"附[{BLANK}]*[件表][{BLANK}]*[:：]")
_OFFICES = (
    "人民政府|单位|部门|街道(?:办事处)?|委办局|党[委组]|党?支部|学校|企业|公司|科室|委员会|"
    "[县市区州省]"
)
#: Whom a document or a speech is for.
_ADDRESSED = re.compile(
    f"各(?!类|种|项|级领导)[{HAN}（）]{{0,10}}(?:{_OFFICES})[：:，,、]|各位[{HAN}]{{2,6}}[：:，,、]"
    f"|(?:尊敬|亲爱)的[{HAN}]{{2,12}}[：:，,、]|(?:同志|朋友|乡亲|同学|代表|工友)们[：:，,、]"
)
#: 审判员 陆清扬, 书记员 苏晓: who signs, by office.
_SIGNS = re.compile(
    rf"(?:代理|助理)?(?:审判长|审判员|人民陪审员|法官助理|书记员|检察员|检察官|执行员|院长|会长|董事长|法定代表人|负责人|主任)"
    rf"[{BLANK}：:]*[{HAN}·]{{2,4}}"
)
_LETTER_ENDS = re.compile("(?:此致|顺颂|谨启|敬礼)[^。]{0,8}[！!]?$")
#: 联系电话：0739-8821167.
_TOLD = re.compile(
    f"(?:联系)?(?:电话|(?:电子)?邮箱|地址|网址|传真|邮编|联系人(?:[及和、]?(?:联系)?(?:电话|方式))?|方式)[{BLANK}]*[:：]"
)
#: The fields of a mail stand within so many lines.
_MAIL_REACH = 5
#: So many lines at the end of a text may be signatures.
_MOST_SIGNATURES = 8


def is_writer(text: str) -> bool:
    """A reporter's name with nothing between: only trusted under a title, for 记者走基层 is one.

    >>> [is_writer(t) for t in ("记者秦向南", "特約記者陳零", "记者手记", "记者看到园区")]
    [True, True, False, False]
    """
    found = _WRITER.fullmatch(simplified(text))
    if found is None:
        return False
    word, *more = dictionary.tag(found[1], hmm=False)
    return bool(more) or len(word[0]) == 1 or word[1] == "nr"


def is_issue(text: str) -> bool:
    """The number of an issue, without brackets: under the name of an internal paper.

    >>> [is_issue(t) for t in ("第18期", "第 8 期（总第 206 期）", "（2031年第7期）", "第8期简报")]
    [True, True, False, False]
    """
    return _ISSUE.fullmatch(simplified(text)) is not None


def issues(text: str) -> bool:
    """Who issues what stands below, or the column it stands in: the line above a title.

    >>> [issues(t) for t in ("山阳县人民法院", "山阳茶业股份有限公司", "读者来信")]
    [True, True, True]
    >>> issues("走进山阳县人民法院的一天"), issues("茶园来信")
    (False, False)
    """
    text = simplified(text)
    return _COLUMN.fullmatch(text) is not None or _ISSUER.fullmatch(text) is not None


def names_kind(text: str) -> bool:
    """A title that ends in what kind of document it is: 民事判决书, …决议公告.

    >>> names_kind("民事判决书"), names_kind("第十二次会议决议公告"), names_kind("这条路何时能修好")
    (True, True, False)
    """
    return _OF_A_KIND.search(simplified(text)) is not None


def _is_office(text: str) -> bool:
    return issues(text) or is_office_name(simplified(text))


def is_column(text: str) -> bool:
    """The column of a paper: 读者来信, 社论."""
    return _COLUMN.fullmatch(simplified(text)) is not None


def opens_address(text: str) -> bool:
    """Names whom a document or a speech is for, or the first of them.

    >>> [opens_address(t) for t in ("各乡镇人民政府，县直单位：", "各位代表：", "亲爱的工友们：")]
    [True, True, True]
    >>> opens_address("各类企业达到三百家，"), opens_address("同志们的建议很好")
    (False, False)
    """
    return _ADDRESSED.match(simplified(text)) is not None


def is_numbers(text: str) -> bool:
    """The numbers over a listed company's announcement.

    >>> is_numbers("证券代码：002999 证券简称：山阳茶业 公告编号：2031-018")
    True
    """
    return _NUMBERS.match(simplified(text)) is not None


def is_document_number(text: str) -> bool:
    """The number that an office gives a document, and nothing else.

    >>> is_document_number("山政办发〔2031〕18号"), is_document_number("（2031）山0102民初18号")
    (True, False)
    >>> is_document_number("〔2032〕第3期"), is_document_number("（2032）3号")
    (True, False)
    >>> is_document_number("关于印发山政办发〔2031〕18号文件的通知")
    False
    """
    return _DOCUMENT_NUMBER.fullmatch(simplified(text)) is not None


def is_record(text: str) -> bool:
    """How an office files what it publishes: over the title.

    >>> is_record("索引号：431000/2031-00123 发文机构：山阳市人民政府"), is_record("索 引 号：4310")
    (True, True)
    >>> is_record("有效期内的许可证")
    False
    """
    return _RECORD.match(simplified(text)) is not None


def annexes(texts: Sequence[str]) -> frozenset[int]:
    """The lines, by their number, that list what is annexed: 附件：1．…, and the numbers below.

    >>> texts = ["附件：1．分工表", "2．联系表", "一、总体要求", "2．目标"]
    >>> sorted(annexes(texts))
    [0, 1]
    """
    found: set[int] = set()
    for i, text in enumerate(texts):
        goes_on = i - 1 in found and text[:1].isdigit() and shapes.has_number(text)
        if _ANNEX.match(text) or goes_on:
            found.add(i)
    return frozenset(found)


def is_copied_to(text: str) -> bool:
    """Who gets a copy of a document, as its last page says.

    >>> is_copied_to("抄送：市委办公室，市人大常委会办公室。"), is_copied_to("抄送件已经寄出。")
    (True, False)
    >>> is_copied_to("送：各县市区委，市直有关单位。"), is_copied_to("共印150份")
    (True, True)
    """
    return _COPIED.match(simplified(text)) is not None


def is_field_of_minutes(text: str) -> bool:
    """A field of minutes, of a press conference: only trusted beside another one.

    >>> is_field_of_minutes("地点：县政府三楼会议室"), is_field_of_minutes("时间是最好的老师")
    (True, False)
    """
    return _FIELD.match(simplified(text)) is not None


def mail_heads(texts: Sequence[str]) -> frozenset[int]:
    """The lines, by their number, at the head of a mail that say who wrote it to whom and when.

    >>> sorted(mail_heads(["发件人：柯宁", "收件人：陶然", "主题：茶价", "日期：4月1日", "陶兄："]))
    [0, 1, 3]
    >>> sorted(mail_heads(["日期：2031年4月1日", "地点：县政府"]))
    []
    """
    fields = {
        i
        for i, text in enumerate(texts)
        if (":" in text or "：" in text) and _MAIL.match(simplified(text))
    }
    senders = {i for i in fields if _SENDER.match(simplified(texts[i]))}
    near = {i + step for i in senders for step in range(-_MAIL_REACH, _MAIL_REACH + 1)}
    return frozenset(fields & near) if len(fields & near) > 1 else frozenset()


def signs(text: str) -> bool:
    """Who signs, by office, or when.

    >>> [signs(t) for t in ("审判员 陆清扬", "二〇三一年五月九日", "陆清扬 第四中学")]
    [True, True, False]
    """
    return _SIGNS.fullmatch(text) is not None or is_imprint(text)


def signatures(texts: Sequence[str], roles: Sequence[Role]) -> frozenset[int]:
    """Which short lines behind the last sentence, or behind a letter's greeting, say who signs and
    when: there is nothing below them that they could head.

    >>> texts = ["特此公告。", "山阳茶业股份有限公司董事会", "2031年4月20日"]
    >>> sorted(signatures(texts, [Role.PARAGRAPH, Role.HEADING, Role.CAPTION]))
    [1, 2]
    >>> sorted(signatures(["茶园有八百亩。", "附：茶谣"], [Role.PARAGRAPH, Role.CAPTION]))
    []

    So does an office with a day below it, behind the letter that sends what follows.

    >>> texts = ["请遵照执行。", "山阳县人民政府", "2031年6月3日", "茶园管理办法", "第一条 为了"]
    >>> roles = [Role.PARAGRAPH, Role.HEADING, Role.HEADING, Role.HEADING, Role.PARAGRAPH]
    >>> sorted(signatures(texts, roles))
    [1, 2]
    """
    found: set[int] = set()
    for i, text in enumerate(texts[:-1]):
        if _LETTER_ENDS.search(text) and roles[i + 1] in _UNSAID:
            found.add(i + 1)
        if _UNSAID.issuperset(roles[i : i + 2]) and _is_office(text) and is_day(texts[i + 1]):
            found.update((i, i + 1))
    start = len(texts)
    while start and roles[start - 1] in (*_UNSAID, Role.BYLINE, Role.FURNITURE):
        if is_told(texts[start - 1]):
            break
        start -= 1
    last = [i for i in range(start, len(texts)) if roles[i] is not Role.FURNITURE]
    signed = any(signs(texts[i]) for i in last)
    if start and signed and len(last) <= _MOST_SIGNATURES:
        found.update(
            i for i in last if roles[i] is not Role.BYLINE and not captions.is_caption(texts[i])
        )
    return frozenset(found)


def is_told(text: str) -> bool:
    """What a notice tells at its end, and no name: how to reach somebody, the number of a heading.

    >>> [is_told(t) for t in ("联系电话：0739-8821167", "6.联系方式", "审判员 陆清扬")]
    [True, True, False]
    """
    if signs(text):
        return False
    return _TOLD.match(text) is not None or shapes.has_number(text)


_UNSAID = frozenset({Role.HEADING, Role.SUBHEADING, Role.CAPTION})
