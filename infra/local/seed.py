"""Demo users, one a role, with random passwords that lie in a file which only its owner can read."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from pathlib import Path
from typing import Any, TypedDict


class User(TypedDict):
    """``offices``: codes separated by commas, as the token carries them."""

    role: str
    offices: str
    password: str


#: An invented commune (MẪU).
OFFICE = "xa-mau"
ROLES = {"clerk": OFFICE, "archivist": OFFICE, "eform": OFFICE, "operator": "*", "kiosk": OFFICE}


def seed(cognito: Any, pool: str, file: Path) -> dict[str, User]:
    """Creates the users that are missing; a user's name is its role. Returns all of them."""
    users: dict[str, User] = json.loads(file.read_text()) if file.is_file() else {}
    for role, offices in ROLES.items():
        user = users.setdefault(role, {"role": role, "offices": offices, "password": _password()})
        with contextlib.suppress(cognito.exceptions.UsernameExistsException):
            cognito.admin_create_user(
                UserPoolId=pool,
                Username=role,
                MessageAction="SUPPRESS",
                TemporaryPassword=user["password"],
                UserAttributes=[{"Name": "custom:offices", "Value": user["offices"]}] if user["offices"] else [],
            )
        cognito.admin_set_user_password(UserPoolId=pool, Username=role, Password=user["password"], Permanent=True)
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=role, GroupName=role)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(descriptor, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(users, stream, indent=1)
    return users


def _password() -> str:
    return f"Mau-{secrets.token_urlsafe(18)}0a"
