"""``jianbao init``: a folder becomes a project. Nothing that is there is changed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pipeline.errors import Place, UsageError
from pipeline.model.files import CONFIG
from pipeline.run.inputs import our_templates
from pipeline.run.publish import not_writable

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = """\
# The briefing made of the texts in seeds/. Every key may be left out.

[briefing]
title = "{title}"
# subtitle = ""
# number = "1"                 # 期号
# total_number = "1"           # 总期号
# issuer = ""                  # 编印单位
# date = 2024-01-31
# classification = ""          # 密级
# editor_note = ""             # 编者按
# abstract = ""

[sources]
folder = "seeds"
# encoding = {{ "旧稿.txt" = "gb18030" }}   # where it can't be told from the file
# date = {{ "a.txt" = 2023-10-11 }}        # when a source appeared

[outline]
profile = "policy"             # or the path of a .toml of your own
# heads = "texts"              # the texts' own headings; "profile": its sections; else what suits

[layout]
name = "briefing"              # or "jianbao", "gb9704"
formats = ["pdf", "docx", "epub"]
# pinyin = true                # above rare characters, on first use

[rules]
# "widen-marks" = "flag"       # "off", "flag" or "fix"
"""


#: What of our templates is copied: not the fonts, which are found wherever we are installed.
_NOT_COPIED = shutil.ignore_patterns("fonts", "__pycache__")


def start(folder: Path, *, templates: bool = False) -> list[str]:
    """Make ``briefing.toml`` and ``seeds/`` where they are missing; the names of what was made.

    With ``templates``, a copy of ours too, also in a project that is there: layouts, labels, lists
    of words and pages, which are then read instead of ours.

    Raises UsageError when there is nothing to make, OutputNotWritable.
    """
    own = folder / "templates"
    if templates and own.exists():
        raise UsageError(
            "there are templates here already", where=Place(str(own)), remedy="edit those"
        )
    if (folder / CONFIG).exists() and not templates:
        raise UsageError(
            "there is a project here already", where=Place(str(folder / CONFIG)),
            remedy="edit that file, then: jianbao report",
        )  # fmt: skip
    made = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / CONFIG).exists():
            made += _project(folder)
        if templates:
            shutil.copytree(our_templates(), own, ignore=_NOT_COPIED)
            made.append("templates/")
    except OSError as error:
        raise not_writable(error, str(folder)) from None
    return made


def _project(folder: Path) -> list[str]:
    made = []
    if not (folder / "seeds").is_dir():
        (folder / "seeds").mkdir()
        made.append("seeds/")
    title = folder.resolve().name.replace("\\", "").replace('"', "")
    title = "".join(c for c in title if c.isprintable())
    (folder / CONFIG).write_text(TEMPLATE.format(title=title), "utf-8")
    return [*made, CONFIG]
