#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate.py SCHEMA FILE: checks a JSON file against a JSON Schema.

Knows the keywords that docs/report.schema.json uses and refuses schemas with others, so that no
rule is passed over in silence.
"""
import json
import re
import sys

KNOWN = {"$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "items",
         "additionalProperties", "anyOf", "enum", "minimum", "maximum", "pattern"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def has_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def resolve(root, reference):
    node = root
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    return node


def check_object(root, schema, value, place):
    for key in schema.get("required", []):
        if key not in value:
            yield f"{place}: '{key}' is missing"
    known, other = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key, member in value.items():
        inside = f"{place}.{key}"
        if key in known:
            yield from check(root, known[key], member, inside)
        elif other is False:
            yield f"{inside}: is not described"
        elif isinstance(other, dict):
            yield from check(root, other, member, inside)


def check_scalar(schema, value, place):
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of {schema['enum']}"
    if has_type(value, "number"):
        if "minimum" in schema and value < schema["minimum"]:
            yield f"{place}: {value} is below {schema['minimum']}"
        if "maximum" in schema and value > schema["maximum"]:
            yield f"{place}: {value} is above {schema['maximum']}"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{place}: {value!r} does not match {schema['pattern']}"


def check(root, schema, value, place):
    unknown = set(schema) - KNOWN
    if unknown:
        yield f"{place}: the schema uses {sorted(unknown)}, which this checker does not know"
    if "$ref" in schema:
        yield from check(root, resolve(root, schema["$ref"]), value, place)
    if "anyOf" in schema:
        tries = [list(check(root, one, value, place)) for one in schema["anyOf"]]
        if all(tries):
            yield from min(tries, key=len)
    if "type" in schema:
        names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(has_type(value, name) for name in names):
            yield f"{place}: {type(value).__name__} where {' or '.join(names)} is needed"
            return
    yield from check_scalar(schema, value, place)
    if isinstance(value, dict):
        yield from check_object(root, schema, value, place)
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from check(root, schema["items"], item, f"{place}[{index}]")


def main():
    with open(sys.argv[1]) as file:
        schema = json.load(file)
    with open(sys.argv[2]) as file:
        report = json.load(file)
    problems = list(check(schema, schema, report, "report"))
    for problem in problems[:20]:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
