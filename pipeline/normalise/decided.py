"""The editor's verdicts on what the rules did: an edit left out, made in other words, made though
the config only flags it; two lines kept apart. (Verdicts on readings wait for collation.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.article import Kind, State
from pipeline.model.decision import Verdict
from pipeline.normalise.ledger import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.model.article import Article, Correction
    from pipeline.model.decision import Decision
    from pipeline.model.source import Span
    from pipeline.normalise.printed.lines import Line
    from pipeline.normalise.traced import Edit, Traced

#: The entry for what stood between two lines of a block.
JOIN = "join-lines"


@dataclass(frozen=True, slots=True)
class Decided:
    """Verdicts by the rule and the run of the source they speak of, with what was done there."""

    by_place: Mapping[tuple[str, Span], tuple[Decision, Correction]]

    def verdict(self, rule: str, span: Span) -> Decision | None:
        found = self.by_place.get((rule, span))
        return found[0] if found else None

    def edits(self, rule: str, text: Traced, edits: Sequence[Edit]) -> list[Edit]:
        """A rule's edits, those left out that were rejected, others in the editor's words."""
        if not any(name == rule for name, _ in self.by_place):
            return list(edits)
        out = []
        for edit in edits:
            _, changes = text.edit([edit])
            decision = self.verdict(rule, changes[0].span) if changes else None
            if decision is None or decision.verdict is Verdict.ACCEPT:
                out.append(edit)
            elif decision.verdict is Verdict.REPLACE:
                out.append(edit._replace(after=decision.reading))
        return out

    def accepts(self, rule: str, text: Traced, edit: Edit) -> bool:
        """Whether an edit that the config only flags is to be made."""
        _, changes = text.edit([edit])
        return bool(changes) and self.verdict(rule, changes[0].span) is not None

    def parts(self, text: Traced, above: Line, below: Line) -> bool:
        """Whether the editor wants two lines apart that would be joined."""
        rejected = [
            span
            for (rule, span), (decision, _) in self.by_place.items()
            if rule == JOIN and decision.verdict is Verdict.REJECT
        ]
        if not rejected:
            return False
        end = text.slice(above.end - 1, above.end)[-1].span.end
        start = text.slice(below.start, below.start + 1)[0].span.start
        return any(end <= span.start and span.end <= start for span in rejected)

    def entries(self, made: Iterable[Entry]) -> list[Entry]:
        """The ledger's entries, with what was rejected, and who decided."""
        if not self.by_place:
            return list(made)
        out = []
        for entry in made:
            decision = self.verdict(entry.rule, entry.span)
            done = decision is not None and (
                decision.verdict is Verdict.ACCEPT
                or (decision.verdict is Verdict.REPLACE and entry.after == decision.reading)
            )
            by = decision.by if decision and done else ""
            out.append(entry._replace(settled_by=by))
        there = {(entry.rule, entry.span) for entry in out}
        out += (
            _rejected(one, decision)
            for place, (decision, one) in self.by_place.items()
            if decision.verdict is Verdict.REJECT and place not in there
        )
        return out


def _rejected(one: Correction, decision: Decision) -> Entry:
    return Entry(
        one.span, one.after, one.rule, one.kind, one.certainty, one.reason,
        State.REJECTED, settled_by=decision.by,
    )  # fmt: skip


#: Nobody has decided anything.
UNDECIDED = Decided({})


def decided(article: Article, decisions: Mapping[str, Decision]) -> Decided:
    """The verdicts that speak of what the rules did in an article."""
    return Decided(
        {
            (one.rule, one.span): (decisions[one.id], one)
            for one in article.ledger
            if one.id in decisions and one.kind is not Kind.READING
        }
    )


def spoken_of(article: Article, decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    """The same, by the ids of the corrections that they speak of."""
    return {decision.id: decision for decision, _ in decided(article, decisions).by_place.values()}
