"""Notices that put right what was printed elsewhere (更正): they quote what is wrong."""

from __future__ import annotations

import re

_CORRECTS = re.compile("(?:应当?为|更正为|误[写印作排]为?)[“「‘]")


def corrects(text: str) -> bool:
    """Whether a sentence, in simplified characters, says that other words should be read.

    >>> corrects("“63所调整为54所”应为“63所调整为45所”。"), corrects("定位应为全国一流。")
    (True, False)
    """
    return _CORRECTS.search(text) is not None
