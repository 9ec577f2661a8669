"""Every way a run can end badly: the exit code, the code in words and the remedy that go with it.

Both codes are part of the interface (README, "Exit codes"; docs/messages.md, made from here).
Anything that is not a JianbaoError is a bug: code 1, with its traceback in
``output/last-error.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Place:
    """Where something went wrong, as an editor would look it up: a file and a line (1-based)."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        shown = self.file.encode("utf-8", "backslashreplace").decode("utf-8")
        shown = "".join(
            c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown
        )
        return shown if self.line is None else f"{shown}:{self.line}"


BUG = "bug"
"""The code of what nobody expected."""


class JianbaoError(Exception):
    """A failure we expected: what happened, where, and what to do about it.

    ``code`` stands behind its line, in brackets, whatever the language. ``remedy`` is what a class
    says where nothing more is known.
    """

    exit_code = 1
    code = BUG
    remedy = ""

    def __init__(self, what: str, *, where: Place | None = None, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy or self.remedy

    def __str__(self) -> str:
        return one_line(self.what, self.where, self.remedy)

    @property
    def record(self) -> dict[str, str | int | None]:
        """For a machine."""
        return {
            "code": self.code,
            "exit": self.exit_code,
            "what": self.what,
            "file": str(Place(self.where.file)) if self.where else None,
            "line": self.where.line if self.where else None,
            "remedy": self.remedy,
        }


def and_more(names: Sequence[str]) -> str:
    """The first of several, and how many there are besides.

    >>> and_more(["a.txt", "b.txt", "c.txt"]), and_more(["a.txt"])
    ('a.txt and 2 more', 'a.txt')
    """
    return f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else names[0]


def one_line(what: str, where: Place | None, remedy: str) -> str:
    """Join the three parts of a message.

    >>> one_line("unknown key 'titel'", Place("briefing.toml", 3), "did you mean 'title'?")
    "unknown key 'titel' · briefing.toml:3 · did you mean 'title'?"
    """
    parts = (what, str(where) if where else "", remedy)
    return " · ".join(" ".join(part.split()) for part in parts if part)


class UsageError(JianbaoError):
    """The command line makes no sense."""

    exit_code = 2
    code = "usage"


class ConfigError(JianbaoError):
    """briefing.toml, decisions.toml, edits.json, an outline, a table or a template."""

    exit_code = 3
    code = "config"


class NoSources(JianbaoError):
    """No folder of sources, or nothing in it that is one."""

    exit_code = 4
    code = "no-sources"


class SourceUnreadable(JianbaoError):
    """A source or a draft that can't be read or decoded."""

    exit_code = 5
    code = "source-unreadable"


class DependencyMissing(JianbaoError):
    """A program, a library, a font role without a face."""

    exit_code = 6
    code = "dependency-missing"


class DraftUndecided(JianbaoError):
    """An edited draft that needs a decision."""

    exit_code = 7
    code = "draft-undecided"


class OutputNotWritable(JianbaoError):
    """No room, no right, or a folder in the file's place."""

    exit_code = 8
    code = "output-not-writable"


class Busy(JianbaoError):
    """Another run at work, or the draft is open or was saved meanwhile."""

    exit_code = 9
    code = "busy"


class OutputInvalid(JianbaoError):
    """Our own output failed validation."""

    exit_code = 10
    code = "output-invalid"
    remedy = "this is a fault in the program: report it"


class ReplayFailed(JianbaoError):
    """A character without a place, a sentence without a source."""

    exit_code = 11
    code = "replay-failed"
    remedy = "this is a bug; please report it with the sources"


class LimitExceeded(JianbaoError):
    """Size, time or memory."""

    exit_code = 12
    code = "limit-exceeded"


class WarningsUnderStrict(JianbaoError):
    """Warnings, where none are allowed."""

    exit_code = 13
    code = "warnings-under-strict"


class Interrupted(JianbaoError):
    """Ctrl-C, SIGTERM, or a terminal that was closed."""

    exit_code = 130
    code = "interrupted"
