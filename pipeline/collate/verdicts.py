"""The editor's verdicts, carried out on the corrections they speak of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.article import Kind, State
from pipeline.model.decision import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.model.article import Correction
    from pipeline.model.decision import Decision


def settle(
    corrections: Iterable[Correction], decisions: Mapping[str, Decision]
) -> list[Correction]:
    """Each reading as the editor decided; one nobody decided stays as it is. Verdicts on what
    the rules did were carried out when the articles were made.
    """
    return [
        _settled(one, decisions[one.id])
        if one.id in decisions and one.kind is Kind.READING
        else one
        for one in corrections
    ]


def _settled(one: Correction, decision: Decision) -> Correction:
    if decision.verdict is Verdict.REJECT:
        return replace(one, state=State.REJECTED, settled_by=decision.by)
    if decision.verdict is Verdict.REPLACE:
        return replace(one, after=decision.reading, state=State.APPLIED, settled_by=decision.by)
    if one.after is None:
        return one  # nothing is proposed: there is nothing to accept
    return replace(one, state=State.APPLIED, settled_by=decision.by)


def fruitless(
    corrections: Iterable[Correction], decisions: Iterable[Decision]
) -> list[tuple[Decision, str]]:
    """Verdicts that change nothing, and why: kept, and named to the editor."""
    proposals = {one.id: one for one in corrections}
    out = []
    for decision in decisions:
        one = proposals.get(decision.id)
        if one is None:
            out.append((decision, "no correction has this id any more"))
        elif decision.verdict is Verdict.ACCEPT and one.after is None:
            out.append((decision, "this correction proposes nothing that could be accepted"))
        elif not one.settled_by:
            out.append((decision, f"what {one.rule} did can't be decided so"))
    return out
