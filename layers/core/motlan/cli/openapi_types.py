"""The description's schemas as Python's ``TypedDict``s: the types of ``clients/python``."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_HEAD = '''"""The shapes of calls and answers, made by ``motlan openapi --types`` from the API's description."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict
'''
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def types_of(description: Json) -> str:
    """A Python module. Keys that can't be names (``from``) keep their shape but stand in no class: ``Any``."""
    return _HEAD + "".join(_declared(description["components"]["schemas"]))


def _declared(schemas: Json) -> Iterator[str]:
    for name in sorted(schemas):
        schema = schemas[name]
        if "properties" not in schema:
            yield f"\n{name} = Any\n" if not name.startswith("_") else ""
            continue
        yield f"\n\nclass {name}(TypedDict):\n"
        said = str(schema.get("description", "")).split("\n", 1)[0].replace('"""', "'''").replace("\\", "")
        lines = [f'    """{said}"""\n'] if said else []
        must = set(schema.get("required", ()))
        for key, part in schema["properties"].items():
            if key.isidentifier() and not keyword.iskeyword(key):
                kind = _kind(part)
                lines.append(f"    {key}: {kind if key in must else f'NotRequired[{kind}]'}\n")
        yield "".join(lines) or "    pass\n"


def _kind(schema: Json) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return " | ".join(dict.fromkeys(_kind(part) for part in schema[word]))
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return f"Literal[{', '.join(repr(value) for value in values)}]"
    kind = schema.get("type")
    return (
        " | ".join(_kind({**schema, "type": one}) for one in kind) if isinstance(kind, list) else _typed(schema, kind)
    )


def _typed(schema: Json, kind: object) -> str:
    if kind == "array":
        return f"list[{_kind(schema['items'])}]" if "items" in schema else "list[Any]"
    if kind == "object":
        extra = schema.get("additionalProperties")
        return f"dict[str, {_kind(extra)}]" if isinstance(extra, Mapping) else "dict[str, Any]"
    return _PLAIN.get(str(kind), "Any")
