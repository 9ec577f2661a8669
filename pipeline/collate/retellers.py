"""Which source retells which: it says who said so (意见要求, 他指出), or it quotes the other.

A speech and its reports, a document and what is written of it share sentences, and the report may
say more in each. Printed from there, the speech would have holes. So who retells another anywhere
is its base nowhere; whether two that only share words depend on one another isn't asked.

Minutes say 会议指出 themselves, and what the papers make of them may leave that out: who says so of
much that is fuller than the other text doesn't retell it, unless it quotes it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.collate.letters import letters_of
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model.passage import Sentence

_SAYS = re.compile(
    "(?:提出|要求|指出|强调|明确|规定|表示|透露|宣布|认为|通报|写道|说|称)(?:说|道)?[，：,:“]"
)
_QUOTED = re.compile("“([^”]{8,})”?")
_OWN_VOICE = re.compile("本(?:院|庭|局|委|所|府|厅|部)(?:认为|查明|要求|决定)")

#: A sentence quoted shows it, and one that a body says of itself; of those said to be said there
#: must be so many.
_QUOTES, _LEAST = 2, 2

#: What has so many times the letters of another text doesn't retell it for saying 会议指出.
_FULLER_TEXT = 1.5

#: So many others that tell a sentence are looked at: copies of a release say the same.
_LOOKED_AT = 12


def retellers(
    sentences: Sequence[Sentence], gathered: Iterable[Sequence[int]]
) -> frozenset[tuple[str, str]]:
    """Pairs of sources, the first of which retells the second; none where both do so alike."""
    found: Counter[tuple[str, str]] = Counter()
    sizes = letters_by_source(sentences)
    for places in gathered:
        for one in places:
            source, text = sentences[one].source, simplified(sentences[one].text)
            if not (_SAYS.search(text) or "“" in text):
                continue
            others = [sentences[place] for place in places if sentences[place].source != source]
            for other in others[:_LOOKED_AT]:
                shown = said_so(text, simplified(other.text))
                if shown == _QUOTES or sizes[source] < _FULLER_TEXT * sizes[other.source]:
                    found[source, other.source] += shown
    return frozenset(
        pair for pair, count in found.items() if count >= _LEAST and count > found[pair[1], pair[0]]
    )


def letters_by_source(sentences: Iterable[Sentence]) -> Counter[str]:
    """How many letters the body of each source has."""
    sizes: Counter[str] = Counter()
    for one in sentences:
        sizes[one.source] += len(letters_of(one.text))
    return sizes


def said_so(text: str, other: str) -> int:
    """How clearly a sentence says of what the other says that somebody says it: 2 where it
    quotes it, or names the body that says it of itself.

    >>> said_so("意见要求“严禁以任何形式摊派费用”，这是红线。", "严禁以任何形式摊派费用。")
    2
    >>> said_so("会议指出，要完善网点，严禁摊派。", "要完善网点，严禁摊派。")
    1
    >>> said_so("法院认为，租金应予支付。", "本院认为，租金应予支付。")
    2
    >>> said_so("他说：“天亮了，该回家了，孩子们。”", "他说：“天亮了，该回家了，孩子们。”")
    0
    """
    if text == other:
        return 0
    plain = letters_of(_QUOTED.sub("", other))
    if any(letters_of(found[1]) in plain for found in _QUOTED.finditer(text)):
        return _QUOTES
    if _OWN_VOICE.search(other) and not _OWN_VOICE.search(text) and _SAYS.search(text):
        return _QUOTES
    return int(_SAYS.search(text) is not None and _SAYS.search(other) is None)
