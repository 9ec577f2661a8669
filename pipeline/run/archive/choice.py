"""Which documents of an archive are wanted: by their words, and by the day they were published."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UsageError
from pipeline.model.files import CONFIG

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.run.archive.store import Store


class Wanted(NamedTuple):
    """Documents whose sentences hold all words of ``about``, published on a day or after it."""

    about: Sequence[str] = ()
    since: dt.date | None = None


EVERYTHING = Wanted()


class Chosen(NamedTuple):
    """Names of documents in source order: those wanted, and those that no day could be found of
    although one was asked for.
    """

    names: tuple[str, ...]
    undated: tuple[str, ...] = ()


def choose(names: Sequence[str], store: Store, wanted: Wanted, given: dict[str, dt.date]) -> Chosen:
    """The documents wanted; a day that is ``given`` goes before one that the document says."""
    numbers = store.numbers()
    about = [name for name in names if _holds(store, numbers[name], wanted.about)]
    if wanted.since is None:
        return Chosen(tuple(about))
    days = store.days() | given
    return Chosen(
        tuple(name for name in about if name in days and days[name] >= wanted.since),
        tuple(name for name in about if name not in days),
    )


def _holds(store: Store, document: int, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = "\n".join(store.words(document))
    return all(word in text for word in words)


def words_of(text: str) -> tuple[str, ...]:
    """Words as the command line lists them. Raises UsageError where there is none.

    >>> words_of("茶叶，出口、 欧洲")
    ('茶叶', '出口', '欧洲')
    """
    words = tuple(word for part in re.split("[,，、]", text) if (word := part.strip()))
    if not words:
        raise UsageError(f"{text!r} holds no word", remedy="write it so: --about 茶叶,出口")
    return words


def day(text: str) -> dt.date:
    """A day as the command line says it. Raises UsageError.

    >>> day("2021-10-01")
    datetime.date(2021, 10, 1)
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day", remedy="write it so: 2021-10-01") from None


def given_days(folder: Path) -> dict[str, dt.date]:
    """The days that ``briefing.toml`` in the folder gives its sources: ``[sources].date``.

    Names there stand below the folder of sources, or below this one where it has no such folder.
    Raises ConfigError.
    """
    if not (folder / CONFIG).is_file():
        return {}
    from pipeline.run.project import open_project

    settings = open_project(folder).config.sources
    above = f"{settings.folder}/" if (folder / settings.folder).is_dir() else ""
    return {above + name: day for name, day in settings.date.items()}
