"""What stands in a source: characters that are none, escapes, other scripts."""

import pytest

from pipeline.model.article import Role, State
from pipeline.normalise import normalise
from pipeline.read import make_source

LINE = "近年来，山阳县把茶产业作为主导产业来抓，{}全县茶园面积已达十二万亩，居全省第三位。"
APPLIED, FLAGGED = State.APPLIED, State.FLAGGED

FATES = [
    pytest.param(38, "锟斤拷锟斤拷", None, FLAGGED, id="mojibake"),
    pytest.param(38, "烫烫烫烫", None, FLAGGED, id="memory never written"),
    pytest.param(39, "\N{REPLACEMENT CHARACTER}", None, FLAGGED, id="replacement"),
    pytest.param(40, "\x07", "", APPLIED, id="control"),
    pytest.param(42, "\N{LINE SEPARATOR}", "", APPLIED, id="line separator"),
    pytest.param(42, "\N{PARAGRAPH SEPARATOR}", "", APPLIED, id="paragraph separator"),
    pytest.param(42, "\x85", "", APPLIED, id="next line"),
    pytest.param(42, "\x0b", "", APPLIED, id="vertical tab"),
    pytest.param(42, "\x0c", "", APPLIED, id="form feed"),
    pytest.param(44, "\N{ZERO WIDTH SPACE}", "", APPLIED, id="zero width"),
    pytest.param(44, "\N{SOFT HYPHEN}", "", APPLIED, id="soft hyphen"),
    pytest.param(45, "\N{RIGHT-TO-LEFT OVERRIDE}", "", APPLIED, id="direction"),
    pytest.param(46, "\ufdd0", "", APPLIED, id="noncharacter"),
    pytest.param(46, "\ue123", None, FLAGGED, id="private use"),
    pytest.param(47, "\N{KANGXI RADICAL MAN}", "人", APPLIED, id="radical"),
    pytest.param(47, "\uf900", "豈", APPLIED, id="compatibility"),
    pytest.param(49, "２０２４", "2024", APPLIED, id="full width"),
    pytest.param(51, "税 收", "税收", APPLIED, id="letters apart"),
    pytest.param(66, "\x1b[31m", "[31m", APPLIED, id="an escape of terminals"),
]


@pytest.mark.row(38, 39, 40, 42, 44, 45, 46, 47, 49, 51)
@pytest.mark.parametrize(("row", "before", "after", "state"), FATES)
def test_odd_characters_are_mended_or_doubted_with_an_entry(row, before, after, state):
    article = normalise(make_source("a.txt", LINE.format(before)))

    (block,) = article.blocks
    assert block.text == LINE.format(before if after is None else after)
    entries = [one for one in article.ledger if one.state is state]
    assert entries, row
    if state is FLAGGED:
        assert not [one for one in article.ledger if one.state is APPLIED]
        assert entries[0].before == before
        assert entries[0].after is None


@pytest.mark.row(47, 52)
@pytest.mark.parametrize("text", ["葛\U000e0100", "著、於、裏、乾", "臺灣"])
def test_other_forms_of_a_character_stay_as_they_are(text):
    article = normalise(make_source("a.txt", LINE.format(text)))

    assert article.blocks[0].text == LINE.format(text)


@pytest.mark.row(53)
def test_a_text_without_chinese_is_a_text():
    text = "The first sentence stands here.\n\nAnother one stands in a second paragraph.\n"
    article = normalise(make_source("a.txt", text))

    assert [block.role for block in article.blocks] == [Role.PARAGRAPH] * 2
    assert "\n\n".join(block.text for block in article.blocks) == text.strip()
