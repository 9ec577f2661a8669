"""From the text to its printed lines in order: widths, columns, furniture, how it is set."""
