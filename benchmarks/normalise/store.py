"""What takes long is made once: extracted and recognised text, kept in the project's cache."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "benchmarks"


def kept(parts: tuple[str, ...], make: Callable[[], str]) -> str:
    """The text that ``make`` gives for ``parts``: what it is made of, versions of tools too."""
    key = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
    path = FOLDER / f"{key}.txt"
    if path.is_file():
        return path.read_bytes().decode()
    text = make()
    FOLDER.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(text.encode())
    beside.replace(path)
    return text
