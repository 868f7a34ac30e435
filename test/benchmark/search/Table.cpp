// SPDX-License-Identifier: Apache-2.0
#include "Table.h"
#include "check/Check.h"
#include "driver/Session.h"
#include "ir/Ast.h"
#include "narrow/Narrow.h"
#include "parse/Parse.h"
#include "support/Random.h"
#include "llvm/Support/raw_ostream.h"
#include <limits>
#include <numeric>

namespace benchmark {

namespace {

[[noreturn]] void giveUp(llvm::StringRef what) {
  llvm::errs() << what << '\n';
  std::exit(1);
}

struct Sources {
  pnasc::support::Sources sources;
  support::DiagnosticEngine diagnostics{sources};
};

/// Specs point into their sources, which therefore stay.
std::shared_ptr<const ir::Spec> specOf(const std::string &path) {
  static std::vector<std::unique_ptr<Sources>> kept;
  kept.push_back(std::make_unique<Sources>());
  auto &[sources, diagnostics] = *kept.back();
  auto program = parse::parse(sources, diagnostics, path, driver::importPaths({}));
  check::Options options;
  for (const auto &[name, value] : TableSettings)
    options.overrides.push_back(*parse::parseOverride(sources, diagnostics, name, value));
  auto spec = program ? check::check(program, diagnostics, options) : nullptr;
  diagnostics.finish();
  return spec ? spec : (giveUp("the spec is wrong"), nullptr);
}

/// Of two genomes; another architecture is as far as four other categories.
double distance(const ir::SearchSpace &space, const ir::Genome &a, const ir::Genome &b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    const ir::Choice &choice = space.choices[i];
    if (choice.kind == ir::DomainKind::Categorical)
      sum += (a[i] != b[i]) * (choice.is(ir::Hyperparameter::Architecture) ? 4.0 : 1.0);
    else if (a[i] != b[i])
      sum += std::abs(a[i] - b[i]) / double(choice.domain.size() - 1);
  }
  return sum;
}

} // namespace

Table::Table(const std::string &path, const std::string &study) {
  auto spec = specOf(path);
  space = llvm::cantFail(narrow::narrow(spec, support::cores()));
  auto store =
      study::Store::open(study, {spec->digest, spec->search.seed, driver::versionText()}, space);
  if (!store)
    giveUp(llvm::toString(store.takeError()));
  for (uint64_t id = 0; const ir::Trial *trial = store->find(id); ++id)
    entries.push_back(*trial);
  if (entries.size() < 3000)
    giveUp("'" + study + "' holds " + std::to_string(entries.size()) + " trials, needs 3000");
}

std::string Table::title() const {
  return space.spec->search.name + " (" + std::to_string(entries.size()) + " networks)";
}

std::vector<double> Table::point(const ir::Trial &trial) const {
  std::vector<double> values;
  for (const ir::Objective &objective : space.spec->objectives)
    values.push_back(ir::minimisedValue(trial, objective));
  return values;
}

search::Points Table::drawn(size_t count, uint64_t seed) const {
  std::vector<size_t> order(entries.size());
  std::iota(order.begin(), order.end(), size_t{0});
  support::SequentialRandom random({seed, "table"});
  search::Points points;
  for (size_t i = 0; i < count; ++i) {
    std::swap(order[i], order[i + random.below(order.size() - i)]);
    points.push_back(point(entries[order[i]]));
  }
  return points;
}

size_t Table::nearest(const ir::Genome &genome) const {
  size_t best = 0;
  double least = std::numeric_limits<double>::max();
  for (size_t i = 0; i < entries.size(); ++i)
    if (const double d = distance(space, genome, entries[i].genome); d < least) {
      least = d;
      best = i;
    }
  return best;
}

search::Points Table::searched(const std::string &method, uint64_t seed) const {
  auto spec = std::make_shared<ir::Spec>(*space.spec);
  spec->search.method = method;
  spec->search.seed = seed;
  spec->search.trials = 500;
  ir::SearchSpace own = space;
  own.spec = spec;
  own.seeds.clear(); // what narrow found would be a start that chance has not
  const search::Judge judge = {[this](const ir::Genome &genome) -> llvm::Expected<cost::Candidate> {
                                 const size_t i = nearest(genome);
                                 cost::Candidate candidate;
                                 candidate.costs = entries[i].costs;
                                 candidate.digest = entries[i].networkDigest;
                                 candidate.cut.classes = int64_t(i);
                                 return candidate;
                               },
                               [](const ir::Costs &) { return std::vector<double>{0}; }};
  const search::Scorer scorer = [this](const ir::Network &cut,
                                       const ir::Genome &) -> llvm::Expected<ir::Scores> {
    return entries[size_t(cut.classes)].scores;
  };
  study::Store store = llvm::cantFail(study::Store::inMemory({"d", 1, "v"}, own));
  const ir::Study study = llvm::cantFail(search::search(own, store, scorer, 2, judge));
  search::Points points;
  for (const ir::Trial &trial : study.trials)
    points.push_back(point(trial));
  return points;
}

} // namespace benchmark
