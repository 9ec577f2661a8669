"""Writes docs/messages.md from the code: the codes of errors and warnings.

.venv/bin/python docs/messages.py
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from pipeline import errors  # noqa: E402
from pipeline.cautions import Caution  # noqa: E402

PAGE = HERE / "messages.md"

HEAD = """\
# Messages and their codes

A message is one line: what happened · where · what to do. Behind it stands its code, in brackets:

    warning: is empty and was left out · seeds/b.txt [empty-file]
    error: unknown key 'titel' in [briefing] · briefing.toml:2 · did you mean 'title'? [config]
    jianbao: exit 3

The words may change and are Chinese where the locale is; codes stay. There is one for each kind of
error and each kind of warning: whoever calls `jianbao` from a script goes by these and by the exit
code, never by words. Warnings stand with their codes in `output/manifest.json` and in the
`warnings` of `jianbao report --json`; with `--json` an error is an object on the standard output,
too: `{"error": {"code", "exit", "what", "file", "line", "remedy"}}`, where `file` and `line` may be
null. A faulty command line, an interrupted run and a bug are told on the standard error alone.

This page is made from the code (`docs/messages.py`).
"""

LANGUAGE = """\
## Language

Messages, findings of `jianbao doctor` and `jianbao check`, and faults of the command line are
Chinese where the first of `LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG` that is set begins with `zh`.
English, whatever the locale: records (manifest, `--json`, `output/last-error.txt`), which no locale
may change; the grounds that `jianbao explain` gives, which are those of the records (a draft's
comments and the proof page, documents in Chinese, have them in Chinese); what libraries
and the system say within a message; what the set-up says, which runs before there is a program.
`--help` is English, too: the [Chinese README](../README.zh-CN.md) says the same of every command,
and a test holds it against the English one; a second text of each option would go stale unseen.
"""


def page() -> str:
    """The whole page."""
    bug = (1, errors.BUG, "Anything unexpected; its traceback is in `output/last-error.txt`.")
    known = [
        (one.exit_code, one.code, str(one.__doc__)) for one in errors.JianbaoError.__subclasses__()
    ]
    lines = ["## Errors", "", "| exit | code | |", "| --- | --- | --- |"]
    lines += [f"| {number} | `{code}` | {text} |" for number, code, text in sorted([bug, *known])]
    lines += ["", "## Warnings", "", "| code | |", "| --- | --- |"]
    lines += [f"| `{one.code}` | {one.meaning} |" for one in Caution]
    return "\n".join([HEAD, *lines, "", LANGUAGE])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
