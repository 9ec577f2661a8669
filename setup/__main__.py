"""``python3 -m setup [--dev]``: looks at the Python first, then hands over.

This one file must be readable for any Python 3, so that an old one can say what is wrong.
"""

import os
import shutil
import sys

NEEDED = (3, 11)


def newer_python() -> "str | None":
    """Another Python on PATH that is new enough."""
    for minor in range(NEEDED[1] + 8, NEEDED[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    return None


def main() -> int:
    """Set up with this Python, or with a newer one that is at hand; the exit code."""
    if sys.version_info < NEEDED:
        other = newer_python()
        if other:
            os.execv(other, [other, "-m", "setup", *sys.argv[1:]])  # noqa: S606 - no shell wanted
        found = ".".join(str(part) for part in sys.version_info[:2])
        remedy = "install 3.11 or newer, then say which: make PYTHON=python3.12"
        sys.stderr.write(f"Python {found} is too old · {sys.executable} · {remedy}\n")
        sys.stderr.write("jianbao: exit 6\n")
        return 6
    from setup.environment import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
