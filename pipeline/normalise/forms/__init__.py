"""What a line is by its own words: a heading, a caption, a byline, a field, a tool of a page."""
