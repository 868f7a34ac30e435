// SPDX-License-Identifier: Apache-2.0
#include "study/Schema.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::study {

// Names and types follow optuna/storages/_rdb/models.py of Optuna 3.2 and later.
static const char *const Schema = R"sql(
CREATE TABLE studies (study_id INTEGER NOT NULL PRIMARY KEY, study_name VARCHAR(512) NOT NULL);
CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
CREATE TABLE study_directions (study_direction_id INTEGER NOT NULL PRIMARY KEY,
  direction VARCHAR(8) NOT NULL, study_id INTEGER NOT NULL, objective INTEGER NOT NULL,
  UNIQUE (study_id, objective), FOREIGN KEY (study_id) REFERENCES studies (study_id));
CREATE TABLE study_user_attributes (study_user_attribute_id INTEGER NOT NULL PRIMARY KEY,
  study_id INTEGER, "key" VARCHAR(512), value_json TEXT,
  UNIQUE (study_id, "key"), FOREIGN KEY (study_id) REFERENCES studies (study_id));
CREATE TABLE study_system_attributes (study_system_attribute_id INTEGER NOT NULL PRIMARY KEY,
  study_id INTEGER, "key" VARCHAR(512), value_json TEXT,
  UNIQUE (study_id, "key"), FOREIGN KEY (study_id) REFERENCES studies (study_id));
CREATE TABLE trials (trial_id INTEGER NOT NULL PRIMARY KEY, number INTEGER, study_id INTEGER,
  state VARCHAR(8) NOT NULL, datetime_start DATETIME, datetime_complete DATETIME,
  FOREIGN KEY (study_id) REFERENCES studies (study_id));
CREATE INDEX ix_trials_study_id ON trials (study_id);
CREATE TABLE trial_params (param_id INTEGER NOT NULL PRIMARY KEY, trial_id INTEGER,
  param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT,
  UNIQUE (trial_id, param_name), FOREIGN KEY (trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_values (trial_value_id INTEGER NOT NULL PRIMARY KEY, trial_id INTEGER NOT NULL,
  objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL,
  UNIQUE (trial_id, objective), FOREIGN KEY (trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_intermediate_values (trial_intermediate_value_id INTEGER NOT NULL PRIMARY KEY,
  trial_id INTEGER NOT NULL, step INTEGER NOT NULL, intermediate_value FLOAT,
  intermediate_value_type VARCHAR(7) NOT NULL,
  UNIQUE (trial_id, step), FOREIGN KEY (trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER NOT NULL PRIMARY KEY,
  trial_id INTEGER, "key" VARCHAR(512), value_json TEXT,
  UNIQUE (trial_id, "key"), FOREIGN KEY (trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_system_attributes (trial_system_attribute_id INTEGER NOT NULL PRIMARY KEY,
  trial_id INTEGER, "key" VARCHAR(512), value_json TEXT,
  UNIQUE (trial_id, "key"), FOREIGN KEY (trial_id) REFERENCES trials (trial_id));
CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER NOT NULL PRIMARY KEY,
  trial_id INTEGER NOT NULL, heartbeat DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (trial_id), FOREIGN KEY (trial_id) REFERENCES trials (trial_id));
CREATE TABLE version_info (version_info_id INTEGER NOT NULL PRIMARY KEY CHECK (version_info_id = 1),
  schema_version INTEGER, library_version VARCHAR(256));
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO version_info VALUES (1, 12, '3.2.0');
INSERT INTO alembic_version VALUES ('v3.2.0.a');

CREATE TABLE pnasc_meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE pnasc_trials (id INTEGER NOT NULL PRIMARY KEY, genome TEXT NOT NULL,
  genes TEXT NOT NULL, network TEXT NOT NULL, seed TEXT NOT NULL,
  flops INTEGER NOT NULL, macs INTEGER NOT NULL, parameters INTEGER NOT NULL,
  rom_bytes INTEGER NOT NULL, arena_bytes INTEGER NOT NULL, context_bytes INTEGER NOT NULL,
  stack_bytes INTEGER NOT NULL, instructions REAL NOT NULL, latency_seconds REAL NOT NULL,
  @scores@terms TEXT NOT NULL,
  feasible INTEGER NOT NULL, on_front INTEGER NOT NULL DEFAULT 0);
CREATE TABLE pnasc_digests (id INTEGER NOT NULL PRIMARY KEY, digest TEXT NOT NULL);
)sql";

std::string schemaFor(const std::vector<ir::Objective> &scores) {
  std::string columns;
  for (const char *suffix : {"", "_spread"})
    for (const ir::Objective &score : scores)
      columns += score.name + suffix + " REAL NOT NULL, ";
  const auto [before, behind] = llvm::StringRef(Schema).split("@scores@");
  return (before + columns + behind).str();
}

/// The common distance of the domain's numbers in millionths; 0 where there is none.
static int64_t evenStep(const ir::Choice &choice) {
  const auto &domain = choice.domain;
  if (domain.size() < 2)
    return 0;
  for (const ir::Value &value : domain)
    if (value.isLabel())
      return 0;
  const int64_t step = domain[1].micro - domain[0].micro;
  for (size_t i = 1; i < domain.size(); ++i)
    if (domain[i].micro - domain[i - 1].micro != step)
      return 0;
  return step > 0 ? step : 0;
}

std::string distributionJson(const ir::Choice &choice) {
  using llvm::json::Object;
  const int64_t unit = ir::Value::Unit, step = evenStep(choice);
  Object attributes;
  std::string name = "CategoricalDistribution";
  if (!step) {
    llvm::json::Array values;
    for (const ir::Value &value : choice.domain)
      values.push_back(value.isLabel() ? llvm::json::Value(value.label)
                                       : llvm::json::Value(value.number()));
    attributes = Object{{"choices", std::move(values)}};
  } else {
    const int64_t low = choice.domain.front().micro, high = choice.domain.back().micro;
    const bool whole = low % unit == 0 && step % unit == 0;
    name = whole ? "IntDistribution" : "FloatDistribution";
    auto number = [&](int64_t micro) {
      return whole ? llvm::json::Value(micro / unit) : llvm::json::Value(double(micro) / unit);
    };
    attributes = Object{
        {"log", false}, {"step", number(step)}, {"low", number(low)}, {"high", number(high)}};
  }
  std::string text;
  llvm::raw_string_ostream(text) << llvm::json::Value(
      Object{{"name", name}, {"attributes", std::move(attributes)}});
  return text;
}

double parameterValue(const ir::Choice &choice, int32_t index) {
  return evenStep(choice) ? choice.domain[size_t(index)].number() : double(index);
}

} // namespace pnasc::study
