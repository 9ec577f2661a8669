"""Stage 1: bytes → Source. Strict decoding, sizes limited, every character given an offset.

Plain text is decoded (``decode.py``); other formats have a reader each (``reader.py``): pandoc's
tree (``marked.py``, ``words.py``) or a PDF's text layer (``paged.py``).
"""

from pipeline.read.decode import Decoded, decode
from pipeline.read.folder import Reading, read_folder
from pipeline.read.limits import check_size, check_text
from pipeline.read.reader import Reader, Text, read_text
from pipeline.read.source import make_source, source_of

__all__ = [
    "Decoded",
    "Reader",
    "Reading",
    "Text",
    "check_size",
    "check_text",
    "decode",
    "make_source",
    "read_folder",
    "read_text",
    "source_of",
]
