"""Texts with hand-read truth, and what the words' lists of templates/ find in them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.collate import collate
from pipeline.compose.event_words import load_event_words
from pipeline.compose.glossary import load_kinds
from pipeline.compose.names import load_name_words
from tests.briefings import TEMPLATES, articles_of

TEXTS = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parent / "texts").glob("*.toml"))
}


@pytest.fixture(scope="session")
def event_words():
    return load_event_words(TEMPLATES)


@pytest.fixture(scope="session")
def kinds():
    return load_kinds(TEMPLATES)


@pytest.fixture(scope="session")
def name_words():
    return load_name_words(TEMPLATES)


def told(*texts):
    """Articles of some texts, and the passages they make."""
    articles = articles_of(*texts)
    return articles, collate(articles).passages
