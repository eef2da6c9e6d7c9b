"""Definitions of the figures, each small enough to check by hand; shared with the project's outer scorer."""
