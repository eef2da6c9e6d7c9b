"""What an e-form's file may leave out: blocks of fields, roles and sources that many forms share.

``{use: requester, decl: decl_death}`` in ``fields`` takes a list of fields of ``_shared.yaml``; in its texts ``{decl}``
is what the use says. A text with a name that the use doesn't give is left out: a source of a declaration that this form
hasn't. ``roles: {requester: {use: card_holder, label: …}}`` takes a role, and adds ``slots`` of its own before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NAME = re.compile(r"\{(\w+)\}")


def expand(data: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """The whole form, for ``EForm.model_validate``. Raises ``ValueError`` for a block that isn't there."""
    fields: list[Any] = []
    for field in data.get("fields") or ():
        if "use" not in field:
            fields.append(field)
            continue
        block = filled(_block(shared, "fields", field["use"]), field)
        first = {k: field[k] for k in ("section",) if k in field}
        fields += [block[0] | first, *block[1:]]
    roles = {name: _role(role, shared) for name, role in (data.get("roles") or {}).items()}
    return {**data, "fields": fields, "roles": roles}


def _role(role: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    if "use" not in role:
        return dict(role)
    block: dict[str, Any] = _block(shared, "roles", role["use"])
    own = {k: v for k, v in role.items() if k not in ("use", "slots")}
    return block | own | {"slots": [*role.get("slots", ()), *block["slots"]]}


def filled(part: Any, given: Mapping[str, Any]) -> Any:
    """The block with ``{name}`` replaced; a list's texts and mappings that lack a name are left out of the list."""
    if isinstance(part, str):
        return _NAME.sub(lambda m: str(given[m[1]]), part)
    if isinstance(part, Mapping):
        return {key: filled(value, given) for key, value in part.items()}
    if isinstance(part, list):
        return [filled(one, given) for one in part if _has_all(one, given)]
    return part


def _has_all(part: Any, given: Mapping[str, Any]) -> bool:
    if isinstance(part, str):
        return all(name in given for name in _NAME.findall(part))
    if isinstance(part, Mapping):
        return all(_has_all(value, given) for value in part.values() if not isinstance(value, list))
    return True


def _block(shared: Mapping[str, Any], kind: str, name: str) -> Any:
    found = shared.get(kind, {}).get(name)
    if found is None:
        raise ValueError(f"no shared block '{name}' in {kind}")
    return found
