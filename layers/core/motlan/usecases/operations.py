"""What an operator looks at: queues and their age, today's counts, dead letters and their replay. Nothing personal."""

from __future__ import annotations

from typing import get_args

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import BadRequest
from motlan.model.letters import DeadLetter
from motlan.model.record import FINAL_STATES, State
from motlan.usecases.case import Caller, Services

#: States in which something or somebody still has to do something.
_OPEN: tuple[State, ...] = ("opened", "received", "reading", "understanding", "review")
#: Dead letters of one answer or one replay.
MOST_LETTERS = 100
#: Offices of one summary; each costs some twenty queries.
MOST_OFFICES = 50


class StateCount(BaseModel):
    """How many dossiers of an office wait in a state; ``oldest``: since when the first of them does (ISO)."""

    state: State
    waiting: int
    oldest: str | None


class OfficeSummary(BaseModel):
    """``queues``: what is not at its end. ``today``: of the dossiers opened today, how many are in each state now."""

    office: str
    queues: list[StateCount]
    today: dict[State, int]


class Summary(BaseModel):
    """``messages``: files that arrived and wait to be looked at, are looked at now, and could not be dealt with."""

    as_of: str
    messages: dict[str, int]
    offices: list[OfficeSummary]


class Letters(BaseModel):
    """Dead letters, some of them where there are very many (``dead`` of ``messages`` counts all)."""

    letters: list[DeadLetter]


class ReplayRequest(BaseModel):
    """``ids`` of dead letters; without them all are replayed."""

    model_config = ConfigDict(extra="forbid")

    ids: list[str] | None = Field(default=None, min_length=1, max_length=MOST_LETTERS)


class Replayed(BaseModel):
    """Which letters were sent again; what they name is received once however often it comes."""

    replayed: list[str]


def summarise(offices: list[str], *, caller: Caller, services: Services) -> Summary:
    """For these offices, or those that the caller's token is bound to (``*``: all that ever had a dossier counted)."""
    bound = services.counts.offices() if "*" in caller.offices else sorted(caller.offices)
    chosen = offices or bound[:MOST_OFFICES]
    if len(chosen) > MOST_OFFICES:
        raise BadRequest("E_OFFICE", "Quá nhiều cơ quan trong một lần xem.", f"Chọn nhiều nhất {MOST_OFFICES} cơ quan.")
    return Summary(
        as_of=services.clock.now().isoformat(timespec="seconds"),
        messages=services.queues.lengths(),
        offices=[_office(office, services) for office in chosen],
    )


def _office(office: str, services: Services) -> OfficeSummary:
    registry, today = services.registry, services.clock.today().isoformat()
    queues = []
    for state in _OPEN:
        first, _ = registry.queue(office, state, limit=1, cursor=None)
        waiting = registry.count(office, state) if first else 0
        queues.append(StateCount(state=state, waiting=waiting, oldest=first[0].opened_at if first else None))
    states: tuple[State, ...] = get_args(State)
    assert set(_OPEN) | FINAL_STATES == set(states)
    counts = {state: registry.count(office, state, opened=today) for state in states}
    return OfficeSummary(office=office, queues=queues, today={state: n for state, n in counts.items() if n})


def dead_letters(services: Services) -> Letters:
    """Looking does not take them out."""
    return Letters(letters=services.queues.dead(MOST_LETTERS))


def replay(request: ReplayRequest, services: Services) -> Replayed:
    """Back to the queue that they came from; a letter that fails again comes back here."""
    return Replayed(replayed=services.queues.replay(request.ids or [], MOST_LETTERS))
