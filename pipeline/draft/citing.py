"""Citations that an editor's keys have parted from their words: the return key behind a full stop,
a sentence typed in before them, lines typed over. They go back to what they were made for, and say
what they said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.draft.hunks import hunks, text_keys
from pipeline.draft.words import Cite, Note, Text, joined, plain, tokens
from pipeline.model.manuscript import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.draft.base import BaseBlock
    from pipeline.draft.blocks import Rows
    from pipeline.draft.read import ReadBlock
    from pipeline.draft.words import Piece, Token, Words

#: How a sentence ends.
_ENDS = re.compile("[。！？…][”’」』）]*$")
#: What looks like a citation, whoever has typed it.
_BRACKETED = re.compile(f"({Citation.OPEN}[^{Citation.OPEN}{Citation.CLOSE}]*{Citation.CLOSE})")
#: A citation is known by so many characters before it.
_KNOWN_BY = 12


def cited_where_split(blocks: Iterable[ReadBlock]) -> list[ReadBlock]:
    """The blocks of a draft; citations that a new one begins with stand at the end of the one
    that it was split off from, or else of the one before it.
    """
    out: list[ReadBlock] = []
    for one in blocks:
        words = one.content.words
        cites = list(takewhile(lambda piece: isinstance(piece, Cite), words))
        at = _origin(one, out) if cites and not one.id else -1
        if at < 0:
            out.append(one)
            continue
        above = out[at].content
        out[at] = replace(out[at], content=replace(above, words=joined((*above.words, *cites))))
        if rest := joined(words[len(cites) :]):
            out.append(replace(one, content=replace(one.content, words=rest)))
    return out


def _origin(one: ReadBlock, above: Sequence[ReadBlock]) -> int:
    """The place of the block that one was split off from, with words that bear no citation yet;
    -1 where there is none.
    """
    ids = {one.part_of} - {""}
    of_it = [n for n, other in enumerate(above) if ids & {other.id, other.part_of}]
    at = of_it[-1] if of_it else len(above) - 1
    words = above[at].content.words if at >= 0 else ()
    return at if plain(words) and not isinstance(words[-1], Cite) else -1


def cited_before_added(was: Words, said: Words) -> Words:
    """What a draft says, sentences that were added between another's end and its citation behind
    that.

    >>> was = (Text("水清。"), Cite("〔1:3〕"), Text("岸绿。"))
    >>> said = (Text("水清。鱼多。"), Cite("〔1:3〕"), Text("岸绿。"))
    >>> [one.text for one in cited_before_added(was, said)]
    ['水清。', '〔1:3〕', '鱼多。岸绿。']

    Leaves alone what is added within the sentence.

    >>> said = (Text("水清，鱼多。"), Cite("〔1:3〕"), Text("岸绿。"))
    >>> cited_before_added(was, said) == said
    True
    """
    old, new = tokens(was), tokens(said)
    out: list[Token] = []
    at = 0
    for hunk in hunks(text_keys(old), text_keys(new)):
        low, high = hunk.other_low, hunk.other_high
        if hunk.low < hunk.high or low == high:
            continue
        while high < len(new) and new[high] == new[low] and _is_text(new[high]):
            low, high = low + 1, high + 1  # 。鱼多 in front of 。is 鱼多。behind it
        marks = list(takewhile(lambda token: not _is_text(token), new[high:]))
        sentence = _ends(new[:low]) and _ends(new[low:high]) and all(map(_is_text, new[low:high]))
        if sentence and any(isinstance(one.piece, Cite) for one in marks):
            out += (*new[at:low], *marks, *new[low:high])
            at = high + len(marks)
    return joined(one.piece for one in (*out, *new[at:])) if out else said


def cited_as_printed(
    blocks: Iterable[ReadBlock], base: Mapping[str, BaseBlock]
) -> tuple[list[ReadBlock], tuple[str, ...]]:
    """The blocks of a draft; citations that were typed over as they were printed, behind words that
    are the same: their lines are the sources' own. Beside them what was typed, for a person.
    """
    out, typed = [], list[str]()
    for one in blocks:
        was, said = base[one.id].block.content if one.id else one.content, one.content
        rows = tuple(
            tuple(
                _as_printed(printed, cell, typed)
                for printed, cell in zip(_beside(row, was.rows), row, strict=False)
            )
            for row in said.rows
        )
        words = _as_printed(was.words, said.words, typed)
        out.append(replace(one, content=replace(said, words=words, rows=rows)))
    return out, tuple(dict.fromkeys(typed))


def _beside(row: tuple[Words, ...], rows: Rows) -> tuple[Words, ...]:
    """The row that begins with the same words, with empty cells to spare."""
    same = (one for one in rows if one and row and plain(one[0]) == plain(row[0]))
    return (*next(same, ()), *((),) * len(row))


def _as_printed(was: Words, said: Words, typed: list[str]) -> Words:
    """The same of one paragraph or cell.

    >>> was = (Text("水清。"), Cite("〔1:3〕"), Text("岸绿。"), Cite("〔2:4〕"))
    >>> typed = []
    >>> said = (Text("水很清。"), Cite("〔1:3〕"), Text("岸绿。〔2:99〕鱼多。"))
    >>> [one.text for one in _as_printed(was, said, typed)], typed
    (['水很清。', '〔1:3〕', '岸绿。', '〔2:4〕', '鱼多。'], ['a citation typed over (〔2:99〕)'])

    Leaves alone a citation that went with its words, one taken away, and one of the editor's own.

    >>> moved = (was[2], was[3], was[0], was[1], Text("鱼多。〔内部〕"))
    >>> _as_printed(was, moved, []) == moved, _as_printed(was, was[:1], []) == was[:1]
    (True, True)
    """
    printed = {before: one for before, one in _pieces(was) if isinstance(one, Cite)}
    kept = {one for one in said if isinstance(one, Cite)}
    out: list[Piece] = []
    for before, one in _pieces(said):
        ours = None if before is None else printed.get(before)
        if ours and ours.text != one.text and ours not in kept:
            typed.append(f"a citation typed over ({one.text})")
            out.append(ours)
        else:
            out.append(one)
    return joined(out)


def _pieces(words: Words) -> Iterator[tuple[str | None, Piece]]:
    """The words in pieces: what looks like a citation alone, with the text between it and the one
    before; all else with None.
    """
    before = ""
    for one in words:
        if isinstance(one, Cite):
            yield before[-_KNOWN_BY:], one
            before = ""
        elif isinstance(one, Text):
            for n, part in enumerate(_BRACKETED.split(one.text)):
                bracketed = n % 2 == 1
                yield before[-_KNOWN_BY:] if bracketed else None, replace(one, text=part)
                before = "" if bracketed else before + part
        else:
            yield None, one


def _is_text(token: Token) -> bool:
    return isinstance(token.piece, Text)


def _ends(row: Sequence[Token]) -> bool:
    """Whether a sentence ends here, its notes aside."""
    said = [one.piece.text for one in row[-8:] if not isinstance(one.piece, Note)]
    return _ENDS.search("".join(said)) is not None
