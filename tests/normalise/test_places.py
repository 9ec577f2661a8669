"""The gazetteer, whole: a place is never doubted for standing under what it lies in."""

from __future__ import annotations

from pipeline.model.article import Role
from pipeline.normalise.language.gazetteer import Level, named, places
from pipeline.normalise.readings.places import find_place_contradictions
from pipeline.normalise.readings.rule import Said


def test_no_county_of_today_is_doubted_where_it_lies():
    counties = [place for place in places() if place.level is Level.COUNTY and not place.former]
    said = [
        Said(f"通报了{above}{county.name}的情况。", Role.PARAGRAPH)
        for county in counties
        for above in (county.province + county.prefecture, county.prefecture, county.province)
    ]
    doubted = [said[doubt.block].text for doubt in find_place_contradictions(said)]
    assert len(counties) > 2800
    assert doubted == []


def test_each_name_is_that_of_one_place():
    provinces = {place.name for place in places() if place.level is Level.PROVINCE}
    assert len(provinces) == 34
    glued = [
        place.name
        for place in places()
        for province in provinces
        if place.name != province and place.name.startswith(province)
    ]
    assert glued == []
    assert all(place.province in provinces for place in places())
    assert named("浙江省杭州市") == ()
