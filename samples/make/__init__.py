"""Invented dossiers, drawn and then damaged like office scans and phone photos, each with its whole truth.

``python -m samples.make --seed 7 --out DIR --count 20`` writes ``DIR/files`` and ``DIR/truth``. The same seed gives the
same truth and the same pixels. Nobody in them exists; every page that is not blank says "MẪU".
"""
