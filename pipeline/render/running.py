"""What stands at the head of each page: the title and the section, on one line.

What is too long for its share of the line is cut between two words, and …… says that it is. The
title in full stands on the cover, a heading over its section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.typography.titles import shortened

if TYPE_CHECKING:
    from pipeline.model.manuscript import Heading, Manuscript
    from pipeline.typography.tokens import Layout

TITLE_SHARE = 0.64
"""Of the measure; the section has the rest."""

_APART = 1
"""Full widths between the two."""


def running_title(manuscript: Manuscript, layout: Layout) -> str:
    """The title as it stands at the head of a page."""
    return shortened(manuscript.front.title, TITLE_SHARE * layout.capacity("running-head") - _APART)


def running_section(heading: Heading, layout: Layout) -> str:
    """A heading as it stands there."""
    return shortened(heading.printed, (1 - TITLE_SHARE) * layout.capacity("running-head"))
