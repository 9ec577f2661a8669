"""Figures: what the sources count, where they disagree, and what of it a reader is shown."""

from pipeline.compose.figures.choice import key_figures
from pipeline.compose.figures.conflicts import conflicts
from pipeline.compose.figures.elements import figures_elements
from pipeline.compose.figures.found import figures

__all__ = ["conflicts", "figures", "figures_elements", "key_figures"]
