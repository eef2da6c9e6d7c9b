"""What a procedure's file may leave out: blocks that many procedures share, and all that a later version keeps.

``facts: {use: [channel, agent_used], …}`` and ``{use: identity, of: [requester], …}`` take a block of ``_shared.yaml``,
its own keys win; ``of`` goes to the options that name nobody. ``extends: 1.001776`` begins with that file's procedure:
top-level keys win, ``change: {component: {…}}`` changes components by id (null takes one out), ``add: […]`` appends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Raw = Mapping[str, Any]


def expand(data: Raw, shared: Raw, load: Callable[[str], Raw]) -> dict[str, Any]:
    """The whole procedure, for ``Procedure.model_validate``. ``load``: another file by its stem, as it stands there.

    Raises ``ValueError`` for a block or a component that isn't there, or files that extend one another in a circle.
    """
    return _shared({k: v for k, v in _whole(data, load, ()).items() if k != "extends"}, shared)


def _whole(data: Raw, load: Callable[[str], Raw], seen: tuple[str, ...]) -> dict[str, Any]:
    base = data.get("extends")
    if base is None:
        return dict(data)
    if base in seen:
        raise ValueError(f"files extend one another in a circle: {', '.join(seen)}")
    below = _whole(load(str(base)), load, (*seen, str(base)))
    changes = data.get("change") or {}
    components = {component_id(c): dict(c) for c in below["components"]}
    if unknown := set(changes) - set(components):
        raise ValueError(f"change: no such component in {base}: {', '.join(sorted(unknown))}")
    for name, change in changes.items():
        components[name] = {} if change is None else components[name] | change
    kept = [c for c in components.values() if c]
    own = {k: v for k, v in data.items() if k not in ("change", "add")}
    below = {k: v for k, v in below.items() if k not in ("valid_from", "valid_to", "to_verify")}
    return below | {"components": [*kept, *(data.get("add") or [])]} | own


def component_id(component: Raw) -> str:
    """Its id, or that of the block that it takes."""
    return str(component.get("id") or component.get("use"))


def _shared(data: dict[str, Any], shared: Raw) -> dict[str, Any]:
    facts = dict(data.get("facts") or {})
    used = {name: _block(shared, "facts", name) for name in facts.pop("use", ())}
    return data | {"facts": used | facts, "components": [_component(c, shared) for c in data.get("components", ())]}


def _component(component: Raw, shared: Raw) -> dict[str, Any]:
    if "use" not in component:
        return dict(component)
    block = _block(shared, "components", component["use"])
    own = {k: v for k, v in component.items() if k not in ("use", "of")}
    made = {"id": component["use"]} | block | own
    if of := component.get("of"):
        made["options"] = [option if option.get("of") else option | {"of": of} for option in made["options"]]
    return made


def _block(shared: Raw, kind: str, name: str) -> dict[str, Any]:
    found = shared.get(kind, {}).get(name)
    if found is None:
        raise ValueError(f"no shared block '{name}' in {kind}")
    return dict(found)
