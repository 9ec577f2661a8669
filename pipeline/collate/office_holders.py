"""People beside their office, as a text names them: 县委书记王建国."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Postfix

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import HAN, is_han
from pipeline.normalise.language.gazetteer import mentions
from pipeline.normalise.readings.names import SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What one person at a time is, and a text says of whom. 记者 and 村民 are many.
_OFFICES = (
    "书记|省长|州长|市长|区长|县长|旗长|镇长|乡长|部长|署长|厅长|司长|局长|处长|科长|主席|主任|院长|校长|园长|"
    "馆长|所长|站长|台长|社长|场长|队长|团长|政委|庭长|支书|会长|理事长|秘书长|检察长|审判长|行长|厂长|矿长|董事长|总裁|总经理|总工程师|首席科学家|创始人|"
    "法定代表人|法人代表|负责人|教授|研究员|院士"
)
_OFFICE = re.compile(rf"(?:{_OFFICES})(?:为|是)?[ \N{{IDEOGRAPHIC SPACE}}：:]{{0,3}}(?=[{HAN}])")
#: Of these a place has one.
_ONLY_ONE = frozenset(("省长", "州长", "市长", "区长", "县长", "旗长"))
#: The words for an office reach back so far.
_REACH = 16
_HAN_RUN = re.compile(f"[{HAN}]*$")
#: What stands before an office, and is none of its words.
_BEFORE = re.compile(
    f"[{HAN}]*(?:近日|昨日|今日|昨天|今天|日前|当天|下午|上午|中共|时任|现任|担任|出任|原任?|前任|据|由|在|"
    "和|与|及|是|的|了|对|向|会见|采访|邀请|接受|陪同|讲话|报告|主持|出席)"
)
#: A deputy is another than whom he stands in for.
_DEPUTY = "副"

#: So many characters has a full name.
_FULL_NAME = 3

#: Beside the commonest surnames; 向 is the word more often.
_SURNAMES = frozenset(
    SURNAMES + "文庞樊兰殷施洪翟颜倪牛温芦季俞章鲁葛伍申尤毕聂焦柳邢岳齐梅庄辛祝涂谷祁舒"
    "耿牟詹苗凌费纪靳童欧甄项曲游裴卫屈鲍霍翁隋甘柏宁柯阮闵柴冉饶瞿戚滕晋邬臧"
) - {"向"}

#: No name ends in these: the clause goes on with them.
_GOES_ON = "在说从对向把被是和与已就都也又还将曾称的了等着指认及"
#: What a name is followed by where it is sure to end.
_SPEAKS = "说|表示|介绍|告诉|认为|指出|强调|透露|坦言|要求"
_SAYS = re.compile(
    f"{_SPEAKS}|在|的|等|同志|主持|出席|率|与|和|及|是|就|对|向|到|来|赴|前往|深入|会见|还|也|一行"
)


#: Of so many years, where somebody is told of.
_OF_AN_AGE = re.compile("[1-9][0-9]岁的")


class OfficeHolder(NamedTuple):
    """A person's name in a text, from ``start`` on, and the words for the office before it."""

    name: str
    office: str
    start: int


def office_holders(text: str) -> Iterator[OfficeHolder]:
    """The people whom a text, in simplified characters, names behind their office.

    >>> said = "会见了永兴县委书记王建国和县长　李强。监管局局长黄卫东主持，副局长：江平在座。"
    >>> [(one.name, one.office) for one in office_holders(said)]
    [('王建国', '永兴县委书记'), ('李强', '县长'), ('黄卫东', '监管局局长'), ('江平', '副局长')]
    >>> list(office_holders("书记高度重视，县长强调，局长向大家说明，董事长办公室"))
    []
    """
    for found in _OFFICE.finditer(text):
        start = found.end()
        end = name_end(text, start)
        if end:
            before = _HAN_RUN.search(text, max(0, found.start() - _REACH), found.start())
            words = _BEFORE.sub("", before[0] if before else "")
            office = words + found[0].rstrip("为是：: \N{IDEOGRAPHIC SPACE}")
            yield OfficeHolder(text[start:end], office, start)


def name_end(text: str, start: int) -> int:
    """Where a name ends that begins with a surname; 0 where there is none, or its end isn't sure:
    before a mark, a word of saying, or a word that begins there.

    >>> [name_end(said, 0) for said in ("王建国说", "王强出席会议", "王建国主持会议", "高度重视")]
    [3, 2, 3, 0]
    """
    if text[start : start + 1] not in _SURNAMES:
        return 0
    ends = [end for end in (start + 3, start + 2) if all(map(is_han, text[start:end]))]
    ends = [end for end in ends if end <= len(text) and text[end - 1] not in _GOES_ON]
    for end in ends:
        if end == len(text) or not is_han(text[end]) or _SAYS.match(text, end):
            return end if _may_be_name(text[start:end]) else 0
    words = [end for end in ends if dictionary.has_word(text[end : end + 2])]
    return words[0] if len(words) == 1 and _may_be_name(text[start : words[0]]) else 0


def _may_be_name(words: str) -> bool:
    """Whether no word of the dictionary opens them that isn't a person's name, or a place's.

    >>> [_may_be_name(said) for said in ("王建国", "谭建新", "江平", "高度重")]
    [True, True, True, False]
    """
    word, kind = dictionary.tag(words, hmm=False)[0]
    return len(word) == 1 or kind.startswith(("nr", "ns"))


def stands_as_name(text: str, start: int) -> bool:
    """Whether three characters, of which the first is a surname, stand among words as a name: none
    of the words there is cut by its ends, nor is one within them that is no name.

    >>> [stands_as_name("也不能只看虾子。”刘思奇介绍", 9), stands_as_name("王建设厂房", 0)]
    [True, False]
    >>> stands_as_name("张高明的意见", 0), stands_as_name("李自然资源", 0)
    (True, False)
    """
    low = start
    while low > max(0, start - _REACH) and is_han(text[low - 1]):
        low -= 1
    high = start + _FULL_NAME
    while high < min(len(text), start + _REACH) and is_han(text[high]):
        high += 1
    at = low
    for word, kind in dictionary.tag(text[low:high], hmm=False):
        end = at + len(word)
        inside = at >= start and end <= start + _FULL_NAME
        if not inside and at < start + _FULL_NAME and end > start:
            return False
        if inside and len(word) > 1 and not kind.startswith("nr"):
            return False
        at = end
    return text[start + _FULL_NAME - 1] not in _GOES_ON


def is_same_office(one: str, other: str) -> bool:
    """Whether two texts may speak of one office: one of them says less of it, or both name the
    place and go on alike from there.

    >>> is_same_office("宜昌市委书记", "市委书记"), is_same_office("市委书记", "市委副书记")
    (True, False)
    >>> is_same_office("永兴县委书记", "临武县委书记"), is_same_office("甲厂厂长", "乙厂厂长")
    (False, False)
    >>> is_same_office("湖北宜昌市委书记", "代表宜昌市委书记")
    True
    """
    short, long = sorted((one, other), key=len)
    same = Postfix.similarity(one, other)
    if same == len(short):
        return not long[: len(long) - same].endswith(_DEPUTY)
    shared = short[len(short) - same :]
    return any(place.start == 0 for place in mentions(shared))


def is_bare(office: str) -> bool:
    """Whether the words say neither where nor of what: 书记, 局长; there is one 县长.

    >>> is_bare("局长"), is_bare("县委书记"), is_bare("县长")
    (True, False, False)
    """
    return office[-2:] not in _ONLY_ONE and re.fullmatch(_OFFICES, office) is not None


def known_by_age(text: str) -> Iterator[tuple[str, str]]:
    """Those whose age a text gives, each with it.

    >>> [*known_by_age("说这话的，是29岁的吴晓燕。29岁的吴晓艳原在外地。30岁的老李。")]
    [('吴晓燕', '29岁'), ('吴晓艳', '29岁')]
    """
    for found in _OF_AN_AGE.finditer(text):
        name = text[found.end() : found.end() + _FULL_NAME]
        if (
            len(name) == _FULL_NAME
            and name[0] in _SURNAMES
            and all(map(is_han, name))
            and stands_as_name(text, found.end())
        ):
            yield name, found[0][:-1]


def speakers_like(text: str, name: str) -> Iterator[str]:
    """The names of a text that have all characters of ``name`` but one, and speak at the head of a
    clause.

    >>> [*speakers_like("县长王建国出席。王健国说，王建国强调，马建国也说。", "王建国")]
    ['王健国']
    """
    given = (f"{name[:n]}[{HAN}]{name[n + 1 :]}" for n in range(1, len(name)))
    for found in re.finditer(rf"(?<![{HAN}])({'|'.join(given)})(?:{_SPEAKS})", text):
        if found[1] != name:
            yield found[1]
