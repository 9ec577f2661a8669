"""What comes out of a PDF: by extractors as people use them, and by OCR of its pages."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import tempfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.read import paged, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Pixels a point for images that are recognised: 150 dpi, a mediocre scan; 300 dpi for
#: tesseract, which reads small print badly.
_MEDIOCRE, _FINE = 150 / 72, 300 / 72


class Extractor(NamedTuple):
    """One way from PDF to text. ``needs`` is the module or program, ``package`` its name."""

    name: str
    run: Callable[[bytes], str]
    needs: str
    package: str = ""

    @property
    def there(self) -> bool:
        found = importlib.util.find_spec(self.needs) if self.package else shutil.which(self.needs)
        return found is not None

    @property
    def version(self) -> str:
        if self.name == "reader":  # its own: what it is made of
            own = b"".join(Path(one.__file__).read_bytes() for one in (paged, rows))
            return hashlib.sha256(own).hexdigest()[:12]
        return metadata.version(self.package) if self.package else _program_version(self.needs)


@functools.cache
def _program_version(program: str) -> str:
    flag = "-v" if program == "pdftotext" else "--version"
    said = subprocess.run([program, flag], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", said.stdout + said.stderr)
    return found[0] if found else "?"


def _pdftotext(pdf: bytes, *options: str) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = ["pdftotext", *options, "-enc", "UTF-8", file.name, "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def _pdfium(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _reader(pdf: bytes) -> str:
    """What the program itself reads of a PDF in ``seeds/``."""
    return paged.read_pdf(pdf, "page.pdf", None).text


def _pdfplumber(pdf: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _pdfminer(pdf: bytes) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(pdf)))


def _images(pdf: bytes, scale: float) -> Iterator[Any]:
    """The pages as grey images, saved as JPEG once, as scans are."""
    import pypdfium2
    from PIL import Image

    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=scale).to_pil().convert("L")
        squeezed = io.BytesIO()
        image.save(squeezed, "JPEG", quality=55)
        squeezed.seek(0)
        yield Image.open(squeezed).copy()


def _tesseract(pdf: bytes) -> str:
    pages = []
    for image in _images(pdf, _FINE):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "page.png")
            image.save(path)
            command = ["tesseract", str(path), "-", "-l", "chi_sim"]
            one_thread = os.environ | {"OMP_THREAD_LIMIT": "1"}  # more only wait for each other
            said = subprocess.run(command, capture_output=True, check=True, env=one_thread)
            pages.append(said.stdout.decode())
    return "".join(pages)


@functools.cache
def _recogniser() -> Any:  # noqa: ANN401 - a class of a library that may not be there
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def _rapidocr(pdf: bytes) -> str:
    """The recognised lines from top to bottom, one a line."""
    import numpy as np

    lines: list[str] = []
    for image in _images(pdf, _MEDIOCRE):
        found = _recogniser()(np.asarray(image.convert("RGB")))
        lines += found.txts or ()
    return "\n".join(lines) + "\n"


EXTRACTORS = {
    extractor.name: extractor
    for extractor in (
        Extractor("pdftotext", _pdftotext, "pdftotext"),
        Extractor("pdftotext-layout", lambda pdf: _pdftotext(pdf, "-layout"), "pdftotext"),
        Extractor("pdftotext-raw", lambda pdf: _pdftotext(pdf, "-raw"), "pdftotext"),
        Extractor("pdfium", _pdfium, "pypdfium2", "pypdfium2"),
        Extractor("reader", _reader, "pypdfium2", "pypdfium2"),
        Extractor("pdfplumber", _pdfplumber, "pdfplumber", "pdfplumber"),
        Extractor("pdfminer", _pdfminer, "pdfminer", "pdfminer.six"),
        Extractor("rapidocr", _rapidocr, "rapidocr", "rapidocr"),
        Extractor("tesseract", _tesseract, "tesseract"),
    )
}
