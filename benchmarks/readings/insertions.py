"""Sentences about places and sums that are put into the articles, so that they can be spoilt.

The articles are of invented places, and few of their sums can be checked; these sentences are
about real ones and can. Beside those that may be spoilt stand traps: lawful sentences that a
careless rule takes for errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.readings.knowledge import counties

if TYPE_CHECKING:
    from random import Random


class Inserted(NamedTuple):
    """A paragraph. ``spoil`` is the run that an error replaces, by ``wrong``; ``near`` are other
    runs at which a doubt is as good. A trap has no ``wrong``.
    """

    text: str
    spoil: tuple[int, int] = (0, 0)
    near: tuple[tuple[int, int], ...] = ()
    wrong: str = ""


_PLACES = (
    "据介绍，@市#今年新建高标准农田6.2万亩，带动周边十多个乡镇的农户增收。",
    "同样的办法，@市#三年前就试过，当时只有两个村报名。",
    "来自@#的种粮大户说，今年的雨水比往年来得早，插秧要抢在芒种之前。",
    "调研组一行先后来到@市#、#，查看了镇村两级的便民服务点。",
    "@的#又有两个村被写进了全市推广的名单，这是第二次。",
    "这批设备的生产厂家在@市#，从下单到装车用了二十六天。",
    "省里确定的首批试点，包括@市的#和#，试点期为三年。",
    "#位于@市的西部，山地占到七成，过去种地全靠老天。",
)
_PLACE_TRAPS = (
    "从@市到#，高速公路全程四百多公里，货车要跑一个上午。",
    "#的客商把货发往@，再由@转运出海，一年要走上千个集装箱。",
    "@、#两地签订了对口协作协议，约定每年互派二十名教师。",
    "他在@读完大学，回到#当了一名乡村医生，一干就是十一年。",
    "@市的专家应邀来到#，为茶农讲了两天的课。",
)
_SUMS = (
    (
        "截至上月底，全市共有专业合作社@家，其中种植类#家、养殖类#家、农机服务类#家。",
        (80, 190),
    ),
    ("本次共抽检样品@批次，其中粮食#批次，蔬菜#批次，水产品#批次。", (110, 330)),
    ("全县现有中小学@所：小学#所，初中#所，高中#所。", (4, 60)),
    ("会议收到代表建议@件，农业农村类#件，城建环保类#件，教科文卫类#件。", (20, 90)),
    ("项目总投资@万元，由省级财政补助#万元、县级配套#万元、企业自筹#万元。", (300, 1900)),
    ("医院核定床位@张，内科#张，外科#张，儿科和妇产科#张。", (40, 160)),
)
_SUM_TRAPS = (
    "全县共有规模以上企业214家，其中食品加工企业63家、建材企业41家。",
    "今年共接待游客86.5万人次，其中过夜游客31.2万人次，增长12.4%。",
    "三个片区共种树2.4万株，成活2.1万株，补种3000株。",
    "全村376户1428人，外出务工的有410人，常年在家的老人有233人。",
    "问卷发出500份，收回468份，有效问卷441份，有效率为94.2%。",
)


def place(chance: Random) -> Inserted:
    """A county in its city; another city stands for it when it is spoilt."""
    city = chance.choice(sorted(counties()))
    wrong = chance.choice([name for name in sorted(counties()) if name != city])
    return _filled(chance.choice(_PLACES), city, _some(chance, city), wrong)


def place_trap(chance: Random) -> Inserted:
    """A county beside a city it doesn't lie in, and rightly so."""
    city, home = chance.sample(sorted(counties()), 2)
    return _filled(chance.choice(_PLACE_TRAPS), city, _some(chance, home), "")


def _some(chance: Random, city: str) -> list[str]:
    return chance.sample(counties()[city], 2)


def total(chance: Random) -> Inserted:
    """A sum of three parts. Spoilt, either the total or a part has one wrong digit."""
    pattern, (low, high) = chance.choice(_SUMS)
    parts = [chance.randint(low, high) for _ in range(3)]
    made = _filled(pattern, str(sum(parts)), [str(part) for part in parts], "")
    figures = [made.spoil, *made.near]
    spoil = chance.choice(figures)
    said = made.text[slice(*spoil)]
    at = chance.randrange(len(said))
    digit = chance.choice([d for d in "123456789" if d != said[at]])
    near = tuple(figure for figure in figures if figure != spoil)
    return Inserted(made.text, spoil, near, said[:at] + digit + said[at + 1 :])


def total_trap(chance: Random) -> Inserted:
    """Parts that needn't add up."""
    return Inserted(chance.choice(_SUM_TRAPS))


def all_lawful(chance: Random) -> list[str]:
    """Every pattern and every trap filled once, rightly."""
    out = []
    for pattern in _PLACES:
        city = chance.choice(sorted(counties()))
        out.append(_filled(pattern, city, _some(chance, city), "").text)
    for pattern in _PLACE_TRAPS:
        city, home = chance.sample(sorted(counties()), 2)
        out.append(_filled(pattern, city, _some(chance, home), "").text)
    for pattern, (low, high) in _SUMS:
        parts = [chance.randint(low, high) for _ in range(3)]
        out.append(_filled(pattern, str(sum(parts)), [str(part) for part in parts], "").text)
    return [*out, *_SUM_TRAPS]


def _filled(pattern: str, one: str, others: list[str], wrong: str) -> Inserted:
    """@ becomes the city or the total, each # one of the others in turn."""
    out = ""
    spoil = (0, 0)
    near = []
    rest = iter(others)
    for character in pattern:
        word = one if character == "@" else next(rest) if character == "#" else character
        run = (len(out), len(out) + len(word))
        if character == "@":
            spoil = run
        elif character == "#":
            near.append(run)
        out += word
    return Inserted(out, spoil, tuple(near), wrong)
