# SPDX-License-Identifier: Apache-2.0
"""sarif.py FILE NPM: says what a SARIF document holds and validates it: always by the rules below,
which are the requirements of SARIF 2.1.0 on the objects that pnasc writes, and by the schema of the
standard where python3-jsonschema and an npm package that carries the schema are installed."""
import json
import pathlib
import sys
import urllib.parse

LEVELS = {"none", "note", "warning", "error"}


def need(condition, text):
    if not condition:
        sys.exit(f"not SARIF 2.1.0: {text}")


def region(place):
    need(place["startLine"] >= 1 and place["startColumn"] >= 1, "lines and columns count from 1")
    end = (place["endLine"], place["endColumn"])
    need((place["startLine"], place["startColumn"]) <= end, "a region ends before it starts")
    return place


def show(location):
    if "physicalLocation" not in location:
        return "nowhere"
    physical = location["physicalLocation"]
    uri = physical["artifactLocation"]["uri"]
    need(urllib.parse.quote(urllib.parse.unquote(uri), safe="/:") == uri, f"{uri} is no URI")
    place = region(physical["region"])
    path = urllib.parse.unquote(urllib.parse.urlparse(uri).path)
    line = pathlib.Path(path).read_text().split("\n")[place["startLine"] - 1]
    part = line[place["startColumn"] - 1:place["endColumn"] - 1]
    name = pathlib.Path(path).name
    return f"{name}:{place['startLine']}:{place['startColumn']}-{place['endColumn']} '{part}'"


def show_result(result, rules):
    need(result["level"] in LEVELS, "an unknown level")
    need(result["message"]["text"], "a message without text")
    need(rules[result["ruleIndex"]]["id"] == result["ruleId"], "ruleIndex points at another rule")
    places = result.get("locations", [])
    parts = [f"rule {result['ruleId']}", result["level"], show(places[0]) if places else "nowhere"]
    for fix in result.get("fixes", []):
        need(fix["artifactChanges"], "a fix without changes")
        for change in fix["artifactChanges"]:
            for replacement in change["replacements"]:
                region(replacement["deletedRegion"])
                parts.append(f"write '{replacement['insertedContent']['text']}'")
    parts += ["related " + show(related) for related in result.get("relatedLocations", [])]
    print(", ".join(parts))


def schema(npm):
    found = sorted(pathlib.Path(npm).glob("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0*.json"))
    try:
        import jsonschema
    except ImportError:
        return None
    return (jsonschema, json.loads(found[0].read_text())) if found else None


log = json.loads(pathlib.Path(sys.argv[1]).read_text())
need(log["version"] == "2.1.0" and len(log["runs"]) == 1, "a log has a version and runs")
for run in log["runs"]:
    driver = run["tool"]["driver"]
    need(driver["name"] == "pnasc" and driver["version"], "the tool has a name and a version")
    ids = [rule["id"] for rule in driver["rules"]]
    need(len(set(ids)) == len(ids), "a rule stands twice")
    errors = [r for r in run["results"] if r["level"] == "error"]
    need(all(i["executionSuccessful"] == (not errors) for i in run["invocations"]), "success is untrue")
    for one in run["results"]:
        show_result(one, driver["rules"])
known = schema(sys.argv[2])
if known:
    known[0].validate(log, known[1])
print("valid by the schema of the standard" if known else
      "valid by this test's own rules; the schema is not installed")
