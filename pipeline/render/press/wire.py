"""A manuscript and a layout as JSON and back: what a press is told goes over a pipe.

Each value names its kind, and no others are made than a manuscript and a layout have.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

from pipeline.model import manuscript
from pipeline.model.source import Lines
from pipeline.typography import tokens

_KINDS: dict[str, Any] = {"Lines": Lines} | {
    name: kind
    for module in (manuscript, tokens)
    for name, kind in vars(module).items()
    if getattr(kind, "__module__", "") == module.__name__
    and (is_dataclass(kind) or (isinstance(kind, type) and issubclass(kind, StrEnum)))
}


def to_json(value: object) -> Any:  # noqa: ANN401  JSON has no type
    """A value of ours as what JSON knows.

    >>> to_json((manuscript.Run("山阳", manuscript.Voice.OURS), b"!"))
    [{'Run': ['山阳', {'Voice': 'ours'}, False, False, False, '']}, {'bytes': 'IQ=='}]
    """
    if isinstance(value, StrEnum):
        return {type(value).__name__: value.value}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Lines):
        return {"Lines": list(value)}
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, Mapping):
        return {"mapping": [[key, to_json(one)] for key, one in value.items()]}
    if is_dataclass(value):
        return {type(value).__name__: [to_json(getattr(value, f.name)) for f in fields(value)]}
    raise TypeError(f"a press knows no {type(value).__name__}")


def from_json(record: Any) -> Any:  # noqa: ANN401  as above
    """The value; what was a list is a tuple.

    >>> from_json({"Run": ["山阳", {"Voice": "ours"}, False, False, True, ""]})
    Run(text='山阳', voice=<Voice.OURS: 'ours'>, bold=False, italic=False, dots=True, pinyin='')
    """
    if isinstance(record, list):
        return tuple(from_json(one) for one in record)
    if not isinstance(record, dict):
        return record
    ((kind, content),) = record.items()
    if kind == "bytes":
        return base64.b64decode(content)
    if kind == "mapping":
        return {key: from_json(one) for key, one in content}
    made = _KINDS[kind]
    if isinstance(content, list):
        return made(*(from_json(one) for one in content))
    return made(content)
