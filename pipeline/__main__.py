"""The program's first module: ``jianbao``, and ``python -m pipeline``."""

import sys


def main() -> int:
    """Load the program and run it; give its exit code.

    Loading takes a moment: Ctrl-C within it is an interrupted run like any other, no traceback.
    """
    try:
        from pipeline.cli import main as run
    except KeyboardInterrupt:
        print("jianbao: exit 130", file=sys.stderr)
        return 130
    return run()


if __name__ == "__main__":
    sys.exit(main())
