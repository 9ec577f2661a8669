"""A profile proposed from the sources' headings."""

from pipeline.compose import load_profile
from pipeline.compose.outline import propose
from pipeline.normalise import normalise
from pipeline.read import make_source
from tests.conftest import ROOT

TEMPLATES = ROOT / "templates"
TEXT = """山阳调研

一、茶园提质

茶园改造完成三万亩，茶园亩产增长8%，累计建成茶园示范点九个，郴州茶园居全省前列。

茶园合作社新增二十家，茶园道路建成一百公里，带动茶农增收，成效显著。

二、公路成网

公路通车里程居全市第一，公路硬化率达98%，累计建成公路桥梁二十座，公路养护经费增长一成。

三、存在问题

品牌影响力薄弱，品牌保护不足，品牌推广缺乏人手，科技投入不足，制约着产业发展。
"""


def proposed():
    article = normalise(make_source("a.txt", TEXT, siglum="a", sha256="0" * 64))
    return propose(load_profile("policy", TEMPLATES, ROOT), [article])


def test_headings_become_topics_of_the_section_their_paragraphs_go_to():
    topics = proposed()

    assert [(one.section, one.title, one.source, one.line) for one in topics] == [
        (1, "茶园提质", "a.txt", 3),
        (1, "公路成网", "a.txt", 9),
    ]


def test_the_terms_set_a_heading_apart_and_are_no_places():
    terms = {one.title: [term for term, _ in one.terms] for one in proposed()}

    assert "茶园" in terms["茶园提质"]
    assert "公路" in terms["公路成网"]
    assert not set(terms["茶园提质"]) & set(terms["公路成网"])
    assert all("郴州" not in found for found in terms.values())


def test_without_headings_nothing_is_proposed():
    article = normalise(make_source("a.txt", "去年茶叶增产。\n", siglum="a", sha256="0" * 64))

    assert propose(load_profile("policy", TEMPLATES, ROOT), [article]) == []
