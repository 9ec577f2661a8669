"""How many wrong readings are found, and how many right ones doubted: ``python -m …readings``."""
