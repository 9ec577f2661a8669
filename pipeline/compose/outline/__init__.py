"""Paragraphs → sections, by a profile: its terms, the sources' headings, and the neighbours."""

from pipeline.compose.outline.headings import heading_words
from pipeline.compose.outline.proposal import ProposedTopic, propose
from pipeline.compose.outline.sections import outline

__all__ = ["ProposedTopic", "heading_words", "outline", "propose"]
