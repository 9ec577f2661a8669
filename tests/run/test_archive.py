"""jianbao collate: an archive's sentences, the same however the work is done or broken off."""

import errno
import json
import os
import sqlite3
from contextlib import closing

import pytest

from pipeline.cli import main
from pipeline.collate import joined
from pipeline.errors import Busy, JianbaoError, LimitExceeded, OutputNotWritable, UsageError
from pipeline.read.listing import documents_below
from pipeline.run.archive import candidates, collate, groups, tellings
from pipeline.run.archive.collate import collate_archive
from pipeline.run.archive.store import Store

SHARED = "去年全县茶叶产量达到一万二千吨，同比增长百分之八，产值突破九亿元。"
AGAIN = "据统计，去年全县茶叶产量达到一万二千吨，同比增长百分之八，产值突破九亿元。"


def _filler(number):
    """A sentence that no other document has."""
    return "".join(chr(0x4E00 + (number * 997 + place * 131) % 20000) for place in range(24)) + "。"


@pytest.fixture
def texts(tmp_path):
    for number in range(40):
        lines = [_filler(number)]
        if number in (3, 30):
            lines.append(SHARED)
        if number == 17:
            lines.append(AGAIN)
        path = tmp_path / f"{number:03}.txt"
        path.write_text("\n\n".join(f"　　{line}" for line in lines) + "\n", "utf-8")
    return tmp_path


def _die(_):
    os._exit(1)


def quiet(_):
    pass


def records(folder, **options):
    found = []
    collated = collate_archive(folder, quiet, found.append, **options)
    assert collated.told == len(found)
    return [one.record for one in found]


def test_who_tells_it_and_where(texts):
    (telling,) = records(texts, where="serial")
    assert telling["text"] == SHARED
    assert telling["witnesses"] == [
        {"source": "003.txt", "lines": [[3, 3]], "text": SHARED},
        {"source": "017.txt", "lines": [[3, 3]], "text": AGAIN},
        {"source": "030.txt", "lines": [[3, 3]], "text": SHARED},
    ]


@pytest.mark.row(131, 132)
def test_neither_shards_nor_what_is_kept_change_the_result(texts):
    whole = records(texts, where="serial")
    assert records(texts, where="serial", shard=7) == whole
    (texts / ".cache" / "archive.sqlite").unlink()
    assert records(texts, where="serial") == whole
    (texts / ".cache" / "archive.sqlite").write_bytes(b"no database, whatever it may be")
    assert records(texts, where="serial") == whole


def test_pieces_of_any_size_find_the_same(texts, monkeypatch):
    for number, opening in enumerate(("据悉，", "据了解，", "记者获悉，")):
        told = (opening + SHARED, _filler(3), _filler(50 + number))
        (texts / f"other-{number}.txt").write_text("\n".join(f"　　{one}" for one in told), "utf-8")
    whole = records(texts, where="serial")
    assert len(whole) == 2
    for module, name in (
        (candidates, "_PIECE"),
        (groups, "_COMPARED"),
        (groups, "_TASK"),
        (tellings, "_TOLD"),
        (joined, "_PAIRS"),
    ):
        monkeypatch.setattr(module, name, 1)
    assert records(texts, where="serial", shard=7) == whole


def test_a_full_disk_is_told_and_what_goes_wrong_where_it_is_told_is_another_matter(
    texts, monkeypatch
):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space") as other:
        collate_archive(texts, quiet, full, where="serial")
    assert not isinstance(other.value, JianbaoError)
    monkeypatch.setattr(candidates.Kept, "add", lambda _, __: full(""))
    with pytest.raises(OutputNotWritable, match="the disk is full"):
        records(texts, where="serial")


def test_a_disk_that_is_full_for_what_is_kept_is_told(texts, monkeypatch):
    add = Store.add

    def added(store, documents):
        store._connection.execute("PRAGMA max_page_count = 1")  # as large as it is, no larger
        add(store, documents)

    monkeypatch.setattr(Store, "add", added)
    with pytest.raises(OutputNotWritable, match="the disk is full"):
        collate_archive(texts, quiet, where="serial")


def test_what_is_too_short_for_prints_is_found_beside_what_is_found(tmp_path):
    alone = "早一个钟头下山，鲜叶就贵十块。"
    slip = "早一个钟买下山，鲜就叶贵十块。"
    for name, told in {"a": [SHARED, alone], "b": [AGAIN, slip], "c": [_filler(9), slip]}.items():
        (tmp_path / f"{name}.txt").write_text(f"　　{''.join(told)}\n", "utf-8")
    found = [
        [(one["source"], one["text"]) for one in record["witnesses"]]
        for record in records(tmp_path, where="serial")
    ]
    assert found == [
        [("a.txt", SHARED), ("b.txt", AGAIN)],
        [("a.txt", alone), ("b.txt", slip), ("c.txt", slip)],
    ]


def test_what_a_document_says_twice_is_told_twice(tmp_path):
    for name, told in {"a": [SHARED], "b": [_filler(1), SHARED, _filler(2), SHARED]}.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(f"　　{one}" for one in told), "utf-8")
    (telling,) = records(tmp_path, where="serial")
    assert [(one["source"], one["lines"]) for one in telling["witnesses"]] == [
        ("a.txt", [[1, 1]]),
        ("b.txt", [[2, 2]]),
        ("b.txt", [[4, 4]]),
    ]


@pytest.mark.slow
def test_processes_find_the_same(texts, monkeypatch):
    for number, opening in enumerate(("据悉，", "据了解，", "记者获悉，")):
        said = f"　　{opening}{SHARED}\n　　{_filler(50 + number)}\n"
        (texts / f"other-{number}.txt").write_text(said, "utf-8")
    alone = records(texts, where="serial")
    monkeypatch.setattr(groups, "_TASK", 1)
    assert records(texts, where="processes") == alone
    assert len(alone[0]["witnesses"]) == 6


def _asked(folder, monkeypatch):
    """How many pairs are laid side by side."""
    asked = []

    def counting(work):
        return lambda pairs: asked.append(len(pairs.one)) or work(pairs)

    with monkeypatch.context() as patch:
        for name in ("tell_the_same", "alike_beside"):
            patch.setattr(groups, name, counting(getattr(groups, name)))
        records(folder, where="serial")
    return sum(asked)


def test_what_is_said_letter_for_letter_needs_no_look(tmp_path, monkeypatch):
    for number in range(20):
        said = f"　　{SHARED}\n　　{_filler(number)}\n"
        (tmp_path / f"{number}.txt").write_text(said, "utf-8")
    assert _asked(tmp_path, monkeypatch) == 0


def test_twice_as_many_documents_are_twice_as_many_pairs_to_look_at(tmp_path, monkeypatch):
    def told(number):
        """What two documents share, each in its own words."""
        own = _filler(number // 2)
        return own if number % 2 else f"据悉，{own}"

    asked = []
    for first, last in ((0, 40), (40, 80)):
        for number in range(first, last):
            said = f"　　{told(number)}\n　　{_filler(500 + number)}\n"
            (tmp_path / f"{number:02}.txt").write_text(said, "utf-8")
        asked.append(_asked(tmp_path, monkeypatch))
    assert 20 <= asked[0] < asked[1] <= 2.2 * asked[0]


def test_a_store_of_another_form_is_made_anew(texts):
    whole = records(texts, where="serial")
    path = texts / ".cache" / "archive.sqlite"
    path.unlink()
    with closing(sqlite3.connect(path)) as store, store:
        store.execute("CREATE TABLE program (version TEXT)")
        store.execute("INSERT INTO program VALUES ('another')")
        store.execute("CREATE TABLE document (name TEXT PRIMARY KEY)")
        store.execute("CREATE TABLE print (name TEXT)")
    assert records(texts, where="serial") == whole


def test_a_run_broken_off_goes_on_and_unchanged_documents_are_not_read_again(texts, monkeypatch):
    add, batches = Store.add, []

    def once(store, documents):
        if batches:
            raise KeyboardInterrupt
        batches.append(documents)
        add(store, documents)

    monkeypatch.setattr(Store, "add", once)
    with pytest.raises(KeyboardInterrupt):
        records(texts, where="serial")
    monkeypatch.undo()

    worked = []
    print_documents = collate.print_documents
    monkeypatch.setattr(
        collate,
        "print_documents",
        lambda task: [worked.append(name) for name, *_ in task] and print_documents(task),
    )
    told = records(texts, where="serial")
    assert len(worked) == 40 - len(batches[0])
    assert not set(worked) & {one.name for one in batches[0]}

    worked.clear()
    (texts / "005.txt").write_text(SHARED + "\n", "utf-8")
    (texts / "030.txt").unlink()
    (changed,) = records(texts, where="serial")
    assert worked == ["005.txt"]
    assert [one["source"] for one in changed["witnesses"]] == ["003.txt", "005.txt", "017.txt"]
    assert len(told) == 1


def test_what_cannot_be_read_is_named_and_the_rest_is_collated(texts, capsys):
    (texts / "bad.txt").write_bytes(b"\xff\xfe\x00\xd8\x00\x00\x81")
    assert main(["collate", str(texts), "--json", "--executor", "serial"]) == 5
    said = capsys.readouterr()
    assert len(json.loads(said.out)["witnesses"]) == 3
    assert "bad.txt" in said.err


def test_a_briefing_made_of_the_texts_is_none_of_them(texts):
    before = documents_below(texts)
    output = texts / "output"
    (output / "drafts").mkdir(parents=True)
    for name in ("briefing.docx", "drafts/briefing-1.docx", "notes.txt"):
        (output / name).write_text("一句话。", "utf-8")
    assert len(documents_below(texts)) == len(before) + 3
    for name in ("manifest.json", "briefing.json", "corrections.json"):
        (output / name).write_text("{}", "utf-8")
    assert documents_below(texts) == before


def test_an_unknown_executor_and_a_second_run_are_refused(texts):
    with pytest.raises(UsageError, match="serial"):
        records(texts, where="cloud")

    def again(line):
        if line.startswith("comparing"):
            with pytest.raises(Busy):
                records(texts, where="serial")
            refused.append(line)

    refused = []
    collate_archive(texts, again, where="serial")
    assert refused


def test_only_documents_that_hold_all_the_words(texts, capsys):
    words = ["--about", "据统计，茶叶"]
    assert main(["collate", str(texts), *words, "--executor", "serial"]) == 0
    assert capsys.readouterr().out == "017.txt\n"
    assert main(["collate", str(texts), "--about", "茶叶", "--executor", "serial"]) == 0
    assert capsys.readouterr().out == "003.txt\n017.txt\n030.txt\n"
    assert main(["collate", str(texts), "--about", "没有这词", "--executor", "serial"]) == 0
    assert capsys.readouterr().out == ""


@pytest.fixture
def dated(tmp_path):
    said = "　　去年全县茶叶产量达到一万二千吨，同比增长百分之八，产值突破九亿元。\n"
    heads = {
        "byline.txt": "茶乡新貌\n2021年10月11日　来源：某某网\n",
        "both/20200101.txt": "茶乡新貌\n□ 本报记者 张倩 2021年10月12日\n",
        "2021/10/09/003.txt": "茶乡新貌\n",
        "rmrb-20211010.txt": "",
        "none.txt": "茶乡新貌\n□ 本报记者 张倩\n",
        "no-year.txt": "　　新华社北京10月12日电 ",
        "given-20200101.txt": "",
    }
    for name, head in heads.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + (said[2:] if head.startswith("　") else said), "utf-8")
    config = '[sources]\ndate = { "given-20200101.txt" = 2021-10-20 }\n'
    (tmp_path / "briefing.toml").write_text(config, "utf-8")
    return tmp_path


def test_only_documents_of_a_day_or_later_and_the_undated_are_named(dated, capsys):
    serial = ["--executor", "serial"]
    assert main(["collate", str(dated), "--since", "2021-10-10", *serial]) == 0
    said = capsys.readouterr()
    wanted = ["both/20200101.txt", "byline.txt", "given-20200101.txt", "rmrb-20211010.txt"]
    assert said.out.splitlines() == wanted
    undated = [line for line in said.err.splitlines() if "undated" in line]
    assert undated == ["undated, left out: no-year.txt", "undated, left out: none.txt"]
    assert main(["collate", str(dated), "--since", "2021-10-10", "--about", "没有", *serial]) == 0
    said = capsys.readouterr()
    assert (said.out, "undated" in said.err) == ("", False)
    assert main(["collate", str(dated), "--since", "2021-10-09", *serial]) == 0
    assert "2021/10/09/003.txt" in capsys.readouterr().out.splitlines()
    assert main(["collate", str(dated), "--since", "gestern", *serial]) == 2


def test_days_of_a_project_are_those_of_its_folder_of_sources(dated, capsys):
    (dated / "seeds").mkdir()
    (dated / "seeds" / "given-20200101.txt").write_text(SHARED, "utf-8")
    assert main(["collate", str(dated), "--since", "2021-10-13", "--executor", "serial"]) == 0
    assert capsys.readouterr().out == "seeds/given-20200101.txt\n"


@pytest.mark.slow
@pytest.mark.row(112)
def test_a_worker_that_dies_is_no_bug_and_nothing_is_lost(texts, monkeypatch):
    monkeypatch.setattr(collate, "print_documents", _die)
    with pytest.raises(LimitExceeded, match="ended from outside"):
        records(texts)
    monkeypatch.undo()
    assert len(records(texts)) == 1
