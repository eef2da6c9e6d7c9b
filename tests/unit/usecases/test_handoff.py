"""A phone brings in one dossier for the desk, by a link that soon ends."""

from __future__ import annotations

from typing import Any

import pytest

from motlan.model import Conflict, NotFound
from motlan.usecases.case import Caller, Services
from motlan.usecases.handoff import MINUTES, HandoffRequest, PhoneUpload, hand_to_phone, upload_by_phone

LAN = Caller("lan", frozenset({"clerk"}), frozenset({"25681"}))
PHOTO = {"name": "a.jpg", "bytes": 9, "sha256": "a" * 64}


@pytest.fixture
def services(world: Any) -> Services:
    made: Services = world.services()
    return made


def token(services: Services) -> tuple[str, str]:
    """The link's token and the dossier that it stands for."""
    asked = HandoffRequest(office="25681", procedure="1.001193")
    told = hand_to_phone(asked, caller=LAN, services=services)
    page, _, secret = told.link.partition("#")
    assert page == "https://motlan.invalid/gui-anh.html", "nothing but the fragment tells anything"
    assert told.dossier not in told.link
    return secret, told.dossier


def send(services: Services, secret: str, *, sha256: str = "a" * 64) -> Any:
    request = PhoneUpload.model_validate({"token": secret, "files": [PHOTO | {"sha256": sha256}]})
    return upload_by_phone(request, "203.0.113.7", services=services)


def test_the_phone_opens_the_desk_s_dossier_in_the_clerk_s_name(services: Services) -> None:
    secret, dossier = token(services)
    opened = send(services, secret)
    assert (opened.id, len(opened.uploads)) == (dossier, 1)
    record = services.registry.get(dossier)
    assert (record.office, record.procedure, record.opened_by) == ("25681", "1.001193", "lan")


def test_a_cut_upload_goes_on_and_other_files_are_refused(services: Services) -> None:
    secret, dossier = token(services)
    assert send(services, secret).id == send(services, secret).id == dossier
    with pytest.raises(Conflict):
        send(services, secret, sha256="b" * 64)


@pytest.mark.parametrize(("minutes", "good"), [(0, True), (MINUTES, True), (MINUTES + 1, False)])
def test_it_ends(world: Any, services: Services, minutes: int, good: bool) -> None:
    secret, _ = token(services)
    world.clock.move(minutes=minutes)
    if good:
        send(services, secret)
    else:
        with pytest.raises(NotFound) as refused:
            send(services, secret)
        assert refused.value.code == "E_NO_HANDOFF"


def test_a_guess_is_refused_alike_and_the_token_itself_is_kept_nowhere(
    services: Services, table: Any, dynamodb: Any
) -> None:
    secret, _ = token(services)
    with pytest.raises(NotFound, match="hết hạn"):
        send(services, "x" * 22)
    assert secret not in str(dynamodb.scan(TableName=table.name)["Items"])
