"""Case files: sources, how they differ, and what is doubted and proposed ("nothing" is no words:
"" strikes). The drawers are named in the files.
"""

import tomllib
from pathlib import Path

import pytest

from pipeline.collate import collate
from pipeline.model.article import Kind
from pipeline.normalise import normalise
from pipeline.read import make_source


def cases():
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", [*cases()])
def test_case(case):
    found = collate(
        [normalise(make_source(name, text.strip())) for name, text in case["sources"].items()]
    )

    variants = [
        [variant.kind.value, *(reading for _, reading in variant.readings)]
        for passage in found.passages
        for variant in passage.variants
    ]
    doubts = [
        [one.source, one.before, "nothing" if one.after is None else one.after]
        for one in found.corrections
        if one.kind is Kind.READING
    ]
    assert variants == case.get("variants", [])
    assert doubts == case.get("doubts", [])
    if case.get("alone"):
        assert all(len(passage.witnesses) == 1 for passage in found.passages)
