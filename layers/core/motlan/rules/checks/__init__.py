"""Checks within one paper, by the names that a template uses: ``{check: date_words, fields: [birth_date, …]}``."""

from __future__ import annotations

from motlan.rules.checks import dates, numbers, words
from motlan.rules.checks.base import SURE, Check, CheckContext

CHECKS: dict[str, Check] = {
    "area_words": words.area_words,
    "date_order": dates.date_order,
    "date_words": words.date_words,
    "expiry": dates.expiry,
    "follows": dates.follows,
    "id_fits": numbers.id_fits,
    "id_format": numbers.id_format,
    "id_of_man": numbers.id_of_man,
    "id_of_woman": numbers.id_of_woman,
    "id_paper_dates": dates.id_paper_dates,
    "id_rows": numbers.id_rows,
    "land_changes": dates.land_changes,
    "licence_year": dates.licence_year,
    "marriage_age": dates.marriage_age,
    "min_age": dates.min_age,
    "money_words": words.money_words,
    "mrz": numbers.mrz,
    "not_future": dates.not_future,
    "personal_id": numbers.personal_id,
    "sum_of_areas": words.sum_of_areas,
    "tax_code": numbers.tax_code,
}

__all__ = ["CHECKS", "SURE", "Check", "CheckContext"]
