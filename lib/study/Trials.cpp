// SPDX-License-Identifier: Apache-2.0
#include "study/Trials.h"
#include "study/Schema.h"
#include "support/Error.h"
#include "support/Units.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>

namespace pnasc::study {

namespace {

constexpr int64_t StudyId = 1;

std::string jsonText(const llvm::json::Value &value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

std::string genesText(const ir::Genome &genome) { return jsonText(llvm::json::Array(genome)); }

bool readGenes(const std::string &text, const ir::SearchSpace &space, ir::Genome &genome) {
  auto json = llvm::json::parse(text);
  if (!json) {
    llvm::consumeError(json.takeError());
    return false;
  }
  const llvm::json::Array *genes = json->getAsArray();
  if (!genes || genes->size() != space.choices.size())
    return false;
  for (size_t i = 0; i < genes->size(); ++i) {
    const auto gene = (*genes)[i].getAsInteger();
    if (!gene || *gene < 0 || *gene >= int64_t(space.choices[i].domain.size()))
      return false;
    genome.push_back(int32_t(*gene));
  }
  return true;
}

/// Several rows of one trial in one of Optuna's tables. Ids follow from the trial's number, so that
/// they do not depend on the order in which evaluations end.
class Rows {
public:
  Rows(Database &database, uint64_t trial, size_t perTrial)
      : database(database), trial(int64_t(trial) + 1), next(int64_t(trial * perTrial) + 1) {}
  void add(const char *sql, std::vector<Cell> cells) {
    cells.insert(cells.begin(), {Cell(next++), Cell(trial)});
    if (!error)
      error = database.run(sql, cells);
  }
  Database &database;
  int64_t trial, next;
  llvm::Error error = llvm::Error::success();
};

llvm::Error insertParameters(Database &database, const ir::SearchSpace &space,
                             const ir::Trial &trial) {
  Rows rows(database, trial.id, space.choices.size());
  for (size_t i = 0; i < space.choices.size(); ++i)
    rows.add("INSERT INTO trial_params VALUES (?, ?, ?, ?, ?)",
             {space.choices[i].name, parameterValue(space.choices[i], trial.genome[i]),
              distributionJson(space.choices[i])});
  return std::move(rows.error);
}

llvm::Error insertValues(Database &database, const ir::Spec &spec, const ir::Trial &trial) {
  Rows rows(database, trial.id, spec.objectives.size());
  for (size_t i = 0; i < spec.objectives.size(); ++i) {
    const double value = ir::valueOf(trial, spec.objectives[i]);
    const char *type = std::isfinite(value) ? "FINITE" : value > 0 ? "INF_POS" : "INF_NEG";
    rows.add("INSERT INTO trial_values VALUES (?, ?, ?, ?, ?)",
             {int64_t(i), std::isfinite(value) ? Cell(value) : Cell(nullptr), std::string(type)});
  }
  return std::move(rows.error);
}

/// What optuna-dashboard reads: each at most 0 where the requirement holds. One list under the key
/// of Optuna 3 and 4, and one by one under those of Optuna 5.
llvm::Error insertConstraints(Database &database, const ir::Spec &spec, const ir::Trial &trial,
                              const std::vector<double> &excess) {
  Rows rows(database, trial.id, 1 + spec.requirements.size());
  const auto add = [&](const std::string &key, const llvm::json::Value &value) {
    rows.add("INSERT INTO trial_system_attributes VALUES (?, ?, ?, ?)", {key, jsonText(value)});
  };
  add("constraints", llvm::json::Array(excess));
  for (size_t i = 0; i < std::min(excess.size(), spec.requirements.size()); ++i)
    add("constraints:" + spec.requirements[i].name, excess[i]);
  return std::move(rows.error);
}

llvm::Error insertAttributes(Database &database, const ir::Trial &trial) {
  const ir::Costs &costs = trial.costs;
  const std::pair<const char *, std::string> attributes[] = {
      {"flops", std::to_string(costs.flops)},
      {"macs", std::to_string(costs.macs)},
      {"params", std::to_string(costs.parameters)},
      {"rom_bytes", std::to_string(costs.romBytes)},
      {"ram_bytes", std::to_string(costs.ramBytes())},
      {"latency_seconds", jsonText(costs.latencySeconds)},
  };
  Rows rows(database, trial.id, std::size(attributes));
  for (const auto &[key, value] : attributes)
    rows.add("INSERT INTO trial_user_attributes VALUES (?, ?, ?, ?)", {std::string(key), value});
  return std::move(rows.error);
}

llvm::Error insertOwn(Database &database, const ir::SearchSpace &space, const ir::Trial &trial,
                      const Stamp &stamp) {
  const ir::Costs &c = trial.costs;
  const std::vector<ir::Objective> &scores = space.spec->score.scores;
  std::vector<Cell> cells = {int64_t(trial.id),
                             space.genomeText(trial.genome),
                             genesText(trial.genome),
                             trial.networkDigest,
                             std::to_string(stamp.seed),
                             int64_t(c.flops),
                             int64_t(c.macs),
                             int64_t(c.parameters),
                             int64_t(c.romBytes),
                             int64_t(c.arenaBytes),
                             int64_t(c.contextBytes),
                             int64_t(c.stackBytes),
                             c.instructions,
                             c.latencySeconds};
  for (const ir::Objective &score : scores)
    cells.push_back(trial.scores.of(score.name));
  for (const ir::Objective &score : scores)
    cells.push_back(trial.scores.spreadOf(score.name));
  cells.emplace_back(trial.scores.terms);
  cells.emplace_back(int64_t(trial.feasible));
  std::string places = "?";
  for (size_t i = 1; i < cells.size(); ++i)
    places += ",?";
  return database.run(("INSERT INTO pnasc_trials VALUES (" + places + ",0)").c_str(), cells);
}

} // namespace

llvm::Error insertStudy(Database &database, const ir::Spec &spec) {
  if (llvm::Error error = database.run(
          "INSERT INTO studies VALUES (?, ?)",
          {StudyId, spec.search.name.empty() ? std::string("search") : spec.search.name}))
    return error;
  llvm::json::Array names;
  for (size_t i = 0; i < spec.objectives.size(); ++i) {
    names.push_back(spec.objectives[i].name);
    if (llvm::Error error = database.run(
            "INSERT INTO study_directions VALUES (?, ?, ?, ?)",
            {int64_t(i) + 1, std::string(spec.objectives[i].minimised ? "MINIMIZE" : "MAXIMIZE"),
             StudyId, int64_t(i)}))
      return error;
  }
  return database.run("INSERT INTO study_system_attributes VALUES (1, ?, ?, ?)",
                      {StudyId, std::string("study:metric_names"), jsonText(std::move(names))});
}

llvm::Error insertTrial(Database &database, const ir::SearchSpace &space, const ir::Trial &trial,
                        const std::vector<double> &excess, const Stamp &stamp) {
  if (llvm::Error error = database.run(
          "INSERT INTO trials VALUES (?, ?, ?, 'COMPLETE', ?, ?)",
          {int64_t(trial.id) + 1, int64_t(trial.id), StudyId, stamp.started, stamp.completed}))
    return error;
  if (llvm::Error error = insertParameters(database, space, trial))
    return error;
  if (llvm::Error error = insertValues(database, *space.spec, trial))
    return error;
  if (llvm::Error error = insertAttributes(database, trial))
    return error;
  if (llvm::Error error = insertConstraints(database, *space.spec, trial, excess))
    return error;
  return insertOwn(database, space, trial, stamp);
}

static bool readTrial(const Row &row, const ir::SearchSpace &space, ir::Trial &trial) {
  trial.id = uint64_t(row.integer(0));
  if (!readGenes(row.text(2), space, trial.genome) || space.genomeText(trial.genome) != row.text(1))
    return false;
  trial.networkDigest = row.text(3);
  ir::Costs &c = trial.costs;
  uint64_t *const whole[] = {&c.flops,      &c.macs,         &c.parameters, &c.romBytes,
                             &c.arenaBytes, &c.contextBytes, &c.stackBytes};
  for (int i = 0; i < 7; ++i)
    *whole[i] = uint64_t(row.integer(5 + i));
  c.instructions = row.real(12);
  c.latencySeconds = row.real(13);
  const std::vector<ir::Objective> &scores = space.spec->score.scores;
  const int count = int(scores.size());
  for (int i = 0; i < count; ++i)
    trial.scores.set(scores[size_t(i)].name, row.real(14 + i), row.real(14 + count + i));
  trial.scores.terms = row.text(14 + 2 * count);
  trial.feasible = row.integer(15 + 2 * count) != 0;
  return true;
}

llvm::Error readTrials(Database &database, const ir::SearchSpace &space, const std::string &path,
                       std::map<uint64_t, ir::Trial> &trials) {
  std::string foreign;
  if (llvm::Error error =
          database.run("SELECT * FROM pnasc_trials ORDER BY id", {}, [&](const Row &row) {
            ir::Trial trial;
            if (readTrial(row, space, trial))
              trials.emplace(trial.id, trial);
            else if (foreign.empty())
              foreign = std::to_string(row.integer(0));
          }))
    return error;
  if (foreign.empty())
    return llvm::Error::success();
  return support::environment("'" + path + "': trial " + foreign +
                              " is no configuration of this search space; --fresh starts a new "
                              "study");
}

llvm::Error markFront(Database &database, const std::vector<uint64_t> &front) {
  if (llvm::Error error = database.run("UPDATE pnasc_trials SET on_front = 0"))
    return error;
  for (uint64_t id : front)
    if (llvm::Error error =
            database.run("UPDATE pnasc_trials SET on_front = 1 WHERE id = ?", {int64_t(id)}))
      return error;
  return database.run("UPDATE pnasc_meta SET value = 'complete' WHERE name = 'state'");
}

} // namespace pnasc::study
