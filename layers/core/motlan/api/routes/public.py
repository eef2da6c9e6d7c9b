"""For citizens, without a token: which papers a procedure needs. No store is read by owner."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path
from pydantic import BaseModel, ConfigDict, Field

from motlan.api.routes.common import Pdf, Shape, entry, json_answer, pdf_answer, pdf_or
from motlan.rules.procedures import Fact
from motlan.usecases.case import Services
from motlan.usecases.checklist import ChecklistAnswer, ChecklistRequest, make_checklist
from motlan.usecases.printing import print_checklist


class PublicFact(BaseModel):
    """A question about the case; without ``values`` it is answered by yes or no."""

    ask: str
    default: Fact
    values: list[str]


class PublicProcedure(BaseModel):
    """A procedure as a citizen looks for it."""

    code: str
    name: str
    time: str
    fee: str | None
    facts: dict[str, PublicFact]


class PublicProcedures(BaseModel):
    """The catalogue in force."""

    as_of: str
    procedures: list[PublicProcedure]


class PublicChecklist(BaseModel):
    """Answers to the procedure's questions; of a person nothing is asked."""

    model_config = ConfigDict(extra="forbid")

    facts: dict[str, Fact] = Field(default={}, max_length=50)


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.get("/v1/public/procedures")
    def procedures() -> PublicProcedures:
        today = services.clock.today()
        found = [
            PublicProcedure(
                **procedure.model_dump(include={"code", "name", "time", "fee"}),
                facts={
                    name: PublicFact(ask=rule.ask, default=rule.default, values=list(rule.values))
                    for name, rule in procedure.facts.items()
                },
            )
            for procedure in services.knowledge.heads(today)
        ]
        return PublicProcedures(as_of=today.isoformat(), procedures=found)

    @app.post("/v1/public/procedures/<code>/checklist", responses=pdf_or(ChecklistAnswer))
    def checklist(
        code: Annotated[str, Path()], request: Annotated[PublicChecklist, Body()], shape: Shape = "json"
    ) -> Response[ChecklistAnswer | Pdf]:
        asked = ChecklistRequest(facts=request.facts)
        answer = make_checklist(code, asked, caller=entry(app).caller, record=None, services=services)
        return pdf_answer(print_checklist(answer, None, services)) if shape == "pdf" else json_answer(answer)
