"""The names that an editor knows a project by: files beside the sources, and what a run makes."""

CONFIG = "briefing.toml"
DECISIONS = "decisions.toml"
EDITS = "edits.json"
OUTPUT = "output"
DRAFT = "briefing.docx"
