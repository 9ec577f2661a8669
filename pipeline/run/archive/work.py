"""What is done of an archive wherever there is a processor: pure functions of what they are given.

A worker has neither the folder nor the store: it gets bytes of documents, or columns of prints,
and gives back what is kept, or which sentences share some.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.prints import candidates
from pipeline.collate.sentences import sentences_of
from pipeline.compose.published import published
from pipeline.errors import JianbaoError
from pipeline.normalise import normalised_blocks
from pipeline.normalise.readings import READING_RULES
from pipeline.read import check_text, read_text, source_of
from pipeline.run.archive.store import Told, printed, unread
from pipeline.run.versions import code_version

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.collate.prints import Candidates
    from pipeline.run.archive.store import Printed

_READING = {rule.name: "off" for rule in READING_RULES}

Task = tuple[tuple[str, str, bytes], ...]
"""Documents as a worker gets them: name, suffix, bytes."""


class Shard(NamedTuple):
    """Prints whose first bits lie in one range: hashes, the numbers of their sentences and of the
    documents that these stand in.
    """

    hashes: NDArray[np.uint64]
    sentences: NDArray[np.uint32]
    documents: NDArray[np.uint32]


def printing_version() -> str:
    """A hash of all of the program that decides what is kept of a document."""
    days = ("compose/dates.py", "compose/published.py")
    kept = ("run/archive/store.py", "run/archive/work.py")
    return code_version("model", "read", "normalise", "collate", *days, *kept)


def print_documents(task: Task) -> list[Printed]:
    """Normalise and print some documents: a pure function of their bytes, for any worker."""
    return [_printed(*one) for one in task]


def _printed(name: str, suffix: str, raw: bytes) -> Printed:
    digest = hashlib.sha256(raw).hexdigest()
    try:
        said = read_text(raw, name, suffix, None)
        check_text(said.text, name)
        source = source_of(name, said, sha256=digest)
        blocks = normalised_blocks(source, _READING)
    except JianbaoError as error:
        return unread(name, digest, str(error))
    sentences = [Told(one.text, one.lines) for one in sentences_of(source, blocks)]
    day = published(name, blocks)
    return printed(name, digest, sentences, day.isoformat() if day else "")


def candidates_of(shard: Shard) -> Candidates:
    """The sentences of different documents that share prints of this shard."""
    return candidates(*shard)
