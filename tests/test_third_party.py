"""THIRD_PARTY.md names all that we stand on, each with a licence."""

from __future__ import annotations

import re

from tests.conftest import ROOT

PAGE = (ROOT / "THIRD_PARTY.md").read_text("utf-8")
LICENCE = re.compile(
    r"MIT|BSD-|Apache-2|MPL-|ISC|PSF-|GPL|OFL|CC BY|Unicode License|public domain", re.IGNORECASE
)


def flat(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> list[str]:
    text = (ROOT / name).read_text("utf-8")
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)))


def test_every_locked_package_of_a_run_is_named():
    said = {flat(word) for word in re.findall(r"[A-Za-z0-9][A-Za-z0-9._-]*", PAGE)}
    said |= {word.rstrip("-") for word in said}

    assert [name for name in locked("requirements.lock") if flat(name) not in said] == []


def test_every_row_of_the_page_has_a_licence():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| (?!---)", line)]
    heads = [row for row in rows if row.rstrip().endswith("| licence |")]

    assert len(heads) == 3
    assert [row for row in rows if row not in heads and not LICENCE.search(row)] == []


def test_every_font_and_table_that_travels_with_us_is_named():
    carried = [
        *(ROOT / "pipeline").rglob("tables/*.txt"),
        *(ROOT / "pipeline").rglob("*.npz"),
    ]
    assert carried
    assert [one.name for one in carried if one.relative_to(ROOT).as_posix() not in PAGE] == []
    fonts = [one for one in (ROOT / "templates").rglob("*") if one.suffix in {".ttf", ".otf"}]
    assert fonts
    assert "templates/fonts/" in PAGE
    assert (ROOT / "templates/fonts/OFL.txt").is_file()
