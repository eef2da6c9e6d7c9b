"""One fault at a time on a sound page: what the reader makes of it, ``python -m benchmarks.robust``."""
