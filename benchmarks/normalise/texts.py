"""The texts: articles written for this benchmark, whose paragraphs and roles are known.

A file is a list of blocks, one a line, ``role: text``; a line that starts with ``#`` is a
comment. The texts are in press style: full-width marks, no space between Han and Latin, so
that they are also what a normaliser must leave alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "texts"

_SENTENCE_ENDS = re.compile("[。！？…；：][”’）》」]*$")

#: What the role words of the files mean; None is a block whose role nobody is asked for.
ROLES: dict[str, str | None] = {
    "title": "title",
    "kicker": "subtitle",
    "subtitle": "subtitle",
    "byline": "byline",
    "affiliation": "affiliation",
    "abstract": "abstract",
    "h1": "heading",
    "h2": "subheading",
    "h3": "subheading",
    "p": "paragraph",
    "item": "paragraph",
    "verse": "paragraph",
    "caption": "caption",
    "note": "note",
    "sign": None,
}


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text. ``word`` is its role in the file: it also says how it is set."""

    word: str
    text: str

    @property
    def role(self) -> str | None:
        return ROLES[self.word]


@dataclass(frozen=True, slots=True)
class Text:
    """One article. Each third one is held out: nobody looks at it while tuning."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def held_out(self) -> bool:
        return int(self.name[:2]) % 3 == 0

    @property
    def traditional(self) -> bool:
        """Written in traditional characters; the file's name says so."""
        return "_trad_" in self.name


def parse(name: str, content: str) -> Text:
    r"""Read one file.

    >>> parse("01_a", "# genre\ntitle: 题\np: 文。").blocks[1]
    Block(word='p', text='文。')
    """
    blocks = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        word, parted, text = line.partition(": ")
        if not parted or word not in ROLES:
            raise ValueError(f"{name}, line {number}: no role in {line[:20]!r}")
        blocks.append(Block(word, text.strip()))
    return Text(name, tuple(blocks))


def load(*, held_out: bool = False, folder: Path = FOLDER) -> list[Text]:
    """The texts to tune on, or those held out, by name."""
    texts = [parse(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]
    return [text for text in texts if text.held_out is held_out]


def in_folder(folder: Path) -> list[Text]:
    """Clean texts of one's own, a paragraph a line; a line that no full stop ends is a heading.

    Raises ValueError where the folder holds none.
    """
    texts = [
        Text(path.stem, tuple(_block(line.strip()) for line in lines if line.strip()))
        for path in sorted(folder.glob("*.txt"))
        for lines in [path.read_text("utf-8").splitlines()]
    ]
    if not texts:
        raise ValueError(f"{folder}: no texts named *.txt")
    return texts


def _block(line: str) -> Block:
    return Block("p" if _SENTENCE_ENDS.search(line) else "h1", line)
