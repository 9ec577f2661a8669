"""Letters drawn by several threads at once, as renderers do that run side by side."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from pipeline.typography import outlines
from pipeline.typography.glyphs import glyph_numbers
from pipeline.typography.outlines import Letters

TEXT = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 400))


def test_threads_that_draw_at_once_draw_the_same() -> None:
    """Each begins at another letter, with fonts that nobody has read yet."""
    for known in (glyph_numbers, outlines._glyphs, outlines._glyph):
        known.cache_clear()
    letters = Letters(["Noto Serif SC"])
    together = threading.Barrier(4)

    def draw(start: int) -> dict[str, str]:
        together.wait()
        return {one: letters.path(one) for one in TEXT[start:] + TEXT[:start]}

    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(draw, range(0, 400, 100)))

    assert all(one == drawn[0] for one in drawn)
    assert len(set(drawn[0].values())) > 390
