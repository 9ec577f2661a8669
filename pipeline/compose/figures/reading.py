"""A sentence with numbers, read from left to right: what each counts, of whom, and when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.clauses import behind_last, clause_start
from pipeline.compose.figures.after import became, counted, whole
from pipeline.compose.figures.before import Before, Kind, before
from pipeline.compose.figures.each import QUANTITY, Item, items
from pipeline.compose.figures.numbers import exactly
from pipeline.compose.figures.periods import TIME, Periods
from pipeline.compose.figures.whose import Named, whose
from pipeline.normalise.language.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.compose.figures.numbers import Number

#: Units of things that can be named behind their number; others measure.
_COUNTERS = re.compile(
    "(?:多个|个|家|户|名|位|项|件|条|座|台|辆|艘|架|套|处|所|间|栋|只|头|株|种|类|批|场|篇|部|册|份|张|枚|颗|片|块|段|"
    "大类|大|支|门|对|床|幢|口|眼|趟|班|节|笔|宗|起|例|匹|尾|箱|袋|瓶|棵|盏|人次|人|万人)$"
)
_PEOPLE = re.compile("(?:人|人次|名|户)$")
_AREAS = re.compile("(?:亩|平方米|平方公里|公里|米|吨|公顷|兆瓦|千瓦|立方米)$")
#: Words before a measure that only say what somebody did, so that what is measured comes after.
_BARE_VERB = re.compile("^.{0,4}$")
_MONEY = re.compile("(?:资金|补贴|贷款|补助|奖金|专项|投资|订单|债券|基金|赔偿|救助金)$")
_SCOPES = re.compile(
    "^(?:全国|全省|全市|全县|全区|世界|全球|国家|行业|同期)?(?:平均水平|平均|水平|均值)?$"
)
_THAN = re.compile("低于|高于|高出|优于|快于|超过|^比|^较")
_END = re.compile("[。；！？]")
#: 省级18家 of what was counted before.
_OF_WHOLE = re.compile("[级类性型]$|^.$")
#: Behind a ；: a clause that says what comes next is of, and not merely why or since when.
_ANOTHER = re.compile("；(?![受由因据按与同比较其总])[^，。；、]{4,}，$")
#: 金润公司、雄风公司上缴税收: the items are who, not what.
_DONE = re.compile("上缴|缴纳|实现|完成|累计|创造|新增|获|投资|投入")
_SUCH = re.compile(f"([{HAN}]{{2,8}}?)(?:有|包括)[^，。；有]{{2,}}等$")
_AND = ("、", "和", "与", "及", "以及")
#: 产值跨越3个百亿元台阶，达到380亿元: what it comes to is told of what stepped up.
_STEPPED = re.compile(
    "([^，。；：、]{2,16}?)(?:连续|先后|接连)?(?:跨越|跨上|跨过|突破|迈上|迈过|跃上|登上)[^，。；]{1,12}(?:台阶|大关|关口)，$"
)
_STEPPED_REACH = 40  # characters: no match is longer
#: 厚度提升3.5%、达到20.6厘米: the second is the thing itself, no longer its growth.
_GREW = re.compile(
    "(?:同比|环比|年均|比上年|较上年)?(?:止跌|恢复)?(?:增长|提升|提高|上升|增加|下降|降低|减少|增|升|降)了?$"
)
#: 占全市生产总值的60%、规模工业增加值的70%: the second is a share, too.
_SHARE_OF = re.compile("^(.*占(?:到|据|有|了)?)[^占]+$")
#: 铂族金属年产量占全国: what goes on is what stands before the share.
_HEAD = re.compile("占(?=[全世总规地])|比(?=上年|去年)|同比|较(?=上年|去年)")

#: 新增经营主体8万户，总量达到52万户: the second is of all there are.
_ALL, _NEWLY = re.compile("总[量数额]"), re.compile("^(?:净增|新增|新建|新培育|新设)")
#: 工业企业517家，实现增加值158亿元: whose that is was counted before.
_THEY_DO = re.compile("[，；](?:共|累计)?(?:实现|完成|创造|贡献|上缴|缴纳)$")
_YIELD = re.compile("(?:值|收入|营收|利润|税收|税金|额)$")
_DOERS = re.compile("(?:企业?|公司|合作社|工厂|单位|机构|商户|店|场|园区|项目|经营主体|市场主体)$")
#: Names of sums of money.
_OF_MONEY = re.compile("(?:损失|资金|补[助贴]|投入|[款金费税债]|债券|资本|收益|奖励|订单)$")
#: 设立总规模100亿元的产业引导基金: of what comes behind.
_OF_WHAT_FOLLOWS = re.compile("(总规模|总投资|总金额|总额|总面积|总产能|注册资本)$")
#: 产业产值中，甲区占35%，乙区占28%: shares of one whole, which is named once.
_WITHIN = re.compile("(?:^|[，。；：])([^，。；：]{2,20})中，")
_WITHIN_REACH = 160
_BARE_SHARE = re.compile("(.+?)占比?")
_PLACE_COUNTED = re.compile(
    f"[（、，；](?:其中|包括)?([{HAN}]{{1,7}}(?:省|市|县|区|镇|乡|村|州|旗|街道))$"
)
#: 爆燃造成8人受伤: what befalls people is no firm's.
_BRINGS = re.compile(r"造成|导致|致使|致(?=\d)")
_SUMMED = re.compile("[合共总]计")
_COURT, _AWARDED = re.compile("(?:法院|检察院|仲裁委员会)$"), re.compile("[元亩]$")
_BODY = re.compile("(?:公司|厂|集团|局|厅|院|支队|大队|中心|委员会|委)$")


class Said(NamedTuple):
    """Of whom a number was told, and what it counts."""

    subject: str = ""
    metric: str = ""


class Reading:
    """A sentence, read number by number, in their order. Holds what was counted last: relations
    go on from it, parts from the last whole.
    """

    def __init__(self, text: str, found: Sequence[Number], names: tuple[Named, ...]) -> None:
        self.text, self.found, self.names = text, found, names
        self.periods = Periods(text)
        self.items: Mapping[int, Item] = {one.number: one for one in items(text, found)}
        self._starts = [one.start for one in found]
        self._ends = [one.end for one in found]
        self.said: list[Said] = []
        self.last = Said()
        self.whole = Said()
        self.relation = ""
        self._unit = ""
        self._begins = [0, *(one.end() for one in _END.finditer(text))]

    def words(self, n: int) -> tuple[str, str, str]:
        """Subject, metric and period of the ``n``-th number, those before it being read."""
        number = self.found[n]
        at = number.change if number.change >= 0 else number.opens
        # Where a change starts from is told of another time than what comes after.
        if number.change >= 0:
            self.periods.pass_over(number.change, number.start)
        when = self._when_reached(number) or self.periods.at(at)
        if n in self.items:
            said, when = self._item(self.items[n], number, when)
        elif place := self._place_in_brackets(number):
            said = Said(place, self.last.metric)
        elif self._in_brackets(number):
            said = self._bracketed(number)
        else:
            said = self._plain(n, number, at)
        if _COURT.search(said.subject) and _AWARDED.search(number.unit):
            said = said._replace(subject="")  # what it awards is none of its own
        self.said.append(said)
        return said.subject, said.metric, when

    def number(self, n: int, printed: str) -> Number:
        """The number; where its change starts in another unit, with that unit."""
        number = self.found[n]
        if number.change < 0:
            return number
        inside = range(bisect_left(self._starts, number.change), n)
        start = next((self.found[k] for k in inside if self.found[k].unit), number)
        bare = exactly(number.from_value)
        if start.unit == number.unit or not start.value.startswith(bare):
            return number
        opens = start.start - len(number.from_value) + len(bare)
        return number._replace(from_value=printed[opens : start.end])

    def _when_reached(self, number: Number) -> str:
        """由496个减少到2020年的323个: the time that stands before what a change comes to."""
        if number.change < 0:
            return ""
        before = bisect_right(self._ends, number.opens)
        begins = self._ends[before - 1] if before else 0
        found = TIME.search(self.text, max(begins, number.change), number.start)
        return found[0].lstrip("从自在由到") if found else ""

    def _plain(self, n: int, number: Number, at: int) -> Said:
        after = self._after(number, at)
        # 大中型企业11种矿产的达标率; but 65岁及以上老年人口 is of people of an age.
        numbers = (self.found[k] for k in range(n - 1, -1, -1))
        since = next((one.end for one in numbers if one.end <= at and one.unit != "岁"), 0)
        read = before(self.text, at, since, goal=number.change >= 0)
        row = self._in_a_row(n, read, at, named=bool(after))
        if row is not None:
            return row
        subject = self._whose(at)
        if after and read.kind is not Kind.RELATION:
            kind = Kind.PART if read.kind is Kind.PART else Kind.COUNT
            read = Before(kind, after, number.end)
        if read.kind is Kind.NOTHING:
            return self._nothing(n, subject)
        if read.kind is Kind.RELATION:
            earlier = self._dealt(n) or self._clause_before(n, subject) or self._last_told(n)
            self.relation = read.words.replace("分别", "")
            if _ALL.fullmatch(self.relation):
                earlier = earlier._replace(metric=_NEWLY.sub("", earlier.metric))
            elif self.relation.startswith("占"):  # 投资增长11.2%，占全部投资的13.5%
                thing = _GREW.sub("", earlier.metric)
                earlier = earlier._replace(metric=thing or earlier.metric)
            return Said(earlier.subject or subject, earlier.metric + self.relation)
        if self.last.metric and not after and (_SCOPES.match(read.words) or self._is_name(read)):
            return Said(read.words, self.last.metric)  # 全省为2.5%
        metric = self._named(n, _without(subject, read.words), read.start)
        if read.kind is Kind.PART or self._goes_on_as_part(number, metric):
            if _OF_WHOLE.search(metric) or self._is_worth(number, metric):
                metric = self.whole.metric + metric
            self.last = Said(self.whole.subject or subject, metric)
            return self.last
        self.last = self.whole = Said(subject, _counted_of(metric))
        self._unit = number.unit
        return Said(subject, metric)

    def _whose(self, at: int) -> str:
        """Whose a number is; no firm's or office's where something befalls people there."""
        subject = whose(self.text, at, self.names)
        if not _BODY.search(subject):
            return subject
        sentence = self._sentence(at)
        brought = _BRINGS.search(self.text, sentence, at)
        return "" if brought and self.text.find(subject, sentence) < brought.start() else subject

    def _named(self, n: int, metric: str, start: int) -> str:
        """What is counted, put together with what it is of where that stands apart."""
        number = self.found[n]
        theirs = n and _DOERS.search(self.said[-1].metric) and _YIELD.search(metric)
        if theirs and _THEY_DO.search(self.text, max(0, start - 5), start):
            return self.said[-1].metric + metric
        ends = _OF_WHAT_FOLLOWS.search(metric)
        if ends and self.text[number.end : number.end + 1] == "的":
            thing = whole(self.text, number.end + 1) or counted(self.text, number.end + 1)
            return thing + ends[1] if thing else metric
        share = _BARE_SHARE.fullmatch(metric)
        if share is None:
            return metric
        low = max(self._sentence(number.start), number.start - _WITHIN_REACH)
        within = _WITHIN.search(self.text, low, number.start)
        if within is None:
            return metric
        subject = whose(self.text, number.opens, self.names)
        return ("" if share[1] == subject else share[1]) + "占" + within[1]

    def _sentence(self, at: int) -> int:
        """Where what a place belongs to begins: behind a ；, or with a sentence in brackets."""
        return self._begins[bisect_right(self._begins, at) - 1]

    def _after(self, number: Number, at: int) -> str:
        """What is counted, where its name follows the number; money only where it is for that."""
        after = counted(self.text, number.end)
        if _PEOPLE.search(number.unit):
            return after or became(self.text, number.end)
        if _COUNTERS.search(number.unit):
            return after
        if number.unit.endswith("元"):
            return after if _MONEY.search(after) else ""
        bare = _BARE_VERB.match(before(self.text, at).words)
        return after if bare and _AREAS.search(number.unit) else ""

    def _in_a_row(self, n: int, read: Before, at: int, *, named: bool) -> Said | None:
        """What goes on from the number just before: 176科836属; 12、15和18亿元; 占甲的六成、乙的
        七成.
        """
        if not n:
            return None
        earlier = self.said[-1]
        between = self.text[self.found[n - 1].end : self.found[n].opens]
        if between == "":
            return earlier
        if between in _AND and not named:
            dealt = self._dealt(n)
            if dealt:
                return Said(dealt.subject, dealt.metric + self.relation)
            reaches = "%" in self.found[n - 1].unit and "%" not in self.found[n].unit
            thing = _GREW.sub("", earlier.metric) if reaches else ""
            return earlier._replace(metric=thing or earlier.metric)
        share = _SHARE_OF.match(earlier.metric)
        if share and self.text[at - 1] == "的" and self.text[read.start - 1] == "、":
            return Said(earlier.subject, share[1] + read.words)
        return None

    def _is_name(self, read: Before) -> bool:
        return Named(read.start, read.start + len(read.words)) in self.names

    def _nothing(self, n: int, subject: str) -> Said:
        """目前达到80%: what was counted before, where a change or a later time goes on; 企业有甲、
        乙等8家: what the listed are.
        """
        number = self.found[n]
        low = behind_last("，。；", self.text, number.opens)
        many = _SUCH.search(self.text, low, number.opens)
        if many:
            return Said(subject, many[1])
        opens = clause_start(self.text, number.opens)
        stepped = _STEPPED.search(self.text, max(0, opens - _STEPPED_REACH), opens)
        if stepped and not _END.search(stepped[0]):
            self.last = self.whole = Said(subject, _without(subject, stepped[1]))
            return self.last
        if _SUMMED.search(self.text, opens, number.opens) and self._is_in_a_row(n):
            return Said(subject, "")
        others = bool(n) and _is_people(number) != _is_people(self.found[n - 1])
        if self.text[opens - 1 : opens] == "、" or not self.last.metric or others:
            return Said(subject, "")
        if n and "%" in self.found[n - 1].unit and "%" not in number.unit:  # 增长7%，达到1800亿元
            return self.last._replace(metric=_GREW.sub("", self.last.metric) or self.last.metric)
        return self.last

    def _is_in_a_row(self, n: int) -> bool:
        """Whether the numbers before are of several things: 租金3万元、违约金1万元，合计4万元"""
        if n < 2:
            return False
        between = self.text[self.found[n - 2].end : self.found[n - 1].opens]
        return between.startswith(("、", "和", "及"))

    def _clause_before(self, n: int, subject: str) -> Said | None:
        """公司的产能，占全球六分之一: what the clause before names, where it has no number."""
        low = clause_start(self.text, self.found[n].opens)
        if self.text[low - 1 : low] != "，":
            return None
        read = before(self.text, low - 1)
        reached = self.found[n - 1].end if n else 0
        if read.start < reached or not QUANTITY.search(read.words):
            return None
        return Said(subject, _without(subject, read.words))

    def _last_told(self, n: int) -> Said:
        """What was counted last, unless a clause without a number names something else since:
        原煤增长2.3%；只有水泥受拖累，下降4.8%.
        """
        low = clause_start(self.text, self.found[n].opens)
        since = self.text[self.found[n - 1].end : low] if n else ""
        return Said() if _ANOTHER.search(since) else self.last

    def _goes_on_as_part(self, number: Number, metric: str) -> bool:
        """其中国家级18家，省级34家: the second is a part, too."""
        if not self.whole.metric:
            return False
        if not (metric.endswith("级") or self._is_worth(number, metric)):
            return False
        return self.text.rfind("其中", self._sentence(number.start), number.start) >= 0

    def _is_worth(self, number: Number, metric: str) -> bool:
        """产值186亿元，其中装备制造112亿元: what the part is worth, named by the whole."""
        money = self._unit.endswith("元") and number.unit.endswith("元")
        return money and not QUANTITY.search(metric) and not _OF_MONEY.search(metric)

    def _dealt(self, n: int) -> Said | None:
        """同比分别增长8%、9%: the two counted before, one after the other."""
        each = self.text.rfind("分别", 0, self.found[n].start)
        if each < 0 or _END.search(self.text[each : self.found[n].start]):
            return None
        stop = _END.search(self.text, each)
        end = stop.start() if stop else len(self.text)
        after = [k for k, one in enumerate(self.found) if each < one.start < end]
        first = after[0] - len(after)
        if first < 0 or len(after) < 2:
            return None
        return self.said[first + after.index(n)]

    def _item(self, item: Item, number: Number, when: str) -> tuple[Said, str]:
        subject = whose(self.text, number.opens, self.names)
        if item.times:
            return Said(subject, item.shared or self.last.metric), item.name
        known = {self.text[one.start : one.end] for one in self.names}
        if item.name in known or (item.shared and _DONE.match(item.shared)):
            self.last = Said(item.name, item.shared)
        else:
            self.last = Said(subject, _without(subject, item.name) + item.shared)
        return self.last, when

    def _place_in_brackets(self, number: Number) -> str:
        """受理38件（甲县12件、乙县26件）: of which place it is told what was counted before."""
        opens = self.text.rfind("（", 0, number.opens)
        if opens < 0 or "）" in self.text[opens : number.opens] or number.unit != self._unit:
            return ""
        found = _PLACE_COUNTED.search(self.text, opens, number.opens)
        return found[1] if found and self.last.metric else ""

    def _in_brackets(self, number: Number) -> bool:
        closes = self.text[number.end : number.end + 1] in ("）", "，", "；")
        return self.text[number.opens - 1 : number.opens] == "（" and closes

    def _bracketed(self, number: Number) -> Said:
        """专利拥有量（1.672件）: what the brackets belong to; 全国（2.19%） is one more place."""
        name = _THAN.split(before(self.text, number.opens - 1).words)[-1]
        if _SCOPES.match(name) and self.last.metric:
            return Said(name, self.last.metric)
        subject = whose(self.text, number.opens, self.names)
        self.last = self.whole = Said(subject, _without(subject, name))
        return self.last


def _is_people(number: Number) -> bool:
    return _PEOPLE.search(number.unit) is not None


def _without(subject: str, metric: str) -> str:
    """What is counted, without whose it is."""
    bare = metric.removeprefix(subject).lstrip("的") if subject else metric
    return bare if len(bare) > 1 else metric


def _counted_of(metric: str) -> str:
    head = _HEAD.split(metric)[0]
    return head if len(head) > 1 else metric
