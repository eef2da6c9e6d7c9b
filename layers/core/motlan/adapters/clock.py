"""Now, by the clock on the wall in Việt Nam."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

#: Indochina Time, without summer time since 1975.
VIETNAM = timezone(timedelta(hours=7))


class SystemClock:
    """``ports.Clock`` of the machine."""

    def now(self) -> datetime:
        """Aware, UTC+7."""
        return datetime.now(VIETNAM)

    def today(self) -> date:
        """The date in Việt Nam, also on a machine that runs in UTC."""
        return self.now().date()
