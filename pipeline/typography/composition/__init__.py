"""Chinese line composition inside WeasyPrint, by the rules of CLREQ.

WeasyPrint ends Chinese lines in the right places, nearly, and that is all: it justifies none,
squeezes no mark, keeps no space between Han and Latin. ``compose_lines`` puts our own lines in
the place of its own. Where rules come from and how they look: ``docs/typesetting.md``.

kinds      what the characters are, and what pairs of them may do
lines      where lines end, and what is added or taken between characters
shaping    what Pango knows: widths, breaks of UAX #14
shaped     the glyphs it has found
row        a paragraph's characters end to end, measured
paragraph  WeasyPrint's boxes as such a row
drawing    the glyphs of a line moved, and what they say
showing    them in the file
marking    or, where WeasyPrint must show them, what they say
dots       dots of emphasis under them
hook       the six functions of WeasyPrint that are wrapped
"""

from __future__ import annotations

WRITTEN_FOR = "70.0"
"""The WeasyPrint whose functions were read for this. Another one may call them otherwise."""


def compose_lines() -> tuple[str, ...]:
    """Have WeasyPrint's lines composed by us, from now on; warnings where that can't be.

    With another WeasyPrint than ``WRITTEN_FOR`` nothing is touched: it sets lines as it does.
    """
    import weasyprint

    if weasyprint.__version__ != WRITTEN_FOR:
        warning = (
            f"WeasyPrint is {weasyprint.__version__}, our line composition was written for"
            f" {WRITTEN_FOR}: lines are WeasyPrint's own, not justified, marks not squeezed"
        )
        return (warning,)
    from pipeline.typography.composition.hook import install

    install()
    return ()
