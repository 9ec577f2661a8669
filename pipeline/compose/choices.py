"""What the editor says in ``briefing.toml``: leave out, move, rename, reorder, pin, drop.

A passage is named by its id or by its first words; so is a sentence of it. A choice that finds
nothing, or more than one, changes nothing and is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.walk import passages_of, without
from pipeline.model.briefing import PrintedParagraph, Section, Unprinted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.config import Choices, Outline
    from pipeline.model.passage import Passage

LEFT_OUT = "left out by the editor"
MOVED = "moved here by the editor"

#: Fewer characters name no passage: too many begin so.
_LEAST_WORDS = 4


class Idle(NamedTuple):
    """A choice that changes nothing: its key (``choices.move``), what it names, and why; where it
    names a section that there isn't, the titles of those there may be.
    """

    key: str
    name: str
    why: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Sections as the editor wants them, what isn't printed then, and the idle choices."""

    sections: tuple[Section, ...]
    unprinted: tuple[Unprinted, ...]
    idle: tuple[Idle, ...]


def find_passage(passages: Iterable[Passage], name: str) -> tuple[Passage | None, str]:
    """The one passage of an id or of first words, or None and why there is none.

    Any witness's words will do, and the first words of any sentence in it.
    """
    found = [one for one in passages if one.id == name]
    if not found and len(name) >= _LEAST_WORDS:
        found = [one for one in passages if _begins(one, name)]
    if len(found) == 1:
        return found[0], ""
    return None, f"{len(found)} passages begin so" if found else "no passage begins so"


def _begins(passage: Passage, words: str) -> bool:
    return passage.text.startswith(words) or any(
        sentence.text.startswith(words)
        for witness in passage.witnesses
        for sentence in witness.sentences
    )


class Bases:
    """Which source the editor wants a passage printed from (``[choices].base``).

    Called with each passage as the rules would print it; remembers which choices found one.
    """

    def __init__(self, wanted: Mapping[str, str], names: Mapping[str, str]) -> None:
        """``names`` gives the source's name for whatever it may be called by."""
        self._wanted = wanted
        self._names = names
        self._found: dict[str, set[str]] = {name: set() for name in wanted}
        self._told: set[str] = set()

    def __call__(self, passage: Passage) -> str | None:
        for name, called in self._wanted.items():
            if passage.id == name or (len(name) >= _LEAST_WORDS and _begins(passage, name)):
                self._found[name].add(passage.id)
                source = self._names.get(called)
                if any(witness.source == source for witness in passage.witnesses):
                    self._told.add(name)
                    return source
        return None

    def idle(self) -> tuple[Idle, ...]:
        return tuple(
            Idle("choices.base", name, self._why(name, called))
            for name, called in self._wanted.items()
            if name not in self._told
        )

    def _why(self, name: str, called: str) -> str:
        if called not in self._names:
            return f"no source is called {called!r}"
        return f"{called} doesn't tell it" if self._found[name] else "no passage begins so"


def left_out_sources(choices: Choices, names: Mapping[str, str]) -> tuple[frozenset[str], Choices]:
    """The names of sources among what is left out, and the choices without them."""
    sources = frozenset(names[one] for one in choices.leave_out if one in names)
    rest = tuple(one for one in choices.leave_out if one not in names)
    return sources, choices.model_copy(update={"leave_out": rest})


def carried_out(
    sections: Sequence[Section], titles: Sequence[str], choices: Choices, outline: Outline
) -> Chosen:
    """Moves, then what is left out, then other names and another order of the sections.

    ``titles`` are those of all sections that there may be, in their order.
    """
    idle: list[Idle] = []
    passages = list(passages_of(sections))

    def named(key: str, name: str) -> Passage | None:
        passage, why = find_passage(passages, name)
        if passage is None:
            idle.append(Idle(key, name, why))
        return passage

    for name, title in choices.move.items():
        if title.partition("/")[0] not in titles:
            why = f"no section is called {title!r}"
            idle.append(Idle("choices.move", name, why, tuple(titles)))
        elif passage := named("choices.move", name):
            sections = _moved(sections, passage, title, titles)
    unprinted = []
    for name in choices.leave_out:
        if passage := named("choices.leave_out", name):
            sections = without(sections, frozenset({passage.id}))
            unprinted.append(Unprinted(passage, LEFT_OUT))
    for key, wanted in (("outline.titles", outline.titles), ("outline.order", outline.order)):
        idle += [
            Idle(key, title, "no section is called so", tuple(titles))
            for title in wanted
            if title not in titles
        ]
    rank = {title: n for n, title in enumerate(outline.order)}
    ordered = sorted(sections, key=lambda one: rank.get(one.title, len(rank)))
    return Chosen(
        tuple(replace(one, title=outline.titles.get(one.title, one.title)) for one in ordered),
        tuple(unprinted),
        tuple(idle),
    )


def _moved(
    sections: Sequence[Section], passage: Passage, title: str, titles: Sequence[str]
) -> tuple[Section, ...]:
    """A passage at the end of another section, or of a subsection of it: ``section/subsection``."""
    upper, _, lower = title.partition("/")
    left = list(without(sections, frozenset({passage.id})))
    paragraph = PrintedParagraph((passage,), MOVED)
    if not any(one.title == upper for one in left):
        left.append(Section(upper, 1, ()))
        left.sort(key=lambda one: titles.index(one.title))
    return tuple(_with(one, paragraph, lower) if one.title == upper else one for one in left)


def _with(section: Section, paragraph: PrintedParagraph, lower: str) -> Section:
    if not lower:
        return replace(section, paragraphs=(*section.paragraphs, paragraph))
    inner = list(section.sections)
    if not any(one.title == lower for one in inner):
        inner.append(Section(lower, section.level + 1, ()))
    return replace(
        section,
        sections=tuple(_with(one, paragraph, "") if one.title == lower else one for one in inner),
    )
