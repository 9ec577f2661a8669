"""凡例: how the text was made, in the words of ``labels.toml`` and the figures of this build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compose.briefing import passages_of
from pipeline.compose.templates import fill
from pipeline.errors import ConfigError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.compose.templates import Labels
    from pipeline.model.briefing import Briefing


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the run knows: corrections made, files left out, files that came twice."""

    corrections: int
    unread: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()


def colophon(briefing: Briefing, facts: Facts, labels: Labels) -> Iterator[str]:
    """The lines of the colophon; one whose figures are all nothing is left out."""
    passages = list(passages_of(briefing.sections))
    example = next((p for p in passages if len(p.witnesses) > 1), passages[0] if passages else None)
    sigla = {entry.source.name: entry.source.siglum for entry in briefing.sources}
    values: dict[str, object] = {
        "sources": len(briefing.sources),
        "sigla": "、".join(sigla.values()),
        "example": "；".join(f"{sigla[w.source]}:{w.lines[0].first}" for w in example.witnesses)
        if example
        else "",
        "layout": facts.corrections,
        "collated": sum(len(p.witnesses) > 1 for p in passages),
        "unread": "、".join(facts.unread),
        "duplicates": "、".join(facts.duplicates),
    }
    for name, pattern in labels.colophon.items():
        if name in values and not values[name]:
            continue
        try:
            yield fill(pattern, values)
        except KeyError as error:
            raise ConfigError(
                f"the line {name!r} of [colophon_lines] has an unknown field {error}",
                where=Place("templates/labels.toml"),
            ) from None
