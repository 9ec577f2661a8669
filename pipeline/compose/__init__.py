"""Stage 4: Passages → Briefing → Manuscript. One outline, every sentence with its source."""

from pipeline.compose.backmatter import with_back_matter
from pipeline.compose.briefing import make_briefing
from pipeline.compose.colophon import Facts
from pipeline.compose.manuscript import make_manuscript
from pipeline.compose.proof import make_proof
from pipeline.compose.remarks import with_remarks
from pipeline.compose.repeats import repeats, settled
from pipeline.compose.ruby import with_pinyin
from pipeline.compose.templates import Labels, Profile, load_labels, load_profile
from pipeline.compose.walk import passages_of, walk

__all__ = [
    "Facts",
    "Labels",
    "Profile",
    "load_labels",
    "load_profile",
    "make_briefing",
    "make_manuscript",
    "make_proof",
    "passages_of",
    "repeats",
    "settled",
    "walk",
    "with_back_matter",
    "with_pinyin",
    "with_remarks",
]
