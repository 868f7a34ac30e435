// SPDX-License-Identifier: Apache-2.0
// Questions about finite domains, answered by a solver: "is there a choice for every variable that
// obeys all of these named rules, and if not, which of them can't hold together?"
//
//   Problem p;
//   Variable w = p.variable("width", 3), d = p.variable("depth", 2);
//   p.allow("shapes", {w, d}, {{0, 0}, {0, 1}, {1, 0}, {2, 0}});
//   p.atMost("fits_ram", {{w, {10, 20, 30}}, {d, {5, 50}}}, 40);
//   solve(p, 1000000)->answer                       // Satisfiable, model = {0, 0}
//
// Nonlinear costs are written down as tables over the grid, because nonlinear arithmetic over reals
// leaves even toy spaces undecided. Limits are deterministic step counts, never wall time; Unknown
// is an answer that callers handle. What a solver says is confirmed by plain code wherever it
// decides something: Unsatisfiable removes nothing that the cost model has not bounded, a model is
// assessed.
#pragma once

#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace pnasc::solve {

using Variable = uint32_t;
using Peak = uint32_t;

/// cost[i] is added when `variable` takes value i.
struct Term {
  Variable variable;
  std::vector<int64_t> cost;
};

class Problem {
public:
  /// A variable with the values 0 .. count-1; the name shows in smt2().
  Variable variable(std::string name, size_t count);
  /// Values of `variables`, taken together, must be one of `rows`.
  void allow(std::string rule, std::vector<Variable> variables,
             std::vector<std::vector<uint32_t>> rows);
  /// The largest of the terms, for atMost().
  Peak peak(std::string name, std::vector<Term> terms);
  /// The sum of the terms and of the peaks, each with its factor of at least 0, is at most `limit`.
  void atMost(std::string rule, std::vector<Term> terms, int64_t limit,
              std::vector<std::pair<Peak, int64_t>> peaks = {});

  struct Domain {
    std::string name;
    size_t count;
  };
  struct Table {
    std::string rule;
    std::vector<Variable> variables;
    std::vector<std::vector<uint32_t>> rows;
  };
  struct Largest {
    std::string name;
    std::vector<Term> terms;
  };
  struct Sum {
    std::string rule;
    std::vector<Term> terms;
    int64_t limit;
    std::vector<std::pair<Peak, int64_t>> peaks;
  };
  std::vector<Domain> variables;
  std::vector<Table> tables;
  std::vector<Largest> peaks;
  std::vector<Sum> sums;
};

enum class Answer : uint8_t { Satisfiable, Unsatisfiable, Unknown };

struct Result {
  Answer answer = Answer::Unknown;
  std::vector<uint32_t> model; ///< by variable, where satisfiable
  /// Where unsatisfiable: rules that cannot hold together, and can as soon as any one is dropped
  /// (as far as `steps` sufficed to show it), in the order they were given; of several such sets
  /// one without late rules.
  std::vector<std::string> core;
  std::string reason; ///< where unknown
};

/// `steps` bounds each call to the solver (Z3's rlimit).
llvm::Expected<Result> solve(const Problem &problem, uint32_t steps);

/// The same problem in SMT-LIB 2, so that any solver can check the answer; its rules are named, for
/// unsat cores.
llvm::Expected<std::string> smt2(const Problem &problem);

} // namespace pnasc::solve
