"""How the program begins and ends, whatever its verb: signals, locale, exit codes."""

from __future__ import annotations

import gc
import locale
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.exceptions import TyperException

from pipeline.errors import BUG, Interrupted, JianbaoError, Place, UsageError, one_line
from pipeline.run.interruption import heed
from pipeline.run.progress import show

if TYPE_CHECKING:
    from collections.abc import Callable


def run(verb: Callable[[], object], arguments: list[str] | None) -> int:
    """Call a verb; give its exit code. On failure the last line names the code.

    ``arguments`` are None where the process is ours alone, begun from a shell.
    """
    if arguments is None:
        _speak_utf8()
    heed()
    # A briefing is a million small values that live to the end: to walk them at every 700th new
    # one takes a tenth of a report (1.5 s of 14; so it is 0.02, and 9 MB more of memory).
    gc.set_threshold(1_000_000, 10, 10)
    code = _code(verb)
    if code:
        show(f"jianbao: exit {code}")
    if arguments is None:
        _leave(code)
    return code


def folder_named(name: str) -> Path:
    """A folder as the command line names it: ``jianbao report "$DIR"`` with no such variable must
    not make a project of where one is. Raises UsageError.
    """
    if not str(name):
        raise UsageError("the folder has no name", remedy="write . for the one you are in")
    return Path(name)


def _leave(code: int) -> None:
    """End the process at once: to take down all that a briefing was made of takes a third of a
    second. Where something that was said can't be written, Python ends it, and says so.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and not stream.closed:
                stream.flush()
    except BrokenPipeError:
        pass  # nobody listens any more
    except OSError:
        return
    os._exit(code)


def _speak_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where the locale is another (zh_CN.GBK, C).

    Names of files would else be read as other characters, and the same sources give other bytes.
    What is said is still said as the terminal wants it.
    """
    if sys.flags.utf8_mode or sys.getfilesystemencoding() == "utf-8" or os.name == "nt":
        return
    said = f"{locale.getencoding()}:backslashreplace"
    environment = {"PYTHONIOENCODING": said} | dict(os.environ) | {"PYTHONUTF8": "1"}
    again = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    os.execve(sys.executable, again, environment)  # noqa: S606  no shell is wanted


def _code(verb: Callable[[], object]) -> int:
    try:
        result = verb()
    except JianbaoError as error:
        show(f"error: {error}", error.code)
        return error.exit_code
    except TyperException as error:
        said = one_line(error.format_message(), None, "see jianbao --help")
        show(f"error: {said}", UsageError.code)
        return UsageError.exit_code
    except typer.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        show("error: interrupted; nothing was published", Interrupted.code)
        return Interrupted.exit_code
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _unwritten(error)
    except Exception as error:  # noqa: BLE001  whatever else it is, it is a bug and must look so
        return _bug(error)
    return result if isinstance(result, int) else 0


def _bug(error: Exception) -> int:
    """An exception nobody expected: one line, and the traceback in a file."""
    trace = "".join(traceback.format_exception(error))
    path = Path("output/last-error.txt")
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(trace, "utf-8", "backslashreplace")
        where = Place(str(path))
    except OSError:
        show(trace)
        where = None
    what = f"this is a bug: {type(error).__name__}: {error}"
    show(f"error: {one_line(what, where, 'please report it with that file')}", BUG)
    return 1


def _unwritten(error: OSError) -> int:
    """What the system refused and nobody has put into words: no room for an answer that goes to a
    file (``--json > f``), or a bug.
    """
    from pipeline.run.publish import FULL, not_writable

    if error.errno not in FULL:
        return _bug(error)
    told = not_writable(error, error.filename or "standard output")
    show(f"error: {told}", told.code)
    return told.exit_code
