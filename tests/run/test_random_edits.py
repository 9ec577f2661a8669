"""Random edits, verdicts, changed sources and layouts, in random orders: no edit is lost, nothing
stands twice, every sentence of a source is cited.
"""

import json
import random
import re
from collections import Counter

import pytest
from docx import Document

from pipeline.run.progress import Progress
from pipeline.run.report import report
from tests.conftest import project_in
from tests.draft.desk import after, cut, edited
from tests.run.desk import draft_of

A = (
    "山阳县去年企业人驻园区27家，总投资12亿元，新增就业三千人，居全省第三位。县里为此办了三期培训班。\n\n"
    "世界银行二月的报告称，山阳去年生产总值为二百一十亿元，通货膨涨率降至百分之五。财政收入也有增长。\n\n"
    "县里新修水渠四十公里，三万亩旱地变成了水田，当年秋粮增产两成。老人们说，这是几代人的盼头。\n"
)
B = (
    "山阳县去年企业入驻园区27家，总投资12亿元，新增就业三千人，居全省第三位。园区道路也拓宽了。\n\n"
    "世界银行二月的报告称，山阳去年生产总值为二百四十亿元，通货膨胀率降至百分之五。\n\n"
    "村口的老槐树下，几个老人说起当年抢水的旧事，都笑了。孩子们在一旁听着，听得入了神。\n"
)
_CITED = re.compile("〔[^〕]*〕")


def toml(layout):
    return f'[briefing]\ntitle = "试"\n[layout]\nname = "{layout}"\nformats = ["docx"]\n'


def body_of(document):
    return [one for one in document.paragraphs if one.style.name == "Body Text" and one.text]


def sentences(document):
    return Counter(
        said
        for one in body_of(document)
        for said in re.split("(?<=[。！？])", _CITED.sub("", one.text))
        if len(said) > 12
    )


class Editor:
    """Changes a draft at random, and knows what has to stand in the next one."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.marks, self.struck = [], []
        self.done = Counter()

    def work(self, document):
        for _ in range(self.dice.randint(1, 3)):
            act = self.dice.choice([self.type, self.strike, self.move, self.split, self.write])
            places = [one for one in body_of(document) if self.words(one)]
            act(self.dice.choice(places), places)
            self.done[act.__name__] += 1

    def words(self, place):
        """A run long enough to be changed."""
        return next(
            (one for one in place.runs if len(one.text) > 12 and "甲" not in one.text), None
        )

    def mark(self):
        self.marks.append(f"甲{len(self.marks)}丙")
        return self.marks[-1]

    def type(self, place, _):
        run = self.words(place)
        at = self.dice.randrange(1, len(run.text) - 6)
        run.text = run.text[:at] + self.mark() + run.text[at + self.dice.randint(0, 4) :]

    def strike(self, place, places):
        if "甲" not in place.text and len(places) > 4:
            self.struck += [one for one in sentences_in(place) if len(one) > 12]
            place._p.getparent().remove(place._p)

    def move(self, place, places):
        other = self.dice.choice(places)
        if other._p is not place._p:
            other._p.addnext(place._p)

    def split(self, place, _):
        run = self.words(place)
        tail = cut(place, run.text[self.dice.randrange(4, len(run.text) - 4) :])[0]
        second = after(place)
        for node in [tail, *tail.itersiblings()]:
            second._p.append(node)

    def write(self, place, _):
        after(place, f"编辑另写一段{self.mark()}。")


def sentences_in(place):
    return re.split("(?<=[。！？])", _CITED.sub("", place.text))


def settle(folder, dice):
    """A verdict on some doubt that has none."""
    path = folder / "decisions.toml"
    said = path.read_text("utf-8") if path.exists() else ""
    found = json.loads((folder / "output" / "corrections.json").read_text("utf-8"))
    doubts = [one["id"] for one in found if one["kind"] == "reading" and one["id"] not in said]
    if doubts:
        verdict = dice.choice(["accept", "reject"])
        path.write_text(f'{said}[{dice.choice(doubts)}]\nverdict = "{verdict}"\n', "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.row(72)
def test_whatever_is_done_in_whatever_order(seed, tmp_path):
    editor = Editor(seed)
    folder = project_in(tmp_path, {"a.txt": A, "b.txt": B}, toml("briefing"))
    report(folder, Progress(quiet=True))
    first = sentences(Document(draft_of(folder)))
    for _ in range(3):
        draft_of(folder).write_bytes(edited(draft_of(folder).read_bytes(), editor.work))
        told = Progress(quiet=True)
        if editor.dice.random() < 0.5:
            settle(folder, editor.dice)
            report(folder, told)
        else:
            report(folder, told)
            settle(folder, editor.dice)
            if editor.dice.random() < 0.5:
                layout = editor.dice.choice(["briefing", "jianbao", "gb9704"])
                (folder / "briefing.toml").write_text(toml(layout), "utf-8")
            report(folder, told)

        document = Document(draft_of(folder))
        said = "\n".join(one.text for one in body_of(document))
        assert [said.count(mark) for mark in editor.marks] == [1] * len(editor.marks)
        assert not [one for one in told.warnings if "[edit-idle]" in one]
        now = sentences(document)
        assert not {one: n for one, n in now.items() if n > max(1, first[one])}
        assert not [one for one in editor.struck if now[one]]
        for place in body_of(document):
            assert "〔" in place.text or "编辑另写" in place.text, place.text
    assert editor.done
