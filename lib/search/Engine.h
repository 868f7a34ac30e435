// SPDX-License-Identifier: Apache-2.0
// What any search method needs, without knowing which one runs: drawing feasible networks that are
// new, and evaluating a batch of them, in parallel but with results that do not depend on it.
#pragma once

#include "search/Search.h"
#include "search/Vary.h"
#include "support/Progress.h"
#include <map>
#include <mutex>
#include <optional>
#include <set>

namespace pnasc::search {

class Engine {
public:
  Engine(const ir::SearchSpace &space, study::Store &store, const Scorer &scorer, unsigned jobs,
         const Judge &judge);

  /// Makes the genome of a slot; called again with the next attempt where it came to nothing.
  using Maker = std::function<ir::Genome(size_t slot, unsigned attempt, Random &random)>;
  /// Up to `count` genomes (never more than trials are left) of networks that fit and are new, in
  /// the order of their slots. Fewer: no more were found. `round` keys the randomness.
  std::vector<ir::Genome> propose(uint64_t round, size_t count, const Maker &make);

  /// Objectives, all minimised, of genomes that propose() gave. Trials get their ids in this order.
  llvm::Expected<std::vector<std::vector<double>>> evaluate(const std::vector<ir::Genome> &genomes);

  size_t left() const; ///< trials
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
  std::optional<Proposal> fitting(ir::Genome genome, Random &random) const;
  std::optional<Proposal> assessed(const ir::Genome &genome, bool &fits) const;
  bool accept(Proposal proposal);
  void enumerate(size_t count, std::vector<ir::Genome> &found);
  llvm::Error evaluateOne(const Proposal &proposal, uint64_t id, ir::Trial &trial);

  const ir::SearchSpace &space;
  study::Store &store;
  const Scorer &scorer;
  const unsigned jobs;
  const Judge &judge;
  const Vary vary;
  std::vector<ir::Trial> trials;          ///< by id
  std::set<std::string> digests;          ///< of all proposals ever accepted
  std::map<ir::Genome, Proposal> pending; ///< accepted, not yet evaluated
  std::optional<uint64_t> cursor = 0;     ///< where enumerate() stands; none: all is seen
  support::Progress progress;
};

} // namespace pnasc::search
