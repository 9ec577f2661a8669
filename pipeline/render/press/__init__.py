"""The press: WeasyPrint in a process of its own, with ceilings of memory and time.

It is started ahead of its manuscript, and imports WeasyPrint and loads the fonts meanwhile. It
sets one PDF and ends: no book finds anything of another. What it answers is distrusted. It ends
with whoever has started it, however that one ends, since its standard input ends then.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import threading
from concurrent.futures import Future
from typing import IO, TYPE_CHECKING, NamedTuple, NoReturn, Protocol, cast

from pipeline.apart import command, end_all, ended, environment, error_of
from pipeline.errors import DependencyMissing, JianbaoError, OutputInvalid, Place
from pipeline.typography.fonts import font_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pipeline.model.manuscript import Manuscript
    from pipeline.render.pdf import Pdf
    from pipeline.render.press.limits import Ceilings
    from pipeline.typography.tokens import Layout

_LONGEST_ANSWER = 1 << 30
_KILLED = -9
_NO_MEMORY = re.compile("out of memory|(failed to|cannot) allocate|MemoryError", re.IGNORECASE)
"""What a library says last that ends its process where it gets no memory."""
_LAST_WORDS = 300


class _Process(NamedTuple):
    """A press that waits or works: its pipes, what it says on its standard error, and the font
    files as they were when it read them.
    """

    program: subprocess.Popen[bytes]
    order: IO[bytes]
    answer: IO[bytes]
    said: Future[bytes]
    fonts: tuple[tuple[str, int, int], ...]


class Answers(Protocol):
    """Answers of former presses by the orders they were given, as bytes."""

    def answer(self, order: bytes) -> bytes | None:
        """The answer to an order, if one is known."""

    def keep_answer(self, order: bytes, answer: bytes) -> None:
        """Know it from now on."""


class Press:
    """Sets PDFs, each in a process of its own.

    ``cache`` is the folder for fontconfig's files, ``program`` what is started, ``limits`` how far
    a manuscript may go (:func:`pipeline.render.press.limits.ceilings`).
    """

    def __init__(
        self,
        cache: Path,
        program: Sequence[str] | None = None,
        limits: Callable[[Manuscript], Ceilings] | None = None,
    ) -> None:
        self._command = program or command(__name__, str(cache.resolve()))
        self._limits = limits
        self._waiting: _Process | None = None
        self._at_work: _Process | None = None

    def warm_up(self) -> None:
        """Start a process that gets ready for the next PDF, if none is waiting.

        Raises DependencyMissing where no process can be had.
        """
        if self._waiting is None:
            self._waiting = _started(self._command)

    def set_pages(
        self, manuscript: Manuscript, layout: Layout, templates: Path, standard: str,
        answers: Answers | None = None,
    ) -> Pdf:  # fmt: skip
        """As :func:`pipeline.render.pdf.render_pdf`, over there; or where ``answers`` has what a
        press has answered to the same order, that.

        Raises what that raises, LimitExceeded (time, memory), and OutputInvalid for any other bad
        end and for an answer that isn't whole.
        """
        from pipeline.render.press import limits
        from pipeline.render.press.wire import to_json

        most = (self._limits or limits.ceilings)(manuscript)
        order = {
            "memory": most.memory,
            "manuscript": to_json(manuscript),
            "layout": to_json(layout),
            "templates": str(templates.resolve()),
            "standard": standard,
        }
        asked = json.dumps(order).encode() + b"\n"
        known = _known(answers, asked)
        if known is not None:
            return known
        self._at_work = process = self._ready()
        answer = _ask(process, asked, most.seconds)
        code, said = process.program.returncode, process.said.result().decode("utf-8", "replace")
        if answer is None:
            raise limits.out_of_time(most, manuscript)
        if code == _KILLED:
            raise limits.killed(manuscript)
        if code:
            last = " ".join(said[-_LAST_WORDS:].split())
            if _NO_MEMORY.search(last):
                raise limits.out_of_memory(most, manuscript)
            _refuse(f"WeasyPrint's process {ended(code)}: {last or 'without a word'}")
        pdf = _pdf_of(answer)
        if pdf is None:
            raise limits.out_of_memory(most, manuscript)
        if said and sys.stderr is not None:
            sys.stderr.write(said)
        elif answers is not None:
            answers.keep_answer(asked, answer)
        return pdf

    def close(self) -> None:
        """End what is waiting or at work."""
        for process in (self._waiting, self._at_work):
            if process is not None:
                _end(process)
        self._waiting = self._at_work = None

    def _ready(self) -> _Process:
        """The process that has been waiting, if the fonts are still those that it has read."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting.fonts == font_stamps():
            return waiting
        if waiting is not None:
            _end(waiting)
        return _started(self._command)


def _started(program: Sequence[str]) -> _Process:
    fonts = font_stamps()
    try:
        started = subprocess.Popen(
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            start_new_session=True,
        )
    except OSError as error:
        raise DependencyMissing(
            f"WeasyPrint's process doesn't start: {error}", remedy="run `make setup`"
        ) from None
    order, answer, said = (
        cast("IO[bytes]", pipe) for pipe in (started.stdin, started.stdout, started.stderr)
    )
    return _Process(started, order, answer, _overheard(said), fonts)


def font_stamps() -> tuple[tuple[str, int, int], ...]:
    """The font files: name, size, time of the last change. fontconfig reads them once a process."""
    paths = sorted(path for folder in font_folders() for path in folder.iterdir())
    return tuple((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in paths)


def _overheard(stream: IO[bytes]) -> Future[bytes]:
    """What a program says on its standard error, read as it says it: a full pipe would stop it."""
    said: Future[bytes] = Future()

    def listen() -> None:
        with stream:
            said.set_result(stream.read())

    threading.Thread(target=listen, daemon=True).start()
    return said


def _ask(process: _Process, order: bytes, seconds: float) -> bytes | None:
    """The answer to an order; None where it isn't there in time. The process has then ended."""
    late = threading.Event()

    def give_up() -> None:
        late.set()
        end_all(process.program)

    watch = threading.Timer(seconds, give_up)
    watch.start()
    try:
        with contextlib.suppress(BrokenPipeError):  # it has ended already; its code says how
            process.order.write(order)
            process.order.flush()
        answer = process.answer.read(_LONGEST_ANSWER)
        process.program.wait()
    finally:
        watch.cancel()
        _end(process)
    return None if late.is_set() else answer


def _end(process: _Process) -> None:
    if process.program.poll() is None:
        end_all(process.program)
        process.program.wait()
    for pipe in (process.order, process.answer):
        with contextlib.suppress(BrokenPipeError):  # what it never read
            pipe.close()
    process.said.result()


def _pdf_of(answer: bytes) -> Pdf | None:
    """The PDF, out of an answer that is whole and makes sense; None where there was no memory for
    it. What has come in its way else is raised here as it was there.
    """
    from pipeline.render.gate import MissingGlyph
    from pipeline.render.pdf import Pdf

    head, _, content = answer.partition(b"\n")
    try:
        record = json.loads(head)
        if "error" in record:
            raise error_of(record)
        if "bug" in record:
            bug = RuntimeError(f"in WeasyPrint's process: {record['bug']}")
            bug.add_note(record["trace"])
            raise bug
        if "exhausted" in record:
            return None
        missing = tuple(MissingGlyph(*map(str, one)) for one in record["missing"])
        warnings = tuple(map(str, record["warnings"]))
        whole = len(content) == record["length"] and content.startswith(b"%PDF-")
    except (ValueError, KeyError, TypeError):
        _refuse("WeasyPrint's process answers what makes no sense")
    if not whole:
        _refuse("WeasyPrint's process gives half a file")
    return Pdf(content, missing, warnings)


def _known(answers: Answers | None, order: bytes) -> Pdf | None:
    """The PDF that was set for this order before, if what is known of it makes sense."""
    answer = None if answers is None else answers.answer(order)
    if answer is None:
        return None
    try:
        return _pdf_of(answer)
    except (JianbaoError, RuntimeError):
        return None


def _refuse(what: str) -> NoReturn:
    raise OutputInvalid(what, where=Place("briefing.pdf"))
