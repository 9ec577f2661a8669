"""Makes the tables that the program brings, out of what others publish.

Each ``python -m setup.tables.make_…`` says what it wants and where that comes from; licences stand
in THIRD_PARTY.md. Nothing here is run when the program is set up: the tables are kept with it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2] / "pipeline"

NORMALISE = _PACKAGE / "normalise" / "tables"
COMPOSE = _PACKAGE / "compose" / "tables"
