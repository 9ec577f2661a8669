"""Makes the pictures of docs/typesetting.md: lines as WeasyPrint sets them, and as we do.

    .venv/bin/python docs/pictures/lines.py

Above are WeasyPrint's own lines, below ours. The edges of the measure are drawn in red.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageDraw

from pipeline.typography.composition import compose_lines
from pipeline.typography.fonts import private_fontconfig
from pipeline.typography.pinyin import draw_pinyin
from pipeline.typography.table import load_layout

if TYPE_CHECKING:
    from pipeline.typography.tokens import Layout

HERE = Path(__file__).resolve().parent
SIZE, PITCH, MARGIN = 12, 20, 12  # pt
SCALE = 2.2  # of 72 dpi
COLOURS = 24

#: Name of the picture, measure in characters, body.
LINES = (
    ("flush", 20, "云溪县的12个乡镇都通了客车，GDP增长5.2%，老街上的茶馆也多了起来。"),
    (
        "shared",
        20,
        (
            "入冬前，村里把十二口老井都淘了一遍，井壁重新砌过，井台也加高了，"
            "雨水再流不进去；挑水的人说，今年的水比哪一年都清。"
            '<span style="white-space: nowrap">〔井志:112–120,128–134〕</span>'
        ),
    ),
    (
        "home",
        17,
        (
            "水价怎么定，先听用水的人：听证会开了三次，次次公开；账目贴在墙上，谁都能看，"
            '谁都能问，问了就答。<span style="white-space: nowrap">〔水:12〕</span>'
        ),
    ),
    (
        "company",
        20,
        (
            "挑水的人都说今年的水比哪一年都清，井台也加高了一尺，雨水再也流不进井里。"
            '<small style="white-space: nowrap; font-size: .75em">〔井志:112–120〕</small>'
        ),
    ),
    ("edges", 10, "山里人说话慢，做事不慢：“修桥”“铺路”（三年）都是·自己动手。"),
    ("quotes", 9, "一条新路带来了的“繁荣”有目共睹，老人都这样说。"),
    ("half", 12, "县志记着这样一件事情，（光绪年间）“修堤”的人都走了。"),
    ("adjacent", 24, "他说：“读过《山乡》、《水经》（节本）。”然后走了。"),
    ("draw-in", 14, "清早，雾还没散，人都到了坝上，没有谁先开口。"),
    ("space", 20, "2023年，<b>GDP</b>增长5.2%，<b>PM2.5</b>下降。"),
    ("alone", 12, "今年的春天来得比往年更晚些。"),
    ("emphasis", 14, "水价怎么定，<em>先听用水的人</em>：听证会<em>开了三次，次次公开</em>。"),
    (
        "pinyin",
        16,
        (
            '从<span data-pinyin="chēn">郴</span>州去<span data-pinyin="hán">邯</span>'
            '<span data-pinyin="dān">郸</span>，郴州在南。'
        ),
    ),
    ("dashes", 10, "那条老路通向山外去——通向大江……谁也没走完过。"),
)


def main() -> None:
    """Draw all lines twice, WeasyPrint's first."""
    (HERE / "lines").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as cache:
        private_fontconfig(Path(cache))
        before = [_drawn(measure, body) for _, measure, body in LINES]
        compose_lines()
        layout = load_layout("briefing", HERE.parent.parent / "templates")
        after = [_drawn(measure, body, layout) for _, measure, body in LINES]
    for (name, *_), above, below in zip(LINES, before, after, strict=True):
        gap = round(8 * SCALE)
        sheet = Image.new("RGB", (above.width, above.height + gap + below.height), "white")
        sheet.paste(above, (0, 0))
        sheet.paste(below, (0, above.height + gap))
        sheet.quantize(COLOURS).save(HERE / "lines" / f"{name}.png", optimize=True)


def _drawn(measure: int, body: str, layout: Layout | None = None) -> Image.Image:
    import weasyprint

    width = measure * SIZE
    css = (
        f"@page {{ size: {width + 2 * MARGIN}pt 300pt; margin: {MARGIN}pt }}"
        f'html {{ font: {SIZE}pt/{PITCH}pt "Noto Serif SC" }} body {{ margin: 0 }}'
        'p { margin: 0; text-align: justify } b { font-family: "Noto Sans SC" }'
        "em { font-style: normal; text-decoration: underline dotted;"
        " text-decoration-thickness: .18em; text-underline-offset: .28em }"
    )
    html = f'<html lang="zh-CN"><style>{css}</style><p>{body}</p></html>'
    document = weasyprint.HTML(string=html).render()
    if layout is not None:
        draw_pinyin(document, layout)
    page = pypdfium2.PdfDocument(document.write_pdf())[0]
    picture = page.render(scale=SCALE).to_pil().convert("RGB")
    ink = picture.convert("L").point(lambda grey: 255 - grey).getbbox()
    bottom = ink[3] if ink else picture.height
    picture = picture.crop((0, round(MARGIN * SCALE) - 8, picture.width, bottom + 8))
    pen = ImageDraw.Draw(picture)
    for x in (MARGIN, MARGIN + width):
        pen.line([(x * SCALE, 0), (x * SCALE, picture.height)], fill="#c0392b")
    return picture


if __name__ == "__main__":
    main()
