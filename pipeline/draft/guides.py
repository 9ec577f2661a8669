"""Readings above characters written as fields (``EQ``), as older programs write them.

Word's own form is ``w:ruby``. Before there was one, and in programs that keep to it, a phonetic
guide was an equation: a small word set up over another one. Nothing of that is text of the line,
and a reader that skips instructions would take the character for struck out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.namespaces import qn

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FIELDS = frozenset({qn("w:fldChar"), qn("w:instrText")})
"""What a field is made of that isn't what it shows."""

_GUIDE = re.compile(
    r"""\s*EQ\b[^(]*\\o\s*(?:\\a[lrcd]\s*)?  # overstrike, aligned somehow
    \(\s*\\s\s*\\up\s*\d+\s*\((?P<above>[^()]*)\)  # a script, so many points up
    \s*[,;]\s*(?P<below>[^()]*)\)\s*""",
    re.VERBOSE | re.IGNORECASE,
)


class Guide(NamedTuple):
    above: str
    below: str


def guide_of(instruction: str) -> Guide | None:
    r"""The guide that a field's instruction writes; None for any other field.

    >>> guide_of(r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(chēn),郴)')
    Guide(above='chēn', below='郴')
    >>> guide_of(r"PAGEREF _Toc1 \h"), guide_of(r"EQ \f(1,2)")
    (None, None)
    """
    found = _GUIDE.fullmatch(instruction)
    return Guide(found["above"].strip(), found["below"].strip()) if found else None


@dataclass
class Fields:
    """The fields that are open where a line is read: what each is told to show."""

    told: list[str] = field(default_factory=list)

    def read(self, node: Element) -> Guide | None:
        """Take in a ``w:fldChar``, ``w:instrText`` or ``w:fldSimple``; the guide that ends here. A
        field that keeps a result beside its instruction is read by that.
        """
        kind = node.get(qn("w:fldCharType"))
        if node.tag == qn("w:fldSimple"):
            shows = next(node.iter(qn("w:t")), None) is not None
            return None if shows else guide_of(str(node.get(qn("w:instr"), "")))
        if kind == "begin":
            self.told.append("")
        elif self.told and kind == "separate":
            self.told[-1] = ""
        elif self.told and kind == "end":
            return guide_of(self.told.pop())
        elif self.told and node.tag == qn("w:instrText"):
            self.told[-1] += node.text or ""
        return None
