"""The stages whose results are kept between runs: what each depends on, in one place.

Kept are articles, and the answers of the press. What collating and composing make depends on every
source, and would seldom be found again.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.normalise import normalise
from pipeline.normalise.decided import spoken_of
from pipeline.normalise.wire import article_from_json, article_to_json
from pipeline.render.press import font_stamps
from pipeline.run.cache import Cache, key_of
from pipeline.run.inputs import extension_versions
from pipeline.run.manifest import program_hash, tool_versions
from pipeline.run.versions import code_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model.article import Article
    from pipeline.model.decision import Decision
    from pipeline.model.source import Source
    from pipeline.run.progress import Progress

NORMALISE, PAGES = "normalise", "pages"

_NORMALISING = ("model", "normalise", "character_classes.py", "errors.py")
"""All of the program that normalising a source imports."""

_LOADER = Path("/etc/ld.so.cache")
"""What the system's loader knows; written anew whenever a library is installed."""


class Kept:
    """Results of stages, from the cache where they are there, else made and put into it.

    ``program`` is the hash of the whole program (:func:`pipeline.run.manifest.program_hash`).
    """

    def __init__(self, cache: Cache, progress: Progress, program: str, templates: Path) -> None:
        self._cache = cache
        self._progress = progress
        self._program = program
        self._templates = templates
        # Now, while there is one thread: the press waits for it, and beside the threads that
        # render, a tenth of a second becomes a whole one.
        self._press = self._pages_depend_on()

    def article(
        self, source: Source, rules: Mapping[str, str], decisions: Mapping[str, Decision]
    ) -> Article:
        """As :func:`pipeline.normalise.normalise`; what was kept has been replayed, too.

        Which verdicts concern a source is known when it has been normalised without any.
        """
        article = self._article(source, rules, {})
        spoken = spoken_of(article, decisions)
        return self._article(source, rules, spoken) if spoken else article

    def _article(
        self, source: Source, rules: Mapping[str, str], spoken: Mapping[str, Decision]
    ) -> Article:
        verdicts = {one.id: [one.verdict, one.reading, one.by] for one in spoken.values()}
        text = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
        key = key_of(
            source.name, source.sha256, text, source.line_starts, dict(rules), verdicts,
            self._normalising,
        )  # fmt: skip
        content = self._cache.get(NORMALISE, key)
        article = article_from_json(content, source) if content is not None else None
        self._progress.looked_up(NORMALISE, found=article is not None)
        if article is None:
            article = normalise(source, rules, spoken)
            self._cache.put(NORMALISE, key, article_to_json(article))
        return article

    @cached_property
    def _normalising(self) -> list[object]:
        tools = tool_versions()
        asked = [tools[name] for name in ("numpy", "rapidfuzz", "rjieba")]
        return [code_version(*_NORMALISING), asked, extension_versions()]

    def answer(self, order: bytes) -> bytes | None:
        """What the press has answered to this order."""
        if not self._press:
            return None
        found = self._cache.get(PAGES, self._pages_key(order))
        self._progress.looked_up(PAGES, found=found is not None)
        return found

    def keep_answer(self, order: bytes, answer: bytes) -> None:
        """Keep what it has answered; nothing where it can't be told what that depends on, or where
        some of it has changed meanwhile.
        """
        if self._press and self._press == self._pages_depend_on():
            self._cache.put(PAGES, self._pages_key(order), answer)

    def _pages_key(self, order: bytes) -> str:
        return key_of(hashlib.sha256(order).hexdigest(), self._press)

    def _pages_depend_on(self) -> list[object]:
        """All that pages depend on besides the order. Empty where it can't be told whether Pango
        and HarfBuzz, which are the system's, are still the same. The press waits for it: so fonts
        are known by their size and time, as a press that has waited knows them, and aren't read.
        """
        try:
            libraries = hashlib.sha256(_LOADER.read_bytes()).hexdigest()
            written = _LOADER.stat().st_mtime_ns
        except OSError:
            return []
        return [
            libraries, written, self._program, program_hash(self._templates),
            platform.python_version(), _packages(), font_stamps(),
        ]  # fmt: skip


def _packages() -> list[str]:
    """What is installed: the folders that say so are named by package and version. WeasyPrint alone
    stands on eight.
    """
    return sorted({one.name for path in sys.path for one in Path(path).glob("*.dist-info")})
