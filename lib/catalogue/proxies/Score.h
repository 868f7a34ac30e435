// SPDX-License-Identifier: Apache-2.0
// The training-free scores of a network, all of them from two shared forward and backward passes:
// ZiCo needs the gradients of two batches, everything else looks at the first pass as it goes by.
// Definitions: docs/rationale.md, "Scores", and the papers named in each entry.
#pragma once

#include "catalogue/proxies/Catalogue.h"
#include "ir/Dataset.h"
#include "ir/Study.h"
#include "ir/Trained.h"
#include <map>
#include <string>
#include <vector>

namespace pnasc::proxies {

/// What one node adds to a score.
struct Term {
  ir::NodeId node;
  double value;
};

struct Evaluation {
  std::string proxy; ///< an entry of this catalogue
  double total = 0;  ///< the objective, always finite
  std::vector<Term> terms;
  std::map<std::string, std::vector<double>> details; ///< what else the entry tells, by name
};

struct Batch {
  ir::FloatArray samples; ///< N x C x H x W
  ir::Labels labels;
};

using Names = std::vector<std::string>;
inline const Names Basic = {"meco", "naswot", "snip", "zico"};

/// The scores of these names, in this order. `precise` computes in double precision, for comparison
/// with reference values. Where a score is not a finite number its total is the worst double.
llvm::Expected<std::vector<Evaluation>> evaluate(const ir::Network &network,
                                                 const ir::Parameters &parameters,
                                                 const std::vector<Batch> &batches,
                                                 bool precise = false, const Names &names = Basic,
                                                 llvm::StringRef task = "classification");

/// Scores the networks of one search on the same two batches with weights drawn from `seed` and
/// each network's digest. Safe to call from many threads; the answer depends on the network alone.
class Scorer {
public:
  /// The first two batches of a seeded shuffle of the training part.
  Scorer(const ir::Dataset &dataset, int64_t batch, uint64_t seed,
         const ir::ScoreSpec &spec = usual());
  /// The mean over the spec's number of initialisations.
  llvm::Expected<ir::Scores> score(const ir::Network &cut) const;
  /// Of one initialisation: the spec's scores in the spec's forms.
  llvm::Expected<std::vector<Evaluation>> evaluations(const ir::Network &cut,
                                                      int64_t repeat = 0) const;

private:
  std::vector<Batch> batches;
  std::string task;
  uint64_t seed;
  ir::ScoreSpec spec;
};

} // namespace pnasc::proxies
