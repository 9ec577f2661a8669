"""The tables of the readings are read once, before a test is timed."""

import pytest

from pipeline.model.article import Role
from pipeline.normalise.readings import READING_RULES, Said


@pytest.fixture(scope="session", autouse=True)
def _tables():
    for rule in READING_RULES:
        list(rule.find([Said("让让企业人驻园区，彻贯落实", Role.PARAGRAPH)]))
