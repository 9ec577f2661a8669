"""Manuscripts for the renderers' tests: a whole small briefing, a hostile one, a long one."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.manuscript import (
    Bar,
    Chart,
    ChartKind,
    ChartRow,
    CrossReference,
    Element,
    Front,
    Heading,
    Lead,
    Manuscript,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Table,
    Voice,
)
from tests.town import (
    BACK,
    BACKGROUND,
    KEY_POINTS,
    LABELS,
    PROBLEMS,
    REPEATS,
    WORK,
    body,
    cite,
    ours,
)

#: Words that mean something to a markup language, a template, TeX, YAML or a spreadsheet; here
#: they are words.
HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% raw %}",
    "![](/etc/passwd)",
    "[链接](http://example.invalid/)",
    "<img src=file:///etc/passwd>",
    '"><a rel=attachment href="file:///etc/passwd">',
    "&lt;b&gt; &#x41; &amp;",
    "$x^2$ \\input{/etc/passwd}",
    "---\ntitle: 改题\n---".replace("\n", " "),
    "=HYPERLINK(1)",
    "*强调* _下划线_ `代码` ~~删除~~ ^上标^",
    "</p></body></html>",
    "<!-- 注释 -->",
    "]]>",
    "@import url(http://example.invalid/x.css);",
)

FRONT = Front(
    title="从“年年挖路”到一张管网管三十年",
    subtitle="云溪市旧城区供水管网改造资料简报",
    number="7",
    total_number="118",
    issuer="云溪市政策研究室资料组",
    date="2024年5月20日",
    classification="内部资料 注意保存",
    abstract=(
        "本期汇编三份材料，说的是云溪市旧城区供水管网改造三年间的做法、成效与问题。"
        "漏损率由27.4%降到9.1%，爆管由每年163次减到21次；资金缺口、楼内立管归属和水价调整，仍待解决。"
    ),
)


def sample() -> Manuscript:
    """A whole small briefing: every kind of element, inline and front part."""
    return Manuscript(
        identifier="urn:uuid:6f2d6f1e-5c53-5d0c-9a53-0b1f7f6f5a11",
        language="zh-CN",
        date="2024-05-20",
        front=FRONT,
        elements=KEY_POINTS + BACKGROUND + WORK + PROBLEMS + REPEATS + BACK,
        labels=dict(LABELS),
    )


def bare() -> Manuscript:
    """A title and one paragraph: no other part of the front, no date, no notes."""
    return replace(
        sample(),
        date="",
        front=Front(title="无题"),
        elements=(Heading("only", 1, "", "正文"), body("p-1", "只有这一句。")),
    )


def hostile() -> Manuscript:
    """Markup in every place where words stand: front, heading, paragraph, note, table, entry."""
    words = "　".join(HOSTILE)
    elements: list[Element] = [Heading("hostile", 1, "一、", f"标题 {HOSTILE[0]} {HOSTILE[1]}")]
    for n, text in enumerate(HOSTILE):
        elements.append(
            body(
                f"hostile-{n}",
                f"第{n}句：{text}。",
                NoteCall(n + 1, f"注{n}：{text}"),
                cite(("000", ((1, 1),))),
            )
        )
    words_of_index = (Lead(HOSTILE[0]), CrossReference(HOSTILE[1], "hostile-0"))
    elements.append(Paragraph("hostile-name", Style.INDEX_ENTRY, words_of_index))
    elements.append(
        Table(
            "hostile-table",
            f"表1 {HOSTILE[0]}",
            (HOSTILE[1], HOSTILE[3]),
            (((Run(HOSTILE[0]),), (Run(HOSTILE[6], Voice.EDITOR),)),),
            (0.5, 0.5),
        )
    )
    elements.append(
        Chart(
            "hostile-chart",
            ChartKind.SHARE,
            (ChartRow(HOSTILE[0], (Bar(HOSTILE[1], 7),)),),
            100,
            "".join(HOSTILE),
        )
    )
    elements.append(ours("source-000", Style.SOURCE_ENTRY, words))
    return replace(
        sample(),
        front=Front(
            title=f"题 {HOSTILE[0]} {HOSTILE[1]}",
            subtitle=HOSTILE[3],
            number=HOSTILE[1],
            issuer=HOSTILE[5],
            classification=HOSTILE[2],
            abstract=words,
        ),
        elements=tuple(elements),
    )


def long(copies: int) -> Manuscript:
    """The sample with its sections ``copies`` times (some three pages each), ids kept apart."""
    once = sample()
    elements: list[Element] = list(KEY_POINTS)
    for n in range(copies):
        elements += [
            replace(element, id=f"{element.id}-{n}") for element in BACKGROUND + WORK + PROBLEMS
        ]
    return replace(once, elements=(*elements, *BACK))
