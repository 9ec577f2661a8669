"""List of sources (资料来源): each as GB/T 7714—2015 cites it, then the file and what of it isn't
printed.

Author and title are the source's own; what a file can't say of itself (the newspaper, its date, a
page, an address) comes from ``[sources]``. Nothing is guessed: what isn't known is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compose.authors import authors
from pipeline.compose.quotes import inner
from pipeline.model.manuscript import Paragraph, Run, Style, Voice
from pipeline.model.source import Unit
from pipeline.normalise.language.endings import starts_with_dash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.compose.templates import Labels
    from pipeline.config import Reference
    from pipeline.config import Sources as SourcesConfig
    from pipeline.model.briefing import Briefing, Leftover, SourceEntry
    from pipeline.model.source import Source

#: So many authors are named (GB/T 7714—2015, 8.1.2).
_NAMED = 3

#: Of what isn't printed so many characters say what it was.
_MOST_WORDS = 24
#: Marks of the kinds of documents (GB/T 7714—2015, appendix B).
_ONLINE, _NEWSPAPER, _JOURNAL, _OTHER = "EB/OL", "N", "J", "Z"


def source_elements(
    briefing: Briefing, sources: SourcesConfig, labels: Labels, anchors: Mapping[str, str]
) -> Iterator[Paragraph]:
    """Two paragraphs a source: its reference, which citations lead to, and the file."""
    for entry in briefing.sources:
        name = entry.source.name
        reference = sources.reference.get(name)
        date = sources.date.get(name)
        said = labels.fill(
            "source_entry",
            siglum=entry.source.siglum,
            reference=cited(entry, reference, date.isoformat() if date else "", labels),
        )
        yield Paragraph(anchors[name], Style.SOURCE_ENTRY, (Run(said, Voice.OURS),))
        file = labels.fill(
            "source_file",
            name=name,
            encoding=entry.source.encoding.upper(),
            characters=len("".join(entry.source.text.split())),
            sha256=entry.source.sha256[:16],
        )
        left = _left_over([one for one in briefing.leftovers if one.source == name], labels)
        rest = labels.fill("source_left_over", parts=left) if left else ""
        words = (Run(file + _lines_are(entry.source, labels) + rest, Voice.OURS),)
        yield Paragraph(f"{anchors[name]}-file", Style.SOURCE_FILE, words)


def _lines_are(source: Source, labels: Labels) -> str:
    """How the numbers of a source's lines are found in its file, where they aren't its lines."""
    if source.unit is Unit.PARAGRAPH:
        return labels.fill("source_paragraphs")
    starts = enumerate(source.page_starts, 1)
    pages = [labels.fill("source_page", page=page, line=line) for page, line in starts]
    return labels.fill("source_pages", pages="、".join(pages)) if pages else ""


def cited(entry: SourceEntry, reference: Reference | None, date: str, labels: Labels) -> str:
    """A source as GB/T 7714—2015 cites it; ``date`` is ISO 8601, or ""."""
    title = (reference and reference.title) or _title(entry, labels)
    names = list(reference.author) if reference and reference.author else authors(entry.byline)
    if len(names) > _NAMED:
        names = [*names[:_NAMED], labels.fill("and_others")]
    kind = _kind(reference)
    head = f"{', '.join(names)}. " if names else ""
    return f"{head}{title}[{kind}].{_where(reference, date, kind)}"


def _kind(reference: Reference | None) -> str:
    """The mark of the kind of document: given, or what publication and address tell."""
    if reference is None:
        return _OTHER
    if reference.type:
        return reference.type
    if reference.url:
        return _ONLINE
    if reference.publication:
        return _NEWSPAPER if reference.publication.endswith("报") else _JOURNAL
    return _OTHER


def _where(reference: Reference | None, date: str, kind: str) -> str:
    """Where it was published: 郴州日报, 2021-10-11(3). 党政干部学刊, 2021, 12(3): 4-7."""
    if reference is None:
        return f" {date}." if date else ""
    publication, issue, url = reference.publication, reference.issue, reference.url
    if url:
        seen = f"[{reference.accessed.isoformat()}]" if reference.accessed else ""
        when = f"({date})" if date and not publication else date
        told = ", ".join(part for part in (publication, when) if part) + seen
        return f" {told}. {url}." if told else f" {url}."
    in_volume = kind == _JOURNAL and bool(issue)
    told = ", ".join(part for part in (publication, date[:4] if in_volume else date) if part)
    if issue:
        told += f", {issue}" if in_volume else f"({issue})"
    if reference.pages:
        told += f": {reference.pages}"
    return f" {told}." if told else ""


def _title(entry: SourceEntry, labels: Labels) -> str:
    """Title and subtitle, as the source has them."""
    title = entry.title or labels.fill("omitted")
    if entry.subtitle and starts_with_dash(entry.subtitle):
        title += entry.subtitle
    elif entry.subtitle:
        title = labels.fill("source_subtitle", title=title, subtitle=entry.subtitle)
    return title.rstrip("。")


def _opening(words: str, labels: Labels) -> str:
    """The first words, in quotes."""
    words = inner(words)
    name = "left_over_words" if len(words) <= _MOST_WORDS else "left_over_opening"
    return labels.fill(name, words=words[:_MOST_WORDS])


def _left_over(leftovers: Sequence[Leftover], labels: Labels) -> str:
    """What of a source isn't printed, by reason, with its lines, and where they are said nowhere
    else with its first words: 署名9；标题25“做法”、82“成效”.
    """
    by_reason: dict[str, list[str]] = {}
    for one in leftovers:
        told = by_reason.setdefault(one.reason, [])
        told += [run.printed for run in one.lines]
        if one.words:
            told[-1] += _opening(one.words, labels)
    return "；".join(
        f"{labels.left_over(reason)}{'、'.join(lines)}" for reason, lines in by_reason.items()
    )
