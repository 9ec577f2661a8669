"""Plain text with the tags of a web page in it: pasted from the page's source, or under another
name than the page was saved by. It is read as it stands; its reader should know.
"""

from __future__ import annotations

import re

#: The tags in which the words of a page stand.
_TAG = re.compile(
    r"<(/?(?:a|b|br|div|em|font|h[1-6]|img|li|p|span|strong|t[dhr]|table|ul)\b)[^<>]{0,500}>",
    re.IGNORECASE,
)
_LEAST = 6


def first_tag(text: str) -> str:
    r"""The first tag of a text that has many, by its name; "" of any other text.

    >>> first_tag("<p>春茶<b>开采</b>了。</p>\n<p>价钱<b>高</b>了。</p>")
    '<p>'
    >>> first_tag("网页里用<p>和</p>分段，用<b>加粗。若a<b而b>c，则a<c。"), first_tag("无")
    ('', '')
    """
    tags = _TAG.findall(text)
    return f"<{tags[0]}>" if len(tags) >= _LEAST else ""
