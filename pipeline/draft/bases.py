"""Which sentences an editor has edited, and from which witness they were printed then.

A passage that has been edited stays printed from that witness: were it printed from another, since
a doubt was settled meanwhile, the editor's words would stand on a paragraph that has gone. The
citation behind the words they were made of names the witness first, with its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.edits import Kind
from pipeline.draft.likeness import HELD, held
from pipeline.draft.rebuild import lines_cited
from pipeline.draft.words import Cite, Text
from pipeline.model.manuscript import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.draft.edits import Edit
    from pipeline.draft.words import Words
    from pipeline.model.passage import Sentence
    from pipeline.model.source import Lines

_TOLD = ("p-", "k-")
"""What the ids of passages and of key points begin with: their words are whole sentences."""


class _Telling(NamedTuple):
    """Words as they were printed, and their base: its siglum and its lines then."""

    siglum: str
    lines: tuple[Lines, ...]
    text: str


class EditedBases:
    """Called with the sentences of all sources: the places of those that were printed from their
    source when an editor changed, moved or struck out what they stand in, or wrote a comment on it.
    ``names`` gives a source's name for its siglum.
    """

    def __init__(self, edits: Iterable[Edit], names: Mapping[str, str]) -> None:
        self._told: dict[str, list[_Telling]] = {}
        for one in dict.fromkeys(_tellings(edits)):
            if one.siglum in names:
                self._told.setdefault(names[one.siglum], []).append(one)

    def __call__(self, sentences: Sequence[Sentence]) -> frozenset[int]:
        own: dict[str, list[int]] = {name: [] for name in self._told}
        for place, one in enumerate(sentences):
            if one.source in own:
                own[one.source].append(place)
        return frozenset(
            place
            for name, tellings in self._told.items()
            for telling in tellings
            for place in _told_in(telling, own[name], sentences)
        )


def _tellings(edits: Iterable[Edit]) -> Iterator[_Telling]:
    for edit in edits:
        said = list(edit.sources)
        if edit.before is not None and edit.kind is not Kind.COMMENT:
            said.append((edit.block, edit.before.words))
        for id, words in said:
            if id.startswith(_TOLD):
                yield from _cited(words)


def _cited(words: Words) -> Iterator[_Telling]:
    """The words before each citation, with the first source that it names."""
    text = ""
    for one in words:
        if isinstance(one, Text):
            text += one.text
        elif isinstance(one, Cite):
            base = one.text.removeprefix(Citation.OPEN).removesuffix(Citation.CLOSE)
            siglum, _, runs = base.partition(Citation.BETWEEN)[0].partition(":")
            yield _Telling(siglum, lines_cited(runs), text)
            text = ""


def _told_in(telling: _Telling, own: Sequence[int], sentences: Sequence[Sentence]) -> list[int]:
    """The sentences that some words were, among those of their source: on the lines cited, else
    word for word anywhere, since lines move when a source is changed; else what is much like them.
    """

    def told(place: int, *, exactly: bool) -> bool:
        text = sentences[place].text
        return text in telling.text or (not exactly and held(text, telling.text) >= HELD)

    near = [place for place in own if _touch(sentences[place].lines, telling.lines)]
    found: list[int] = []
    for places, exactly in ((near, False), (own, True), (own, False)):
        found = [place for place in places if told(place, exactly=exactly)]
        if sum(len(sentences[place].text) for place in found) >= HELD * len(telling.text):
            break
    return found


def _touch(some: Iterable[Lines], others: Sequence[Lines]) -> bool:
    return any(one.first <= two.last and two.first <= one.last for one in some for two in others)
