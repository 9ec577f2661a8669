"""What others do: the rules and tools our normaliser is measured against.

Each gets the decoded text and gives paragraphs, without roles. Rules of programs under the GPL
are told here in our own words and code; nothing of such a program is imported, and pandoc is
run as a program of its own.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.normalise.setter import width

if TYPE_CHECKING:
    from collections.abc import Callable

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN_END = re.compile(r"[A-Za-zÀ-ɏΑ-Ωα-ωА-яა-ჰ,:);]$")
_HAN_END = re.compile("[A-Za-zÀ-ɏΑ-Ωα-ωА-яა-ჰ,:);\u3400-\u9fff，、；：]$")
_END = re.compile("[。！？：”」]$")


class Baseline(NamedTuple):
    """A system by name; ``missing`` says what to install where it can't run."""

    name: str
    run: Callable[[str], list[str]]
    missing: str = ""


def one_line(text: str) -> list[str]:
    """Each line is a paragraph."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def blank_lines(text: str) -> list[str]:
    """Empty lines part paragraphs, lines between them are put together."""
    parts = re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\f", "\n"))
    return [joined for part in parts if (joined := "".join(one_line(part)))]


def end_marks(text: str) -> list[str]:
    """Join, unless the line ends in 。！？：” or 」 and isn't as wide as the column.

    The column is the commonest width of long lines; empty lines count where fewer than 40 % of
    the lines are empty.
    """
    lines = [line.strip() for line in text.splitlines()]
    widths = Counter(round(width(line)) for line in lines if width(line) >= 10)
    column = max(widths, key=lambda cells: (widths[cells], cells), default=0)
    blanks_count = sum(not line for line in lines) < 0.4 * len(lines)
    out: list[str] = []
    open_ = False
    for line in lines:
        if not line:
            open_ = open_ and not blanks_count
            continue
        if open_:
            out[-1] += line
        else:
            out.append(line)
        open_ = not (_END.search(line) and abs(width(line) - column) > 1)
    return out


def _by_length(text: str, end: re.Pattern[str], glue: str) -> list[str]:
    """A line longer than most different lengths, with a letter at its end, runs on."""
    lines = text.replace("\r\n", "\n").splitlines()
    lengths = sorted({len(line) for line in lines if line.strip()})
    limit = lengths[int(len(lengths) * 0.4)] if lengths else 0
    drop_blanks = sum(not line.strip() for line in lines) > 0.4 * len(lines)
    out: list[str] = []
    open_ = False
    blanks = 0
    for line in lines:
        body = line.strip()
        if not body:
            blanks += 1
            continue
        if open_ and (drop_blanks or blanks <= 3):
            out[-1] += glue + body
        else:
            out.append(body)
        blanks = 0
        open_ = len(line) > limit and end.search(body) is not None
    return out


def by_length_latin(text: str) -> list[str]:
    """Calibre's rule: its list of letters a line may end in knows no Han."""
    return _by_length(text, _LATIN_END, " ")


def by_length_han(text: str) -> list[str]:
    """The same with Han letters and ，、；： added."""
    return _by_length(text, _HAN_END, "")


def pandoc(text: str) -> list[str]:
    """Markdown with east_asian_line_breaks, as pandoc reads it."""
    import pypandoc

    plain = pypandoc.convert_text(
        text, "plain", format="markdown+east_asian_line_breaks", extra_args=["--wrap=none"]
    )
    return blank_lines(plain)


def opencc_reflow(text: str) -> list[str]:
    """The paragraph reflow of opencc_pyo3, made for novels."""
    module = importlib.import_module("opencc_pyo3.opencc_pyo3")
    said = module.reflow_cjk_paragraphs(text, False, False)  # noqa: FBT003 - its own signature
    return one_line(said)


def _there(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def baselines(*, quick: bool = False) -> list[Baseline]:
    """All of them, in the order of the table; ``quick`` leaves out those that start a program."""
    out = [
        Baseline("blank lines", blank_lines),
        Baseline("one line", one_line),
        Baseline("end marks", end_marks),
        Baseline("calibre", by_length_latin),
        Baseline("calibre+Han", by_length_han),
    ]
    if not quick:
        missing = "" if _there("pypandoc") else "pypandoc_binary"
        out.append(Baseline("pandoc", pandoc, missing))
    missing = "" if _there("opencc_pyo3") else "opencc_pyo3"
    out.append(Baseline("opencc reflow", opencc_reflow, missing))
    return out
