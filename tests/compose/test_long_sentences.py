"""One sentence of any length, as texts without a full stop have: work grows with it."""

from __future__ import annotations

import pytest

from pipeline.compose.captions import pictures_of
from pipeline.compose.events import events
from pipeline.compose.figures.each import items
from pipeline.compose.figures.numbers import numbers
from pipeline.compose.figures.plans import Plans
from pipeline.compose.glossary import load_kinds, terms
from pipeline.model.article import Block, Role
from pipeline.model.briefing import CaptionWitness
from tests.conftest import ROOT
from tests.growth import calls

MOST = 2.2
"""Times the work for twice the text."""

OFTEN = 100

KINDS = load_kinds(ROOT / "templates")


def abbreviations(count: int) -> str:
    return "".join(f"省里建设第{n}号生态工程示范园区（以下简称园区{n}）以及" for n in range(count))


def dealt(count: int) -> str:
    return "".join(f"甲镇{n}、乙镇{n}分别达{n + 100}万元、{n + 101}万元，" for n in range(count))


def planned(count: int) -> str:
    return "".join(f"计划建房{n + 100}间，目前已建{n + 20}间，" for n in range(count))


def years(count: int) -> str:
    return "".join(f"今年天气很好，第{n}村雨多，去年也不错，" for n in range(count))


def days(count: int) -> str:
    return "".join(f"2019年{n % 12 + 1}月建成第{n}座大桥，" for n in range(count))


def plans(text: str) -> list[bool]:
    known = Plans(text)
    return [known.holds(one.start) for one in numbers(text)]


@pytest.fixture
def work(event_words):
    return {
        "terms": lambda text: list(terms(text, KINDS)),
        "items": lambda text: list(items(text, list(numbers(text)))),
        "plans": plans,
        "events": lambda text: list(events(text, event_words)),
    }


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("terms", abbreviations),
        ("items", dealt),
        ("plans", planned),
        ("events", years),
        ("events", days),
    ],
)
def test_work_grows_with_the_sentence(name, told, work):
    work[name](told(2 * OFTEN))  # what is looked up of words is known from here on
    once = calls(lambda: work[name](told(OFTEN)))
    assert calls(lambda: work[name](told(2 * OFTEN))) <= MOST * once


def test_an_abbreviation_is_no_part_of_the_name_behind_it():
    said = "省生态环境厅（以下简称省环境厅）和山阳县人民政府（以下简称县政府）联合印发。"

    found = [(said[slice(*at)], said[slice(*why)]) for at, why, _ in terms(said, KINDS) if why]

    assert found == [("省环境厅", "省生态环境厅"), ("县政府", "山阳县人民政府")]


def test_a_date_that_tells_nothing_ends_the_reach_of_none(event_words):
    said = "今年天气很好，去年建成大桥，今年雨多。"

    (told,) = events(said, event_words)

    assert said[told.start : told.end] == "去年建成大桥，今年雨多。"


def witness(text: str) -> CaptionWitness:
    return CaptionWitness("a.txt", Block(text, Role.CAPTION, None, text, ()), ())


def test_no_caption_is_held_against_all_others():
    def told(count: int):
        return [witness(f"图为山阳县第{n}号茶园的茶农采茶。") for n in range(1000, 1000 + count)]

    once = calls(lambda: pictures_of(told(OFTEN)))
    assert calls(lambda: pictures_of(told(2 * OFTEN))) <= MOST * once


def test_the_fullest_caption_stands_first_whatever_came_between():
    said = ["图为茶农采茶", "大桥通车", "图为茶农采茶李四摄", "今日图为茶农采茶李四摄", "大桥通车"]

    found = [
        [one.block.text for one in picture.told]
        for picture in pictures_of(list(map(witness, said)))
    ]

    assert found == [[said[3], said[2], said[0]], [said[1], said[4]]]
