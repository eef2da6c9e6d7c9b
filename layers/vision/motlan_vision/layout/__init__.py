"""How lines stand to each other on a page."""
