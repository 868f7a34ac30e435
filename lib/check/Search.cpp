// SPDX-License-Identifier: Apache-2.0
// search: what to search on, limits, goals, method.
#include "catalogue/proxies/Catalogue.h"
#include "check/Conditions.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {
namespace {

/// Whatever a goal may name: FLOPs, the scores, the other figures.
std::vector<ir::Objective> objectives() {
  std::vector<ir::Objective> list = {ir::Objective::of(ir::Metric::Flops)};
  for (ir::Objective &score : proxies::objectives())
    list.push_back(std::move(score));
  for (const ir::MetricRow &row : ir::metrics())
    if (row.metric != ir::Metric::Flops)
      list.push_back(ir::Objective::of(row.metric));
  return list;
}

/// A goal may name a score that studies do not carry anyhow.
void carry(ir::ScoreSpec &score, const ir::Objective &objective) {
  const auto same = [&](const ir::Objective &one) { return one.name == objective.name; };
  if (!objective.metric && llvm::none_of(score.scores, same))
    score.scores.push_back(objective);
}

/// A requirement with its limit from the command line, where there is one by its name.
void require(Job &job, const ast::Section &section, const ast::Entry &entry) {
  auto &list = job.spec.requirements;
  const auto before = llvm::find_if(list, [&](const auto &r) { return r.name == entry.name.text; });
  if (before != list.end())
    return job.reader.twice("requirement", entry.name, before->range);
  if (entry.name.text == "board_ram" || entry.name.text == "board_rom") {
    job.reader.diagnostics.report(Diag::Reserved, entry.name.range, entry.name.text,
                                  "a requirement; the board's own is called so");
    return;
  }
  const ast::Entry *given = job.reader.overrides.find({section.kind.text}, entry.name.text);
  const ast::Expr &value = given ? *given->value : *entry.value;
  const support::Span range = given ? given->range : entry.range;
  if (!isCondition(job, value))
    return readRequirement(job, entry.name, value, range);
  auto &rules = job.spec.rules;
  const auto rule = llvm::find_if(rules, [&](const auto &r) { return r.name == entry.name.text; });
  if (rule != rules.end())
    return job.reader.twice("requirement", entry.name, rule->range);
  if (auto condition = conditionOf(job, value, -1))
    rules.push_back({entry.name.text, std::move(*condition), range});
}

} // namespace

void readGoal(Job &job, const ast::Entry &entry) {
  const bool minimise = entry.kind == ast::Entry::Kind::Minimize;
  const std::vector<ir::Objective> known = objectives();
  std::vector<std::string> names;
  for (const ir::Objective &objective : known)
    names.push_back(objective.name);
  for (const ast::Name &name : entry.names) {
    const auto at = llvm::find(names, name.text);
    if (at == names.end()) {
      job.reader.unknown(Diag::UnknownObjective, name, names);
      continue;
    }
    const ir::Objective &objective = known[size_t(at - names.begin())];
    auto &goals = job.spec.objectives;
    const auto same = [&](const ir::Objective &one) { return one.name == objective.name; };
    if (objective.minimised != minimise)
      job.reader.diagnostics.report(Diag::WrongGoal, name.range, name.text,
                                    minimise ? "maximised" : "minimised");
    else if (llvm::any_of(goals, same))
      job.reader.diagnostics.report(Diag::Twice, name.range, "objective", name.text);
    else {
      goals.push_back(objective);
      carry(job.spec.score, objective);
    }
  }
}

void readSearch(Job &job, const ast::Section &section) {
  ir::SearchSpec &search = job.spec.search;
  Reader &reader = job.reader;
  search.name = section.name.text;
  const Settings given = reader.settings(section, language::section("search"));
  given.store("trials", search.trials);
  given.store("batch", search.batch);
  readMethod(job, given);
  readChoices(job, section, given);
  for (const ast::Entry &entry : section.entries)
    if (entry.kind == ast::Entry::Kind::Require)
      require(job, section, entry);
    else if (entry.kind == ast::Entry::Kind::Minimize || entry.kind == ast::Entry::Kind::Maximize)
      readGoal(job, entry);
  const bool goals = llvm::any_of(section.entries, [](const ast::Entry &entry) {
    return entry.kind == ast::Entry::Kind::Minimize || entry.kind == ast::Entry::Kind::Maximize;
  });
  if (!goals && section.whole)
    reader.diagnostics.report(Diag::NoGoal, section.kind.range);
  if (goals && search.method != "nsga2" && search.method != "random" &&
      job.spec.objectives.size() < 2 && !reader.diagnostics.errors())
    reader.diagnostics.report(Diag::Missing, section.kind.range, "method '" + search.method + "'",
                              "at least two goals");
}

} // namespace pnasc::check
