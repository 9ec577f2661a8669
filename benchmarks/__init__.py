"""Benchmarks: what is measured, on what, against whom. Nothing here is needed for a briefing."""
