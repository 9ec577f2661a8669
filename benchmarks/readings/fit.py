"""Fits the weights of the rules that weigh a change: ``python -m benchmarks.readings.fit FOLDER``.

FOLDER holds the archives that ``setup/tables/make_lexicon.py`` names. Slips are put
into the tuned half of the benchmark's texts, into what the counts leave out of the newspaper and
of the statutes, and into exam questions of jionlp; held-out texts are never read. Each change
that a rule would try is one case: what it asks of the change, and whether it is what was meant.
Logistic regression by Newton's method gives the weights; then, for some thresholds, how many
slips are found and how many changes of clean text reach them, each third of the texts judged by
weights that were fitted on the others.
"""

from __future__ import annotations

import io
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.readings import documents
from benchmarks.readings.faults import DIGITS, HAN
from pipeline.model.article import Role
from pipeline.normalise.readings import look_alike, repeated, transposed
from pipeline.normalise.readings.lexicon import lexicon
from pipeline.normalise.readings.look_alike import alike_to
from pipeline.normalise.readings.names import names
from pipeline.normalise.readings.rule import Said
from pipeline.normalise.readings.running import running
from pipeline.normalise.readings.weighing import FACTS, facts
from setup.tables import make_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.normalise.readings.running import Running
    from pipeline.normalise.readings.weighing import Changes

#: One slip in so many characters, and so many between two at least.
_PER_SLIP, _APART = 40, 14
#: Characters rarer than this (of the lexicon's counts) are not put in.
_USUAL = 100
#: How much oftener the closest look-alikes are put in than others: a power.
_CLOSEST = 7.0
_PARAGRAPHS = 60  # of a text that has no articles of its own
#: For each set: how often it is spoilt, and what one case of it weighs. Errors of the statutes
#: are easy, the benchmark's are what we want to find.
_SETS = {
    "benchmark": (6, 3.0),
    "local news": (1, 1.0),
    "newspaper": (1, 1.0),
    "statutes": (1, 0.5),
    "exam": (1, 2.0),
}
#: Of the local news one paragraph in so many, of those that are nearly all Han.
_LOCAL_NEWS, _MOSTLY_HAN = 3, 0.75
#: A slip found weighs less than a false alarm avoided.
_FOUND = 0.3
_THRESHOLDS = (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
_FULL_WIDTH = str.maketrans(",!:;?()", "，！：；？（）")


class _Case(NamedTuple):
    """One change at one place of a text; ``hit`` says that a slip is there, ``right`` that the
    change undoes it.
    """

    name: str
    turn: int
    block: int
    at: int
    hit: bool
    right: bool


def _articles(folder: Path) -> dict[str, list[list[str]]]:
    """The paragraphs of every text of every set."""
    news, laws = make_lexicon.news(folder), make_lexicon.statutes(folder)
    packed = make_lexicon.member(
        folder, "jionlp-*", "jionlp/dictionary/jionlp_LLM_test/jionlp_LLM_test_1.2.json"
    )
    asked = [json.loads(line).get("question", "") for line in io.StringIO(packed.decode("utf-8"))]
    local = make_lexicon.local_news(folder, make_lexicon.LEFT_OUT_LOCAL)
    rest = {
        "local news": [line for line in local if _is_prose(line)][::_LOCAL_NEWS],
        "newspaper": news[round(len(news) * (1 - make_lexicon.LEFT_OUT_NEWS)) :],
        "statutes": laws[round(len(laws) * (1 - make_lexicon.LEFT_OUT_STATUTES)) :][::3],
        "exam": [line for one in asked for line in str(one).split("\n") if len(line) > 30],
    }
    out = {
        "benchmark": [
            [block.text for block in text.blocks if block.word in {"p", "item"}]
            for text in documents.articles()
            if not text.traditional
        ]
    }
    for name, lines in rest.items():
        full = [line.translate(_FULL_WIDTH) for line in lines if line]
        out[name] = [full[i : i + _PARAGRAPHS] for i in range(0, len(full), _PARAGRAPHS)]
    return out


def _is_prose(line: str) -> bool:
    """Whether it is more than a label, a list or an advertisement full of digits."""
    return len(line) > 40 and "。" in line and len(HAN.findall(line)) > _MOSTLY_HAN * len(line)


def _look_alike_slip(text: str, at: int, chance: random.Random) -> tuple[str, str] | None:
    """What goes and what comes: the closest look-alikes most often, and the usual ones."""
    ones = lexicon().ones
    tried = [(c, how) for c, how in alike_to(text[at]) if ones[ord(c)] > _USUAL]
    if not tried:
        return None
    odds = [max(how - 0.1, 0.02) ** _CLOSEST * float(ones[ord(c)]) ** 0.3 for c, how in tried]
    return text[at], chance.choices([c for c, _ in tried], odds)[0]


def _turned_slip(text: str, at: int, chance: random.Random) -> tuple[str, str] | None:
    """Two neighbours, most often those of a word."""
    two = text[at : at + 2]
    if len(two) < 2 or two[0] == two[1] or not HAN.match(two[1]) or two[1] in DIGITS:
        return None
    return (two, two[::-1]) if lexicon().holds(two) or chance.random() < 0.2 else None


def _doubled_slip(text: str, at: int, _: random.Random) -> tuple[str, str] | None:
    """One character twice, where it doesn't stand twice already."""
    return (
        None if text[at] in text[at + 1 : at + 2] + text[at - 1 : at] else (text[at], text[at] * 2)
    )


_RULES: dict[str, tuple[Callable[[Running], Changes], Callable[..., tuple[str, str] | None]]] = {
    "look-alike": (look_alike.candidates, _look_alike_slip),
    "transposed": (transposed.candidates, _turned_slip),
    "doubled": (lambda line: repeated.single(line)[0], _doubled_slip),
    "doubled, a word": (lambda line: repeated.single(line)[1], _doubled_slip),
}


def _spoilt(
    lines: Sequence[str],
    slip: Callable[..., tuple[str, str] | None],
    chance: random.Random,
) -> tuple[list[str], dict[tuple[int, int], str]]:
    """The lines with slips, and for each character of a slip what should stand from there."""
    out, meant = [], {}
    for n, text in enumerate(lines):
        said = []
        last = -_APART
        done = 0
        for at, character in enumerate(text):
            if at - last <= _APART or not HAN.match(character) or character in DIGITS:
                continue
            made = slip(text, at, chance) if chance.random() < 1 / _PER_SLIP else None
            if made is not None:
                goes, comes = made
                said += [text[done:at], comes]
                done = at + len(goes)
                # Of a doubled character the second one is the slip.
                first = 1 if comes == goes * 2 else 0
                meant[n, sum(map(len, said)) - len(comes) + first] = goes[first:]
                last = at
        out.append("".join([*said, text[done:]]))
    return out, meant


def _cases(
    rule: str, articles: dict[str, list[list[str]]]
) -> Iterator[tuple[str, list[_Case], np.ndarray, int, int]]:
    """Of each text each turn: its set, its cases and their facts, its length, its slips."""
    candidates, slip = _RULES[rule]
    for kind, texts in articles.items():
        for i, lines in enumerate(texts):
            for turn in range(_SETS[kind][0] + 1):
                chance = random.Random(f"{kind}/{i}/{turn}")  # noqa: S311 - no secret hangs on it
                said, meant = _spoilt(lines, slip, chance) if turn else (list(lines), {})
                line = running([Said(text, Role.PARAGRAPH) for text in said])
                changes = candidates(line)
                spared = {
                    (n, at) for n, text in enumerate(said) for a, b in names(text)
                    for at in range(a, b)
                }  # fmt: skip
                kept, cases = [], []
                for which, (at, after) in enumerate(zip(changes.at, changes.after, strict=True)):
                    block, place = line.place(int(at))
                    near = [(block, place + d) for d in range(1 - changes.width, changes.width)]
                    hit = any(spot in meant for spot in near)
                    if (block, place) in spared or (turn and not hit):
                        continue
                    right = meant.get((block, place)) == "".join(map(chr, after))
                    cases.append(_Case(f"{kind}{i}", turn, block, place, hit, right))
                    kept.append(which)
                rows = facts(line, changes.chosen(np.array(kept, int)))
                yield kind, cases, rows, sum(map(len, lines)), len(meant)


def _solved(rows: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    theta = np.zeros(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(rows @ theta, -30, 30)))
        slope = rows.T @ (weight * (right - likely)) - theta
        curve = (rows * (weight * likely * (1 - likely))[:, None]).T @ rows
        theta += np.linalg.solve(curve + np.eye(len(theta)), slope)
    return theta


def fit(rule: str, articles: dict[str, list[list[str]]]) -> None:
    """Print the weights of a rule, then what they reach."""
    made = list(_cases(rule, articles))
    cases = [case for _, some, *_ in made for case in some]
    kinds = np.array([kind for kind, some, *_ in made for _ in some])
    rows = np.concatenate([facts_of for _, _, facts_of, _, _ in made]).astype(float)
    told = [i for i, name in enumerate(FACTS) if rows[:, i].std() > 0]
    rows = rows[:, told]
    right = np.array([case.right for case in cases])
    clean = np.array([case.turn == 0 for case in cases])
    counted = clean | right
    mean, spread = rows[counted].mean(axis=0), rows[counted].std(axis=0)
    scaled = np.hstack([np.ones((len(rows), 1)), (rows - mean) / spread])
    weight = np.where(right, _FOUND, 1.0) * np.array([_SETS[kind][1] for kind in kinds])
    theta = _solved(scaled[counted], right[counted], weight[counted])
    raw = theta[1:] / spread
    said = {FACTS[i]: round(float(w), 2) for i, w in zip(told, raw, strict=True)}
    said["all else"] = round(float(theta[0] - raw @ mean), 2)
    sys.stdout.write(f"{rule}\n" + "".join(f'    "{n}": {w},\n' for n, w in said.items()))

    fold = np.array([sum(map(ord, case.name)) % 3 for case in cases])
    odds = np.zeros(len(rows))
    for third in range(3):
        others = counted & (fold != third)
        odds[fold == third] = scaled[fold == third] @ _solved(
            scaled[others], right[others], weight[others]
        )
    for kind in _SETS:
        best: dict[tuple[str, int, int, int], tuple[float, bool]] = {}
        for i in np.flatnonzero(kinds == kind):
            case = cases[i]
            place = (case.name, case.turn, case.block, case.at)
            best[place] = max(best.get(place, (-np.inf, False)), (odds[i], case.hit))
        size = sum(length for k, *_, length, slips in made if k == kind and not slips)
        slips = sum(number for k, *_, number in made if k == kind)
        for least in _THRESHOLDS:
            alarms = sum(o > least for (_, turn, *_), (o, _) in best.items() if not turn)
            found = sum(o > least for (_, turn, *_), (o, hit) in best.items() if turn and hit)
            sys.stdout.write(
                f"  {kind} at {least}: {found / slips:.2f} found of {slips}, "
                f"{10_000 * alarms / size:.2f} alarms per 10,000 of {size}\n"
            )


def main(folder: str) -> None:
    articles = _articles(Path(folder))
    for rule in _RULES:
        fit(rule, articles)


if __name__ == "__main__":
    main(sys.argv[1])
