"""What stands on the cover, part by part, in order: the same words in every format.

Absent parts are left out, so that no format has to think about holes. The editor's note, the
recipients and the copies are no parts of this cover: they are elements of the text, or belong
to the head and foot of another layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.manuscript import Manuscript

BETWEEN_NUMBERS = "\N{IDEOGRAPHIC SPACE}"


@dataclass(frozen=True, slots=True)
class FrontPart:
    """One paragraph of the cover.

    ``name`` is the part's own name, ``style`` the typographic style it is set in.
    """

    name: str
    style: str
    text: str

    @property
    def id(self) -> str:
        """A place to point at, apart from the ids of all elements."""
        return f"front-{self.name}"


def front_parts(manuscript: Manuscript) -> tuple[FrontPart, ...]:
    """The parts that are there, top to bottom."""
    front = manuscript.front
    parts = (
        FrontPart("classification", "classification", front.classification),
        FrontPart("issuer", "cover-line", front.issuer),
        FrontPart("numbers", "cover-line", BETWEEN_NUMBERS.join(_numbers(manuscript))),
        FrontPart("title", "cover-title", front.title),
        FrontPart("subtitle", "cover-subtitle", front.subtitle),
        FrontPart("date", "cover-line", front.date),
        FrontPart("abstract", "abstract", front.abstract),
    )
    return tuple(part for part in parts if part.text)


def _numbers(manuscript: Manuscript) -> Iterator[str]:
    """第7期, 总第118期. The number is put in by ``replace``: it may hold braces of its own."""
    front, labels = manuscript.front, manuscript.labels
    if front.number:
        yield labels["number"].replace("{number}", front.number)
    if front.total_number:
        yield labels["total_number"].replace("{number}", front.total_number)
