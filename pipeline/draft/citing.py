"""Citations that an editor's keys have parted from their words: the return key behind a full stop,
a sentence typed in before them. They go back to what they were made for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.draft.hunks import hunks, text_keys
from pipeline.draft.words import Cite, Note, Text, joined, plain, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.draft.read import ReadBlock
    from pipeline.draft.words import Token, Words

#: How a sentence ends.
_ENDS = re.compile("[。！？…][”’」』）]*$")


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


def _is_text(token: Token) -> bool:
    return isinstance(token.piece, Text)


def _ends(row: Sequence[Token]) -> bool:
    """Whether a sentence ends here, its notes aside."""
    said = [one.piece.text for one in row[-8:] if not isinstance(one.piece, Note)]
    return _ENDS.search("".join(said)) is not None
