"""Who tells the same, and where they differ: ``python -m benchmarks.collate``."""
