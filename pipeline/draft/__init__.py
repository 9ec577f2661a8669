"""The way home: the edited DOCX → edits and verdicts, and edits → the next manuscript.

    draft.docx ─read_draft→ Draft ─take→ edits, verdicts
    manuscript + edits ─carry→ manuscript, conflicts, what is lost

A draft is untrusted input; edits are data (``edits.json``); nothing here touches the disk.
"""

from pipeline.draft.base import Base, BaseBlock, base_part
from pipeline.draft.bases import EditedBases
from pipeline.draft.blocks import Block, Content, block_of
from pipeline.draft.carried import Carried, Lost
from pipeline.draft.carry import carry
from pipeline.draft.edits import Edit, Kind, edits_record, parse_edits
from pipeline.draft.mention import MENTION
from pipeline.draft.misquoted import misquoted
from pipeline.draft.read import Draft, read_draft
from pipeline.draft.remarks import Conflict
from pipeline.draft.take import Taken, take
from pipeline.draft.told import KEY_POINT, EditedPassage, edited_passages
from pipeline.draft.undo import Undone, without_drafts, without_edits
from pipeline.draft.whole import same_project, struck_out
from pipeline.draft.wire import draft_of_record, draft_record
from pipeline.draft.words import Text, line, plain

__all__ = [
    "KEY_POINT",
    "MENTION",
    "Base",
    "BaseBlock",
    "Block",
    "Carried",
    "Conflict",
    "Content",
    "Draft",
    "Edit",
    "EditedBases",
    "EditedPassage",
    "Kind",
    "Lost",
    "Taken",
    "Text",
    "Undone",
    "base_part",
    "block_of",
    "carry",
    "draft_of_record",
    "draft_record",
    "edited_passages",
    "edits_record",
    "line",
    "misquoted",
    "parse_edits",
    "plain",
    "read_draft",
    "same_project",
    "struck_out",
    "take",
    "without_drafts",
    "without_edits",
]
