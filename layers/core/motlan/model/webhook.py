"""Events as other systems are told of them: who wants which, what waits, what came of it. Nothing personal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Self

from pydantic import BaseModel, JsonValue


def subject_of(detail: Mapping[str, object]) -> str:
    """Whose order is kept: a paper's events come one after the other; else a dossier's, a request's, an office's."""
    named = (detail.get(key) for key in ("paper", "dossier", "id", "office"))
    return str(next((name for name in named if name), "-"))


class Told(BaseModel):
    """An event that a partner is told of; ``place`` orders the events of a subject as they were published."""

    id: str
    type: str
    at: str
    subject: str
    place: str
    detail: dict[str, JsonValue]

    @classmethod
    def of(cls, type_: str, detail: Mapping[str, object]) -> Self:
        """From the bus, where ``event`` and ``place`` stand in the detail."""
        place = str(detail["place"])
        return cls.model_validate(
            {
                "id": detail["event"],
                "type": type_,
                "at": datetime.fromtimestamp(int(place) / 1e9, UTC).isoformat(timespec="milliseconds"),
                "subject": subject_of(detail),
                "place": place,
                "detail": {key: value for key, value in detail.items() if key not in ("event", "place")},
            }
        )


class Subscription(BaseModel):
    """A partner's address. ``kinds``: beginnings of event types; ``offices``: theirs only (none named: all).

    ``secret`` signs what is sent and is shown once; until ``old_until`` (ISO) ``old_secret``, the one before it,
    signs too.
    """

    id: str
    url: str
    kinds: list[str]
    offices: list[str] = []
    secret: str
    old_secret: str | None = None
    old_until: str | None = None
    active: bool = True
    created_by: str
    created_at: str

    def older(self, now: datetime) -> tuple[str, ...]:
        """The secret before this one, while it still counts."""
        counts = self.old_secret and self.old_until and now < datetime.fromisoformat(self.old_until)
        return (self.old_secret,) if self.old_secret and counts else ()

    def wants(self, type_: str, office: object) -> bool:
        """Whether an event of this type and office is one of its."""
        return any(type_.startswith(k) for k in self.kinds) and (not self.offices or office in self.offices)


class Delivery(BaseModel):
    """One try to tell a partner; ``status`` None: no answer, ``problem`` says why."""

    at: str
    event: str
    type: str
    subject: str
    status: int | None = None
    milliseconds: int = 0
    problem: str | None = None

    @property
    def arrived(self) -> bool:
        """Only 2xx is a yes."""
        return self.status is not None and 200 <= self.status < 300
