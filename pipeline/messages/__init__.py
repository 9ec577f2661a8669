"""The program's messages in the user's language: English as they stand in the code, or Chinese.

Errors and records are English wherever they are kept, so that no output depends on the locale;
a line is put into Chinese when it is shown, piece by piece, by the table ``zh_CN.toml``. Names,
numbers and words of sources in it stay as they are, and so does a piece the table doesn't know.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The first that is set counts, as for any program that asks the locale.
_ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_BETWEEN = " · "
_AND = "; "
_VALUE = "{}"

#: The literal parts of a message around its values, and its translation.
_Pattern = tuple[tuple[str, ...], str]


def wants_chinese(environment: Mapping[str, str]) -> bool:
    """Whether the locale is a Chinese one.

    >>> wants_chinese({"LANG": "zh_CN.UTF-8"}), wants_chinese({"LC_ALL": "C", "LANG": "zh_CN"})
    (True, False)
    """
    return next((environment[name] for name in _ASKED if environment.get(name)), "").startswith(
        "zh"
    )


def shown(line: str) -> str:
    """A line as the user is to see it."""
    return in_chinese(line) if wants_chinese(os.environ) else line


def in_chinese(line: str) -> str:
    """A line in Chinese, as far as the table knows its pieces.

    >>> in_chinese("warning: is the same file as a.txt · seeds/b.txt")
    '警告：与 a.txt 是同一个文件 · seeds/b.txt'
    >>> in_chinese("a b c · seeds/b.txt:3")
    'a b c · seeds/b.txt:3'
    """
    exact, patterns, lines = _table()
    if _BETWEEN in line:
        whole = _matched(line, lines)
        return whole or _BETWEEN.join(map(in_chinese, line.split(_BETWEEN)))
    return exact.get(line) or _matched(line, patterns) or _listed(line)


def _listed(line: str) -> str:
    """Several messages in a row, put into Chinese if all of them can be; else as they are.

    >>> _listed("hidden text; underlining"), _listed("hidden text; 甲")
    ('隐藏文字；下划线', 'hidden text; 甲')
    """
    if _AND not in line:
        return line
    pieces = line.split(_AND)
    said = [in_chinese(piece) for piece in pieces]
    return "；".join(said) if all(map(str.__ne__, pieces, said)) else line


def ground_in_chinese(reason: str) -> str:
    """What a doubt rests on, as far as the table knows it: records have it in English, documents
    are Chinese whatever the locale.

    >>> ground_in_chinese("“末来” is in no dictionary, “未来” is; 日报.txt has it otherwise")
    '词典无“末来”，有“未来”；日报.txt不同'
    >>> ground_in_chinese("4.2 + 1.5 + 3.6 = 9.3, not 9.6"), ground_in_chinese("who knows; 甲")
    ('4.2 + 1.5 + 3.6 = 9.3，非9.6', 'who knows; 甲')
    """
    pieces = reason.split(_AND)
    said = [_grounded(piece) or piece for piece in pieces]
    return reason if said == pieces else "；".join(said)


def _grounded(piece: str) -> str:
    """One ground in Chinese, its values too; "" where the table doesn't know it."""
    table, patterns = _grounds()
    if piece in table:
        return table[piece]
    for literals, chinese in patterns:
        values = _values(piece, literals)
        if values is not None:
            return chinese.format(*(_grounded(value) or value for value in values))
    return ""


@cache
def _grounds() -> tuple[dict[str, str], list[_Pattern]]:
    """The grounds of doubts without values, and those with some."""
    return _parted(dict(_file()["grounds"]))


def _matched(said: str, patterns: list[_Pattern]) -> str:
    """What the first pattern that fits makes of it, its values put into Chinese too; or ""."""
    for literals, chinese in patterns:
        values = _values(said, literals)
        if values is not None:
            return chinese.format(*map(in_chinese, values))
    return ""


def _values(said: str, literals: tuple[str, ...]) -> list[str] | None:
    """What stands between the literal parts, in order; None where they don't all stand there.
    Each is looked for once, from where the last one ended: linear, whatever a file is called.

    >>> _values("has 50 MiB; a source may have 16", ("has ", " MiB; a source may have ", ""))
    ['50', '16']
    """
    if not said.startswith(literals[0]) or not said.endswith(literals[-1]):
        return None
    at, end = len(literals[0]), len(said) - len(literals[-1])
    values = []
    for literal in literals[1:-1]:
        found = said.find(literal, at, end)
        if found < 0:
            return None
        values.append(said[at:found])
        at = found + len(literal)
    return [*values, said[at:end]] if at <= end else None


@cache
def _table() -> tuple[dict[str, str], list[_Pattern], list[_Pattern]]:
    """Messages without values; pieces with values, and whole lines with values, wordiest first."""
    exact, patterns = _parted(catalogue() | command_line())
    lines = [one for one in patterns if any(_BETWEEN in literal for literal in one[0])]
    return exact, [one for one in patterns if one not in lines], lines


def _parted(table: Mapping[str, str]) -> tuple[dict[str, str], list[_Pattern]]:
    """What has no values, and what has, wordiest first."""
    exact = {english: chinese for english, chinese in table.items() if _VALUE not in english}
    patterns = [
        (tuple(english.split(_VALUE)), chinese)
        for english, chinese in table.items()
        if _VALUE in english
    ]
    patterns.sort(key=lambda one: -sum(map(len, one[0])))
    return exact, patterns


def catalogue() -> dict[str, str]:
    """What we say ourselves: English to Chinese."""
    return {english: said for english, said in _file().items() if isinstance(said, str)}


def command_line() -> dict[str, str]:
    """What typer says of a command line that makes no sense."""
    return dict(_file()["command-line"])


def _file() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.messages").joinpath("zh_CN.toml").read_text("utf-8"))
