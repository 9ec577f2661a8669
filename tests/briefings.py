"""What some texts come to: articles, a briefing, a manuscript, with our templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate import Collation, collate
from pipeline.compose import (
    Facts,
    load_labels,
    load_profile,
    make_briefing,
    make_manuscript,
    with_back_matter,
)
from pipeline.compose.choices import Bases
from pipeline.config import Config
from pipeline.normalise import normalise
from pipeline.read import make_source
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.article import Article
    from pipeline.model.briefing import Briefing
    from pipeline.model.decision import Decision
    from pipeline.model.manuscript import Manuscript

TEMPLATES = ROOT / "templates"
LABELS = load_labels(TEMPLATES)
NUMBERING = ("{han}、", "（{han}）", "{digit}. ", "（{digit}）")


class Made(NamedTuple):
    articles: Sequence[Article]
    collation: Collation
    briefing: Briefing
    idle: Sequence[object]
    manuscript: Manuscript


def articles_of(*texts: str) -> list[Article]:
    """Articles of the sources 1.txt, 2.txt …"""
    return [
        normalise(make_source(f"{n}.txt", text, siglum=str(n), sha256=str(n) * 64))
        for n, text in enumerate(texts, 1)
    ]


def made_of(
    *texts: str,
    config: Config | None = None,
    back_matter: bool = False,
    decisions: Mapping[str, Decision] | None = None,
) -> Made:
    """All of it. ``idle`` are the choices of the config that change nothing."""
    config = config or Config()
    articles = articles_of(*texts)
    names = {article.source.siglum: article.source.name for article in articles}
    bases = Bases(config.choices.base, names)
    collation = collate(articles, decisions or {}, bases)
    profile = load_profile("policy", TEMPLATES, ROOT)
    briefing, idle = make_briefing(config, articles, collation, profile, LABELS)
    if back_matter:
        dates = config.sources.date
        briefing = with_back_matter(briefing, articles, collation.passages, dates, TEMPLATES)
    facts = Facts(collation.corrections)
    manuscript = make_manuscript(
        briefing, config.briefing, LABELS, NUMBERING, facts, config.sources
    )
    return Made(articles, collation, briefing, (*bases.idle(), *idle), manuscript)
