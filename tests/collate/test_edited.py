"""A sentence that an editor has edited stays printed from its source, and nothing else changes."""

import pytest

from pipeline.collate import collate
from pipeline.normalise import normalise
from pipeline.read import make_source

PLAN = """江口市林业发展规划（2023—2030年）

到2030年，全市森林覆盖率稳定在68%以上，林下经济规模达到80亿元。第一批茶园两年内全部建成投产。
"""

NEWS = """江口林业有了新蓝图

本报讯　记者日前从市林业局获悉，林业规划出炉。
到2030年，全市森林覆盖率稳定在68%以上，林下经济规模达到60亿元。市民李建国算了一笔账：第一批茶园两年内全部建成投产，
比在邻县早了整整三年，工钱低两成，山绿了，人也有了盼头。
"""


@pytest.mark.parametrize("words", ["算了一笔账", "森林覆盖率", "林业规划出炉"])
@pytest.mark.row(72)
def test_one_that_is_printed_from_its_source_takes_in_nothing_more(words):
    made = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate((NEWS, PLAN))]
    untouched = collate(made)
    printed = {one.base.source: one.text for one in untouched.passages}
    assert len(printed) == 2

    def edited(sentences):
        bases = {s.text for one in untouched.passages for s in one.base.sentences}
        return {n for n, one in enumerate(sentences) if words in one.text and one.text in bases}

    assert collate(made, edited=edited).passages == untouched.passages


@pytest.mark.row(72)
def test_one_that_would_be_printed_from_another_source_leads():
    made = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate((NEWS, PLAN))]

    def edited(sentences):
        return {n for n, one in enumerate(sentences) if "60亿元" in one.text}

    assert not any("60亿元" in one.text for one in collate(made).passages)
    assert any("60亿元" in one.text for one in collate(made, edited=edited).passages)
