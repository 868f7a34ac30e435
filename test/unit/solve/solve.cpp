// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_solve
// The solver's answers against plain enumeration, on random tables and sums.
#include "solve/Solve.h"
#include "Check.h"
#include "support/Random.h"
#include "llvm/Support/raw_ostream.h"

using namespace pnasc;
using namespace pnasc::solve;

static Problem randomProblem(uint64_t seed) {
  support::SequentialRandom random({seed, "solve"});
  Problem p;
  for (int v = 0; v < 4; ++v)
    p.variable("v" + std::to_string(v), 2 + random.below(3));
  std::vector<std::vector<uint32_t>> rows;
  for (int r = 0; r < 5; ++r)
    rows.push_back({uint32_t(random.below(p.variables[0].count)),
                    uint32_t(random.below(p.variables[1].count))});
  p.allow("table", {0, 1}, rows);
  for (int s = 0; s < 3; ++s) {
    std::vector<Term> terms;
    for (Variable v = 0; v < 4; ++v) {
      terms.push_back({v, {}});
      for (size_t i = 0; i < p.variables[v].count; ++i)
        terms.back().cost.push_back(int64_t(random.below(40)) * 1000000007);
    }
    p.atMost("sum" + std::to_string(s), terms, int64_t(60 + random.below(60)) * 1000000007);
  }
  std::vector<Term> heights;
  for (Variable v = 0; v < 3; ++v) {
    heights.push_back({v, {}});
    for (size_t i = 0; i < p.variables[v].count; ++i)
      heights.back().cost.push_back(int64_t(random.below(40)));
  }
  p.atMost("peak", {{3, std::vector<int64_t>(p.variables[3].count, 5)}},
           int64_t(40 + random.below(50)), {{p.peak("height", heights), 2}});
  return p;
}

static bool holds(const Problem &p, const std::vector<uint32_t> &x,
                  const std::vector<std::string> *only = nullptr) {
  auto counts = [&](const std::string &rule) {
    return !only || std::find(only->begin(), only->end(), rule) != only->end();
  };
  for (const auto &t : p.tables) {
    bool any = !counts(t.rule);
    for (const auto &row : t.rows)
      any |= row[0] == x[t.variables[0]] && row[1] == x[t.variables[1]];
    if (!any)
      return false;
  }
  for (const auto &s : p.sums) {
    int64_t sum = 0;
    for (const Term &term : s.terms)
      sum += term.cost[x[term.variable]];
    for (const auto &[peak, factor] : s.peaks) {
      int64_t highest = 0;
      for (const Term &term : p.peaks[peak].terms)
        highest = std::max(highest, term.cost[x[term.variable]]);
      sum += factor * highest;
    }
    if (counts(s.rule) && sum > s.limit)
      return false;
  }
  return true;
}

static bool satisfiable(const Problem &p, const std::vector<std::string> *only = nullptr) {
  for (uint32_t a = 0; a < p.variables[0].count; ++a)
    for (uint32_t b = 0; b < p.variables[1].count; ++b)
      for (uint32_t c = 0; c < p.variables[2].count; ++c)
        for (uint32_t d = 0; d < p.variables[3].count; ++d)
          if (holds(p, {a, b, c, d}, only))
            return true;
  return false;
}

int main() {
  int sat = 0, unsat = 0;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const Problem p = randomProblem(seed);
    auto result = llvm::cantFail(solve::solve(p, 10000000));
    CHECK(result.answer != Answer::Unknown);
    CHECK_EQ(result.answer == Answer::Satisfiable, satisfiable(p));
    if (result.answer == Answer::Satisfiable) {
      ++sat;
      CHECK(holds(p, result.model));
      continue;
    }
    ++unsat;
    CHECK(!satisfiable(p, &result.core));
    for (size_t i = 0; i < result.core.size(); ++i) { // minimal: any one dropped makes it possible
      auto fewer = result.core;
      fewer.erase(fewer.begin() + ptrdiff_t(i));
      CHECK(satisfiable(p, &fewer));
    }
  }
  CHECK(sat > 5);
  CHECK(unsat > 5);
  CHECK(llvm::cantFail(smt2(randomProblem(1))).find("(check-sat)") != std::string::npos);
  CHECK(llvm::cantFail(solve::solve(randomProblem(2), 1)).answer == Answer::Unknown);
  return report();
}
