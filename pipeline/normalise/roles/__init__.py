"""What the joined lines are to the reader: title, heading, paragraph, caption, byline."""
