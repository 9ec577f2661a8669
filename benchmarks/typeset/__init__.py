"""How long the pages take: ours beside WeasyPrint's own lines, Typst and Chromium."""
