"""How well messy Chinese text becomes paragraphs again, measured on texts with known structure.

``python -m benchmarks.normalise --help`` says how to run it; the figures are defined in
``score``.
"""
