"""``briefing.toml`` → Config. Every key has a default; an unknown key is an error with its line."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pipeline.errors import ConfigError, Place
from pipeline.model.files import CONFIG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

RuleState = Literal["off", "flag", "fix"]
Heads = Literal["auto", "profile", "texts"]
Format = Literal["pdf", "docx", "epub"]


def _as_text(value: object) -> object:
    """Editors write ``number = 3`` as readily as ``number = "3"``."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(_as_text)]
Names = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(strict=False)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Front(_Table):
    """``[briefing]``: what stands before and after the text. Absent parts leave no hole.

    ``to`` is 报送 where one line will do, ``report_to``, ``send_to`` and ``issue_to`` are 报, 送
    and 发, ``copy_to`` is 抄送. Which parts are printed, and where, is the layout's choice.
    """

    title: str = ""
    subtitle: str = ""
    number: Words = ""
    total_number: Words = ""
    issuer: str = ""
    date: dt.date | None = None
    classification: str = ""
    editor_note: str = ""
    abstract: str = ""
    masthead: str = ""
    serial: Words = ""
    urgency: str = ""
    document_number: str = ""
    signatory: str = ""
    addressees: str = ""
    to: Names = ()
    report_to: Names = ()
    send_to: Names = ()
    issue_to: Names = ()
    copy_to: Names = ()
    printer: str = ""
    print_date: dt.date | None = None
    copies: Words = ""
    language: str = Field(default="zh-CN", pattern="^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")


class Reference(_Table):
    """``[sources.reference."a.txt"]``: what GB/T 7714 asks of a source and its file can't say.

    ``type`` is the mark of the kind of document (N, J, R, EB/OL …), else told by the others;
    ``author`` and ``title`` stand for those found in the file. ``issue`` is a newspaper's page,
    or volume and number of a journal (``12(3)``).
    """

    type: str = ""
    author: Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(strict=False)] = ()
    title: str = ""
    publication: str = ""
    issue: Words = ""
    pages: Words = ""
    url: str = ""
    accessed: dt.date | None = None


class Sources(_Table):
    """``[sources]``: where they are, and what can't be read from them."""

    folder: str = "seeds"
    encoding: dict[str, str] = {}
    date: dict[str, dt.date] = {}
    reference: dict[str, Reference] = {}


class Outline(_Table):
    """``[outline]``: the profile (a name in templates/outlines/, or a path) and the length.

    ``heads`` says whose headings the sections have: the ``profile``'s, those of the ``texts``, or
    whichever suit the sources (an outline that is named, other than ours, is always meant).
    ``budget`` is that of a digest in characters; ``titles`` renames sections, ``order`` names
    those that come first.
    """

    profile: str = "policy"
    heads: Heads = "auto"
    length: Literal["full", "digest"] = "full"
    budget: int = Field(default=4000, gt=0)
    titles: dict[str, str] = {}
    order: Annotated[tuple[str, ...], Field(strict=False)] = ()


class Choices(_Table):
    """``[choices]``: what the editor wants otherwise than the rules would have it.

    A passage is named by its id or its first words. ``leave_out`` takes sources too, by their
    file names; ``move`` says into which section (``"title"`` or ``"title/subtitle"``); ``base``
    names the source a passage is printed from; ``pin`` and ``drop`` are sentences of the key
    points.
    """

    leave_out: Annotated[tuple[str, ...], Field(strict=False)] = ()
    move: dict[str, str] = {}
    base: dict[str, str] = {}
    pin: Annotated[tuple[str, ...], Field(strict=False)] = ()
    drop: Annotated[tuple[str, ...], Field(strict=False)] = ()


class LayoutChoice(_Table):
    """``[layout]``: which layout, which files are made, and which standard the PDF keeps: PDF/UA-1
    for readers' machines, or PDF/A-2a for archives. Both are tagged. ``pinyin``: whether rare
    characters have their reading above them on first use.
    """

    name: str = "briefing"
    pinyin: bool = False
    pdf: Literal["ua-1", "a-2a"] = "ua-1"
    formats: Annotated[tuple[Format, ...], Field(strict=False, min_length=1)] = (
        "pdf",
        "docx",
        "epub",
    )


class Fonts(_Table):
    """``[fonts]``: families to use instead of those that come with us."""

    song: str | None = None
    hei: str | None = None
    kai: str | None = None
    fang: str | None = None
    xiaobiao: str | None = None


class Config(_Table):
    """The whole of ``briefing.toml``, checked."""

    briefing: Front = Front()
    sources: Sources = Sources()
    outline: Outline = Outline()
    choices: Choices = Choices()
    layout: LayoutChoice = LayoutChoice()
    fonts: Fonts = Fonts()
    rules: dict[str, RuleState] = {}


def parse_config(raw: bytes, rules: Iterable[str]) -> Config:
    """Check the bytes of a ``briefing.toml``; ``rules`` are the names ``[rules]`` may use.

    Raises ConfigError with the line of the first fault, and the nearest key for an unknown one.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(
            "is not UTF-8", where=Place(CONFIG, line), remedy="save the file as UTF-8"
        ) from None
    table = toml_table(text, CONFIG)
    refuse_unprintable(table, text, CONFIG)
    try:
        config = Config.model_validate(table)
    except ValidationError as error:
        raise _explain(error, text) from None
    _check_rule_names(config.rules, set(rules), text)
    _check_encodings(config.sources.encoding, text)
    return config


def toml_table(text: str, file: str) -> dict[str, Any]:
    """What a TOML file holds. Raises ConfigError with the line of its first fault."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else max(1, text.count("\n"))
        if day := _no_day(text.replace("\r\n", "\n").split("\n")[line - 1]):
            raise ConfigError(
                f"{day} is no day of a calendar", where=Place(file, line), remedy=_DAY_SO
            ) from None
        raise ConfigError(f"TOML syntax: {error}", where=Place(file, line)) from None
    except RecursionError:
        raise ConfigError("TOML: nested too deep", where=Place(file)) from None


_DAY = re.compile(r"=\s*(\d{3,4}-\d{1,2}-\d{1,2})(?![\w-])")
_DAY_SO = "write it so: 2023-10-11"


def _no_day(line: str) -> str:
    """What stands on a line in the form of a day, and is none; "" where nothing does.

    >>> _no_day("date = 2024-13-01"), _no_day("date = 2024-1-5"), _no_day("date = 2024-01-05 x")
    ('2024-13-01', '2024-1-5', '')
    """
    for day in _DAY.findall(line):
        try:
            dt.date.fromisoformat(day)
        except ValueError:
            return str(day)
    return ""


def unprintable(text: str) -> str:
    r"""The first character of a text that no file of ours can hold (XML 1.0, 2.2), "" if none is.

    >>> unprintable("第一行\n\t第二行"), unprintable("甲\x00乙")
    ('', '\x00')
    """
    found = _UNPRINTABLE.search(text)
    return found[0] if found else ""


def refuse_unprintable(table: Mapping[str, Any], text: str, file: str) -> None:
    """Raise ConfigError for a string of a TOML file, however deep, that holds such a character."""
    for path, words in strings(table):
        bad = unprintable(words)
        if bad:
            raise ConfigError(
                f"{'.'.join(path)} holds {bad!r}, which can't be printed",
                where=Place(file, line_of(text, path)), remedy="delete it",
            )  # fmt: skip


def strings(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """All strings in tables and lists, however deep, keys too, each with the keys that lead to it.

    >>> list(strings({"a": ["b"]}))
    [((), 'a'), (('a',), 'b')]
    """
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield path, key
            yield from strings(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, path)


def _check_rule_names(chosen: Mapping[str, str], known: set[str], text: str) -> None:
    for name in chosen:
        if name not in known:
            raise ConfigError(
                f"unknown rule {name!r} in [rules]",
                where=Place(CONFIG, line_of(text, ("rules", name))),
                remedy=nearest(name, known),
            )


def _check_encodings(declared: Mapping[str, str], text: str) -> None:
    for name, encoding in declared.items():
        try:
            "".encode(encoding)
        except (LookupError, ValueError):  # what turns no text into bytes (rot13) is none either
            raise ConfigError(
                f"no encoding is called {encoding!r}",
                where=Place(CONFIG, line_of(text, ("sources", "encoding", name))),
                remedy="write it so: gb18030, big5, utf-16",
            ) from None


def _explain(error: ValidationError, text: str) -> ConfigError:
    """Turn pydantic's first complaint into one line with a place and a remedy."""
    fault = error.errors()[0]
    path = tuple(str(part) for part in fault["loc"] if isinstance(part, str))
    shown = ".".join(path)
    where = Place(CONFIG, line_of(text, path))
    if fault["type"] == "extra_forbidden":
        table = "[" + ".".join(path[:-1]) + "]" if path[:-1] else "the file"
        known = _keys(Config, path[:-1])
        return ConfigError(
            f"unknown key {path[-1]!r} in {table}", where=where, remedy=nearest(path[-1], known)
        )
    given, what, remedy = fault.get("input"), fault["msg"].lower(), ""
    if fault["type"] == "too_short":
        what, remedy = "it is empty", "name at least one"
    elif fault["type"] in ("model_type", "dict_type"):
        what = "a table has to stand here"
    elif fault["type"] == "tuple_type":
        what = "a list has to stand here"
    elif fault["type"] == "string_pattern_mismatch":
        what, remedy = "it is no language", "write it so: zh-CN"
    elif fault["type"].startswith("date"):
        remedy = _DAY_SO
    return ConfigError(f"{shown} = {given!r}: {what}", where=where, remedy=remedy)


def _keys(model: type[BaseModel], path: tuple[str, ...]) -> set[str]:
    for part in path:
        field = model.model_fields.get(part)
        if field is None:  # the name of a source: a key of its table, not of ours
            continue
        inner: Any = field.annotation
        if get_origin(inner) is dict:
            inner = get_args(inner)[1]
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return set()
        model = inner
    return set(model.model_fields)


def nearest(word: str, known: set[str]) -> str:
    """What the editor may have meant.

    >>> nearest("titel", {"title", "date"})
    "did you mean 'title'?"
    """
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known here: {', '.join(sorted(known))}"


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARTS = re.compile(r"""\"[^\"]*\"|'[^']*'|[^.\s]+""")


def line_of(text: str, path: tuple[str, ...]) -> int:
    r"""The 1-based line on which the key ``path`` stands, or its table, or 1.

    >>> line_of('[briefing]\ntitle = "x"\n[layout]\nname = "y"', ("layout", "name"))
    4
    """
    table: tuple[str, ...] = ()
    best = 1
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        header = re.match(r"\[\[?([^\[\]]+)\]\]?", stripped)
        if header:
            table = tuple(part.strip("\"'") for part in _PARTS.findall(header[1]))
            if table and path[: len(table)] == table:
                best = number
            continue
        key = re.match(r"""("[^"]*"|'[^']*'|[\w.-]+)\s*=""", stripped)
        if key:
            full = (*table, *(part.strip("\"'") for part in key[1].split(".")))
            bare = (*table, key[1].strip("\"'"))
            for candidate in (full, bare):
                if candidate == path:
                    return number
                if len(candidate) < len(path) and path[: len(candidate)] == candidate:
                    best = number
    return best
