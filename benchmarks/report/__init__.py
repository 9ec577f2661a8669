"""How long a report takes, and what it takes of memory."""
