"""What others do for the same end: MinHash and its hashed bands, by rensa and by datasketch.

Each sentence is a set of runs of three characters; pairs of two texts that fall into one band, and
half of whose runs agree by their signatures, are said to tell the same. Left out where they aren't
installed (``benchmarks/requirements.txt``).
"""

from __future__ import annotations

import importlib.util
import time
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.collate.archive import Mixed, Sentence, held
from benchmarks.collate.told import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.collate.projects import Project

_RUN = 3
_PERMUTATIONS, _BANDS = 128, 32
_LIKENESS = 0.5


class Library(NamedTuple):
    """A library, and its way from sets of runs to pairs of their numbers."""

    name: str
    pairs: Callable[[Sequence[list[str]]], Iterator[tuple[int, int]]]

    @property
    def there(self) -> bool:
        return importlib.util.find_spec(self.name) is not None


def _rensa(sets: Sequence[list[str]]) -> Iterator[tuple[int, int]]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=_LIKENESS, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    signatures = []
    for number, runs in enumerate(sets):
        signature = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        signature.update(runs)
        for other in index.query(signature):
            if signature.jaccard(signatures[other]) >= _LIKENESS:
                yield other, number
        index.insert(number, signature)
        signatures.append(signature)


def _datasketch(sets: Sequence[list[str]]) -> Iterator[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    rows = _PERMUTATIONS // _BANDS
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=(_BANDS, rows))
    signatures = []
    for number, runs in enumerate(sets):
        signature = MinHash(num_perm=_PERMUTATIONS, seed=1)
        signature.update_batch([run.encode() for run in runs])
        for other in index.query(signature):
            if signature.jaccard(signatures[other]) >= _LIKENESS:
                yield other, number
        index.insert(number, signature)
        signatures.append(signature)


LIBRARIES = (Library("rensa", _rensa), Library("datasketch", _datasketch))


def found_by(library: Library, projects: Sequence[Project]) -> Mixed:
    """Pairs of the truth's own sentences: nothing has to be normalised, or cut into sentences."""
    where = [
        (Sentence(p, t), telling.source)
        for p, project in enumerate(projects)
        for t, telling in enumerate(project.tellings)
    ]
    start = time.process_time()
    sets = [_runs(said(telling.told)) for project in projects for telling in project.tellings]
    pairs = [
        (where[one][0], where[other][0])
        for one, other in library.pairs(sets)
        if where[one][1] != where[other][1]
    ]
    spent = time.process_time() - start
    return held(pairs, projects, spent, spent)


def _runs(text: str) -> list[str]:
    letters = "".join(c for c in text if c.isalnum())
    return sorted({letters[i : i + _RUN] for i in range(max(1, len(letters) - _RUN + 1))})
