"""``jianbao review``: the proof page on this machine alone, its verdicts written to
``decisions.toml``.

The server listens on the loopback address; page and verdicts lie under a secret path that only
the browser it opens is told. A request that names another host, or comes from another page, is
refused.
"""

from __future__ import annotations

import json
import os
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from pipeline.config import unprintable
from pipeline.errors import JianbaoError, Place, UsageError
from pipeline.model.decision import Decision, Verdict
from pipeline.model.files import DECISIONS, OUTPUT
from pipeline.run.decisions import decisions_text, with_decisions
from pipeline.run.project import no_such_folder
from pipeline.run.publish import LOCK, not_writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

PAGE = "proof.html"
_HOST = "127.0.0.1"
#: Verdicts on every correction of a large project fit into so many bytes.
_MOST_BYTES = 4 << 20


class _Given(BaseModel):
    """A verdict as the page sends it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict
    reading: str = Field(default="", max_length=10_000)


_VERDICTS = TypeAdapter(dict[str, _Given])
_NAME = "c-"


def review(folder: Path, opened: Callable[[str], None], told: Callable[[str], None]) -> None:
    """Serve the proof page until interrupted. ``opened`` is called once with its address,
    ``told`` with a line for each time verdicts were written.

    Raises UsageError where there is no page yet.
    """
    if not folder.is_dir():
        raise no_such_folder(folder)
    page = folder / OUTPUT / PAGE
    if not page.is_file():
        raise UsageError(
            "there is none yet", where=Place(f"output/{PAGE}"), remedy="jianbao report"
        )
    with _Server(folder, page, told) as server:
        opened(server.address)
        server.serve_forever()


class _Server(ThreadingHTTPServer):
    """One review: its page, its secret, and the names by which this machine may be asked."""

    def __init__(self, folder: Path, page: Path, told: Callable[[str], None]) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.folder = folder
        self.page = page
        self.told = told
        self.secret = secrets.token_urlsafe(24)
        self.hosts = {f"{_HOST}:{self.server_port}", f"localhost:{self.server_port}"}

    @property
    def address(self) -> str:
        return f"http://{_HOST}:{self.server_port}/{self.secret}/"


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        if fault := self._fault("", {None, *self._origins()}):
            self.send_error(fault)
            return
        content = self.server.page.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        fault = self._fault("decisions", self._origins())
        if not fault and (not length.isdigit() or int(length) > _MOST_BYTES):
            fault = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        if not fault and self.headers.get_content_type() != "application/json":
            fault = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if fault:
            self.send_error(fault)
            return
        try:
            decided = decisions_of(self.rfile.read(int(length)))
            keep(self.server.folder, decided)
        except ValueError as error:
            self.send_error(HTTPStatus.BAD_REQUEST, str(error).splitlines()[0])
            return
        except JianbaoError as error:
            self.server.told(str(error))
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        self.server.told(f"{len(decided)} verdicts written")
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def _origins(self) -> set[str | None]:
        return {f"http://{host}" for host in self.server.hosts}

    def _fault(self, name: str, origins: set[str | None]) -> HTTPStatus | None:
        """Whether to refuse: a page elsewhere may ask under another name for this address (DNS
        rebinding), or from its own origin.
        """
        if self.headers.get("Host") not in self.server.hosts:
            return HTTPStatus.FORBIDDEN
        if self.headers.get("Origin") not in origins:
            return HTTPStatus.FORBIDDEN
        wanted = f"/{self.server.secret}/{name}"
        return (
            None
            if secrets.compare_digest(self.path.encode(), wanted.encode())
            else HTTPStatus.NOT_FOUND
        )

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Requests are nobody's business; the verdicts written are told."""


def decisions_of(body: bytes) -> list[Decision]:
    """What the page sent, as verdicts. Raises ValueError.

    >>> [(one.id, one.verdict.value) for one in decisions_of(b'{"c-1": {"verdict": "accept"}}')]
    [('c-1', 'accept')]
    >>> decisions_of(b'{"x": {"verdict": "accept"}}')
    Traceback (most recent call last):
        ...
    ValueError: 'x' is the id of no correction
    """
    try:
        given = _VERDICTS.validate_python(json.loads(body))
    except ValidationError as error:
        raise ValueError(str(error)) from None
    for name in given:
        if not name.startswith(_NAME) or not name.removeprefix(_NAME).isalnum():
            raise ValueError(f"{name!r} is the id of no correction")
        if unprintable(given[name].reading):
            raise ValueError(f"the reading for {name} can't be printed")
    return [
        Decision(name, one.verdict, one.reading, by="proof") for name, one in sorted(given.items())
    ]


def keep(folder: Path, decided: Iterable[Decision]) -> None:
    """Write verdicts into ``decisions.toml``: whole or not at all, and never beside a run."""
    path = folder / DECISIONS
    beside = path.with_name(f".{DECISIONS}.{os.getpid()}")
    try:
        with FileLock(folder / OUTPUT / LOCK):
            text = with_decisions(decisions_text(folder), decided)
            with beside.open("w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise not_writable(error, DECISIONS) from None
