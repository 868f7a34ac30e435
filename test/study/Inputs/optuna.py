# SPDX-License-Identifier: Apache-2.0
"""Reads study.db with SQLite alone and holds it against what Optuna's own storage would have written:
tables, columns, keys, indexes, states, distributions, values and constraints."""
import json
import math
import re
import sqlite3
import sys

# Columns that must be there, the references to other tables, and what is unique (besides the first).
TABLES = {
    "studies": ("study_id study_name", {}, ["study_name"]),
    "study_directions": ("study_direction_id direction study_id objective", {"study_id": "studies"},
                         ["study_id,objective"]),
    "study_user_attributes": ("study_user_attribute_id study_id key value_json", {"study_id": "studies"},
                              ["study_id,key"]),
    "study_system_attributes": ("study_system_attribute_id study_id key value_json", {"study_id": "studies"},
                                ["study_id,key"]),
    "trials": ("trial_id number study_id state datetime_start datetime_complete", {"study_id": "studies"}, []),
    "trial_params": ("param_id trial_id param_name param_value distribution_json", {"trial_id": "trials"},
                     ["trial_id,param_name"]),
    "trial_values": ("trial_value_id trial_id objective value value_type", {"trial_id": "trials"},
                     ["trial_id,objective"]),
    "trial_intermediate_values": ("trial_intermediate_value_id trial_id step intermediate_value "
                                  "intermediate_value_type", {"trial_id": "trials"}, ["trial_id,step"]),
    "trial_user_attributes": ("trial_user_attribute_id trial_id key value_json", {"trial_id": "trials"},
                              ["trial_id,key"]),
    "trial_system_attributes": ("trial_system_attribute_id trial_id key value_json", {"trial_id": "trials"},
                                ["trial_id,key"]),
    "trial_heartbeats": ("trial_heartbeat_id trial_id heartbeat", {"trial_id": "trials"}, ["trial_id"]),
    "version_info": ("version_info_id schema_version library_version", {}, []),
    "alembic_version": ("version_num", {}, []),
}
INDEXES = {"ix_studies_study_name": ("studies", 1), "ix_trials_study_id": ("trials", 0)}
DATE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$")

database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
ask = lambda sql, *values: database.execute(sql, values).fetchall()


def check(right, what):
    if not right:
        sys.exit(f"wrong: {what}")


def check_tables():
    for table, (columns, references, unique) in TABLES.items():
        found = ask(f"PRAGMA table_info({table})")
        check([c[1] for c in found] == columns.split(), f"columns of {table}: {[c[1] for c in found]}")
        check(found[0][5] == 1, f"primary key of {table}")
        keys = {row[3]: (row[2], row[4]) for row in ask(f"PRAGMA foreign_key_list({table})")}
        check(keys == {column: (target, column) for column, target in references.items()}, f"references of {table}")
        sets = {",".join(c[2] for c in ask(f"PRAGMA index_info('{row[1]}')"))
                for row in ask(f"PRAGMA index_list({table})") if row[2]}
        check(sets >= set(unique), f"what is unique in {table}: {sets}")
    for index, (table, unique) in INDEXES.items():
        check((index, unique) in [(row[1], row[2]) for row in ask(f"PRAGMA index_list({table})")], index)
    check(ask("SELECT * FROM alembic_version") == [("v3.2.0.a",)], "version of the schema")
    check(ask("SELECT version_info_id, schema_version FROM version_info") == [(1, 12)], "version_info")
    check(ask("PRAGMA foreign_key_check") == [] and ask("PRAGMA integrity_check") == [("ok",)], "integrity")


def check_parameter(name, value, text):
    distribution = json.loads(text)
    kind, a = distribution["name"], distribution["attributes"]
    check(set(distribution) == {"name", "attributes"}, name)
    if kind == "CategoricalDistribution":
        check(set(a) == {"choices"} and value == int(value) and 0 <= value < len(a["choices"]), f"{name} = {value}")
        return
    check(set(a) == {"log", "step", "low", "high"} and a["log"] is False, f"attributes of {name}")
    check(a["low"] <= value <= a["high"], f"{name} = {value}")
    steps = (value - a["low"]) / a["step"]
    check(abs(steps - round(steps)) < 1e-9, f"{name} = {value} is off the grid")
    whole = all(isinstance(a[k], int) for k in ("low", "high", "step"))
    check(whole == (kind == "IntDistribution"), f"{name} is a {kind}")


def check_trial(trial, objectives):
    rows = ask("SELECT param_name, param_value, distribution_json FROM trial_params WHERE trial_id = ?", trial)
    for row in rows:
        check_parameter(*row)
    values = ask("SELECT objective, value, value_type FROM trial_values WHERE trial_id = ? ORDER BY 1", trial)
    check([v[0] for v in values] == list(range(objectives)), "one value for each objective")
    check(all(t == "FINITE" and math.isfinite(v) for _, v, t in values), "values")
    for key, text in ask("SELECT key, value_json FROM trial_user_attributes WHERE trial_id = ?", trial):
        check(isinstance(json.loads(text), (int, float)), key)
    attributes = dict(ask("SELECT key, value_json FROM trial_system_attributes WHERE trial_id = ?", trial))
    constraints = json.loads(attributes.pop("constraints"))
    check(constraints and all(c <= 0 for c in constraints), "every trial fits")
    check(sorted(map(json.loads, attributes.values())) == sorted(constraints), "constraints one by one")
    check(all(key.startswith("constraints:") for key in attributes), "system attributes")
    return len(rows), len(constraints)


check_tables()
[(study, name)] = ask("SELECT study_id, study_name FROM studies")
directions = [d for (d,) in ask("SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective", study)]
check(directions == ["MINIMIZE"] + ["MAXIMIZE"] * 4, "directions")
[(names,)] = ask("SELECT value_json FROM study_system_attributes WHERE key = 'study:metric_names'")
check(len(json.loads(names)) == len(directions), "names of the objectives")
trials = ask("SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials ORDER BY number")
check([t[1] for t in trials] == list(range(len(trials))), "numbers")
for _, _, state, start, end in trials:
    check(state == "COMPLETE" and DATE.match(start) and DATE.match(end) and start <= end, "states and dates")
sizes = {check_trial(t[0], len(directions)) for t in trials}
check(len(sizes) == 1, "equal parameters")
[(parameters, requirements)] = sizes
print(f"{len(TABLES)} tables, {len(trials)} trials, {len(directions)} objectives, {parameters} parameters, "
      f"{requirements} requirements: right")
