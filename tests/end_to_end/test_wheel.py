"""The wheel, installed in a fresh environment, is all a briefing needs: no checkout, no network."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

TEXT = """\
青岭镇茶业座谈会纪要

2023年5月，青岭镇召开茶业座谈会。会上介绍，全镇茶园面积达3.2万亩，年产干茶
1800吨，产值2.6亿元，茶农人均增收3200元。

会议认为，茶业品牌小而散，加工设备老化，冷链运输不足。下一步，要建设公共加工
中心，统一品牌，拓展电商销售渠道。
"""


def call(*command, cwd=ROOT, **environment):
    run = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={name: words for name, words in os.environ.items() if name != "PYTHONPATH"}
        | environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    return folder / call(sys.executable, "-c", build, folder).strip().splitlines()[-1]


@pytest.fixture(scope="module")
def program(wheel, tmp_path_factory):
    """The program of an environment that has the wheel, and the libraries of this one."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    # A folder named in a .pth is searched; the .pth files in it, ours among them, are not read.
    here = Path(call(python, "-c", where).strip(), "libraries.pth")
    here.write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    offline = ("--no-deps", "--no-index", "--no-compile")
    pip = (sys.executable, "-m", "pip", "-q", "--python", python)
    call(*pip, "install", *offline, wheel, PIP_DISABLE_PIP_VERSION_CHECK="1")
    return home / "bin" / "jianbao"


def test_templates_tables_and_fonts_travel_and_nothing_else(wheel):
    names = ZipFile(wheel).namelist()

    for path in (ROOT / "templates").rglob("*"):
        if path.is_file():
            assert f"pipeline/_templates/{path.relative_to(ROOT / 'templates')}" in names
    assert "pipeline/_templates/fonts/NotoSansSC-Bold.otf" in names
    assert "pipeline/_templates/fonts/OFL-Noto.txt" in names
    assert "pipeline/normalise/tables/lexicon.npz" in names
    assert {name.split("/")[0].removesuffix(".dist-info") for name in names} == {
        "pipeline",
        wheel.name.removesuffix("-py3-none-any.whl"),
    }


def test_an_empty_folder_becomes_a_briefing(program, tmp_path):
    call(program, "init", cwd=tmp_path)
    (tmp_path / "seeds" / "纪要.txt").write_text(TEXT, "utf-8")
    (tmp_path / "seeds" / "记录.md").write_text("# 茶农说\n\n茶农**盼望**路修到山上。\n", "utf-8")
    call(program, "report", "--strict", cwd=tmp_path)  # so that a missing font is a failure
    call(program, "check", cwd=tmp_path)

    manifest = json.loads((tmp_path / "output" / "manifest.json").read_text("utf-8"))
    assert {"briefing.pdf", "briefing.docx", "briefing.epub", "proof.html"} <= set(
        manifest["outputs"]
    )
    assert manifest["warnings"] == []
    assert "seeds/记录.md" in manifest["inputs"]  # our readers are known here too
    faces = {(font["family"], font["weight"]) for font in manifest["fonts"]}
    assert ("Noto Sans SC", 700) in faces
    where = "import pipeline; print(pipeline.__file__)"
    used = call(program.with_name("python"), "-c", where, cwd=tmp_path)
    assert used.startswith(str(program.parent.parent))
