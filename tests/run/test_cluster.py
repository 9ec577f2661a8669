"""jianbao collate on a real Dask cluster: the same bytes, also when a worker is killed."""

import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from pipeline.cli import main
from pipeline.errors import DependencyMissing, LimitExceeded, UsageError
from pipeline.run.archive import candidates, collate, groups
from pipeline.run.archive.collate import collate_archive
from pipeline.run.archive.store import Store
from tests.conftest import ROOT

SHARED = "去年全县茶叶产量达到一万二千吨，同比增长百分之八，产值突破九亿元。"
DOCUMENTS = 400


def _filler(number):
    chance = random.Random(number)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(200)) + "。"


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(DOCUMENTS):
        lines = [_filler(number), *([SHARED] if number % 20 == 3 else [])]
        said = "\n\n".join(f"　　{line}" for line in lines)
        (folder / f"{number:03}.txt").write_text(said + "\n", "utf-8")
    return folder


class Cluster:
    """A scheduler and two workers, as a person starts them, each a process of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.folder.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.programs = []

    def start(self, what, *options):
        command = [sys.executable, "-m", "distributed.cli.dask_" + what, *options]
        with (self.folder / f"{len(self.programs)}-{what}.log").open("wb") as log:
            environment = os.environ | {"PYTHONPATH": str(ROOT)}
            program = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, env=environment
            )
        self.programs.append(program)
        return program

    def scheduler(self):
        port = self.address.rpartition(":")[2]
        program = self.start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", int(port))) == 0:
                    return program
            time.sleep(0.1)
        raise AssertionError("the scheduler doesn't come up")

    def worker(self):
        # No nanny: what is killed stays so, and the other worker has all the rest to do.
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", "w")
        return self.start("worker", self.address, *options)

    def wait_for(self, workers):
        import distributed  # a second and a half that no fast test needs

        with distributed.Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)

    def end(self):
        for program in reversed(self.programs):
            program.kill()
            program.wait()


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path / "cluster")
    yield made
    made.end()


def quiet(_):
    pass


def lines(folder, capsys, *options):
    """What the program prints, as bytes."""
    assert main(["collate", str(folder), "--json", *options]) == 0
    return capsys.readouterr().out.encode()


def kept(folder):
    """All that the store holds, in its order."""
    with closing(sqlite3.connect(folder / ".cache" / "archive.sqlite")) as store:
        return [
            store.execute("SELECT * FROM document ORDER BY name").fetchall(),
            store.execute("SELECT * FROM print ORDER BY part, document").fetchall(),
        ]


@pytest.mark.row(130)
@pytest.mark.slow
def test_a_worker_killed_half_way_changes_no_byte(texts, cluster, capsys, monkeypatch):
    whole = lines(texts, capsys, "--executor", "serial")
    here = kept(texts)
    shutil.rmtree(texts / ".cache")
    cluster.scheduler()
    first, second = cluster.worker(), cluster.worker()
    cluster.wait_for(2)
    add, added = Store.add, []

    def adding(store, documents):
        added.extend(one.name for one in documents)
        if len(added) >= DOCUMENTS // 2 and first.poll() is None:
            first.send_signal(signal.SIGKILL)
            first.wait()
        add(store, documents)

    monkeypatch.setattr(Store, "add", adding)
    there = lines(texts, capsys, "--executor", "dask", "--address", cluster.address)
    assert first.returncode == -signal.SIGKILL
    assert second.poll() is None
    assert there == whole
    assert kept(texts) == here
    assert len(added) == len(set(added)) == DOCUMENTS
    (told,) = map(json.loads, there.splitlines())
    assert len(told["witnesses"]) == DOCUMENTS // 20


@pytest.mark.slow
def test_prints_are_grouped_and_sentences_compared_there_too(texts, cluster, monkeypatch):
    for opening in ("据悉，", "据统计，", "据了解，", "记者获悉，"):
        said = f"　　{opening}{SHARED}够了。\n"
        (texts / f"{opening[:-1]}.txt").write_text(said, "utf-8")
    whole = []
    collate_archive(texts, quiet, whole.append, where="serial")
    assert len(whole[0].witnesses) == DOCUMENTS // 20 + 4
    here = os.getpid()

    def there(work):
        def asked(task):
            assert os.getpid() != here
            return work(task)

        return asked

    for module, name in ((candidates, "candidates_of"), (groups, "tell_the_same")):
        monkeypatch.setattr(module, name, there(getattr(module, name)))
    monkeypatch.setattr(groups, "_TASK", 1)
    cluster.scheduler()
    cluster.worker()
    spread = []
    dask = {"where": "dask", "address": cluster.address}
    collate_archive(texts, quiet, spread.append, **dask, shard=500)
    assert spread == whole


@pytest.mark.slow
def test_a_cluster_that_is_lost_is_said_and_the_next_run_goes_on(texts, cluster, monkeypatch):
    scheduler = cluster.scheduler()
    cluster.worker()
    add, added = Store.add, []

    def adding(store, documents):
        add(store, documents)
        added.extend(documents)
        scheduler.kill()

    monkeypatch.setattr(Store, "add", adding)
    with pytest.raises(LimitExceeded, match="the cluster was lost"):
        collate_archive(texts, quiet, where="dask", address=cluster.address)
    monkeypatch.undo()
    said = []
    collate_archive(texts, said.append, where="serial")
    assert f"{DOCUMENTS} documents, {DOCUMENTS - len(added)} of them new or changed" in said


@pytest.mark.slow
def test_no_scheduler_no_worker_and_another_version(texts, cluster, monkeypatch):
    def collated():
        collate_archive(texts, quiet, where="dask", address=cluster.address)

    monkeypatch.setattr("pipeline.run.archive.cluster._PATIENCE", 1.0)
    with pytest.raises(DependencyMissing, match="no scheduler answers"):
        collated()
    cluster.scheduler()
    with pytest.raises(DependencyMissing, match="has no workers"):
        collated()
    cluster.worker()
    monkeypatch.setattr("pipeline.run.archive.cluster._PATIENCE", 60.0)
    here = os.getpid()
    monkeypatch.setattr(collate, "printing_version", lambda: str(os.getpid() == here))
    with pytest.raises(DependencyMissing, match="another version"):
        collated()


def test_without_the_extra_it_is_missing_and_how_to_get_it_is_said(texts, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["collate", str(texts), "--executor", "dask", "--address", "tcp://h:1"]) == 6
    assert "pip install 'jianbao[cluster]'" in capsys.readouterr().err


def test_an_address_and_the_executor_that_needs_it_go_together(texts):
    with pytest.raises(UsageError, match="needs an address"):
        collate_archive(texts, quiet, where="dask")
    with pytest.raises(UsageError, match="a cluster alone"):
        collate_archive(texts, quiet, where="serial", address="tcp://h:1")
    with pytest.raises(DependencyMissing, match="no scheduler answers"):
        collate_archive(texts, quiet, where="dask", address="nonsense://h:1")
