"""Normalisers by the names that a paper's YAML file uses: text as read → a value in contract.md's normal form."""

from __future__ import annotations

from motlan.rules.normal import Normaliser
from motlan.rules.normalisers import dates, free, quantities, words
from motlan.rules.normalisers.codes import CODE_NORMALISERS

NORMALISERS: dict[str, Normaliser] = {
    **CODE_NORMALISERS,
    "address": free.address,
    "amount_words": words.amount_words,
    "area_m2": quantities.area_m2,
    "date": dates.date,
    "date_time": dates.date_time,
    "date_words": words.date_words,
    "ethnicity": words.ethnicity,
    "expiry": dates.expiry,
    "full_date": dates.full_date,
    "id_doc": free.id_doc,
    "integer": quantities.integer,
    "marital_status": words.marital_status,
    "money_vnd": quantities.money_vnd,
    "mrz": free.mrz,
    "name": words.name,
    "nationality": words.nationality,
    "sex": words.sex,
    "term": free.term,
    "text": words.text,
    "time": dates.time,
    "weight_g": quantities.weight_g,
    "year": dates.year,
    "yes_no": words.yes_no,
}

__all__ = ["NORMALISERS"]
