"""The errors: for each kind, where a text could have one, and what would stand there.

All are drawn on the clean text; ``documents`` makes them. Numbers in Han digits are left alone,
since three characters of them read well in any order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.readings.knowledge import cutter, look_alikes, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

HAN = re.compile("[\u4e00-\u9fff]")
_HAN_PAIR = re.compile("(?=[\u4e00-\u9fff]{2})")
DIGITS = frozenset("〇零一二两三四五六七八九十百千万亿")

#: Characters and words that are said twice in good prose.
_SAID_TWICE = frozenset(
    "人天年家个常慢渐看想走说笑谈试听处时事层步点代样种条块片件声句句声爸妈哥姐弟妹爷奶公婆叔姑娃大小"
    "高好细轻静悄暗久远深早满红绿白黑亮一行次往仅刚正明默隐微徐频屡"
)
_FOREIGN = ("and", "the", "of", "to", "in", "is", "for", "with", "or", "on", "by", "that", "at")
_PAIRS = {"“": "”", "（": "）", "《": "》", "「": "」"}
_PAIR_AT_MOST = 80
_CUT_LEAST = 6


class Edit(NamedTuple):
    """Characters [start, end) of a clean text become ``after``.

    ``near`` are runs at which a doubt is as good as at the error itself.
    """

    kind: str
    start: int
    end: int
    after: str
    near: tuple[tuple[int, int], ...] = ()

    @property
    def reach(self) -> tuple[int, int]:
        """From the first to the last character that belongs to it."""
        runs = ((self.start, self.end), *self.near)
        return min(start for start, _ in runs), max(end for _, end in runs)


def look_alike(text: str, chance: Random) -> list[Edit]:
    """A character taken for one that looks like it."""
    table = look_alikes()
    return [
        Edit("look-alike", i, i + 1, chance.choice(table[c]))
        for i, c in enumerate(text)
        if c in table and c not in DIGITS
    ]


def _words(text: str) -> list[tuple[int, int]]:
    """Words of two characters or more, Han alone."""
    out = []
    at = 0
    for word in cutter().cut(text):
        if len(word) > 1 and all(HAN.match(c) for c in word) and DIGITS.isdisjoint(word):
            out.append((at, at + len(word)))
        at += len(word)
    return out


def lost(text: str, chance: Random) -> list[Edit]:
    """A character lost from a word, the place before its next neighbour being where it stood."""
    out = []
    for start, end in _words(text):
        if text[start:end] in words("shortened.txt"):
            continue
        at = chance.randrange(start, end)
        out.append(Edit("lost", at, at + 1, ""))
    return out


def doubled(text: str, chance: Random) -> list[Edit]:
    """A character or a word of two said twice."""
    out = []
    for first, last in _words(text):
        whole = last - first == 2 and chance.random() < 0.4
        start = first if whole else chance.randrange(first, last)
        end = last if whole else start + 1
        run = text[start:end]
        if _SAID_TWICE.isdisjoint(run) and text[end : end + len(run)] != run:
            out.append(Edit("doubled", end, end, run, ((start, end),)))
    return out


def transposed(text: str, chance: Random) -> list[Edit]:
    """Two neighbours turned round: in a word, or one of each of two words."""
    inside = {i for start, end in _words(text) for i in range(start, end - 1)}
    out = []
    for found in _HAN_PAIR.finditer(text):
        i = found.start()
        one, other = text[i], text[i + 1]
        if one == other or {one, other} & DIGITS or text[i : i + 2] in words("turned.txt"):
            continue
        if i in inside or chance.random() < 0.25:
            out.append(Edit("transposed", i, i + 2, other + one))
    return out


def digit_letter(text: str, chance: Random) -> list[Edit]:
    """O for nought and l for one, in a number of two digits or more."""
    out = []
    for number in re.finditer(r"(?<![A-Za-z\d])\d[\d.]*\d(?![A-Za-z])", text):
        for i in range(number.start(), number.end()):
            letters = {"0": "Oo", "1": "lI"}.get(text[i])
            if letters:
                out.append(Edit("O for 0, l for 1", i, i + 1, chance.choice(letters)))
    return out


def stray_word(text: str, chance: Random) -> list[Edit]:
    """A word of English between two Han characters, with or without blanks."""
    out = []
    for found in _HAN_PAIR.finditer(text):
        word = chance.choice(_FOREIGN)
        said = chance.choice((word, f" {word} "))
        out.append(Edit("stray word", found.start() + 1, found.start() + 1, said))
    return out


def unpaired(text: str, chance: Random) -> list[Edit]:
    """One of a pair of quotes or brackets lost, or one too many."""
    out = []
    for i, character in enumerate(text):
        closer = _PAIRS.get(character)
        if closer is None:
            continue
        j = text.find(closer, i + 1, i + _PAIR_AT_MOST)
        if j < 0 or character in text[i + 1 : j] or "\n" in text[i:j]:
            continue
        gone, left = chance.choice(((i, j), (j, i)))
        out.append(Edit("unpaired", gone, gone + 1, "", ((left, left + 1),)))
    surplus = [found.start() + 1 for found in _HAN_PAIR.finditer(text)]
    some = chance.sample(surplus, min(len(surplus), len(out) // 3))
    return out + [Edit("unpaired", at, at, chance.choice("“”）》")) for at in some]


def beginning_lost(text: str, chance: Random) -> list[Edit]:
    """The first characters of a paragraph lost, so that it starts in the middle of a word, or
    with one that hangs on words before it.
    """
    out = []
    at = 0
    for line in text.split("\n"):
        sentence = line.find("。")
        if len(line) > 60 and sentence > 20 and line[0] not in _PAIRS:
            cuts = [i for start, end in _words(line[:sentence]) for i in range(start + 1, end)]
            cuts += [i for i in range(sentence) if line[i] in "的了着和与及是在，、"]
            cuts = [i for i in cuts if _CUT_LEAST <= i <= sentence - 8 and _paired(line[:i])]
            if cuts:
                cut = chance.choice(cuts)
                out.append(Edit("beginning lost", at, at + cut, "", ((at + cut, at + cut + 2),)))
        at += len(line) + 1
    return out


def _paired(text: str) -> bool:
    """Nothing opens in the text that closes behind it."""
    return all(text.count(opener) == text.count(closer) for opener, closer in _PAIRS.items())


#: Kinds, in the order of the table, with how often each is drawn beside the others.
KINDS: dict[str, tuple[int, Callable[[str, Random], list[Edit]] | None]] = {
    "look-alike": (5, look_alike),
    "lost": (2, lost),
    "doubled": (2, doubled),
    "transposed": (2, transposed),
    "O for 0, l for 1": (1, digit_letter),
    "stray word": (1, stray_word),
    "unpaired": (1, unpaired),
    # The next two stand in sentences of their own: ``insertions``.
    "wrong city": (1, None),
    "wrong total": (1, None),
    "beginning lost": (1, beginning_lost),
}
