"""What of a new OpenAPI description breaks a client that was written for the old one.

Directions differ. A request may ask for less and allow more; an answer may say more and promise the same. New values of
an enumeration in an answer are no break: clients are told to expect them (docs/api.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

Json = Mapping[str, Any]
Way = Literal["request", "answer"]
#: Bound → whether a smaller number is the stricter one.
_BOUNDS = {
    "maxLength": True,
    "maximum": True,
    "exclusiveMaximum": True,
    "maxItems": True,
    "maxProperties": True,
    "minLength": False,
    "minimum": False,
    "exclusiveMinimum": False,
    "minItems": False,
    "minProperties": False,
}
_METHODS = ("get", "put", "post", "delete", "patch")


def breaking_changes(old: Json, new: Json) -> list[str]:
    """One line a break, naming the place; empty where every old client still works."""
    return list(_Comparison(old, new).paths())


class _Comparison:
    def __init__(self, old: Json, new: Json) -> None:
        self._old, self._new = old, new
        self._compared: set[tuple[str, str, Way]] = set()

    def paths(self) -> Iterator[str]:
        for path, methods in self._old["paths"].items():
            for method in (m for m in _METHODS if m in methods):
                name, now = f"{method.upper()} {path}", self._new["paths"].get(path, {}).get(method)
                if now is None:
                    yield f"{name}: removed"
                else:
                    yield from self._operation(name, methods[method], now)

    def _operation(self, name: str, old: Json, new: Json) -> Iterator[str]:
        if new.get("security") and not old.get("security"):
            yield f"{name}: now wants a token"
        if gone := set(old.get("x-roles", ())) - set(new.get("x-roles", ())):
            yield f"{name}: roles {', '.join(sorted(gone))} may no longer call it"
        before, now = _parameters(old), _parameters(new)
        for key in now:
            if now[key].get("required") and not before.get(key, {}).get("required"):
                yield f"{name}: parameter {key[1]} is now required"
        for key in before:
            if key in now:
                yield from self._schema(f"{name}: {key[1]}", before[key]["schema"], now[key]["schema"], "request")
            else:
                yield f"{name}: parameter {key[1]} removed"
        yield from self._bodies(f"{name}: body", old.get("requestBody"), new.get("requestBody"))
        for status, answer in old["responses"].items():
            later = new["responses"].get(status)
            if later is None:
                if status < "300":
                    yield f"{name}: no longer answers {status}"
            else:
                yield from self._contents(f"{name}: {status}", answer, later, "answer")

    def _bodies(self, name: str, old: Json | None, new: Json | None) -> Iterator[str]:
        if new and new.get("required") and not (old or {}).get("required"):
            yield f"{name}: now required"
        if old and new:
            yield from self._contents(name, old, new, "request")
        elif old:
            yield f"{name}: removed"

    def _contents(self, name: str, old: Json, new: Json, way: Way) -> Iterator[str]:
        for kind, content in old.get("content", {}).items():
            if kind not in new.get("content", {}):
                yield f"{name}: no longer {kind}"
            else:
                yield from self._schema(name, content.get("schema", {}), new["content"][kind].get("schema", {}), way)

    def _schema(self, name: str, old: Json, new: Json, way: Way) -> Iterator[str]:
        old, new = _unwrapped(old), _unwrapped(new)
        pair = (str(old.get("$ref")), str(new.get("$ref")), way)
        if "$ref" in old and "$ref" in new:
            if pair in self._compared:
                return
            self._compared.add(pair)
        before, now = _alternatives(self._resolved(old, self._old)), _alternatives(self._resolved(new, self._new))
        # one of several named schemas before or after: known by its name
        before = _alternatives(old) if "$ref" in old and set(_alternatives(old)) & set(now) else before
        now = _alternatives(new) if "$ref" in new and set(_alternatives(new)) & set(before) else now
        lost = set(before) - set(now) if way == "request" else set(now) - set(before)
        if before and now and lost and "any" not in (now if way == "request" else before):
            verb = "refuses" if way == "request" else "may be"
            yield f"{name}: now {verb} {', '.join(sorted(lost))}"
        for key in before:
            if key not in now:
                continue
            if "$ref" in before[key] and "$ref" in now[key]:
                yield from self._schema(name, before[key], now[key], way)
            else:
                first = self._resolved(before[key], self._old)
                yield from self._single(name, first, self._resolved(now[key], self._new), way)

    def _single(self, name: str, old: Json, new: Json, way: Way) -> Iterator[str]:
        if way == "request":
            yield from _stricter(name, old, new)
        yield from self._properties(name, old, new, way)
        if "items" in old and "items" in new:
            yield from self._schema(f"{name}[]", old["items"], new["items"], way)
        extra, later = old.get("additionalProperties"), new.get("additionalProperties")
        if isinstance(extra, Mapping) and isinstance(later, Mapping):
            yield from self._schema(f"{name}.*", extra, later, way)
        elif way == "request" and later is False and extra is not False:
            yield f"{name}: now refuses further properties"

    def _properties(self, name: str, old: Json, new: Json, way: Way) -> Iterator[str]:
        before, now = old.get("properties", {}), new.get("properties", {})
        must, will = set(old.get("required", ())), set(new.get("required", ()))
        for key in sorted(set(before) - set(now)):
            if way == "answer" or new.get("additionalProperties") is False:
                yield f"{name}.{key}: removed"
        if way == "request":
            yield from (f"{name}.{key}: now required" for key in sorted(will - must))
        else:
            yield from (f"{name}.{key}: no longer always there" for key in sorted((must - will) & set(now)))
        for key in before:
            if key in now:
                yield from self._schema(f"{name}.{key}", before[key], now[key], way)

    @staticmethod
    def _resolved(schema: Json, whole: Json) -> Json:
        while "$ref" in schema:
            found: Any = whole
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = _unwrapped(found)
        return schema


def _unwrapped(schema: Json) -> Json:
    """One alternative only (pydantic writes allOf around a described reference) is no alternative."""
    for word in ("allOf", "anyOf", "oneOf"):
        if len(schema.get(word, ())) == 1:
            return _unwrapped(schema[word][0])
    return schema


def _parameters(operation: Json) -> dict[tuple[str, str], Json]:
    return {(p["in"], p["name"]): p for p in operation.get("parameters", ())}


def _alternatives(schema: Json) -> dict[str, Json]:
    """What a value may be: JSON type or named schema → its schema."""
    several = schema.get("anyOf") or schema.get("oneOf")
    if several:
        return {key: found for part in several for key, found in _alternatives(part).items()}
    if "$ref" in schema:
        return {str(schema["$ref"]).rsplit("/", 1)[1]: schema}
    kind = schema.get("type")
    if isinstance(kind, list):
        return dict.fromkeys(kind, schema)
    if kind is None and ("enum" in schema or "const" in schema):
        kind = "string"
    return {str(kind or "any"): schema}


def _stricter(name: str, old: Json, new: Json) -> Iterator[str]:
    before, now = _values(old), _values(new)
    if now is not None and (before is None or before - now):
        yield f"{name}: now only {', '.join(sorted(now))}"
    if new.get("pattern") != old.get("pattern") and new.get("pattern"):
        yield f"{name}: pattern changed"
    for bound, less in _BOUNDS.items():
        limit, was = new.get(bound), old.get(bound)
        if limit is not None and (was is None or (limit < was if less else limit > was)):
            yield f"{name}: {bound} is now {limit}"


def _values(schema: Json) -> set[str] | None:
    found = schema.get("enum") or ([schema["const"]] if "const" in schema else None)
    return None if found is None else {str(value) for value in found}
