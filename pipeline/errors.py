"""Every way a run can end badly, with the exit code and the remedy that go with it.

    JianbaoError
    ├── UsageError            2   the command line makes no sense
    ├── ConfigError           3   briefing.toml, decisions.toml, a profile or a template
    ├── NoSources             4   no folder of sources, or nothing in it that is one
    ├── SourceUnreadable      5   a source that can't be read or decoded
    ├── DependencyMissing     6   a program, a library, a font role without a face
    ├── DraftUndecided        7   an edited draft that needs a decision
    ├── OutputNotWritable     8   no room, no right, or a folder in the file's place
    ├── Busy                  9   another run at work, or the draft is open
    ├── OutputInvalid        10   our own output failed validation
    ├── ReplayFailed         11   a character without a place, a sentence without a source
    ├── LimitExceeded        12   size, time or memory
    ├── WarningsUnderStrict  13   warnings, where none are allowed
    └── Interrupted         130   Ctrl-C

The codes are part of the interface (README, "Exit codes"). Anything that is not a
JianbaoError is a bug: code 1, with its traceback in ``output/last-error.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass


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


class JianbaoError(Exception):
    """A failure we expected: what happened, where, and what to do about it."""

    exit_code = 1

    def __init__(self, what: str, *, where: Place | None = None, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return one_line(self.what, self.where, self.remedy)


def one_line(what: str, where: Place | None, remedy: str) -> str:
    """Join the three parts of a message.

    >>> one_line("unknown key 'titel'", Place("briefing.toml", 3), "did you mean 'title'?")
    "unknown key 'titel' · briefing.toml:3 · did you mean 'title'?"
    """
    parts = (what, str(where) if where else "", remedy)
    return " · ".join(" ".join(part.split()) for part in parts if part)


class UsageError(JianbaoError):
    exit_code = 2


class ConfigError(JianbaoError):
    exit_code = 3


class NoSources(JianbaoError):
    exit_code = 4


class SourceUnreadable(JianbaoError):
    exit_code = 5


class DependencyMissing(JianbaoError):
    exit_code = 6


class DraftUndecided(JianbaoError):
    exit_code = 7


class OutputNotWritable(JianbaoError):
    exit_code = 8


class Busy(JianbaoError):
    exit_code = 9


class OutputInvalid(JianbaoError):
    exit_code = 10


class ReplayFailed(JianbaoError):
    exit_code = 11


class LimitExceeded(JianbaoError):
    exit_code = 12


class WarningsUnderStrict(JianbaoError):
    exit_code = 13


class Interrupted(JianbaoError):
    exit_code = 130
