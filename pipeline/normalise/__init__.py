"""Stage 2: Source → Article. The order of the work reads as a page: see ``normalise``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Article, Certainty, Ground, Kind, Piece, Role, State
from pipeline.model.source import Span
from pipeline.normalise.decided import JOIN, UNDECIDED, Decided, decided
from pipeline.normalise.extensions import Rule, installed, of_kind
from pipeline.normalise.forms.headlines import in_two
from pipeline.normalise.forms.shapes import is_chapter_number, is_entry_day, is_rule_number
from pipeline.normalise.joining.join import decides
from pipeline.normalise.joining.segment import fragments
from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.ledger import (
    Entry,
    check_replay,
    corrections,
    in_source_order,
    named_blocks,
)
from pipeline.normalise.printed.lines import printed_lines
from pipeline.normalise.printed.tabbed import TABBED
from pipeline.normalise.readings import READING_RULES, ReadingRule, Said, doubts
from pipeline.normalise.roles.assign import assign
from pipeline.normalise.row import cells_of, narrow, without_wide_blanks
from pipeline.normalise.rules import BLOCK_RULES, CHARACTER_RULES, BlockRule, CharacterRule
from pipeline.normalise.rules.signs import are_names
from pipeline.normalise.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pipeline.model.article import Block
    from pipeline.model.decision import Decision
    from pipeline.model.source import Source
    from pipeline.normalise.joining.evidence import Fact
    from pipeline.normalise.joining.seam import Seam
    from pipeline.normalise.printed.lines import Line
    from pipeline.normalise.roles.parts import Part
    from pipeline.normalise.traced import Change, Edit

__all__ = ["RULE_NAMES", "Joint", "normalise", "normalised_blocks", "seams"]

_OURS: tuple[Rule, ...] = (*CHARACTER_RULES, *BLOCK_RULES, *READING_RULES)
_OTHERS = installed(rule.name for rule in _OURS)

#: The names that ``[rules]`` of the config may use.
RULE_NAMES: tuple[str, ...] = tuple(rule.name for rule in (*_OURS, *_OTHERS))

#: A blank between two English words that has come to stand at a line's start: this text is cut by
#: characters, whatever words that parts.
_CUTS_WORDS = re.compile("[a-z,;][\r\n]+ [A-Za-z]")

#: 本报讯（记者 张三, and 通讯员 李四 on the next line: a blank parts them.
_NAMES_REPORTER = re.compile(f"记者[{BLANK}：:][{BLANK}{HAN}]{{2,24}}$")

_LEVELLED = (Role.HEADING, Role.SUBHEADING)

# Every kind in the order it is tried in: ours, then those that other packages bring.
_CHARACTER = (*CHARACTER_RULES, *of_kind(CharacterRule, _OTHERS))
_BLOCK = (*BLOCK_RULES, *of_kind(BlockRule, _OTHERS))
_READING = (*READING_RULES, *of_kind(ReadingRule, _OTHERS))


class Joint(NamedTuple):
    """Two lines, by the offsets they start at in the source: joined or not, and why."""

    above: int
    below: int
    facts: tuple[Fact, ...]
    joined: bool


def normalise(
    source: Source,
    rules: Mapping[str, str] | None = None,
    decisions: Mapping[str, Decision] | None = None,
) -> Article:
    """Make an article of a source: mend characters, put lines together, mend each block, and
    say which readings are doubtful.

    ``rules`` says for a rule by name whether it is "off", only makes a "flag", or is to "fix"
    (the default; for readings, "flag" is). ``decisions`` are the editor's verdicts by the ids of
    corrections; those on readings wait for collation. The article is checked against its own
    ledger before it is given away.

    Raises ReplayFailed when a character got lost or changed unseen: always a bug of ours.
    """
    chosen = rules or {}
    article = _article(source, chosen, UNDECIDED)
    spoken = decided(article, decisions) if decisions else UNDECIDED
    if spoken.by_place:
        article = _article(source, chosen, spoken)
    check_replay(source, article.blocks, article.ledger)
    return article


def normalised_blocks(source: Source, rules: Mapping[str, str] | None = None) -> tuple[Block, ...]:
    """The blocks of the article that ``normalise`` makes, proved as there, without its ledger:
    for who asks for the words alone, of very many sources.
    """
    blocks, entries = _made(source, rules or {}, UNDECIDED)
    check_replay(source, blocks, in_source_order(entries))
    return blocks


def _article(source: Source, chosen: Mapping[str, str], spoken: Decided) -> Article:
    blocks, entries = _made(source, chosen, spoken)
    return Article(source, blocks, corrections(source, spoken.entries(entries)))


def _made(
    source: Source, chosen: Mapping[str, str], spoken: Decided
) -> tuple[tuple[Block, ...], list[Entry]]:
    """The blocks, and what was changed and doubted on the way to them."""
    entries: list[Entry] = []
    text = _mended(source, chosen, spoken, entries)

    def parted(above: Line, below: Line) -> bool:
        return spoken.parts(text, above, below)

    blocks = []
    cuts_words = _CUTS_WORDS.search(text.text) is not None
    for part in assign(fragments(printed_lines(text.text), parted=parted)):
        body = _joined(part, text, entries, cuts_words=cuts_words)
        if part.fragments[0].fixed == TABBED and part.role is not Role.FURNITURE:
            cells = cells_of(part.fragments[0].lines[0], text, entries)
            mended = [_mended_block(one, part, chosen, spoken, entries, narrow) for one in cells]
            said = [without_wide_blanks(one, entries) for one in mended]
            body = Traced(piece for one in said for piece in one.pieces)
        elif part.role is not Role.FURNITURE:  # which is kept as it was; nobody prints it
            body = _mended_block(body, part, chosen, spoken, entries)
        blocks.append((part, body))
    entries += _outside(source, [body for _, body in blocks], entries)
    entries += _doubtful(blocks, chosen)
    named = named_blocks(
        source.name,
        (
            (part.role, part.level if part.role in _LEVELLED else None, body.pieces)
            for part, body in blocks
        ),
    )
    return named, entries


def _mended_block(
    body: Traced, part: Part, chosen: Mapping[str, str], spoken: Decided, entries: list[Entry],
    allowed: Callable[[str, Iterable[Edit]], Iterable[Edit]] = lambda _, edits: edits,
) -> Traced:  # fmt: skip
    """What a block or a cell says, mended by each rule in its edits that are ``allowed``."""
    for rule in _BLOCK:
        if edits := list(allowed(body.text, rule.find(body.text, part.role))):
            body = _apply(rule, body, edits, chosen, spoken, entries)
    return body


def seams(source: Source, rules: Mapping[str, str] | None = None) -> list[Joint]:
    """Every decision to join two lines or not, with the facts it was made on, in reading order."""
    text = _mended(source, rules or {}, UNDECIDED, [])
    out: list[Joint] = []

    def note(seam: Seam, facts: tuple[Fact, ...]) -> None:
        above, below = (
            text.slice(at, at + 1)[0].span.start for at in (seam.above.start, seam.below.start)
        )
        out.append(Joint(above, below, facts, decides(facts)))

    fragments(printed_lines(text.text), note)
    return out


def _mended(
    source: Source, chosen: Mapping[str, str], spoken: Decided, entries: list[Entry]
) -> Traced:
    """The source with its characters mended, before its lines are looked at."""
    text = Traced.whole(source.text)
    for rule in _CHARACTER:
        text = _apply(rule, text, list(rule.find(text.text)), chosen, spoken, entries)
    return text


def _apply(
    rule: CharacterRule | BlockRule,
    text: Traced,
    edits: list[Edit],
    chosen: Mapping[str, str],
    spoken: Decided,
    entries: list[Entry],
) -> Traced:
    """Make a rule's edits, or only note them, as the config and the editor say."""
    wanted = chosen.get(rule.name, "fix")
    if wanted == "off":
        return text
    if spoken.by_place:
        edits = spoken.edits(rule.name, text, edits)
    if wanted == "fix":
        text, changes = text.edit(edits)
        entries += (_entry(rule, change, State.APPLIED) for change in changes)
        return text
    accepted = [edit for edit in edits if spoken.accepts(rule.name, text, edit)]
    changes = [change for edit in edits if edit not in accepted for change in text.edit([edit])[1]]
    entries += (_entry(rule, change, State.FLAGGED) for change in changes)
    text, made = text.edit(accepted)
    entries += (_entry(rule, change, State.APPLIED) for change in made)
    return text


def _entry(rule: CharacterRule | BlockRule, change: Change, state: State) -> Entry:
    reason = change.reason or rule.reason
    return Entry(change.span, change.after, rule.name, rule.kind, rule.certainty, reason, state)


def _doubtful(blocks: Sequence[tuple[Part, Traced]], chosen: Mapping[str, str]) -> Iterator[Entry]:
    """The doubts of the reading rules, as entries; the blocks stay as they are."""
    read = [(part, body) for part, body in blocks if part.role is not Role.FURNITURE]
    off = {name for name, wanted in chosen.items() if wanted == "off"}
    said = [Said(body.text, part.role) for part, body in read]
    for rule, doubt in doubts(said, off, _READING):
        pieces = read[doubt.block][1].slice(doubt.start, doubt.end)
        span = Span(pieces[0].span.start, pieces[-1].span.end)
        fix = chosen.get(rule.name) == "fix" and doubt.after is not None
        yield Entry(
            span, doubt.after, rule.name, Kind.READING, doubt.certainty, doubt.reason,
            State.APPLIED if fix else State.FLAGGED, doubt.alternatives, (Ground(rule.evidence),),
        )  # fmt: skip


def _joined(part: Part, text: Traced, entries: list[Entry], *, cuts_words: bool) -> Traced:
    """The lines of a part as one text; what stood between them goes into the ledger."""
    pieces: list[Piece] = []
    lines = [line for fragment in part.fragments for line in fragment.lines]
    for n, line in enumerate(lines):
        start = line.start
        if n == 0 and part.mark:
            end = start + len(part.mark)
            entries += (
                _layout(piece.span, "strip-heading-mark", "it only says: a heading follows")
                for piece in text.slice(start, end)
                if not piece.corrected
            )
            start = end
        if n:
            pieces += _seam(
                lines[n - 1], line, text, entries, part=part, first=n == 1, cuts_words=cuts_words
            )
        pieces += text.slice(start, line.end)
    return Traced(pieces)


def _seam(
    above: Line, below: Line, text: Traced, entries: list[Entry], *, part: Part, first: bool,
    cuts_words: bool,
) -> list[Piece]:  # fmt: skip
    """What stood between two lines of a block: line ends and blanks go, or become one blank; two
    cells of a row stay apart.

    Where a caption stood between, it is a block of its own, and nothing is said here.
    """
    if text.text[above.end : below.start].strip():
        return []
    gap = text.text[above.end : below.start]
    cut = cuts_words and not any(character in " \N{NO-BREAK SPACE}" for character in gap)
    glue = " " if _both_latin(above.text, below.text) and not cut else ""
    if _NAMES_REPORTER.search(above.text) and below.text.startswith("通讯员"):
        glue = " "
    if are_names(above.text) and are_names(below.text):
        glue = "\N{IDEOGRAPHIC SPACE}"
    kind = part.fragments[0].fixed
    halves = part.role in (Role.TITLE, Role.SUBTITLE) and in_two(above.text, below.text)
    numbered = is_rule_number(above.text) or (first and is_chapter_number(above.text))
    if kind == "row" or numbered or halves or (first and is_entry_day(above.text)):
        glue = "\N{IDEOGRAPHIC SPACE}"
    out = []
    for piece in text.slice(above.end, below.start):
        if piece.corrected:
            out.append(piece)
            continue
        entries.append(_layout(piece.span, JOIN, "a line's end inside a paragraph", glue))
        out.append(Piece(piece.span, glue, corrected=True))
        glue = ""
    return out


def _both_latin(above: str, below: str) -> bool:
    """Words parted by a line's end are parted by a blank, and English clauses behind their
    marks; Chinese isn't.
    """
    left, right = above[-1:], below[:1]
    if not (right.isascii() and right.isalpha()):
        return False
    if left in ",;" or (left in ".?!" and right.isupper()):
        word = above[-2:-1]
        return word.isascii() and word.isalpha()
    return left.isascii() and left.isalpha()


def _layout(span: Span, rule: str, reason: str, after: str = "") -> Entry:
    return Entry(span, after, rule, Kind.LAYOUT, Certainty.HIGH, reason, State.APPLIED)


def _outside(source: Source, bodies: Iterable[Traced], entries: Iterable[Entry]) -> list[Entry]:
    """What stands between blocks (line ends, blanks) and isn't in the ledger yet."""
    taken = [piece.span for body in bodies for piece in body.pieces]
    taken += [entry.span for entry in entries if entry.state is State.APPLIED]
    taken.sort()
    out = []
    at = 0
    for span in (*taken, Span(len(source.text), len(source.text))):
        if span.start > at:
            gap = Span(at, span.start)
            out.append(_layout(gap, "part-blocks", "white space between blocks"))
        at = max(at, span.end)
    return out
