"""In the press: made ready ahead of its manuscript, it sets one PDF and ends.

``python -m pipeline.render.press CACHE``. On standard input comes one line of JSON; the end of
standard input is the end of whoever has started us, and ours. On standard output goes one line of
JSON and, where all is well, the PDF.
"""

from __future__ import annotations

import gc
import json
import os
import queue
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TypeVar

from pipeline.apart import error_record, set_ceiling
from pipeline.errors import JianbaoError, OutputNotWritable, Place
from pipeline.render.press.wire import from_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.render.pdf import Pdf

Made = TypeVar("Made")
Record = dict[str, Any]


_EVERY = 0.05
"""Seconds between two looks at the memory that is taken."""
_ROOM = 1 << 30
"""So much further goes the system's own ceiling: what meets it ends in whatever way it does, as
libraries fail that get no memory, and couldn't say why.
"""


def main() -> None:
    """Get ready, wait for the manuscript, set it."""
    # What else is printed by whatever library must not get into the answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Boxes and styles live to the end, and the process ends with its book: to look for garbage
    # among them takes a quarter of the time (6.0 s of layout and writing; so it is 4.4, and not a
    # MiB more).
    gc.disable()
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    # What is missing is told when a PDF is asked for.
    trouble = _tried(lambda: _get_ready(Path(sys.argv[1])))
    order = json.loads(orders.get())
    only = threading.Lock()
    watch = (order["memory"], only, answers)
    threading.Thread(target=_watch_memory, args=watch, daemon=True).start()
    made = _tried(lambda: _set(order)) if trouble is None else trouble
    with only:
        _answer(answers, made)


def _listen(orders: queue.SimpleQueue[bytes]) -> None:
    """Hand the one order on; then wait for the end. Whoever has started us may have been killed:
    nobody would read what we set.
    """
    heard = bytearray()
    while piece := os.read(0, 1 << 16):
        heard += piece
        if heard.endswith(b"\n"):
            orders.put(bytes(heard))
    os._exit(1)


def _watch_memory(most: int, only: threading.Lock, answers: BinaryIO) -> None:
    """Say so and end when more than ``most`` bytes of memory are taken."""
    set_ceiling(most + _ROOM)
    try:
        import resource
    except ImportError:  # no such numbers on this system
        return
    unit = 1 if sys.platform == "darwin" else 1 << 10
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= most:
        time.sleep(_EVERY)
    with only:
        _answer(answers, {"exhausted": True})


def _get_ready(cache: Path) -> None:
    """Import what sets pages, and set a few letters in each font: what is slow the first time.
    Raises OutputNotWritable, DependencyMissing.
    """
    from pipeline.typography.fonts import private_fontconfig

    try:
        private_fontconfig(cache)
    except OSError as error:
        said = error.strerror or str(error)
        where = Place(error.filename or str(cache))
        raise OutputNotWritable(f"can't be written ({said})", where=where) from None
    from pipeline.render.pdf import warm_up

    warm_up()


def _set(order: Record) -> Pdf:
    from pipeline.render.pdf import render_pdf

    manuscript, layout = from_json(order["manuscript"]), from_json(order["layout"])
    return render_pdf(manuscript, layout, Path(order["templates"]), order["standard"])


def _tried(work: Callable[[], Made]) -> Made | Record:
    """What comes of some work, or a record of what has come in its way."""
    try:
        return work()
    except JianbaoError as error:
        return error_record(error)
    except MemoryError:
        return {"exhausted": True}
    except Exception as error:  # noqa: BLE001  it is a bug, and is to look like one over there
        return {"bug": repr(error), "trace": traceback.format_exc()}


def _answer(answers: BinaryIO, made: Pdf | Record) -> NoReturn:
    """Answer and end at once: to take a million boxes down would take its time."""
    if isinstance(made, dict):
        record, content = made, b""
    else:
        content = made.content
        missing = [[one.character, one.near, one.role, one.instead] for one in made.missing]
        record = {"length": len(content), "missing": missing, "warnings": made.warnings}
    answers.write(json.dumps(record).encode() + b"\n" + content)
    answers.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
