"""The DOCX's styles by role: id, name as Word, WPS and LibreOffice show it, and kind.

A role that Word has a style for wears it under Word's own (English) name, which each program
shows in its user's language: so headings fill the navigation pane, notes and contents behave.
Every other role has a Chinese name. LibreOffice gives styles new ids when it saves: whoever
reads an edited draft has to go by names.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.render import ast


@dataclass(frozen=True, slots=True)
class DocxStyle:
    """``id`` is what paragraphs and runs refer to, ``name`` what people and pandoc go by.

    ``builtin`` says that Word knows the name.
    """

    id: str
    name: str
    builtin: bool = False


PARAGRAPHS = {
    "body": DocxStyle("BodyText", "Body Text", builtin=True),
    "heading-1": DocxStyle("Heading1", "heading 1", builtin=True),
    "heading-2": DocxStyle("Heading2", "heading 2", builtin=True),
    "heading-3": DocxStyle("Heading3", "heading 3", builtin=True),
    "heading-4": DocxStyle("Heading4", "heading 4", builtin=True),
    "cover-title": DocxStyle("Title", "Title", builtin=True),
    "cover-subtitle": DocxStyle("Subtitle", "Subtitle", builtin=True),
    "cover-marks": DocxStyle("CoverMarks", "封面密级与期号"),
    "cover-band": DocxStyle("CoverBand", "封面粗线"),
    "cover-hair": DocxStyle("CoverHair", "封面细线"),
    "cover-imprint": DocxStyle("CoverImprint", "封面编印单位与日期"),
    "cover-rule": DocxStyle("CoverRule", "封面短线"),
    "cover-abstract": DocxStyle("CoverAbstract", "封面摘要"),
    "masthead": DocxStyle("Masthead", "报头"),
    "issue": DocxStyle("Issue", "期号"),
    "imprint": DocxStyle("Imprint", "编印单位与日期"),
    "red-rule": DocxStyle("RedRule", "红色分隔线"),
    "head-line": DocxStyle("HeadLine", "版头文字"),
    "document-number": DocxStyle("DocumentNumber", "发文字号"),
    "addressees": DocxStyle("Addressees", "主送机关"),
    "signature": DocxStyle("Signed", "署名"),
    "signature-date": DocxStyle("SignedDate", "成文日期"),
    "back-line": DocxStyle("BackLine", "文后文字"),
    "foot-line": DocxStyle("FootLine", "版记"),
    "foot-names": DocxStyle("FootNames", "版记抄送"),
    "foot-to": DocxStyle("FootTo", "报尾"),
    "foot-copies": DocxStyle("FootCopies", "印数"),
    "head-mark": DocxStyle("HeadMark", "版头密级"),
    "blank": DocxStyle("Blank", "空行"),
    "contents-start": DocxStyle("ContentsStart", "目录前行"),
    "contents-title": DocxStyle("TOCHeading", "TOC Heading", builtin=True),
    "contents-1": DocxStyle("TOC1", "toc 1", builtin=True),
    "contents-2": DocxStyle("TOC2", "toc 2", builtin=True),
    "contents-3": DocxStyle("TOC3", "toc 3", builtin=True),
    "contents-end": DocxStyle("ContentsEnd", "目录末行"),
    "key-point": DocxStyle("KeyPoint", "核心提示"),
    "editor-note": DocxStyle("EditorNote", "编者按"),
    "abstract": DocxStyle("Abstract", "摘要"),
    "caption": DocxStyle("PictureCaption", "图片说明"),
    "timeline": DocxStyle("Timeline", "大事记"),
    "glossary": DocxStyle("Glossary", "术语"),
    "index-letter": DocxStyle("IndexLetter", "索引字母"),
    "index-entry": DocxStyle("Index1", "index 1", builtin=True),
    "source-entry": DocxStyle("SourceEntry", "资料条目"),
    "source-file": DocxStyle("SourceFile", "资料文件"),
    "colophon": DocxStyle("Colophon", "凡例"),
    "table-caption": DocxStyle("Caption", "caption", builtin=True),
    "table-head": DocxStyle("TableHead", "表头"),
    "table-cell": DocxStyle("TableCell", "表格文字"),
    "row-caption": DocxStyle("RowCaption", "资料表题"),
    "row-head": DocxStyle("RowHead", "资料表头"),
    "number-head": DocxStyle("NumberHead", "数字表头"),
    "table-number": DocxStyle("TableNumber", "表格数字"),
    "row-end": DocxStyle("RowEnd", "资料表前后"),
    "table-end": DocxStyle("TableEnd", "表后"),
    "chart": DocxStyle("Chart", "统计图"),
    "illustration": DocxStyle("Illustration", "编辑插图"),
    "chart-caption": DocxStyle("ChartCaption", "图题"),
    "chart-source": DocxStyle("ChartSource", "图注"),
    "foot-end": DocxStyle("FootEnd", "版记后"),
    "note": DocxStyle("FootnoteText", "footnote text", builtin=True),
    "comment": DocxStyle("CommentText", "annotation text", builtin=True),
    "running-head": DocxStyle("Header", "header", builtin=True),
    "folio": DocxStyle("Footer", "footer", builtin=True),
    "folio-even": DocxStyle("FooterEven", "偶数页页码"),
}
"""Paragraph styles by role. A role is a style of typography.toml, but for the folio of even pages
and those of the wordless paragraphs around contents and behind tables."""

RUNS = {
    ast.CITATION: DocxStyle("Citation", "出处"),
    ast.LEAD: DocxStyle("Lead", "条目首词"),
    ast.HEADING_NUMBER: DocxStyle("HeadingNumber", "标题序号"),
    "source-words": DocxStyle("SourceWords", "资料原文"),
    "our-words": DocxStyle("OurWords", "编者文字"),
    "editor-words": DocxStyle("EditorWords", "编辑改文"),
    "note-call": DocxStyle("FootnoteReference", "footnote reference", builtin=True),
    "note-number": DocxStyle("NoteNumber", "脚注序号"),
    "link": DocxStyle("Hyperlink", "Hyperlink", builtin=True),
    "comment-mark": DocxStyle("CommentReference", "annotation reference", builtin=True),
}
"""Character styles by role."""

_STRESS = {"bold": "加粗", "italic": "斜体", "dots": "加点"}


def _stressed(role: str, look: str) -> DocxStyle:
    """The style of words that an editor has stressed: that of the words, and how, in its name."""
    plain, looks = RUNS[role], look.split("-")
    return DocxStyle(
        plain.id + "".join(map(str.title, looks)),
        plain.name + "".join(_STRESS[one] for one in looks),
    )


RUNS |= {
    f"{role}-{look}": _stressed(role, look) for role in ast.VOICES.values() for look in ast.STRESSED
}

NORMAL = DocxStyle("Normal", "Normal", builtin=True)
PLAIN_RUN = DocxStyle("DefaultParagraphFont", "Default Paragraph Font", builtin=True)
PLAIN_TABLE = DocxStyle("TableNormal", "Normal Table", builtin=True)
TABLE = DocxStyle("BriefingTable", "简报表格")

MARKER_LIST = 1
"""The list (``w:num``) whose sign is the marker of styles that have one."""


def paragraph_style(role: str) -> DocxStyle:
    """The style of a role; one that only a further layout has goes by its own name.

    >>> paragraph_style("side-remark")
    DocxStyle(id='SideRemark', name='side-remark', builtin=False)
    """
    plain = role.replace("-", " ").title().replace(" ", "")
    return PARAGRAPHS.get(role) or DocxStyle(plain, role)


def dress(role: str, _id: str) -> ast.Attributes:
    """What pandoc is told of a role: the name of its style.

    Ids become bookmarks later on: pandoc draws its own around whole sections, where an editor's
    changes lose them.
    """
    if role == "table":
        return ["", [], [["custom-style", TABLE.name]]]
    style = RUNS.get(role) or paragraph_style(role)
    return ["", [], [["custom-style", style.name]]]
