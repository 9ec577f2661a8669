"""Who wrote a text, as a line says it: a reporter with names, names alone, an office."""

from __future__ import annotations

import re

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import BLANK, BLANKS, HAN
from pipeline.normalise.language.endings import ends_in_colon, has_sentence_mark
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.language.words import word_across

_OFFICE_NAME = re.compile(
    rf"[{HAN}]{{2,24}}(?:局|委员会|办公室|研究室|研究院|研究所|研究中心|编辑部|评论部|课题组|调研组|工作组|"
    r"政府|党委|协会|学会|出版社|日报社|调查总?队"
    r"|(?<=.{3})(?:举报|指挥|服务|管理|监测|预警|新闻|融媒体|信息|检测|评估|控制)中心)$"
)
_WRITERS = (
    "记者", "通讯员", "特约撰稿", "撰稿", "撰稿人", "执笔", "执笔人", "作者",
    "编辑", "责编", "编译", "整理",
)  # fmt: skip
#: As magazines and accounts list them: 文｜麦青原, 美编 | 秦向南.
_SHARE = (
    f"(?:{'|'.join(_WRITERS)}|撰文|采写|文字?|译者|翻译|美编|校对|审[核校]|[初复终一二三]审|统筹|排版"
    "|监制|策划)"
)
_NAME = rf"(?:[{HAN}·]{{2,5}}|[{HAN}][{BLANK}]+[{HAN}](?![{HAN}]))"
_DOES = "(?:摄影|[摄图文]|报道|报导|整理|编译|撰写|供稿|发自|综合)"
_SUPERS = "0-9①-⑳¹²³⁴-⁹*"
_OPENS_WRITER = re.compile(
    r"□|本[报刊台]?(?:特约)?(?:评论员|编辑部|记者)"
    r"|(?:主讲|讲课|授课|宣讲|演讲|报告|发言)人[:：]"
    rf"|(?:[图圖]?文|撰文)(?:[{BLANK}]+|[/／:：][{BLANK}]*)(?:[{HAN}·]{{2,4}}$|{_NAME}[（(][{HAN}、]{{4,24}}[）)]$)"
    r"|[（(](?:撰文|撰稿|文|作者|供稿|来源|责编|责任编辑|图文)[:：/／ ]"
    # 記者黃思穎／南溪報導; 费宗岳1，项晓军2: numbers say where they work; 课题组成员：….
    rf"|[（(〔【\[]?(?:本报|特约|实习)?记者[{BLANK}]?[{HAN}、]{{2,12}}[/／|｜{BLANK}][{HAN}]{{2,10}}(?:报道|报导)[）)〕】\]]?$"
    rf"|[{HAN}·]{{2,4}}[{_SUPERS}](?:[,，、;；{BLANK}]+[{HAN}·]{{2,4}}[{_SUPERS}])+$"
    rf"|(?:[课调][题研]组)?(?:组长|成员)[:：][{BLANK}]*[{HAN}·]{{2,4}}(?:[{BLANK}、，]+[{HAN}·]{{2,4}})*$"
    rf"|(?:{_SHARE}[{BLANK}]*[|｜丨:：/／][{BLANK}]*{_NAME}(?:[{BLANK}、，]+{_NAME}){{0,3}}(?:[{BLANK}]+|$)){{1,5}}$"
)
#: Authors of a paper, of whom some are marked: 龙行，柳清扬*，Zhou Ming1.
_AUTHOR = (
    rf"(?:[{HAN}·]{{2,4}}|[{HAN}][{BLANK}]{{1,2}}[{HAN}]|[A-Z][a-z]+ [A-Z][a-z]+)"
    r"[\d*＊†‡]{0,2}(?:[，,][\d*＊†‡]){0,3}"
)
_AUTHORS = re.compile(rf"{_AUTHOR}(?:[{BLANK}]*[，,、；;{BLANK}][{BLANK}]*{_AUTHOR})+")
_MARKED = re.compile(rf"[{HAN}a-z][\d*＊†‡](?:[，,、；;{BLANK}]|[\d*＊†‡]|$)")
#: 记者： is also who asks, and “ what somebody says to one.
_HOLDS_WRITER = re.compile(
    "|".join(
        [
            *(rf"{writer}(?:[/／\s]|[:：](?!“))" for writer in _WRITERS[1:]),
            rf"记者(?:[/／\s]|[:：](?=[{BLANK}]*[{HAN}·]{{2,4}}(?:[{BLANK}、／/|｜（(]|$)))",
            "本报记者",
            "本报讯记者",
        ]
    )
)
#: 本报讯（记者 张三）近日，…: the lead of a report, which goes on behind who reports.
_LEAD = re.compile(
    rf"[^（(。]{{0,20}}[讯电][{BLANK}]*[（(](?!.*[）)]$)"
    rf"|.*[（(【\[][^（()）】\]]*(?:记者|通讯员)[^（()）】\]]*[）)】\]][{BLANK}]*(?!{_DOES}*$)[{HAN}“《0-9]"
    rf"|.*(?:报道|报导|讯)[{BLANK}]*[:：，].*[{HAN}]"
)
#: 通讯员 李岚）近日，…: the rest of such a lead, whose bracket was opened in the line above.
_ENDS_BRACKET = re.compile(r"[^（(【\[〔]*[）)]\s*[^）)\s]")
_NAMES = re.compile(rf"[{HAN}]{{2,4}}(?:[{BLANK}、]+[{HAN}·]{{2,5}}){{0,7}}[\d①-⑳*]{{0,3}}$")
#: 过 and 那 are surnames, and stand in no name behind its head.
_IN_NO_NAME = re.compile(f"[的了着们这]|(?<=[{HAN}])[过那]")
_HALF = 4
_TWO_CHARACTER_SURNAMES = (
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "皇甫", "尉迟", "夏侯", "慕容", "令狐",
    "长孙", "司徒", "公孙", "东方", "端木", "宇文", "轩辕", "百里", "呼延", "南宫", "独孤", "司空",
    "申屠", "钟离",
)  # fmt: skip
#: In a sentence such words lead over to the writer: 均由本报记者….
_LEADS_OVER = re.compile("[由的是给对向与让被在跟问说把，、]")
_OFFICE = re.compile(
    rf"[{HAN}、，·]{{0,30}}(?:书记|部长|县长|市长|区长|镇长|乡长|省长|州长|主任|局长|厅长|处长|"
    rf"科长|主席|委员|院长|校长|所长|会长|秘书长|董事长|总裁|经理|教授|研究员|院士|专家|代表|"
    rf"负责人|记者|通讯员)[{BLANK}]+(?:[{HAN}·]{{2,5}}|[{HAN}][{BLANK}]+[{HAN}])$"
)
_AT_OFFICE = re.compile(
    rf"[{HAN}]{{2,20}}(?:局|委|办|厅|中心|学校|中学|小学|大学|学院|党校|医院|公司|支行|联社|集团|馆|站|队|所|办公室|研究[室院]|编辑部|教研[部室])"
    rf"[{BLANK}]+([{HAN}]{{2,3}}|[{HAN}][{BLANK}]+[{HAN}])"
)
_AFFILIATION = re.compile(
    r"^[（(](?!.*(?:通过|批准|修正|修订|公布|发布|施行)[）)]$)[^。]{4,80}(?:大学|学院|学校|党校|研究院|研究所|研究中心|委员会|办公室|"
    r"\d{6})[^。]{0,40}[）)]$"
)


def is_byline(text: str) -> bool:
    """Who wrote it: 本报记者 …, □ …, an office with a name, names alone.

    >>> [is_byline(t) for t in ("□ 某日报记者 张倩", "湖南日报记者 李钧 郑旋", "县委书记 刘辉")]
    [True, True, True]
    >>> is_byline("文／梁若渝"), is_byline("文 麦青原"), is_byline("文／钟　岚（山阳农学院教授）")
    (True, True, True)
    >>> [is_byline(t) for t in ("〔記者黃思穎／南溪報導〕", "费宗岳1，项晓军2", "某日报记者：")]
    [True, True, False]
    >>> is_byline("县财政局局长　祝　康"), is_byline("县财政局局长　祝　康安")
    (True, False)
    >>> is_byline("龙行，柳清扬*，陆海"), is_byline("春茶12，夏茶3万")
    (True, False)
    >>> is_byline("一审：柯　宁　二审：费宗岳　三审：陆　海")
    True
    >>> is_byline("校对：柯宁　监制：费宗岳"), is_byline("审核/柯宁")
    (True, True)
    >>> [is_byline(t) for t in ("美编 | 秦向南", "译者：梁若渝", "山報記者 秦向南 發自山陽")]
    [True, True, True]
    >>> [is_byline(t) for t in ("记者：您今年还下田吗", "递给记者：“趁热", "记者：张三 编辑：李四")]
    [False, False, True]
    >>> is_byline("记者看到园区根据环保规划，建设了五套系统。")
    False

    Leaves alone the lead of a report, which names the reporter, too.

    >>> is_byline("本报讯（记者 王小平 通讯员 李岚）近日，山阳县人民法院审结一起"), is_byline(
    ...     "本报讯（记者 王小平 通讯员 李岚）"
    ... )
    (False, True)
    >>> is_byline("山阳10月23日讯（全媒体记者 王小平 通讯"), is_byline("记者 柯宁 报道：近日，")
    (False, False)
    >>> is_byline("通讯员 李岚）5月14日上午，县委副书记、")
    False
    """
    if len(text) > 60 or has_sentence_mark(text) or ends_in_colon(text):
        return False
    text = simplified(text)
    if _LEAD.match(text) or _ENDS_BRACKET.match(text):
        return False
    if _names_writer(text):
        return True
    return BLANKS.search(text) is not None and _OFFICE.match(text) is not None


def is_office_and_name(text: str) -> bool:
    """An office and a name, a blank between: only trusted under a title.

    >>> [is_office_and_name(t) for t in ("农业农村局 乔木", "山阳县第一中学 柯宁", "县医院 挂号难")]
    [True, True, False]
    >>> is_office_and_name("县志办公室  陈  默")
    True
    """
    found = _AT_OFFICE.fullmatch(simplified(text))
    if found is None:
        return False
    name = BLANKS.sub("", found[1])
    return may_be_name(name) and dictionary.tag(name)[0][1][0] in "nx"


def names_writer(text: str) -> bool:
    """Says who wrote it, not only whose words follow.

    >>> names_writer("□ 某日报记者 张倩"), names_writer("县委书记 刘辉")
    (True, False)
    """
    return _names_writer(simplified(text))


def _names_writer(text: str) -> bool:
    if _OPENS_WRITER.match(text) or _HOLDS_WRITER.search(text):
        return True
    return _MARKED.search(text) is not None and _AUTHORS.fullmatch(text) is not None


def speaks_of_writer(text: str) -> bool:
    """Names a writer as a sentence does, behind words that lead over to him.

    >>> speaks_of_writer("版图片均由本报记者张三")
    True
    >>> [speaks_of_writer(t) for t in ("□本报记者 张三", "《山阳财经》记者 张三", "校长 张三")]
    [False, False, False]
    """
    found = _HOLDS_WRITER.search(simplified(text))
    return found is not None and _LEADS_OVER.search(text, 0, found.start()) is not None


def goes_on(above: str, below: str) -> bool:
    """A byline is cut within a name, or behind what the next name is.

    >>> goes_on("本报记者 许文澜 通讯员 陶", "海宁"), goes_on("本报记者 许文澜 通讯员", "陶海宁")
    (True, True)
    >>> goes_on("□本报记者 龚子恒 摄影报", "道"), goes_on("责编/蒋晓梅 校", "对/董立")
    (True, True)
    >>> goes_on("本报记者 许文澜", "走进山村")
    False
    """
    last = above.rsplit(maxsplit=1)[-1]
    cut = len(last) == 1 or len(below) == 1 or below[0] in "/／" or last in _WRITERS
    cut = cut or word_across(above, below)
    return cut and is_byline(above)


def is_names(text: str) -> bool:
    """Two to five characters a name, parted by blanks: 柯宁 费宗岳. Only trusted near a title.

    >>> is_names("柯宁 费宗岳"), is_names("欧阳修平 柯宁"), is_names("真抓实干 久久为功")
    (True, True, False)
    >>> is_names("祖母的秤"), is_names("那日松 过惠生")
    (False, True)
    """
    if _NAMES.match(text) is None or len(text) > 30 or _IN_NO_NAME.search(text):
        return False
    names = text.split()
    # Two of four characters each are the halves of a headline, but for 欧阳修平 上官婉如.
    halves = len(names) > 1 and all(len(name) == _HALF for name in names)
    return not halves or all(name.startswith(_TWO_CHARACTER_SURNAMES) for name in names)


def may_be_name(text: str) -> bool:
    """One name by itself, and not two words of two characters, as a short heading is.

    >>> [may_be_name(t) for t in ("胡玉亭", "欧阳修平", "裁判要点")]
    [True, True, False]
    """
    words = dictionary.cut(text, hmm=False)
    return len(words) < 2 or any(len(word) != 2 for word in words)


def is_affiliation(text: str) -> bool:
    """Where an author works, in brackets: office, place, postcode; not who passed a law.

    >>> is_affiliation("（某市委党校，湖南 某市 423000）")
    True
    >>> is_affiliation("（2031年9月28日某市人民代表大会常务委员会第三次会议通过）")
    False
    """
    return _AFFILIATION.match(text) is not None


def is_office_name(text: str) -> bool:
    """The name of an office, nothing else: a byline where it stands under a title."""
    return _OFFICE_NAME.match(text) is not None
