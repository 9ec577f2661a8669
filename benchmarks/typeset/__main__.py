"""``python -m benchmarks.typeset``: the same text in 4 pages and in 175, by each engine there is.

Every run is a process of its own, the engines take turns, and the shortest of the runs counts: so
what else the machine does weighs least. Typst (``pip install typst``) and Chromium are left out
where they aren't installed.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Cost, orphans_waited_for, run
from benchmarks.normalise.texts import load
from pipeline.apart import environment

CHARACTERS = {"4 pages": 4_100, "175 pages": 206_000}
ONE_PARAGRAPH = (12_500, 100_000)
_SENTENCE = re.compile("[^。！？]+[。！？]+[”’）》」]*")
ENGINES = ("ours", "plain", "typst", "chromium")

CSS = (
    "@page { size: A4; margin: 25mm 87.638pt }"
    'html { font: 10.5pt/18pt "Noto Serif SC"; hyphens: none } body { margin: 0 }'
    "p { margin: 0; text-indent: 2em; text-align: justify; orphans: 2; widows: 2 }"
)
TYPST = (
    '#set page("a4", margin: (x: 87.638pt, y: 25mm))\n'
    '#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh", region: "cn")\n'
    "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 7.5pt)\n"
)


def main() -> int:
    """Run all engines in turns and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.typeset", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each engine runs")
    parser.add_argument("--run", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        _set(asked.run[0], Path(asked.run[1]))
        return 0
    there = [engine for engine in ENGINES if is_there(engine)]
    _say(f"Seconds of processor time, the shortest of {asked.runs} runs; × plain WeasyPrint")
    _say(" " * 22 + "".join(f"{engine:>18}" for engine in there))
    for name, count in CHARACTERS.items():
        _row(name, paragraphs(count), there, asked.runs)
    for count in ONE_PARAGRAPH:
        text = ["".join(paragraphs(count))[:count]]
        _row(f"{count:,} in one", text, there, asked.runs)
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _row(name: str, texts: list[str], there: list[str], runs: int) -> None:
    best = dict.fromkeys(there, float("inf"))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "text.txt")
        source.write_text("\n".join(texts), "utf-8")
        for _ in range(runs):
            for engine in there:
                best[engine] = min(best[engine], cost(engine, source).processor)
    cells = [f"{best[engine]:9.2f}  ×{best[engine] / best['plain']:5.2f}" for engine in there]
    _say(f"{name:<22}" + "".join(f"{cell:>18}" for cell in cells))


def cost(engine: str, source: Path) -> Cost:
    """What it costs to set the paragraphs of a file, a line each."""
    command = [sys.executable, "-m", "benchmarks.typeset", "--run", engine, str(source)]
    return run(command)[0]


def paragraphs(count: int) -> list[str]:
    """Paragraphs of sentences of the benchmarks' articles, to so many characters. None stands
    twice: what an engine has measured once would cost it nothing.
    """
    articles = [block.text for text in load() for block in text.blocks if block.word == "p"]
    sentences = [one for article in articles for one in _SENTENCE.findall(article)]
    chance = random.Random(1)  # noqa: S311 - no secret hangs on it
    made: list[str] = []
    while count > 0:
        made.append("".join(chance.sample(sentences, chance.randint(2, 6))))
        count -= len(made[-1])
    return made


def is_there(engine: str) -> bool:
    if engine == "typst":
        return importlib.util.find_spec("typst") is not None
    return engine != "chromium" or shutil.which("chromium") is not None


def _set(engine: str, source: Path) -> None:
    texts = source.read_text("utf-8").splitlines()
    out = source.with_suffix(f".{engine}.pdf")
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    page = f'<html lang="zh-CN"><title>t</title><style>{CSS}</style><body>{body}</body>'
    if engine == "typst":
        _typst(texts, source, out)
    elif engine == "chromium":
        _chromium(page, source, out)
    else:
        _weasyprint(page, source, out, composed=engine == "ours")
    if not out.is_file() or time.time() - out.stat().st_mtime > 60:
        raise SystemExit(f"{engine} wrote nothing")


def _weasyprint(page: str, source: Path, out: Path, *, composed: bool) -> None:
    from pipeline.typography.fonts import private_fontconfig

    os.environ |= environment()  # as the process has it that sets pages
    private_fontconfig(source.parent)
    import weasyprint

    from pipeline.typography.composition import compose_lines

    if composed and compose_lines():
        raise SystemExit("another WeasyPrint: nothing to measure")
    weasyprint.HTML(string=page).write_pdf(out, pdf_variant="pdf/ua-1")


def _typst(texts: list[str], source: Path, out: Path) -> None:
    import typst

    from pipeline.typography.fonts import font_folders

    markup = source.with_suffix(".typ")
    special = str.maketrans({mark: "\\" + mark for mark in "\\#*_`$<>@=-+/~[]\"'"})
    markup.write_text(TYPST + "\n\n".join(text.translate(special) for text in texts), "utf-8")
    typst.compile(str(markup), output=str(out), font_paths=[str(f) for f in font_folders()])


def _chromium(page: str, source: Path, out: Path) -> None:
    from pipeline.typography.fonts import private_fontconfig

    private_fontconfig(source.parent)
    document = source.with_suffix(".html")
    document.write_text(page, "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command.append(f"--user-data-dir={source.parent / 'chromium'}")
    command += [f"--print-to-pdf={out}", document.as_uri()]
    with orphans_waited_for():
        subprocess.run(command, check=True, capture_output=True, env=dict(os.environ))


if __name__ == "__main__":
    sys.exit(main())
