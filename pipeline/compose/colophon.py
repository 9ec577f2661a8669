"""凡例: how the text was made, in the words of ``labels.toml`` and the figures of this build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compose.ancestors import shared_slips
from pipeline.compose.choices import LEFT_OUT
from pipeline.compose.digest import REMAINDER
from pipeline.compose.walk import passages_of, walk
from pipeline.errors import ConfigError, Place
from pipeline.model.article import Evidence, Kind, State
from pipeline.model.patterns import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.compose.templates import Labels
    from pipeline.model.article import Correction
    from pipeline.model.briefing import Briefing
    from pipeline.model.passage import Passage

#: Of places that speak for a name, or slips that two sources share, so many are named.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the run knows: all corrections, files that couldn't be read or came twice, and
    those the editor left out.
    """

    corrections: tuple[Correction, ...]
    unread: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def colophon(briefing: Briefing, facts: Facts, labels: Labels) -> Iterator[str]:
    """The lines of the colophon; one whose figures are all nothing is left out."""
    passages = list(passages_of(briefing.sections))
    example = next((p for p in passages if len(p.witnesses) > 1), passages[0] if passages else None)
    sigla = {entry.source.name: entry.source.siglum for entry in briefing.sources}
    placed = _placed(briefing, passages)
    taken = sum(section.cue is not None for section in walk(briefing.sections))
    values: dict[str, object] = {
        "sources": len(briefing.sources),
        "sigla": "、".join(sigla.values()),
        "example": "；".join(f"{sigla[w.source]}:{w.lines[0].first}" for w in example.witnesses)
        if example
        else "",
        "layout": sum(one.count for one in facts.corrections if one.kind is not Kind.READING),
        "headings": labels.phrase("headings", count=taken) if taken else "",
        "collated": sum(len(p.witnesses) > 1 for p in passages),
        "throughout": "".join(
            _throughout(one, sigla, labels)
            for one in facts.corrections
            if one.places and one.state is State.APPLIED
        ),
        "doubts": sum(one.state is State.FLAGGED for one in placed),
        "settled": sum(one.state is State.APPLIED and bool(one.settled_by) for one in placed),
        "ancestor": _ancestors(passages, facts.corrections, sigla, labels),
        "unread": "、".join(facts.unread),
        "duplicates": "、".join(facts.duplicates),
        "left_out": "、".join(facts.left_out),
        "passages_left_out": sum(one.reason == LEFT_OUT for one in briefing.unprinted),
        "remainder": sum(one.reason == REMAINDER for one in briefing.unprinted),
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


def _placed(briefing: Briefing, passages: Sequence[Passage]) -> list[Correction]:
    """The readings that stand in what is printed, each once: only these have a note."""
    found = [
        *(placed.correction for passage in passages for placed in passage.readings),
        *(placed.correction for one in briefing.captions for placed in one.printed.readings),
    ]
    return list({one.id: one for one in found}.values())


def _throughout(one: Correction, sigla: Mapping[str, str], labels: Labels) -> str:
    """A name corrected throughout a source, with the grounds it was corrected on."""
    after = one.after or ""
    grounds = []
    for ground in one.evidence:
        if ground.kind is Evidence.WITNESS:
            witnesses = "、".join(sigla[name] for name in ground.by)
            grounds.append(labels.phrase("throughout_witness", sigla=witnesses, after=after))
        elif ground.kind is Evidence.OUTSIDE:
            places = "、".join(ground.by[:_NAMED])
            grounds.append(labels.phrase("throughout_places", places=places, after=after))
    return labels.phrase(
        "throughout",
        siglum=sigla[one.source],
        before=one.before,
        after=after,
        count=one.count,
        grounds=f"（{'；'.join(grounds)}）" if grounds else "",
    )


def _ancestors(
    passages: Sequence[Passage],
    corrections: Sequence[Correction],
    sigla: Mapping[str, str],
    labels: Labels,
) -> str:
    """Sources that share slips, and so go back to one text."""
    return "".join(
        labels.phrase(
            "ancestor",
            sigla="、".join(sigla[name] for name in sources),
            shared="”“".join(list(dict.fromkeys(slips))[:_NAMED]),
            count=len(slips),
        )
        for sources, slips in shared_slips(passages, corrections)
    )
