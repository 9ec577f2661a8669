"""Known faults of what the locks name: ``python3 -m setup.audit`` (``make audit``).

Needs pip-audit on PATH (``pip install pip-audit``) and the network: it asks PyPI, and has no
database that could be kept. So ``make check``, which works without a network, leaves it out and
says so (``--if-wanted``), but where ``JIANBAO_AUDIT=1`` is set. A package that the database doesn't
know is no package without faults: where any is, the audit has failed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup.messages import Stop, end, say

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
OPTIONS = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")
FAULTY = 10
"""As for anything else of ours that doesn't pass."""


def main(arguments: list[str]) -> int:
    """The exit code: 0 where nothing is known against any package, or nobody asked."""
    if "--if-wanted" in arguments and os.environ.get("JIANBAO_AUDIT") != "1":
        say("audit: left out · needs the network · make audit, or JIANBAO_AUDIT=1 make check")
        return 0
    program = shutil.which("pip-audit")
    if program is None:
        return end(Stop("pip-audit: not found", "PATH", "pip install pip-audit"))
    try:
        for lock in LOCKS:
            say(f"audit: {lock} · {_audited(program, lock)} packages, nothing known against them")
    except Stop as stop:
        return end(stop)
    return 0


def _audited(program: str, lock: str) -> int:
    """How many packages of a lock were looked up. Raises Stop where one is faulty or unknown."""
    done = subprocess.run(
        [program, "--requirement", lock, *OPTIONS],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        said = done.stderr.strip().splitlines() or [f"exit {done.returncode}"]
        raise Stop(f"pip-audit: {said[-1][:200]}", lock, "is there a network?") from None
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}"
        for one in packages
        for fault in one.get("vulns", ())
    ]
    if faults:
        remedy = "python3 -m setup.lock --upgrade-package NAME"
        raise Stop("; ".join(faults), lock, remedy, FAULTY)
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    if unknown or not packages:
        what = f"{len(unknown)} of {len(packages)} packages couldn't be looked up"
        raise Stop(what, lock, "ask PyPI itself, no mirror without its database")
    return len(packages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
