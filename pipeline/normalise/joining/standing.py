"""What stands apart from the line above it or below it: titles, headings, captions, tables, fields,
the day a document is signed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms import captions, shapes
from pipeline.normalise.forms.counting import number_of, numbers_inside
from pipeline.normalise.forms.imprint import is_day, is_enactment, opens_enactment, opens_report
from pipeline.normalise.forms.lists import are_items, may_be_field
from pipeline.normalise.joining.edge import lost_indent, nearly_full, token_width
from pipeline.normalise.joining.seam import SHORT, word_goes_on
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.printed.columns import FULL, is_indent

if TYPE_CHECKING:
    from pipeline.normalise.joining.seam import Seam

#: Where more lines than this have an empty one before them, no line is set apart by two.
_MANY_APART = 0.6

#: Who took a picture, on a line of its own, is no wider (cells).
_CREDIT_ALONE = 9.0

#: A row of a table has so many cells.
_ROW_CELLS = 3

#: The name of a chapter is no wider (cells).
_NAME = 20.0

#: A first line has so many cells.
_FIRST_LINE = 10.0

#: Prose that was cut is as wide (cells); a word and its colon.
_PROSE, _A_WORD = 25.0, re.compile(f"[{HAN}]{{2,4}}[：:]")

#: 姓名：陆清扬；性别：: a field behind another one.
_NEXT_FIELD = re.compile(f"[：:].*[；;][{HAN}]{{2,6}}[：:]")

#: [2]312.46亿元: a mark in the text; a note above it would end in a page, a year, an issue.
_CITED, _IN_PROSE = (
    re.compile("\\[[0-9]{1,3}\\](?=\\S)"),
    re.compile("(?:[\u4e00-\u9fff]|[\u4e00-\u9fff](?:\\[[0-9]{1,3}\\]){1,4})(?<![期页版年])$"),
)

#: Levels of 一、 and （一）, which number headings; 1. may number an item.
_CHAPTERS = 2

#: The name of an abstract has so many characters, blanks and brackets among them.
_ABSTRACT_NAME = 9
#: The end of a sentence that leads over to a list: it speaks for nobody.
_LEADS_ON = re.compile(
    "(?:决定|议定|认为|指出|强调|要求|明确|提出|如下|以下|包括|判决|裁定|建议|决議)[：:]$"
)

#: 信中写道：, 他说：, 邑人颂曰：: what a sentence says before somebody's words, not who speaks.
_TELLS = re.compile(
    f"[他她它其这那][^，。；：]{{0,8}}[：:]|[{HAN}]{{1,10}}"
    "(?:写道|说道|[诗词歌联]云|[对问颂叹赞又]曰|[常还又便就]说|如下)[：:]"
    f"|[{HAN}]{{1,8}}说[：:](?=[“「])"
)


def caption_ended(seam: Seam) -> bool:
    """The caption of a picture or a table, at its end."""
    text = seam.above.text
    if credit_alone(seam):
        return False
    return (
        captions.is_caption(text) if not seam.state.wrapped else captions.says_what_is_shown(text)
    )


def credit_alone(seam: Seam) -> bool:
    """图为…。 without a credit, and below it who took the picture, on a line of its own."""
    above, below = seam.above, seam.below
    if above.credited or not below.credited or below.width > _CREDIT_ALONE:
        return False
    return captions.says_what_is_shown(above.text)


def heading_full(seam: Seam) -> bool:
    """A numbered heading that fills its line, over one that looks like a first line.

    What has a number of the lowest kind (1.) and a comma is an item, which may run on.
    """
    text = seam.above.text
    level = shapes.numbered_level(text)
    if level is None or (level > _CHAPTERS and endings.has_clause_mark(text)):
        return False
    return not word_goes_on(seam) and lost_indent(seam)


def heading_above(seam: Seam) -> bool:
    """Two lines that look like first lines, one under the other, the upper one without a mark in
    it: a heading that nearly fills its line.
    """
    if not seam.setting.first_short or seam.after is None or not is_indent(seam.short_by):
        return False
    if endings.has_clause_mark(seam.above.text) or seam.above.marked or word_goes_on(seam):
        return False
    runs_on = not seam.below.ended and seam.setting.missing(seam.after) <= FULL
    return is_indent(seam.below_short_by) and runs_on and not token_width(seam.after)


def respaced(seam: Seam) -> bool:
    """One of the two lines is letter-spaced: a title stands beside something else."""
    above, below = seam.above, seam.below
    return above.spaced != below.spaced and min(len(above.text), len(below.text)) > 3


def item_below(seam: Seam) -> bool:
    """The next line starts with a number of its own, where the line above may end. In what is
    quoted over many paragraphs (a law's new wording) a quote is opened before each number.
    """
    below = seam.below.text.removeprefix("“")
    if _cites(seam) or seam.state.refers:
        return False
    if shapes.is_note(below) or (seam.state.ended and shapes.heads_table(below)):
        return True
    if not shapes.starts_numbered(below) or _counts_on(seam):
        return False
    if shapes.is_field(below):
        return True
    named = not shapes.has_number(below)
    if named and _TELLS.match(below) and not shapes.is_field(below):
        return False
    if named and (_fields_run_on(seam) or _LEADS_ON.search(below[: below.find("：") + 1])):
        return False
    if seam.above.text[-1].isdigit() and below[0].isdigit():
        return False  # a number on two lines
    may_end = seam.state.ended or not seam.state.wrapped or not nearly_full(seam)
    # 理由很｜简单：…: a word and a colon open nothing where prose was cut.
    cut = seam.above.width >= _PROSE and not seam.above.marked and not seam.state.ended
    if cut and endings.has_clause_mark(seam.above.text) and not shapes.has_number(below):
        may_end = may_end and not _A_WORD.match(below)
    # Keywords end without a mark, and so do headings.
    above = seam.above.text
    headed = shapes.numbered_level(above) is not None and not endings.has_clause_mark(above)
    unended = seam.state.first and (
        shapes.is_abstract(above) or (headed and not word_goes_on(seam))
    )
    return may_end or unended or endings.ends_in_lead_in(seam.above.text)


def _counts_on(seam: Seam) -> bool:
    """The paragraph counts inside its lines, and the next line begins with the number that follows;
    or with the first one, and the second stands inside of it or of the line after it.
    """
    opens = number_of(seam.below.text)
    if opens is None:
        return False
    if opens.value > 1:
        return opens.before() in seam.counted
    ahead = numbers_inside(seam.below.text)
    if seam.after is not None:
        ahead |= numbers_inside(seam.after.text)
    return opens.behind() in ahead


def _cites(seam: Seam) -> bool:
    """[2] at the start of a line that goes on with the sentence above: no number of a note, behind
    which a blank stands, or the end of another one above.
    """
    marked = seam.state.marked and seam.above.text[-1] != "]"
    open_end = seam.state.wrapped and nearly_full(seam) and not (seam.state.ended or marked)
    return (
        open_end
        and _CITED.match(seam.below.text) is not None
        and _IN_PROSE.search(seam.above.text) is not None
    )


def chapter_below(seam: Seam) -> bool:
    """第一节 发展环境: in prose no line begins with a chapter's number and a blank behind it."""
    return shapes.opens_chapter(seam.below.text) and not seam.below.ended


def named_below(seam: Seam) -> bool:
    """第一节 by itself, and below it a few words without a mark, which name the section."""
    if not shapes.is_chapter_number(seam.above.text):
        return False
    below = seam.below
    named = not (below.marked or endings.has_clause_mark(below.text) or below.text[0].isdigit())
    return named and below.width <= _NAME and not shapes.is_chapter_number(below.text)


def abstract_below(seam: Seam) -> bool:
    """摘要：, 【关键词】, with its mark."""
    below = seam.below.text
    return shapes.is_abstract(below) and any(mark in below[:_ABSTRACT_NAME] for mark in "：:】]")


def speaker_below(seam: Seam) -> bool:
    """Who speaks next, by itself on a line that stops short: 山阳日报记者：; not what says that
    something follows: 会议决定：.
    """
    below = seam.below.text
    if _LEADS_ON.search(below) or _TELLS.match(below):
        return False
    short = not seam.state.wrapped or seam.below_short_by > SHORT
    return short and endings.ends_in_colon(below) and not endings.has_clause_mark(below)


def fields(seam: Seam) -> bool:
    """Two fields of a list, each on its line: 左岸：…, 右岸：…. Where a line holds several, they
    run on, and so does prose that announces what somebody says, cut in mid-sentence.
    """
    cut = seam.state.full and not (seam.state.ended or seam.state.marked)
    prose = endings.has_clause_mark(seam.above.text) or word_goes_on(seam)
    if _fields_run_on(seam) or (cut and prose):
        return False
    return may_be_field(seam.above.text) and may_be_field(seam.below.text)


def _fields_run_on(seam: Seam) -> bool:
    """Fields stand one behind another in prose, up to the edge: 姓名：…；性别：…；｜籍贯：…."""
    return seam.state.full and _NEXT_FIELD.search(seam.above.text) is not None


def items(seam: Seam) -> bool:
    """Two items of a list, each on its line: 一、…, 二、…."""
    return are_items(seam.above.text, seam.below.text)


def caption_below(seam: Seam) -> bool:
    """A whole caption, with who took the picture, behind the end of a paragraph."""
    below = seam.below.text
    whole = captions.is_whole_caption(below) or captions.says_what_is_shown(below)
    if whole or seam.after is None:
        return whole
    return captions.opens_credit(below) and captions.ends_in_credit(below + seam.after.text)


def hanging(seam: Seam) -> bool:
    """An indented line in mid-sentence, as wide with its indent as the one below, which has none:
    the first two lines of a paragraph, in lines that no column is seen in. The blanks between names
    may be as wide as they are printed.
    """
    above, below = seam.above, seam.below
    first = is_indent(above.indent) and below.indent == 0.0
    if not first or above.width < _FIRST_LINE:
        return False
    reaches = above.width + above.indent
    return -FULL - _blank_cells(above.text) <= reaches - below.width <= FULL or (
        below.ended and below.width <= reaches + FULL
    )


def _blank_cells(text: str) -> float:
    """What the blanks of a line take of it, where they are printed as wide as they are given."""
    return sum(1.0 if one == "\N{IDEOGRAPHIC SPACE}" else 0.5 for one in text if one.isspace())


def stub(seam: Seam) -> bool:
    """A few words that stop far from the edge, though what follows has no word too long for it;
    where a comma stands in them, in the first half of the line.
    """
    column = seam.setting.column
    if column is None or word_goes_on(seam):
        return False
    if endings.has_clause_mark(seam.above.text) and seam.short_by <= column / 2:
        return False
    if seam.above.text[-1].isascii():
        return False  # words aren't cut
    if seam.below.text[0].isascii() and seam.short_by <= token_width(seam.below) + 2 * SHORT:
        return False
    return seam.short_by > max(SHORT, column / 3)


def shown_below(seam: Seam) -> bool:
    """A sentence ends, and 图为… begins: no sentence of prose does so at a line's start."""
    return seam.below.text.startswith(("图为", "圖為"))


def report_below(seam: Seam) -> bool:
    """A sentence ends, and a line without a mark stands over one that opens a report: its title."""
    after = seam.after
    if after is None or not opens_report(after.text):
        return False
    return not seam.below.marked and not endings.has_clause_mark(seam.below.text)


def enactment(seam: Seam) -> bool:
    """Behind a line without a mark, when a law was passed and by whom; or that, whole, above."""
    return not seam.state.marked and (
        opens_enactment(seam.below.text) or is_enactment(seam.above.text)
    )


def table_below(seam: Seam) -> bool:
    """The head of a table, and its first row: 表2 各村收入, 类别 金额 占比."""
    return shapes.heads_table(seam.above.text) and len(seam.below.text.split()) >= _ROW_CELLS


def rows(seam: Seam) -> bool:
    """Two rows of a table, of as many cells or one more or less."""
    above, below = seam.above.text, seam.below.text
    count = len(above.split())
    if count <= _ROW_CELLS:  # nearly every line
        return False
    other = len(below.split())
    marked = any(endings.CLAUSE_END.search(text) for text in (above, below))
    return other > _ROW_CELLS and abs(count - other) <= 1 and not marked


def note_goes_on(seam: Seam) -> bool:
    """A reference on its way to its end, and no other one below."""
    return shapes.is_note(seam.above.text) and not shapes.is_note(seam.below.text)


def orphan(seam: Seam) -> bool:
    """One line before a page's edge that no word goes on from: it is prose when a clause ends in
    it, unless it says what is shown in a figure.
    """
    text = seam.above.text
    prose = endings.has_clause_mark(text) and not captions.is_caption(text)
    return not prose and not word_goes_on(seam)


def day_below(seam: Seam) -> bool:
    """A day and nothing else, which no line's end has cut off: there a document is signed."""
    if not is_day(seam.below.text) or endings.ends_in_pause(seam.above.text):
        return False
    return not seam.state.wrapped or (not seam.below_full and seam.below_short_by > SHORT)


def alone(seam: Seam) -> bool:
    """A short line without a mark, an empty line on either side of it: a heading, a title.

    It may have been read between two columns, in the middle of a paragraph.
    """
    set_apart = seam.after is None or seam.after.blanks > 0
    if not set_apart or seam.below_short_by <= SHORT or seam.setting.blank_share > _MANY_APART:
        return False
    return not (seam.below.marked or seam.below.credited) and not word_goes_on(seam)
