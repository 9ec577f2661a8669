"""Stage 1: bytes → Source. Strict decoding, sizes limited, every character given an offset."""

from pipeline.read.decode import Decoded, decode
from pipeline.read.folder import Reading, make_source, read_folder

__all__ = ["Decoded", "Reading", "decode", "make_source", "read_folder"]
