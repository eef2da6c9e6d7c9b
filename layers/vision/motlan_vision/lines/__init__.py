"""Where the lines of text are on a page."""
