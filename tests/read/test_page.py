"""Pages of the web as sites make them."""

import pytest

from tests.read.written import read

TITLE = "<title>河口镇 春茶开采_山阳网</title>"


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>河口镇 春茶开采</span></div>",
        "<div><div class=tit>河口镇 春茶开采</div></div>",
        "<h3>河口镇 春茶开采</h3>",
    ],
)
def test_the_line_that_the_page_is_called_by_is_its_title(line):
    page = f"{TITLE}<div>客户端</div>{line}<p>茶山上站满了人。</p>"

    assert read(page, ".html").text == "客户端\n# 河口镇 春茶开采\n茶山上站满了人。\n"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            f"{TITLE}<h1>河口镇 春茶开采</h1><p>河口镇春茶开采</p>",
            "# 河口镇 春茶开采\n河口镇春茶开采\n",
        ),
        (f"{TITLE}<p>河口镇春茶</p>", "河口镇春茶\n"),
        (f"{TITLE}<p>今年，<span>河口镇春茶开采</span>了。</p>", "今年，河口镇春茶开采了。\n"),
        ("<title>新闻</title><p>新闻</p>", "新闻\n"),
    ],
)
def test_other_lines_are_none(page, said):
    assert read(page, ".html").text == said
