"""``edits.json``: what an editor changed in the draft, as data. Its form stands in docs/edits.md.

An edit speaks of one block by its id. It is carried out on every later build, on whatever the
sources say then, until somebody takes it back.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.config import strings, unprintable
from pipeline.draft.base import content_of_record, content_record
from pipeline.draft.blocks import HEADING, Content, notes_in
from pipeline.draft.shown import difference, short
from pipeline.draft.words import Text, Words, joined, words_of_record, words_record
from pipeline.errors import ConfigError, Place
from pipeline.model.files import EDITS
from pipeline.model.ids import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT = 1


class Kind(StrEnum):
    CHANGE = "change"
    INSERT = "insert"
    DELETE = "delete"
    MOVE = "move"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: ids before and after it, nearest first, and its section's heading."""

    follows: tuple[str, ...] = ()
    precedes: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing an editor did.

    ``before`` are the sources' words when it was done, ``after`` the editor's; an insertion has
    no words before, a deletion none after. ``sources`` are other blocks whose words it may hold,
    with those words: a paragraph that was split or joined. ``style`` is the block's. ``other`` is
    what another draft has in the same place. A comment's anchor stands in ``before``, its words in
    ``text``. ``draft`` is the SHA-256 of the DOCX it came from; ``earlier`` are the edits of other
    drafts on this block that it was made upon, oldest first, none with earlier ones of its own.
    """

    id: str
    kind: Kind
    block: str
    style: str
    before: Content | None = None
    after: Content | None = None
    spot: Spot = Spot()
    sources: tuple[tuple[str, Words], ...] = ()
    other: str = ""
    text: str = ""
    author: str = ""
    draft: str = ""
    earlier: tuple[Edit, ...] = ()

    @property
    def stages(self) -> tuple[Edit, ...]:
        """What became of the block, a draft after another."""
        return (*self.earlier, replace(self, earlier=()))

    @property
    def summary(self) -> str:
        """One line for a person.

        >>> from pipeline.draft.words import Text
        >>> was, now = Content((Text("水价是三元。"),)), Content((Text("水价为三元。"),))
        >>> Edit("e-1", Kind.CHANGE, "p-1", "body", was, now).summary
        'change: 水价[是→为]三元。'
        >>> from pipeline.draft.words import Note
        >>> was, now = (Content((Text("水价。"), Note(f"{n}号文。"))) for n in "78")
        >>> Edit("e-1", Kind.CHANGE, "p-1", "body", was, now).summary
        'change: 水价。 (notes: [7→8]号文。)'
        >>> now = Content((Text("价。"), Note("8号文。")))
        >>> Edit("e-1", Kind.CHANGE, "p-1", "body", was, now).summary
        'change: [水→]价。 (notes: [7→8]号文。)'
        >>> Edit("e-1", Kind.CHANGE, "p-1", "heading-2", was, was).summary
        'change: 水价。 (now heading-2)'
        """
        was = self.before.text if self.before else ""
        now = self.after.text if self.after else ""
        if self.kind is Kind.CHANGE:
            said = difference(was, now) if was != now else f"{short(now)} ({self._unsaid()})"
            if was != now and self._keeps_notes() and (noted := self._noted()):
                said = f"{said} ({noted})"
        elif self.kind is Kind.COMMENT:
            on = f"“{short(was)}” " if was else ""
            said = f"{on}{self.author}: {short(self.text)}"
        elif self.after is not None and self.after.picture is not None:
            said = short(self.after.picture.shown)
        else:
            said = short(now or was)
        where = f" · {self.spot.section}" if self.spot.section else ""
        return f"{self.kind}: {said}{where}"

    def _noted(self) -> str:
        """What has changed in the notes."""
        was, now = notes_in(self.before or Content()), notes_in(self.after or Content())
        return f"notes: {difference(' '.join(was), ' '.join(now))}" if was != now else ""

    def _keeps_notes(self) -> bool:
        """None went with its words, and none is new."""
        was, now = notes_in(self.before or Content()), notes_in(self.after or Content())
        return len(was) == len(now)

    def _unsaid(self) -> str:
        """What has changed where the words are the same."""
        was, now = self.before or Content(), self.after or Content()
        if noted := self._noted():
            return noted
        if was == now:
            return f"now {self.style}"
        return "looks" if was.shown == now.shown else "citations"


def edit_id(kind: Kind, *parts: str) -> str:
    """An id made from content. A block is changed, moved or deleted once: later changes of it
    replace the edit.
    """
    return f"e-{digest('edit', kind, *parts)}"


_COUNT = re.compile(r"\d+")
_LEVEL = re.compile(f"{HEADING}[1-9]")
_BESIDE = 2


def _differing(was: str, now: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and then at their end."""
    start = 0
    while start < min(len(was), len(now)) and was[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(was), len(now)) - start and was[-1 - end] == now[-1 - end]:
        end += 1
    return start, end


def changed_words(edit: Edit) -> str:
    """The words that a change was made in, from the first changed one to the last, with the
    characters beside them; those a comment stands on; "" for what concerns a block as a whole.
    """
    was = edit.before.text if edit.before else ""
    if edit.kind is Kind.COMMENT:
        return was
    if edit.kind is not Kind.CHANGE or edit.after is None:
        return ""
    start, end = _differing(was, edit.after.text)
    return was[max(0, start - _BESIDE) : len(was) - max(0, end - _BESIDE)]


def recounted(edit: Edit, now: Content) -> Edit:
    """A change of the line that says how many edits there are, as if made on what it says now:
    its number is ours and goes on counting.

    >>> from pipeline.draft.words import Text
    >>> lines = ("共改3处，见后。", "共改3处,见后。", "共改12处，见后。")
    >>> said = [Content((Text(one),)) for one in lines]
    >>> recounted(Edit("e-1", Kind.CHANGE, "p-1", "body", *said[:2]), said[2]).after.text
    '共改12处,见后。'
    """
    if edit.before is None or edit.after is None:
        return edit
    old, new = (_COUNT.search(one.text) for one in (edit.before, now))
    if old is None or new is None:
        return edit
    count = re.compile(rf"(?<!\d){old[0]}(?!\d)")
    words = joined(
        replace(one, text=count.sub(new[0], one.text, count=1)) if isinstance(one, Text) else one
        for one in edit.after.words
    )
    return replace(edit, before=now, after=Content(words))


def edits_record(edits: Iterable[Edit]) -> dict[str, object]:
    """The file as plain tables."""
    return {"format": FORMAT, "edits": [_record(one) for one in edits]}


def _record(one: Edit) -> dict[str, object]:
    record: dict[str, object] = {
        "id": one.id,
        "kind": one.kind.value,
        "paragraph": one.block,
        "style": one.style,
    }
    for name, content in (("before", one.before), ("after", one.after)):
        if content is not None:
            whole = content.rows or content.picture
            record[name] = content_record(content) if whole else words_record(content.words)
    place = {
        "follows": list(one.spot.follows),
        "precedes": list(one.spot.precedes),
        "section": one.spot.section,
    }
    record["place"] = {key: value for key, value in place.items() if value}
    if one.sources:
        record["from"] = [{"id": id, "words": words_record(words)} for id, words in one.sources]
    for name in ("other", "text", "author", "draft"):
        if getattr(one, name):
            record[name] = getattr(one, name)
    if one.earlier:
        record["earlier"] = [_record(before) for before in one.earlier]
    return record


_RESTORE = "put back a copy of it, or take the file away to print without the edits"


def parse_edits(raw: bytes) -> tuple[Edit, ...]:
    """The edits of a file. Raises ConfigError, with the line where it is no JSON, with the edit's
    place in the list where it says something else. A file that has lost its words has lost the
    editors': it is refused, and never taken for one that holds no edits.
    """
    if not raw.strip():
        raise ConfigError("is an empty file", where=Place(EDITS), remedy=_RESTORE)
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8", where=Place(EDITS)) from None
    except json.JSONDecodeError as error:
        raise ConfigError(f"JSON syntax: {error.msg}", where=Place(EDITS, error.lineno)) from None
    except RecursionError:
        raise ConfigError("JSON: nested too deep", where=Place(EDITS)) from None
    if record in ([], {}):
        return ()
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ConfigError(
            f'no edits of format {FORMAT} ("format": {FORMAT} is missing)', where=Place(EDITS),
            remedy="use the program that wrote it, or take the file away",
        )  # fmt: skip
    rows = record.get("edits")
    if not isinstance(rows, list):
        raise ConfigError('its list of "edits" is missing', where=Place(EDITS), remedy=_RESTORE)
    out: dict[str, Edit] = {}
    for n, one in enumerate(rows, 1):
        edit = _edit(one, n)
        if edit.id in out:
            raise ConfigError(f"edit {n}: the id {edit.id} stands there twice", where=Place(EDITS))
        out[edit.id] = edit
    return tuple(out.values())


def _edit(record: object, number: int, *, nested: bool = False) -> Edit:
    def wrong(what: str) -> ConfigError:
        return ConfigError(
            f"edit {number}: {what}", where=Place(EDITS), remedy="see docs/edits.md for its form"
        )

    if not isinstance(record, dict):
        raise wrong("it is no table")
    for name in ("id", "kind", "paragraph", "style"):
        if not isinstance(record.get(name), str):
            raise wrong(f'its "{name}" is missing')
    for _, words in strings(record):
        if bad := unprintable(words):
            raise wrong(f"it holds {bad!r}, which can't be printed")
    if record["style"].startswith(HEADING) and not _LEVEL.fullmatch(record["style"]):
        raise wrong(f"unknown style {record['style']!r}")
    if nested and "earlier" in record:
        raise wrong('an "earlier" edit has no earlier ones of its own')
    if record["kind"] not in {kind.value for kind in Kind}:
        raise wrong(f"unknown kind {record['kind']!r}")
    place = record.get("place", {})
    try:
        return Edit(
            id=record["id"],
            kind=Kind(record["kind"]),
            block=record["paragraph"],
            style=record["style"],
            before=_content(record.get("before")),
            after=_content(record.get("after")),
            spot=Spot(
                tuple(place.get("follows", ())),
                tuple(place.get("precedes", ())),
                str(place.get("section", "")),
            ),
            sources=tuple(
                (str(one["id"]), words_of_record(one["words"])) for one in record.get("from", ())
            ),
            **{name: str(record.get(name, "")) for name in ("other", "text", "author", "draft")},
            earlier=tuple(_edit(one, number, nested=True) for one in record.get("earlier", ())),
        )
    except ConfigError as error:
        raise wrong(error.what) from None
    except (AttributeError, KeyError, TypeError) as error:
        raise wrong(f"it isn't of the right form ({error})") from None


def _content(record: object) -> Content | None:
    if record is None:
        return None
    return (
        Content(words_of_record(record)) if isinstance(record, list) else content_of_record(record)
    )


def by_block(edits: Iterable[Edit], kind: Kind) -> Mapping[str, Edit]:
    """The edits of a kind by the id of their block."""
    return {one.block: one for one in edits if one.kind is kind}
