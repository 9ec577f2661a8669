"""What isn't parted by the end of a page."""

from __future__ import annotations

import pytest

from pipeline.model.manuscript import Citation, Cited, Paragraph, Run, Style, Voice
from pipeline.model.source import Lines
from pipeline.render.together import announces, kept_with_next

CITED = Citation((Cited("c", (Lines(11, 11),), "source-c"),))


def kept(*texts: str) -> str:
    """For each paragraph, + where it stands on the page of the next one."""
    elements = [Paragraph(f"p{n}", Style.BODY, (Run(text), CITED)) for n, text in enumerate(texts)]
    found = kept_with_next(elements)
    return "".join("+" if one.id in found else "-" for one in elements)


PROSE = "沿江栽下的桂花开了，县里的人都来看，一位老人念起旧时的山歌。"
SONG = ("涨水莫怕水连天，", "党员走在水前边；", "今朝搬进新屋里，", "明朝桂花香满园。")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("歌词是这样的：", *SONG, PROSE), "++++--"),
        (("歌词是这样的：", "大水来，", "人不怕。", PROSE), "++--"),
        (("歌词是这样的：", PROSE, "完了。"), "+--"),
        ((PROSE, *SONG, PROSE), "-+++--"),
        (("歌词是这样的：", *SONG, "说的是“早”字。", PROSE), "++++---"),
        (("有下列各项：", *(f"{n}号仓库。" for n in range(9))), "++------+-"),
        ((PROSE, "“氨。”", "“氨？不臭吗？”", "“密封着呢，一点味儿都没有。”", PROSE), "-----"),
        ((PROSE, "谢谢大家。", "完了。"), "---"),
    ],
)
def test_lines_of_a_stanza_and_what_announces_them(texts: tuple[str, ...], found: str) -> None:
    assert kept(*texts) == found


def test_a_chart_source_announces_nothing() -> None:
    source = Paragraph("c", Style.CHART_SOURCE, (Run("资料来源：", Voice.OURS), CITED))
    assert not announces(source)
    assert kept_with_next([source]) == frozenset()
