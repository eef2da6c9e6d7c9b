"""What is told without being asked: each month's report of every office, each day's sums. Nothing personal."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from motlan.ports import Blobs, Clock, Counts, Events
from motlan.rules.indicators import row, total, within
from motlan.rules.periods import MONTH, month_before
from motlan.usecases.indicators import Period, indicator_rules, show_asked, show_indicators
from motlan.usecases.spreadsheets import CSV, XLSX, as_csv, as_xlsx


def report_key(month: str, office: str, ending: str) -> str:
    """Where a month's report of an office lies in the derived bucket."""
    return f"reports/{month}/{office}.{ending}"


class Order(BaseModel):
    """What the schedule says; ``month`` or ``day`` where it is another one than the last."""

    model_config = ConfigDict(extra="forbid")

    task: Literal["month", "day"]
    month: str | None = Field(default=None, pattern=MONTH)
    day: date | None = None


@dataclass(frozen=True)
class Report:
    """Both may be made again at any time: files are replaced by what is known then."""

    counts: Counts
    derived: Blobs
    events: Events
    clock: Clock

    def __call__(self, order: Order) -> dict[str, object]:
        """Which month or day was told, and of how many offices."""
        return self.month(order.month) if order.task == "month" else self.day(order.day)

    def month(self, month: str | None = None) -> dict[str, object]:
        """Writes ``reports/<month>/<office>.json|csv|xlsx`` (by default of last month), an event each."""
        today = self.clock.today()
        chosen = month or month_before(today.isoformat())
        year, number = int(chosen[:4]), int(chosen[5:7])
        last = date(year, number, calendar.monthrange(year, number)[1])
        asked = Period(first=f"{chosen}-01", last=last.isoformat(), as_of=today.isoformat())
        offices = self.counts.offices()
        for office in offices:
            answer = show_indicators([office], asked, counts=self.counts)
            papers = show_asked([office], asked, counts=self.counts)
            body = answer.model_dump_json(exclude={"total"})
            for ending, made, media in (
                ("json", body.encode(), "application/json"),
                ("csv", as_csv(answer, "monthly"), CSV),
                ("xlsx", as_xlsx(answer, papers), XLSX),
            ):
                self.derived.put(report_key(chosen, office, ending), made, media)
            values = {i.code: i.value for i in answer.offices[0].indicators}
            told = {"office": office, "month": chosen, "table": answer.offices[0].table, "values": values}
            self.events.publish("motlan.indicators.month", told)
        return {"month": chosen, "offices": len(offices)}

    def day(self, day: date | None = None) -> dict[str, object]:
        """Tells each office's sums of a day (by default yesterday), an event an office that had any."""
        chosen = (day or self.clock.today() - timedelta(days=1)).isoformat()
        rules, told = indicator_rules(), 0
        for office in self.counts.offices():
            days = within(self.counts.days(office, chosen[:7]), chosen, chosen, self.clock.today().isoformat())
            if not days:
                continue
            told += 1
            detail = {"office": office, "day": chosen, "counts": dict(total(days)), "table": row(days, rules)}
            self.events.publish("motlan.indicators.day", detail)
        return {"day": chosen, "offices": told}
