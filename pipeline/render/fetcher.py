"""The fetcher that WeasyPrint is given: it brings nothing but ``data:`` URIs.

A manuscript needs nothing from outside. Whatever asks for a file or an address, be it a fault of
a template or words of a source that have become markup, is refused, and the refusal ends the
rendering: WeasyPrint's FatalURLFetchingError, a BaseException, which render_pdf turns into
OutputInvalid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher


def sealed_fetcher() -> URLFetcher:
    """A fetcher that refuses every URL but ``data:``, and lets no refusal pass unnoticed.

    ``fail_on_errors`` matters: without it WeasyPrint takes a refusal for a missing picture and
    goes on. It is imported here, not above, since fontconfig has to be set up before it is.
    """
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
