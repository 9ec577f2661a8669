"""The table, for a terminal and as Markdown."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import TYPE_CHECKING

from benchmarks.normalise.systems import FIGURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.normalise.systems import Row

_TITLES = {"cer": "cer %"}


def _cells(row: Row) -> list[str]:
    out = [row.kind, str(row.count), f"{row.f1:.3f}"]
    for name, factor in FIGURES:
        value = row.figures[name] * factor
        if name in {"odd", "spaces"}:
            out.append(f"{value:.0f}")
        elif name == "cer":
            out.append(f"{value:.2f}")
        else:
            out.append(f"{value:.3f}")
    return out + [f"{value:.3f}" for value in row.others.values()]


def _heads(rows: Sequence[Row]) -> list[str]:
    figures = [_TITLES.get(name, name) for name, _ in FIGURES]
    return ["kind", "docs", "F1", *figures, *(f"· {name}" for name in rows[0].others)]


def plain_table(rows: Sequence[Row]) -> str:
    """Columns set under each other; those after · are the F1 of the others."""
    table = [_heads(rows), *(_cells(row) for row in rows)]
    widths = [max(len(line[i]) for line in table) for i in range(len(table[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(widths[i]) if i == 0 else cell.rjust(widths[i])
            for i, cell in enumerate(line)
        )
        for line in table
    )


def markdown_table(rows: Sequence[Row]) -> str:
    heads = _heads(rows)
    lines = [heads, ["---"] + ["--:"] * (len(heads) - 1), *(_cells(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def versions(tools: Sequence[str]) -> str:
    """What was measured with: Python, and the tools that are there."""
    found = [f"Python {platform.python_version()}"]
    for tool in tools:
        try:
            found.append(f"{tool} {metadata.version(tool)}")
        except metadata.PackageNotFoundError:
            continue
    return ", ".join(found)
