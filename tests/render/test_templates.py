"""A project's own templates are filled in a sandbox."""

import pytest
from jinja2.exceptions import SecurityError

from pipeline.render.templates import environment


def test_a_template_gets_at_no_class_and_no_file(tmp_path):
    (tmp_path / "a.html.j2").write_text("{{ ''.__class__.__mro__[1].__subclasses__() }}", "utf-8")
    (tmp_path / "b.html.j2").write_text("{% include '../secret' %}", "utf-8")
    (tmp_path.parent / "secret").write_text("secret", "utf-8")
    pages = environment(tmp_path)

    with pytest.raises(SecurityError):
        pages.get_template("a.html.j2").render()
    with pytest.raises(Exception, match="secret"):
        pages.get_template("b.html.j2").render()
