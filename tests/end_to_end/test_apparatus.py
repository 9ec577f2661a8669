"""A name wrong throughout a source, from the sources to the three files, and an editor's no."""

import json
import re

import pytest

from tests.collate.test_substitution import RIGHT, WRONG
from tests.end_to_end.test_report import report, words_of

pytestmark = pytest.mark.slow


def read(folder, name):
    return json.loads((folder / "output" / name).read_text("utf-8"))


def test_it_is_corrected_in_all_three_files_and_taken_back_by_a_verdict(project):
    extra = "荆州市区到基地的道路已经全线贯通，沿线群众出行和果品运输都方便了许多。\n"
    path = project({"a.txt": RIGHT, "b.txt": WRONG + extra})

    built = report(path)

    assert built.returncode == 0, built.stderr
    (one,) = [entry for entry in read(path, "corrections.json") if "places" in entry]
    assert (one["source"], one["before"], one["after"]) == ("b.txt", "荆州", "宜昌")
    assert (one["state"], one["count"], one["certainty"]) == ("applied", 4, "high")
    text = (path / "seeds/b.txt").read_text("utf-8")
    lines = text.splitlines()
    for start, end, line in one["places"]:
        assert text[start:end] == "荆州"
        assert "荆州" in lines[line - 1]
    passages = read(path, "passages.json")
    assert all("荆州" not in passage["text"] for passage in passages)
    assert any("荆州" in w["text"] for passage in passages for w in passage["witnesses"])
    for name, words in words_of(path).items():
        # The number of a note may stand behind the name.
        assert re.search(r"宜昌\d*市区到基地的道路", words), name
        assert "b中“荆州”凡4处均当作“宜昌”" in words, name

    (path / "decisions.toml").write_text(f'[{one["id"]}]\nverdict = "reject"\n', "utf-8")
    built = report(path)

    assert built.returncode == 0, built.stderr
    for name, words in words_of(path).items():
        assert re.search(r"荆州\d*市区到基地的道路", words), name
        assert "均当作" not in words, name
    (same,) = [entry for entry in read(path, "corrections.json") if "places" in entry]
    assert (same["id"], same["state"], same["by"]) == (one["id"], "rejected", "editor")
