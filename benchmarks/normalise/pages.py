"""The texts as real pages: HTML set by WeasyPrint, one to four columns, as PDF.

Chance picks the measure, the size of the title, letter-spaced or not, captions between
paragraphs or in the middle of one. A block's indent, a running head, a page number are on the
page as a reader expects them; what an extractor makes of them is the benchmark's matter.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from benchmarks.normalise.fillers import CAPTIONS, HEADS
from benchmarks.normalise.store import FOLDER
from benchmarks.normalise.texts import Block

if TYPE_CHECKING:
    from random import Random

    from benchmarks.normalise.texts import Text

SHAPES = ("a4", "leading", "columns", "two", "news", "clipping")

#: Low pages, so that an article of a thousand characters fills two or three.
_PAPER = {"a4": "210mm 165mm", "two": "210mm 140mm", "columns": "210mm 140mm"}

#: Line heights. Tight columns mostly come out one after the other, wide ones read across.
_LEADING = {
    "leading": (3.0,),
    "columns": (1.2, 1.3, 1.4),
    "two": (1.2, 1.3, 1.5),
    "news": (1.4, 1.6, 1.9),
}

#: Cut out of a newspaper: no running head, no page number.
_BARE = frozenset({"news", "clipping"})

_FAMILY = "Noto Serif SC"
_TITLES = frozenset({"title", "kicker", "subtitle"})
_TAGS = {"title": "h1", "h1": "h2", "h2": "h3", "h3": "h4", "caption": "figcaption"}

_CSS = """
@page {{ size: {page}; margin: 22mm 20mm;
  @top-center {{ content: "{head}"; font: 9pt '{family}' }}
  @bottom-center {{ content: {number}; font: 9pt '{family}' }} }}
@page clipping {{ @top-center {{ content: none }} @bottom-center {{ content: none }} }}
body {{ font: {size}pt/{leading} '{family}'; margin: 0; {body} }}
.text {{ width: {measure}pt; {columns} }}
p {{ margin: 0; text-indent: 2em }} p.flush {{ text-indent: 0 }}
p.sign {{ text-align: right; text-indent: 0 }}
h1 {{ font-size: 1.8em; line-height: 1.3; margin: .4em 0; letter-spacing: {spacing} }}
h2, h3, h4 {{ font-size: 1em; margin: .5em 0; }}
.kicker, .subtitle, .byline {{ text-indent: 0; text-align: center }}
figcaption, .cut {{ display: block; font-size: .85em; text-indent: 0; margin: .6em 0 }}
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The source of a PDF, and what it says in truth."""

    html: str
    truth: tuple[Block, ...]


def sheet(text: Text, shape: str, chance: Random) -> Sheet:
    """One text on pages of a shape: the same for the same chance."""
    size = chance.choice((9, 10.5, 12))
    several = chance.choice((2, 3, 4))
    count = {"columns": several, "news": several, "two": 2}.get(shape, 1)
    if count > 1:
        cells, size = chance.randint(13, 20 if count > 2 else 26), 9
    else:
        cells = chance.randint(18, 26) if shape == "clipping" else chance.randint(33, 46)
        size = min(size, 480 / cells)
    gap = chance.choice((1.5, 2, 3)) * size
    css = _CSS.format(
        page=_PAPER.get(shape, "A4") if count < 3 else "297mm 150mm",
        head=chance.choice(HEADS),
        family=_FAMILY,
        number=chance.choice(
            ("counter(page)", '"— " counter(page) " —"', '"第" counter(page) "页"')
        ),
        size=size,
        leading=chance.choice(_LEADING.get(shape, (1.4, 1.6, 1.8))),
        measure=count * cells * size + (count - 1) * gap + 0.5,
        columns=f"columns: {count}; column-gap: {gap}pt" if count > 1 else "",
        spacing=chance.choice(("0", "0", ".5em")),
        body="page: clipping" if shape in _BARE else "",
    )
    return _filled(text, chance, css, cut=count > 1)


def _filled(text: Text, chance: Random, css: str, *, cut: bool) -> Sheet:
    """Titles over all columns, then the text, captions in mid-paragraph where it is to be cut."""
    top = [block for block in text.blocks[:4] if block.word in _TITLES]
    rest = [block for block in text.blocks if block not in top]
    long = [i for i, b in enumerate(rest) if b.word == "p" and len(b.text) > 80]
    cut_at = set(chance.sample(long, min(2, len(long)))) if cut else set()
    captions = chance.sample(CAPTIONS, len(cut_at))
    truth = list(top)
    body = []
    for i, block in enumerate(rest):
        truth.append(block)
        if i not in cut_at:
            body.append(_tag(block, escape(block.text)))
            continue
        at = chance.randint(30, len(block.text) - 20)
        caption = Block("caption", captions.pop())
        middle = f'<span class="cut">{escape(caption.text)}</span>'
        body.append(_tag(block, escape(block.text[:at]) + middle + escape(block.text[at:])))
        truth.append(caption)
    heads = "".join(_tag(block, escape(block.text)) for block in top)
    html = (
        f'<html lang="zh-CN"><style>{css}</style><body>{heads}'
        f'<div class="text">{"".join(body)}</div></body></html>'
    )
    return Sheet(html, tuple(truth))


def _tag(block: Block, inner: str) -> str:
    tag = _TAGS.get(block.word, "p")
    return f'<{tag} class="{block.word}">{inner}</{tag}>'


@functools.cache
def missing_glyphs(text: Text) -> str:
    """The characters of a text that our font has no glyph for."""
    from fontTools.ttLib import TTFont

    from pipeline.typography.fonts import font_files

    path = next(file.path for file in font_files() if file.answers_to(_FAMILY))
    with TTFont(path, lazy=True) as font:
        known = frozenset(font.getBestCmap())
    said = {character for block in text.blocks for character in block.text}
    return "".join(sorted(c for c in said if ord(c) not in known and not c.isspace()))


def pdf(html: str) -> bytes:
    """The pages as a PDF, with our fonts and no others."""
    from pipeline.typography.fonts import private_fontconfig

    private_fontconfig(FOLDER / "fonts")
    from weasyprint import HTML

    return bytes(HTML(string=html).write_pdf())
