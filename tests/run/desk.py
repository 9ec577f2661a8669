"""What an editor does at the desk, and what is seen there: a report and its draft."""

from __future__ import annotations

import json

from docx import Document

from tests.draft.desk import edited

ONE = "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县茶园面积已达12万亩，居全省第三位。"
TWO = "去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，茶农人均增收两千元。"
TOML = '[briefing]\ntitle = "试"\n[layout]\nformats = ["docx"]\n'


def draft_of(path):
    return path / "output" / "briefing.docx"


def words(path):
    return "\n".join(one.text for one in Document(draft_of(path)).paragraphs)


def type_over(path, old, new):
    """Change words wherever they stand in the body (key points repeat sentences)."""

    def change(document):
        done = 0
        for paragraph in document.paragraphs:
            for one in paragraph.runs:
                if paragraph.style.name == "Body Text" and old in one.text:
                    one.text = one.text.replace(old, new)
                    done += 1
        assert done

    draft_of(path).write_bytes(edited(draft_of(path).read_bytes(), change))


def edits(path):
    return json.loads((path / "edits.json").read_text("utf-8"))["edits"]
