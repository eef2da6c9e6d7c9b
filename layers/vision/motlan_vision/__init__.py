"""Pages in, lines out."""
