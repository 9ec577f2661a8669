"""Makes ``word_pairs.npz``: how likely one word follows another in Chinese.

    apt-get download sunpinyin-data    # 0.1.22+20170109-2
    apt-get install sunpinyin-utils    # for tslminfo, which prints a model
    python -m setup.tables.make_word_pairs FOLDER

Open-gram's model of pairs of words, counted in some 460 million words, is what an input method
guesses by (© MDBG, Kov Chai, virus huo, Tinyfool; CC BY-SA 3.0, and so is our table). Kept: words
of up to four Han, how likely each is, and the pairs that are likelier or less likely than their
words alone say; all full stops, commas and the like are one mark, as for the lexicon. Nothing is
kept that reads as a text: a pair as a hash, how likely it is as a step of a twelfth.
"""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.normalise.readings.lexicon import (
    CLOSER,
    COMMA,
    LONGEST_WORD,
    NOTHING,
    OPENER,
    STOP,
    codes,
    hashed,
    packed,
)
from pipeline.normalise.readings.word_pairs import BACK_OFF, STEPS, paired
from setup.tables import NORMALISE

if TYPE_CHECKING:
    from collections.abc import Iterator

_MODEL, _WORDS = "lm_sc.t3g", "pydict_sc.bin"
_UNKNOWN = "<0>"  # digits, letters, words it doesn't have
_MARKS = {
    **dict.fromkeys("，。；？！：…", STOP),
    "“": OPENER,
    "”": CLOSER,
    "、": COMMA,
    _UNKNOWN: NOTHING,
}
#: The model's own: where its words begin in the file of words, how many numbers come before them.
_WORDS_AT, _RESERVED = 2, 70
#: A pair that says less than this beyond its words (a difference of logarithms) isn't kept.
_SAYS_LITTLE = 0.75

Word = tuple[int, ...]
Pair = tuple[Word, Word]


def _word(text: str) -> Word | None:
    """Its codes; None for what we don't keep."""
    if text in _MARKS:
        return (_MARKS[text],)
    if len(text) > LONGEST_WORD or not all("\u3400" <= c <= "\u9fff" for c in text):
        return None
    return tuple(codes(text).tolist())


def _printed(folder: Path) -> Iterator[str]:
    """The model as tslminfo prints it, its numbers for words made words."""
    raw = (folder / _WORDS).read_bytes()
    at = int(np.frombuffer(raw, np.uint32, 3)[_WORDS_AT])
    words = raw[at:].decode("utf-32-le", "replace").split("\0")
    with tempfile.TemporaryDirectory() as scratch:
        named = Path(scratch, "words")
        marks = [f"{word or f'<{i}>'} {i}" for i, word in enumerate(words[:_RESERVED])]
        rest = [f"{word} {i}" for i, word in enumerate(words) if i >= _RESERVED and word]
        named.write_text("\n".join([*marks, *rest, ""]), "utf-8")
        command = ["tslminfo", "-v", "-p", "-l", str(named), str(folder / _MODEL)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            yield from running.stdout or ()
        if running.returncode:
            raise subprocess.CalledProcessError(running.returncode, command)


def _key(word: Word) -> int:
    """As ``packed`` has it for many at once."""
    key = 0
    for code in word:
        key = (key << 16) | code
    return key


def _read(folder: Path) -> tuple[dict[Word, float], dict[Word, float], dict[Pair, float]]:
    """How likely each word is, its weight for pairs that weren't seen, and the pairs; what
    becomes one word for us is summed up.
    """
    one: dict[Word, float] = defaultdict(float)
    back_off: dict[Word, float] = defaultdict(float)
    two: dict[Pair, float] = defaultdict(float)
    alone: dict[str, float] = {}
    level = 0
    for line in _printed(folder):
        if line.startswith("\\"):
            level = int(line[1])
            continue
        parts = line.split()
        if level == 1:
            text, likely, weight = parts[0], float(parts[1]), float(parts[2])
            alone[text] = likely
            if (word := _word(text)) is not None:
                one[word] += likely
                back_off[word] += likely * weight
        elif level == 2:
            first, second = _word(parts[0]), _word(parts[1])
            if first is not None and second is not None:
                two[first, second] += alone[parts[0]] * float(parts[2])
        elif level > 2:
            break
    weights = {word: back_off[word] / one[word] for word in one}
    return one, weights, {pair: both / one[pair[0]] for pair, both in two.items()}


def _steps(likely: list[float]) -> np.ndarray:
    steps: np.ndarray = np.clip(np.round(-STEPS * np.log(likely)), 1, 255).astype(np.uint8)
    return steps


def _gaps(keys: np.ndarray) -> np.ndarray:
    """Between sorted hashes, their four bytes apart: so they pack well."""
    gaps = np.diff(keys, prepend=np.uint32(0))
    return np.ascontiguousarray(gaps.view(np.uint8).reshape(-1, 4).T)


def main(path: str) -> None:
    folder = Path(path)
    with tempfile.TemporaryDirectory() as scratch:
        (deb,) = folder.glob("sunpinyin-data_*.deb")
        subprocess.run(["dpkg-deb", "-x", str(deb), scratch], check=True)
        (model,) = Path(scratch).rglob(_MODEL)
        one, weights, two = _read(model.parent)
    by_key = {int(hashed(packed(*np.array([word], np.uint64).T))[0]): word for word in one}
    keys = np.array(sorted(by_key), np.uint32)
    words = [by_key[key] for key in keys.tolist()]
    offsets = [math.log(weights[word]) + BACK_OFF / 2 for word in words]
    kept = {
        pair: likely
        for pair, likely in two.items()
        if abs(math.log(likely / weights[pair[0]] / one[pair[1]])) > _SAYS_LITTLE
    }
    firsts, seconds = (np.array([_key(pair[i]) for pair in kept], np.uint64) for i in (0, 1))
    pair_keys, which = np.unique(paired(firsts, seconds), return_index=True)
    np.savez_compressed(
        NORMALISE / "word_pairs.npz",
        words=_gaps(keys),
        likely=_steps([one[word] for word in words]),
        back_off=np.clip(np.round(np.array(offsets) * STEPS), 0, 255).astype(np.uint8),
        pairs=_gaps(pair_keys),
        follows=_steps(list(kept.values()))[which],
    )


if __name__ == "__main__":
    main(sys.argv[1])
