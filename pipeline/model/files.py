"""The names of the files beside the sources that an editor knows a project by."""

CONFIG = "briefing.toml"
DECISIONS = "decisions.toml"
EDITS = "edits.json"
