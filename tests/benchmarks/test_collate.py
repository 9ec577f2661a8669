"""The benchmark of collation: the same projects on every run, and a scorer that tells."""

import hashlib
import re
from itertools import combinations

import pytest

from benchmarks.collate import scale
from benchmarks.collate.__main__ import main
from benchmarks.collate.archive import Sentence, held, mixed
from benchmarks.collate.edits import KINDS, edit, rename
from benchmarks.collate.projects import Project, Telling, projects
from benchmarks.collate.promises import kept
from benchmarks.collate.retell import FREE, retell
from benchmarks.collate.score import Found, Said, Score, score, true_pairs, true_variants
from benchmarks.collate.systems import fuzzy, side_by_side
from benchmarks.collate.told import PARALLEL, Segment, in_common, own, relation, said, verbatim
from benchmarks.collate.wordlists import lines, synonyms
from benchmarks.normalise.texts import load
from benchmarks.readings.documents import chance_of

MADE = list(projects(load()))


def test_the_same_projects_on_every_run():
    assert list(projects(load()))[:5] == MADE[:5]


def test_the_projects_are_frozen():
    """Figures from before and after a change of this hash don't compare: say so in the log."""
    digest = hashlib.sha256()
    for project in MADE[:8]:
        digest.update(repr(sorted(project.sources.items())).encode())

    assert digest.hexdigest()[:16] == "d50c4dd0a1460374"


def test_projects_of_one_archive_have_only_phrases_and_parallels_in_common():
    made = mixed(MADE[:3] + MADE[:2])
    runs = []
    for project in made:
        own_words = set()
        for telling in project.tellings:
            text = said(telling.told)
            assert project.sources[telling.source][telling.start : telling.end] == text
            if telling.told[0].kind != PARALLEL and not text.startswith(lines("phrases.txt")):
                own_words |= set(re.findall(r"(?=([^\W\d_]{6}))", text))
        runs.append(own_words)
    assert all(runs)
    assert not any(one & other for one, other in combinations(runs, 2))
    pairs = [
        (Sentence(n, a), Sentence(n, b)) for n, one in enumerate(made) for a, b in true_pairs(one)
    ]
    perfect = held(pairs, made, 1.0, 1.0).score
    assert {perfect.recall(which) for which in ("near", "held", "part")} == {1.0}
    assert perfect.precision == 1.0


@pytest.mark.slow
def test_an_archive_is_scored(capsys):
    assert main(["--archive", "3"]) == 0
    table = capsys.readouterr().out
    share = re.search(r"nearly word for word % +\d+ +([\d.]+)", table)[1]
    assert float(share) > 90


def test_a_project_has_three_to_six_sources_and_each_telling_stands_in_its_place():
    for project in MADE:
        assert 3 <= len(project.sources) <= 6
        for telling in project.tellings:
            assert project.sources[telling.source][telling.start : telling.end] == said(
                telling.told
            )


def test_what_is_told_verbatim_stands_so_in_the_story():
    for project in MADE:
        for segment in (segment for one in project.tellings for segment in one.told):
            if not segment.kind:
                story = project.story[segment.origin]
                assert story[segment.start : segment.end] == segment.text


def test_every_kind_of_variant_and_of_pair_occurs():
    kinds, relations = set(), set()
    for project in MADE:
        pairs = true_pairs(project)
        relations |= set(pairs.values())
        kinds |= {variant.kind for variant in true_variants(project, pairs)}

    assert relations == {"near", "held", "part", "short"}
    assert kinds == {*KINDS, "name"}


def test_a_wrong_name_runs_through_its_whole_source():
    for project in MADE:
        (wrong,) = project.substitutions
        kept_names = [
            segment
            for one in project.tellings
            if one.source == wrong.source
            for segment in one.told
            if not segment.kind and wrong.right in segment.text
        ]
        assert kept_names == []


STORY = "县里请来省农科院的专家，用三个月时间走遍了全县十四个乡镇。"


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_leaves_the_rest_as_it_was(kind):
    told = edit(verbatim(0, STORY + "措施是3项。"), kind, chance_of(kind))

    changed = [segment for segment in told if segment.kind]
    assert [segment.kind for segment in changed] == [kind]
    whole = "".join(
        s.text if not s.kind else (STORY + "措施是3项。")[s.start : s.end] for s in told
    )
    assert whole == STORY + "措施是3项。"


def test_a_name_is_changed_wherever_it_stands():
    told = rename(verbatim(0, "永州的事永州人说，永州"), "永州", "衡阳")

    assert said(told) == "衡阳的事衡阳人说，衡阳"
    assert sum(segment.kind == "name" for segment in told) == 3


def test_a_retelling_of_a_retelling_is_still_held_against_the_story():
    story = [[verbatim(n, f"{STORY}第{n}次。") for n in range(6)]] * 3
    chance = chance_of("again")
    again = retell(retell(story, FREE, [], chance), FREE, [], chance)

    assert any(
        in_common(told, verbatim(n, f"{STORY}第{n}次。")) > 10
        for paragraph in again
        for told in paragraph
        for n in range(6)
    )


def test_relations():
    whole = verbatim(0, STORY)
    half = (
        Segment(0, 0, 11, STORY[:11]),
        Segment(-1, 0, 0, "，还开了四十多堂课，听的人很多。", "own"),
    )

    assert relation(whole, whole) == "near"
    assert relation(whole, (Segment(0, 0, 11, STORY[:11]),)) == "held"
    assert relation(whole, half) == "part"
    assert relation(whole, own(STORY)) == "none"
    assert relation(verbatim(0, "够了。"), verbatim(0, "够了。")) == "short"


def little(*changed):
    """A story of one sentence: two sources tell it as it is, one with the change."""
    before, was, text, after = changed
    story = before + was + after
    kind = "figure" if was.isdigit() else "lost"
    told = (
        Segment(0, 0, len(before), before),
        Segment(0, len(before), len(before) + len(was), text, kind),
        Segment(0, len(before) + len(was), len(story), after),
    )
    other = "这里说的完全是另外的一件事情。"
    texts = {"0": story + "\n" + other, "1": said(told), "2": story}
    tellings = (
        Telling("0", 0, len(story), verbatim(0, story)),
        Telling("0", len(story) + 1, len(story) + 1 + len(other), own(other)),
        Telling("1", 0, len(said(told)), told),
        Telling("2", 0, len(story), verbatim(0, story)),
    )
    return Project("little", texts, tellings, (story,), ())


FIGURE = little("全县一共有企业", "385", "358", "家，比上一年增加了四成。")
LOST = little("这家企业今年已经增", "加", "", "了三百多名职工，明年还要再招。")
PAIRS = frozenset({(0, 2), (0, 3), (2, 3)})


def scored(found, project=FIGURE):
    out = Score()
    score(found, project, out)
    return out


def test_all_pairs_and_the_variant_found():
    seen = scored(Found(PAIRS, (Said(0, 7, 10, {0: "385", 2: "358", 3: "385"}, "figure"),)))

    assert seen.recall("near") == seen.precision == 1
    assert seen.found == {"figure": 1}
    assert seen.kinds == {("figure", "figure"): 1}


def test_a_pair_missed_costs_recall_and_a_wrong_one_precision():
    seen = scored(Found(frozenset({(0, 2), (1, 2)}), ()))

    assert seen.recall("near") == pytest.approx(1 / 3)
    assert seen.precision == 0.5
    assert seen.found == {}
    assert seen.variants == {"figure": 1}


def test_the_same_words_about_another_place_are_a_wrong_pair_of_their_own():
    texts = {"0": "洋县共有企业31家，增加值4.5亿元。", "1": "滑县共有企业72家，增加值9.8亿元。"}
    tellings = tuple(Telling(n, 0, len(t), own(t, PARALLEL)) for n, t in texts.items())

    seen = scored(Found(frozenset({(0, 1)}), ()), Project("two", texts, tellings, (), ()))

    assert seen.found_pairs == {PARALLEL: 1}
    assert seen.precision == 0


def test_a_variant_at_another_place_or_with_other_readings_is_not_the_one():
    elsewhere = Said(0, 16, 19, {0: "385", 2: "358"}, "figure")
    swapped = Said(0, 7, 10, {0: "358", 2: "385"}, "figure")
    part = Said(0, 8, 10, {0: "85", 2: "58"}, "figure")
    whole = Said(0, 0, 22, {0: FIGURE.sources["0"][:22], 2: FIGURE.sources["1"]}, "wording")

    for one in (elsewhere, swapped, part, whole):
        assert scored(Found(PAIRS, (one,))).found == {}


def test_a_variant_told_of_another_base_is_the_one_too():
    told = Said(2, 7, 10, {2: "358", 3: "385"}, "wording")

    seen = scored(Found(PAIRS, (told,)))

    assert seen.found == {"figure": 1}
    assert seen.kinds == {("figure", "wording"): 1}


def test_a_lost_character_may_be_shown_with_its_word():
    shown = Said(0, 8, 10, {0: "增加", 2: "增"}, "lost")
    bare = Said(0, 9, 10, {0: "加", 2: ""}, "lost")
    same = Said(0, 8, 10, {0: "增加", 2: "增加"}, "lost")

    assert scored(Found(PAIRS, (shown,)), LOST).found == {"lost": 1}
    assert scored(Found(PAIRS, (bare,)), LOST).found == {"lost": 1}
    assert scored(Found(PAIRS, (same,)), LOST).found == {}


def test_changes_that_meet_are_not_asked_for():
    (first,) = true_variants(FIGURE, true_pairs(FIGURE))
    again = Telling(
        "2", 0, 1, (Segment(0, 0, 8, "全县一共有企业3"), Segment(0, 8, 9, "7", "figure"))
    )
    tangled = Project("two", FIGURE.sources, (*FIGURE.tellings, again), FIGURE.story, ())

    assert first.text == "358"
    assert list(true_variants(tangled, true_pairs(tangled))) == []


def test_sentences_that_stand_side_by_side():
    assert side_by_side(["甲乙丙丁。", "戊己庚辛。"], ["戊己庚壬。", "子丑寅卯。"]) == [(1, 0)]


def test_the_simple_way_finds_a_plain_pair():
    assert (0, 2) in fuzzy(FIGURE).pairs


@pytest.mark.slow
def test_promises_are_looked_at_in_a_whole_project():
    seen = kept(MADE[0])

    assert seen.once
    assert seen.misnamed >= 0


def test_documents_for_the_clock_are_as_long_as_they_should_be():
    made = scale.documents(3, load()[:6])

    assert [len(one.source.text) >= scale.CHARACTERS for one in made] == [True] * 3
    assert made == scale.documents(3, load()[:6])
    for article in made:
        for block in article.blocks:
            (span,) = block.spans
            assert article.source.text[span.start : span.end] == block.text


def test_synonyms_do_not_stand_for_themselves():
    assert all(word not in others for word, others in synonyms().items())


@pytest.mark.slow
def test_the_command_prints_its_tables(capsys):
    asked = ["--project", "01_", "--turns", "1", "--documents", "2", "--misses", "1", "--kinds"]
    assert main(asked) == 0

    out = capsys.readouterr().out
    assert "nearly word for word" in out
    assert "each sentence in exactly one passage" in out
