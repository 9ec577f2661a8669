"""Pages from ``templates/``: autoescape is on, an undefined name is an error, nothing is found
outside that folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from pipeline.errors import ConfigError, Place

if TYPE_CHECKING:
    from pathlib import Path


def environment(templates: Path) -> jinja2.Environment:
    """Style sheets alone (``*.css.j2``) are not escaped: no word of a source goes into them. In a
    sandbox, since a project may bring templates of its own, and may come by mail.
    """
    return SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        autoescape=jinja2.select_autoescape(default=True, disabled_extensions=("css.j2",)),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def filled(pages: jinja2.Environment, name: str, **values: object) -> str:
    """A template filled in. Raises ConfigError, naming template and line, where it is missing,
    broken, or asks for what isn't there.
    """
    try:
        return pages.get_template(name).render(**values)
    except jinja2.TemplateSyntaxError as error:
        where = Place(f"templates/{error.name or name}", error.lineno)
        raise ConfigError(f"the template is broken: {error.message}", where=where) from None
    except jinja2.TemplateNotFound as error:
        where = Place(f"templates/{error.name}")
        raise ConfigError("the template is missing", where=where) from None
    except (jinja2.TemplateRuntimeError, KeyError) as error:
        where = Place(f"templates/{name}", _line(error, name))
        raise ConfigError(f"the template asks for what isn't there: {error}", where=where) from None


def _line(error: BaseException, name: str) -> int | None:
    """The line of the template that asked, the innermost where one includes another."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith((name, ".j2")):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
