"""The press: what comes back is what would be made here, and what goes over the pipe is whole."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.errors import ConfigError, OutputInvalid
from pipeline.model.manuscript import Illustration
from pipeline.render import press as module
from pipeline.render.press import Press
from pipeline.render.press.wire import from_json, to_json
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.render.conftest import TEMPLATES

PICTURE = Illustration("i-1", bytes(range(256)), "image/png", "一张图", 0.3)


@pytest.fixture
def press(tmp_path):
    made = Press(tmp_path / "fonts")
    yield made
    made.close()


@pytest.mark.parametrize(
    "manuscript", [manuscripts.sample(), manuscripts.bare(), manuscripts.hostile()]
)
def test_a_manuscript_goes_over_as_it_is(manuscript):
    import json

    for value in (manuscript, PICTURE, (manuscript.front, "\ud800\N{REPLACEMENT CHARACTER}\n")):
        assert from_json(json.loads(json.dumps(to_json(value)))) == value


@pytest.mark.parametrize("name", ["briefing", "jianbao", "gb9704"])
def test_a_layout_goes_over_as_it_is(name):
    layout = load_layout(name, TEMPLATES)

    assert from_json(to_json(layout)) == layout


def test_what_is_no_value_of_ours_does_not_go_over():
    with pytest.raises(TypeError, match="object"):
        to_json(object())
    with pytest.raises(KeyError):
        from_json({"Popen": ["true"]})


@pytest.mark.slow
@pytest.mark.usefixtures("_own_fonts")
def test_the_press_and_the_renderer_give_the_same_bytes(press, briefing, sample_pdf):
    """One that has waited, and one that begins when it is asked."""
    press.warm_up()
    for _ in range(2):
        assert press.set_pages(manuscripts.sample(), briefing, TEMPLATES, "ua-1") == sample_pdf


@pytest.mark.slow
def test_what_weasyprint_complains_of_comes_back(press, briefing, tmp_path):
    import shutil

    copy = tmp_path / "templates"
    shutil.copytree(TEMPLATES, copy, ignore=shutil.ignore_patterns("fonts"))
    sheet = copy / "pdf" / "print.css.j2"
    good = sheet.read_text("utf-8")

    sheet.write_text(good + "\np { colour: red }\n", "utf-8")
    with pytest.raises(OutputInvalid, match="colour") as caught:
        press.set_pages(manuscripts.bare(), briefing, copy, "ua-1")
    assert caught.value.where.file == "briefing.pdf"
    assert "templates/pdf/" in caught.value.remedy

    sheet.write_text(good + "{{ nobody }}", "utf-8")
    with pytest.raises(ConfigError, match="nobody") as caught:
        press.set_pages(manuscripts.bare(), briefing, copy, "ua-1")
    assert caught.value.where.file == "templates/pdf/print.css.j2"


def test_other_fonts_are_read_by_another_process(press, monkeypatch):
    press.warm_up()
    waiting = press._waiting
    press.warm_up()
    assert press._waiting is waiting

    monkeypatch.setattr(module, "font_folders", lambda: ())
    taken = press._ready()
    module._end(taken)

    assert taken is not waiting
    assert waiting.program.returncode is not None


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries have to be searched for")
def test_getting_ready_starts_no_process_of_its_own():
    """It did 54, to look for libraries under names that none has."""
    asked = (
        "import os, sys\n"
        "sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and os.write(1, b'one'))\n"
        "from pipeline.render.pdf import warm_up\n"
        "warm_up()\n"
        "os._exit(0)\n"  # as a press ends
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)

    assert done.stdout == ""
