// SPDX-License-Identifier: Apache-2.0
// What any search method needs, without knowing which one runs: drawing feasible networks that are
// new, and evaluating a batch of them, in parallel but with results that do not depend on it.
#pragma once

#include "search/Search.h"
#include "search/Vary.h"
#include <map>
#include <mutex>
#include <optional>
#include <set>

namespace pnasc::search {

/// Stands for an objective that has no value.
constexpr double Worst = 1e300;

class Engine {
public:
  Engine(const ir::SearchSpace &space, study::Store &store, const Scorer &scorer,
         const support::Workers &workers, const Judge &judge, const support::Console &console);

  /// Makes the genome of a slot; called again with the next attempt where it came to nothing.
  using Maker = std::function<ir::Genome(size_t slot, unsigned attempt, Random &random)>;
  /// How hard to try: draws for a slot before it is given up, and steps of one draw, the first of
  /// which is the draw itself and the others repairs.
  struct Effort {
    unsigned draws = 40, steps = 48;
  };
  /// Up to `count` genomes (never more than trials are left) of networks that fit and are new, in
  /// the order of their slots. Fewer: no more were found. `round` keys the randomness.
  std::vector<ir::Genome> propose(uint64_t round, size_t count, const Maker &make,
                                  const Effort &effort);
  std::vector<ir::Genome> propose(uint64_t round, size_t count, const Maker &make) {
    return propose(round, count, make, Effort());
  }

  /// Objectives, all minimised, of genomes that propose() gave. Trials get their ids in this order.
  llvm::Expected<std::vector<std::vector<double>>> evaluate(const std::vector<ir::Genome> &genomes);

  /// Objectives, all minimised, of what `genomes` stand for: each repaired until it fits, by steps
  /// that depend on the genome alone. Networks known before cost nothing, new ones are evaluated
  /// while trials are left; fewer answers than genomes: there were not enough.
  llvm::Expected<std::vector<std::vector<double>>> decode(const std::vector<ir::Genome> &genomes);

  size_t left() const; ///< trials
  bool stopped() const { return workers.stopped(); }
  const Vary &varying() const { return vary; }
  const ir::SearchSpace &searchSpace() const { return space; }
  const std::vector<ir::Trial> &done() const { return trials; }

  /// The failure that made evaluate() give up, for the other side of a library that only throws.
  llvm::Error failure = llvm::Error::success();

private:
  struct Proposal {
    ir::Genome genome;
    ir::Network cut;
    ir::Costs costs;
    std::string digest;
  };
  std::optional<Proposal> fitting(ir::Genome genome, Random &random, unsigned steps) const;
  std::vector<std::optional<Proposal>> draw(uint64_t round, const std::vector<size_t> &slots,
                                            unsigned attempt, const Maker &make, unsigned steps);
  bool comesToNothing(const ir::Genome &genome, unsigned steps) const;
  void remember(const ir::Genome &genome, bool fits);
  std::optional<Proposal> assessed(const ir::Genome &genome, bool &fits) const;
  bool accept(Proposal proposal);
  void enumerate(size_t count, std::vector<ir::Genome> &found);
  llvm::Error evaluateOne(const Proposal &proposal, uint64_t id, ir::Trial &trial);
  void repair(const std::vector<ir::Genome> &genomes, std::vector<std::optional<Proposal>> &into);
  std::vector<double> objectivesOf(const ir::Trial &trial) const;

  const ir::SearchSpace &space;
  study::Store &store;
  const Scorer &scorer;
  const support::Workers workers;
  const Judge &judge;
  const Vary vary;
  std::vector<ir::Trial> trials;             ///< by id
  std::set<std::string> digests;             ///< of all proposals ever accepted
  std::map<ir::Genome, bool> judged;         ///< fits, and then it is in digests; or does not
  const double genomes;                      ///< in the space
  std::map<ir::Genome, Proposal> pending;    ///< accepted, not yet evaluated
  std::map<std::string, size_t> evaluated;   ///< digest -> place in trials
  std::map<ir::Genome, std::string> decoded; ///< what decode() was given -> digest; empty: nothing
  std::optional<uint64_t> cursor = 0;        ///< where enumerate() stands; none: all is seen
  support::Progress progress;
};

} // namespace pnasc::search
