"""Figures: what the sources count, where they disagree, and what of it a reader is shown."""

from pipeline.compose.figures.charts import charts
from pipeline.compose.figures.choice import candidates, key_figures, latest
from pipeline.compose.figures.conflicts import conflicts, put_together
from pipeline.compose.figures.disputed import disputed
from pipeline.compose.figures.elements import MEASURE, figures_elements
from pipeline.compose.figures.found import figures, known_places
from pipeline.compose.figures.homes import homes
from pipeline.compose.figures.running import events_of
from pipeline.compose.figures.years import years

__all__ = [
    "MEASURE",
    "candidates",
    "charts",
    "conflicts",
    "disputed",
    "events_of",
    "figures",
    "figures_elements",
    "homes",
    "key_figures",
    "known_places",
    "latest",
    "put_together",
    "years",
]
