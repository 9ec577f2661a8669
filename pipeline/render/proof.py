"""Proof → one self-contained page: ``templates/proof/``, filled in. It needs no network, and its
policy allows no script and no style but those it was made with.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.errors import ConfigError, Place
from pipeline.messages import ground_in_chinese
from pipeline.render.templates import environment, filled

if TYPE_CHECKING:
    from pathlib import Path

    import jinja2

    from pipeline.model.proof import Proof

PAGE = "proof/page.html.j2"
_STYLE, _SCRIPT = "proof/proof.css", "proof/proof.js"


def render_proof(proof: Proof, templates: Path) -> bytes:
    """The page as UTF-8. Raises ConfigError where a template is missing or broken."""
    style, script = _read(templates, _STYLE), _read(templates, _SCRIPT)
    corrections = [query.correction for query in proof.queries]
    page = filled(
        _pages(templates),
        PAGE,
        proof=proof,
        words=proof.labels,
        kinds={one.id: one for one in corrections},
        found_kinds=list(dict.fromkeys(one.kind.value for one in corrections)),
        # A verdict kept in the browser belongs to this state of the sources and decisions.
        key=hashlib.sha256(
            "\n".join([proof.decisions, *(one.id for one in corrections)]).encode()
        ).hexdigest()[:16],
        decisions=_embedded({"text": proof.decisions}),
        style=style,
        script=script,
        hashes={"style": _hash(style), "script": _hash(script)},
    )
    return page.encode("utf-8", "xmlcharrefreplace")


@lru_cache(4)
def _pages(templates: Path) -> jinja2.Environment:
    """Its templates, compiled once as long as their files stay the same."""
    pages = environment(templates)
    pages.filters["ground"] = ground_in_chinese
    return pages


def _read(templates: Path, name: str) -> str:
    try:
        return (templates / name).read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError("the template is missing", where=Place(f"templates/{name}")) from None


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"


def _embedded(value: object) -> str:
    r"""JSON for a script element: nothing in it can end the element or open a comment.

    >>> print(_embedded("</script><!--"))
    "\u003c/script\u003e\u003c!--"
    """
    text = json.dumps(value, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
