"""Một Lần ("once"): reads the papers of Vietnamese administrative dossiers so that nobody brings them twice."""

__version__ = "0.1.0"
