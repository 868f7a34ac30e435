// SPDX-License-Identifier: Apache-2.0
#include "search/Engine.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include <atomic>
#include <cmath>

namespace pnasc::search {

/// The largest space that is enumerated when draws find nothing new.
static constexpr double Enumerable = 20000;
/// Genomes that are remembered: all of a small space, in which most draws are repetitions.
static constexpr size_t MostRemembered = 200000;

static double sizeOf(const ir::SearchSpace &space) {
  double size = 1;
  for (const ir::Choice &choice : space.choices)
    size *= double(choice.domain.size());
  return size;
}

Engine::Engine(const ir::SearchSpace &space, study::Store &store, const Scorer &scorer,
               const support::Workers &workers, const Judge &judge, const support::Console &console)
    : space(space), store(store), scorer(scorer), workers(workers), judge(judge), vary(space),
      genomes(sizeOf(space)), progress(console, "search", size_t(space.spec->search.trials)) {}

size_t Engine::left() const { return size_t(space.spec->search.trials) - trials.size(); }

static bool met(const std::vector<double> &excess) {
  return llvm::all_of(excess, [](double e) { return e <= 0; });
}

std::optional<Engine::Proposal> Engine::assessed(const ir::Genome &genome, bool &fits) const {
  fits = false;
  auto candidate = judge.assess(genome);
  if (!candidate) { // shapes that do not fit together: as good as not there
    llvm::consumeError(candidate.takeError());
    return std::nullopt;
  }
  fits = met(judge.excess(candidate->costs));
  return Proposal{genome, std::move(candidate->cut), candidate->costs,
                  std::move(candidate->digest)};
}

std::optional<Engine::Proposal> Engine::fitting(ir::Genome genome, Random &random,
                                                unsigned steps) const {
  for (unsigned i = 0; i < steps && !stopped(); ++i) {
    bool fits;
    std::optional<Proposal> proposal = assessed(genome, fits);
    if (fits)
      return proposal;
    if (!proposal || !vary.cheaper(genome, random))
      return std::nullopt;
  }
  return std::nullopt;
}

bool Engine::accept(Proposal proposal) {
  if (!digests.insert(proposal.digest).second)
    return false;
  ir::Genome genome = proposal.genome;
  pending.emplace(std::move(genome), std::move(proposal));
  return true;
}

static Random stream(uint64_t seed, uint64_t round, size_t slot, unsigned attempt) {
  const uint64_t key = support::mix64(support::mix64(seed) + round) + slot * 1000003 + attempt;
  return Random({support::mix64(key), "search"});
}

/// A genome that was judged before would become what it became then: a network that is known, or,
/// where no step of repair follows, none.
bool Engine::comesToNothing(const ir::Genome &genome, unsigned steps) const {
  const auto at = judged.find(genome);
  return at != judged.end() && (at->second || steps <= 1);
}

void Engine::remember(const ir::Genome &genome, bool fits) {
  if (judged.size() < MostRemembered && !stopped())
    judged.emplace(genome, fits);
}

/// Draws of one attempt know nothing of each other; what is new is settled in order afterwards.
std::vector<std::optional<Engine::Proposal>> Engine::draw(uint64_t round,
                                                          const std::vector<size_t> &slots,
                                                          unsigned attempt, const Maker &make,
                                                          unsigned steps) {
  std::vector<std::optional<Proposal>> drawn(slots.size());
  std::vector<std::pair<ir::Genome, Random>> made;
  std::vector<size_t> places;
  for (size_t i = 0; i < slots.size(); ++i) {
    Random random = stream(space.spec->search.seed, round, slots[i], attempt);
    ir::Genome genome = make(slots[i], attempt, random);
    if (comesToNothing(genome, steps))
      continue;
    made.emplace_back(std::move(genome), random);
    places.push_back(i);
  }
  workers.forEach(made.size(), [&](size_t i) {
    drawn[places[i]] = fitting(made[i].first, made[i].second, steps);
  });
  for (size_t i = 0; i < made.size(); ++i)
    if (const auto &proposal = drawn[places[i]])
      remember(proposal->genome, true);
    else if (steps <= 1)
      remember(made[i].first, false);
  return drawn;
}

std::vector<ir::Genome> Engine::propose(uint64_t round, size_t count, const Maker &make,
                                        const Effort &effort) {
  count = std::min(count, left());
  std::vector<std::optional<ir::Genome>> slots(count);
  for (unsigned attempt = 0; attempt < effort.draws && !stopped(); ++attempt) {
    std::vector<size_t> open;
    for (size_t slot = 0; slot < count; ++slot)
      if (!slots[slot])
        open.push_back(slot);
    if (open.empty() || double(judged.size()) == genomes) // or all of the space is known
      break;
    std::vector<std::optional<Proposal>> drawn = draw(round, open, attempt, make, effort.steps);
    for (size_t i = 0; i < open.size(); ++i)
      if (drawn[i]) {
        ir::Genome genome = drawn[i]->genome;
        if (accept(std::move(*drawn[i])))
          slots[open[i]] = std::move(genome);
      }
  }
  std::vector<ir::Genome> found;
  for (std::optional<ir::Genome> &genome : slots)
    if (genome)
      found.push_back(std::move(*genome));
  if (found.size() < count)
    enumerate(count, found);
  return found;
}

void Engine::enumerate(size_t count, std::vector<ir::Genome> &found) {
  if (genomes > Enumerable)
    return;
  while (cursor && found.size() < count && !stopped()) {
    ir::Genome genome;
    uint64_t rest = (*cursor)++;
    for (const ir::Choice &choice : space.choices) {
      genome.push_back(int32_t(rest % choice.domain.size()));
      rest /= choice.domain.size();
    }
    if (*cursor >= uint64_t(genomes))
      cursor.reset();
    if (judged.count(genome))
      continue;
    bool fits;
    std::optional<Proposal> proposal = assessed(genome, fits);
    if (fits && accept(std::move(*proposal)))
      found.push_back(std::move(genome));
  }
}

llvm::Error Engine::evaluateOne(const Proposal &proposal, uint64_t id, ir::Trial &trial) {
  if (const ir::Trial *stored = store.find(id)) {
    if (stored->genome != proposal.genome || stored->networkDigest != proposal.digest)
      return support::environment(
          "stored trial " + std::to_string(id) +
          " is not the one that this search draws; --fresh starts a new study");
    trial = *stored;
    return llvm::Error::success();
  }
  const std::string started = study::Store::now();
  llvm::Expected<ir::Scores> scores = scorer(proposal.cut, proposal.genome);
  if (!scores)
    return scores.takeError();
  trial.id = id;
  trial.genome = proposal.genome;
  trial.networkDigest = proposal.digest;
  trial.costs = proposal.costs;
  trial.scores = *scores;
  const std::vector<double> excess = judge.excess(trial.costs);
  trial.feasible = met(excess);
  return store.add(trial, excess, started);
}

/// Sorting needs an order: a score that is no number is the worst there is.
static double ordered(double value) { return std::isfinite(value) ? value : Worst; }

std::vector<double> Engine::objectivesOf(const ir::Trial &trial) const {
  std::vector<double> objectives;
  for (const ir::Objective &objective : space.spec->objectives)
    objectives.push_back(ordered(ir::minimisedValue(trial, objective)));
  return objectives;
}

llvm::Expected<std::vector<std::vector<double>>>
Engine::evaluate(const std::vector<ir::Genome> &genomes) {
  const size_t first = trials.size();
  std::vector<ir::Trial> fresh(genomes.size());
  std::vector<std::string> begun(genomes.size());
  std::vector<llvm::Error> errors;
  for (size_t i = 0; i < genomes.size(); ++i)
    errors.push_back(llvm::Error::success());
  std::atomic<size_t> ended = 0, broken = 0;
  workers.forEach(genomes.size(), [&](size_t i) {
    if (broken)
      return;
    errors[i] = evaluateOne(pending.at(genomes[i]), first + i, fresh[i]);
    if (errors[i])
      broken = 1;
    else
      progress.update(first + ++ended);
  });
  llvm::Error result = llvm::Error::success();
  for (llvm::Error &error : errors) // the first is told, by id
    if (error && !result)
      result = std::move(error);
    else
      llvm::consumeError(std::move(error));
  if (result)
    return result;
  if (ended < genomes.size())
    return support::failure(support::Exit::Interrupted, "interrupted");
  std::vector<std::vector<double>> objectives;
  for (ir::Trial &trial : fresh) {
    pending.erase(trial.genome);
    evaluated[trial.networkDigest] = trials.size();
    objectives.push_back(objectivesOf(trial));
    trials.push_back(std::move(trial));
  }
  return objectives;
}

} // namespace pnasc::search
