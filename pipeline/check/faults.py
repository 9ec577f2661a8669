"""How a check says that a file of ours is at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from pipeline.errors import OutputInvalid

if TYPE_CHECKING:
    from pipeline.errors import Place


def fail(what: str, where: Place) -> NoReturn:
    """Raise OutputInvalid (exit 10). Whatever it is, nobody but us can mend it."""
    raise OutputInvalid(what, where=where, remedy="this is a fault in the program: report it")
