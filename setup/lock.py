"""Write the two lock files anew from the ranges in pyproject.toml: ``python3 -m setup.lock``.

``requirements.lock`` has what a briefing needs, the fonts' cutters and the build backend;
``requirements-dev.lock`` the tools, in versions that go with it. Exact versions and hashes
for every system and every Python we support; no address, path or host stands in them.
Needs uv on PATH (``pip install uv``).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from setup.messages import Stop, end

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    *("--universal", "--python-version", "3.11", "--only-binary", ":all:", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
)
FILES = (
    ("requirements.lock", ("pyproject.toml", "--group", "fonts", "--group", "build")),
    ("requirements-dev.lock", ("--group", "dev", "--constraint", "requirements.lock")),
)


def main(arguments: list[str]) -> int:
    """Arguments go on to uv: ``--upgrade``, ``--upgrade-package lxml``."""
    uv = shutil.which("uv")
    if uv is None:
        return end(Stop("uv: not found", "PATH", "pip install uv"))
    for target, inputs in FILES:
        command = [uv, "pip", "compile", *inputs, *OPTIONS, *arguments, "-o", target]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
