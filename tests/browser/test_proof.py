"""The proof page as an editor uses it: open, filter, decide, save, and the next briefing has it."""

import re
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.conftest import ROOT
from tests.end_to_end.test_report import report, words_of

pytestmark = pytest.mark.slow

#: Where the page alone is looked at.
ONE_FILE = '[layout]\nformats = ["epub"]\n'


def opened(page, folder):
    page.goto((folder / "output" / "proof.html").as_uri())
    return page


def query(page, words):
    return page.locator(".query", has=page.locator("del", has_text=re.compile(f"^{words}$")))


def test_doubts_are_shown_where_they_are_with_what_is_printed(page, project):
    opened(page, project)

    assert query(page, "and").is_visible()
    assert page.locator("mark.reading", has_text="and").count() == 1
    assert page.locator("#count").inner_text() == "0 / 2"
    page.locator("mark.reading", has_text="and").click()
    assert "now" in query(page, "and").get_attribute("class")
    lines = page.locator(".row", has=page.locator("mark", has_text="and")).locator(".lines li")
    assert lines.first.get_attribute("value") == "3"
    assert page.get_by_text("由1印出，见“做法与成效”").count() == 1
    page.locator("summary").first.click()
    assert page.locator(".variants").first.inner_text().split() == [
        "数字", "1", "1.2", "2", "1.3",
    ]  # fmt: skip


def test_filters_choose_what_is_listed(page, project):
    opened(page, project)

    page.select_option("[name=kind]", "")
    everything = page.locator(".query:visible").count()
    page.select_option("[name=kind]", "reading")
    page.select_option("[name=source]", "2")
    assert everything > 2
    assert page.locator(".query:visible").count() == 0
    assert page.locator("#none").is_visible()
    assert page.locator("article.source:visible").count() == 1


def test_a_decision_made_with_the_keyboard_is_printed_in_all_three_files(page, project):
    opened(page, project)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.type("让")
    page.keyboard.press("Enter")
    assert page.locator("#count").inner_text() == "2 / 2"

    page.reload()  # kept while working
    assert page.locator("#count").inner_text() == "2 / 2"
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(project / "decisions.toml")
    run = report(project)

    assert run.returncode == 0, run.stderr
    text = (project / "decisions.toml").read_text("utf-8")
    assert text.startswith("# 裁定从这里开始\n")
    assert text.count('by = "proof"') == 2
    for file, words in words_of(project).items():
        assert "优良的环境" in words, file
        assert "and优良" not in words, file
        assert "让让" not in words.partition("凡例")[0], file
    opened(page, project)
    assert page.locator(".query[data-decided]").count() == 2


def test_undo_and_other_verdicts_change_the_file(page, project):
    opened(page, project)
    first = query(page, "and")
    first.get_by_role("button", name="不改").click()
    first.get_by_role("button", name="撤回").click()
    query(page, "让+").get_by_role("button", name="不改").click()

    with page.expect_download() as download:
        page.click("#save")

    text = download.value.path().read_text("utf-8")
    assert text.count("[c-") == 1
    assert 'verdict = "reject"' in text


def test_a_verdict_that_stands_in_the_file_is_replaced_not_repeated(page, project):
    name = page_id(page, project)
    (project / "decisions.toml").write_text(
        f'# first\n[{name}]\nverdict = "reject"\nnote = "旧"\n\n# last\n[c-0123456789]\n'
        'verdict = "accept"\n',
        "utf-8",
    )
    (project / "briefing.toml").write_text(ONE_FILE, "utf-8")
    assert report(project).returncode == 0
    opened(page, project)
    page.select_option("[name=decided]", "")
    query(page, "and").get_by_role("button", name="采纳").click()
    with page.expect_download() as download:
        page.click("#save")

    text = download.value.path().read_text("utf-8")
    assert text.count(f"[{name}]") == 1
    assert "旧" not in text
    assert "# first" in text
    assert '# last\n[c-0123456789]\nverdict = "accept"\n' in text


def page_id(page, project):
    opened(page, project)
    return query(page, "and").get_attribute("data-id")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_nobody_is_shut_out(page, project, axe, scheme, width):
    """axe finds nothing, on a phone and on a desk, by day and by night."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, project)
    page.keyboard.press("j")
    page.keyboard.press("e")

    page.evaluate(axe)  # a script tag is what the page's policy forbids
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
    )

    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_words_stay_words(page, tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(
        "</script><script>document.title='x'</script>优势and优良的<img src=x onerror=alert(1)>"
        "环境。\n",
        "utf-8",
    )
    (tmp_path / "decisions.toml").write_text("# </script><script>alert(2)</script><!--\n", "utf-8")
    (tmp_path / "briefing.toml").write_text(ONE_FILE, "utf-8")
    assert report(tmp_path).returncode == 0

    opened(page, tmp_path)

    assert page.title().startswith("校样")
    assert page.locator("img").count() == 0
    assert page.evaluate("JSON.parse(document.getElementById('decisions').textContent).text") == (
        "# </script><script>alert(2)</script><!--\n"
    )


@pytest.fixture
def served(project):
    run = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "review", str(project), "--no-browser"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = re.search(r"http://\S+", run.stderr.readline())[0]
    yield address
    run.terminate()
    run.wait(10)
    run.stderr.close()


def test_a_review_writes_the_file_itself(page, project, served):
    page.goto(served)
    page.keyboard.press("j")
    page.keyboard.press("a")
    with page.expect_response("**/decisions"):
        page.click("#save")
    page.wait_for_function("document.getElementById('pending').textContent === '已保存'")

    text = (project / "decisions.toml").read_text("utf-8")
    assert text.startswith("# 裁定从这里开始\n")
    assert 'verdict = "accept"\nby = "proof"\n' in text


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        ("decisions", {"Origin": "http://evil.example"}, "{}", 403),
        ("decisions", {}, "{}", 403),
        ("decisions", {"Host": "evil.example"}, "{}", 403),
        ("../x/decisions", {"Origin": None}, "{}", 404),
        ("decisions", {"Origin": None}, '{"c-1": {"verdict": "maybe"}}', 400),
        ("decisions", {"Origin": None}, '{"x]\\n[y": {"verdict": "accept"}}', 400),
        ("decisions", {"Origin": None}, "[", 400),
        ("decisions", {"Origin": None, "Content-Type": "text/plain"}, "{}", 415),
    ],
)
def test_what_another_page_sends_is_refused(project, served, path, headers, body, status):
    origin = served.rsplit("/", 2)[0]
    headers = {"Content-Type": "application/json", **headers}
    if "Origin" in headers and headers["Origin"] is None:
        headers["Origin"] = origin
    address = f"{origin}/{path[3:]}" if path.startswith("../") else served + path
    asked = urllib.request.Request(address, body.encode(), headers)

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=10)

    assert refused.value.code == status
    assert (project / "decisions.toml").read_text("utf-8") == "# 裁定从这里开始\n"
    refused.value.close()
