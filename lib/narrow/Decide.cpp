// SPDX-License-Identifier: Apache-2.0
#include "narrow/Decide.h"
#include "catalogue/kernels/Kernel.h"
#include "narrow/Narrow.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace pnasc::narrow {

using ir::Metric;

/// Of Z3, all questions together: about 4 s.
static constexpr uint32_t SolverSteps = 8000000;
/// Rows that a solver is asked about, and configurations that it may propose.
static constexpr size_t MostRows = 20000, MostModels = 4;

ir::Genome TableProblem::genomeOf(const Bounds &bounds, const std::vector<uint32_t> &model) const {
  const Grid &grid = bounds.grid;
  ir::Genome genome(bounds.relaxed.space.choices.size(), 0);
  bounds.fix(genome, places[model[place]]);
  for (int r = 0; r < 6; ++r)
    if (const int g = ir::groupOf(ir::Region(r)); g >= 0)
      for (size_t which = 0; which < 4; ++which)
        if (const int choice = grid.groups[size_t(g)][which]; choice >= 0)
          genome[size_t(choice)] = row[size_t(r)][model[rows[size_t(r)]]].genes[which];
  return genome;
}

namespace {

class Builder {
public:
  Builder(Bounds &bounds, const Question &question)
      : bounds(bounds), board(bounds.relaxed.space.spec->board) {
    result.places = bounds.places(question);
    for (const Bounds::Place &place : result.places) {
      const auto table = bounds.table(place, question);
      if (!table) {
        known = false;
        return;
      }
      append(*table);
    }
    known = !result.places.empty() &&
            llvm::none_of(result.row, [](const auto &rows) { return rows.empty(); });
    if (!known)
      return;
    addVariables();
    addShapes();
    addKernels();
    for (const ir::Requirement &requirement : bounds.relaxed.space.spec->requirements)
      addRequirement(requirement);
  }

  TableProblem result;
  bool known = true;

private:
  /// States are numbered through all places.
  void append(const Table &table) {
    for (size_t r = 0; r < 6; ++r)
      for (Row row : table.rows[r]) {
        row.in += uint32_t(states[r]);
        row.out += uint32_t(states[r + 1]);
        result.row[r].push_back(row);
      }
    for (size_t r = 0; r < 7; ++r)
      states[r] += table.states[r].size();
  }

  void addVariables() {
    auto &problem = result.problem;
    result.place = problem.variable("place", result.places.size()); // state 0 is the input
    state.push_back(result.place);
    for (size_t r = 0; r < 6; ++r) {
      const std::string name = ir::regionName(ir::Region(r)).str();
      result.rows.push_back(problem.variable(name, result.row[r].size()));
      state.push_back(problem.variable("behind " + name, states[r + 1]));
    }
  }

  void addShapes() {
    for (size_t r = 0; r < 6; ++r) {
      std::vector<std::vector<uint32_t>> rows;
      for (uint32_t i = 0; i < result.row[r].size(); ++i)
        rows.push_back({i, result.row[r][i].in, result.row[r][i].out});
      result.problem.allow("network", {result.rows[r], state[r], state[r + 1]}, rows);
    }
  }

  /// A kernel is linked where some row needs it.
  void addKernels() {
    uint32_t any = 0;
    for (const auto &rows : result.row)
      for (const Row &row : rows)
        any |= row.range.kernels;
    for (size_t k = 0; k < kernels::all().size(); ++k) {
      if (!(any >> k & 1))
        continue;
      const kernels::Kernel &kernel = *kernels::all()[k];
      linked.push_back({result.problem.variable("kernel " + kernel.name, 2), &kernel});
      for (size_t r = 0; r < 6; ++r) {
        std::vector<std::vector<uint32_t>> rows;
        for (uint32_t i = 0; i < result.row[r].size(); ++i) {
          rows.push_back({i, 1});
          if (!(result.row[r][i].range.kernels >> k & 1))
            rows.push_back({i, 0});
        }
        result.problem.allow("network", {result.rows[r], linked.back().first}, rows);
      }
    }
  }

  /// Integers that a sum of a requirement's terms does not overflow; rounded down, so that nothing
  /// is excluded which the bounds allow.
  static double scaleOf(const ir::Requirement &requirement) {
    const bool whole = llvm::all_of(requirement.terms, [](const auto &term) {
      return term.metric != Metric::Latency && term.coefficient == std::round(term.coefficient);
    });
    return whole ? 1
                 : std::max(1.0, std::floor(1e12 / std::max(1e-3, std::fabs(requirement.limit))));
  }
  static int64_t integer(double value) {
    return int64_t(std::floor(std::clamp(value, -1e17, 1e17)));
  }

  /// A term of each region for what `of` tells about a row.
  template <class Of> std::vector<solve::Term> termsOf(Of of) const {
    std::vector<solve::Term> terms;
    for (size_t r = 0; r < 6; ++r) {
      terms.push_back({result.rows[r], {}});
      for (const Row &row : result.row[r])
        terms.back().cost.push_back(integer(of(row.range)));
    }
    return terms;
  }

  void addRequirement(ir::Requirement requirement) {
    if (!std::isfinite(leastOf(requirement, CostRange{})))
      return; // asks for more of a part, which is not bounded
    llvm::erase_if(requirement.terms, [](const auto &term) { return !term.part.empty(); });
    const double scale = scaleOf(requirement);
    double ramFactor = 0, romFactor = 0;
    for (const auto &term : requirement.terms) {
      ramFactor += term.metric == Metric::Ram && term.coefficient > 0 ? term.coefficient : 0;
      romFactor += term.metric == Metric::Rom && term.coefficient > 0 ? term.coefficient : 0;
    }
    auto terms = termsOf([&](const CostRange &range) {
      double sum = 0;
      for (const auto &term : requirement.terms)
        if (term.metric != Metric::Ram || term.coefficient < 0)
          sum += term.coefficient * at(term.coefficient > 0 ? range.low : range.high, term.metric);
      return sum * scale;
    });
    if (romFactor > 0)
      for (const auto &[variable, kernel] : linked)
        terms.push_back(
            {variable, {0, integer(romFactor * scale * kernel->size(board.core).codeBytes)}});
    std::vector<std::pair<solve::Peak, int64_t>> peaks;
    if (ramFactor > 0) {
      auto &problem = result.problem;
      const std::string name = requirement.name;
      peaks.push_back({problem.peak("arena of " + name, termsOf([&](const CostRange &range) {
                                      return ramFactor * scale * at(range.low, Metric::Ram);
                                    })),
                       1});
      std::vector<solve::Term> frames;
      for (const auto &[variable, kernel] : linked)
        frames.push_back(
            {variable, {0, integer(ramFactor * scale * kernel->size(board.core).stackBytes)}});
      peaks.push_back({problem.peak("stack of " + name, frames), 1});
    }
    const double fixed = leastOf(requirement, completed({}, board)) * scale;
    const double limit = requirement.limit * scale;
    result.problem.atMost(requirement.name, terms,
                          int64_t(std::floor(limit + 1e-9 * std::fabs(limit) - fixed)), peaks);
  }

  Bounds &bounds;
  const ir::Board &board;
  std::array<size_t, 7> states{};
  std::vector<solve::Variable> state; ///< before region r
  std::vector<std::pair<solve::Variable, const kernels::Kernel *>> linked;
};

} // namespace

std::optional<TableProblem> problemOf(Bounds &bounds, const Question &question) {
  Builder builder(bounds, question);
  return builder.known ? std::optional(std::move(builder.result)) : std::nullopt;
}

/// The requirements among a core's rules.
static std::vector<ir::Requirement> requirementsOf(const std::vector<std::string> &core,
                                                   const Bounds &bounds) {
  std::vector<ir::Requirement> named;
  for (const ir::Requirement &requirement : bounds.relaxed.space.spec->requirements)
    if (llvm::is_contained(core, requirement.name))
      named.push_back(requirement);
  return named;
}

Decided decide(Bounds &bounds, llvm::function_ref<bool(const ir::Genome &)> fits) {
  auto tables = problemOf(bounds, {});
  size_t rows = 0;
  for (size_t r = 0; tables && r < 6; ++r)
    rows += tables->row[r].size();
  if (!tables || rows > MostRows)
    return {};
  for (size_t i = 0; i < MostModels; ++i) {
    // Half for the first, which may refute; where bounds are weak, more models seldom help.
    auto answer = solve::solve(tables->problem,
                               i == 0 ? SolverSteps / 2 : SolverSteps / 2 / (MostModels - 1));
    if (!answer) {
      llvm::consumeError(answer.takeError());
      return {};
    }
    if (answer->answer == solve::Answer::Unsatisfiable && i == 0)
      if (auto core = requirementsOf(answer->core, bounds); !core.empty())
        return {Decision::Refuted, std::move(core)};
    if (answer->answer != solve::Answer::Satisfiable)
      return {}; // the solver gave up, or all that is left was tried
    if (fits(tables->genomeOf(bounds, answer->model)))
      return {Decision::Found};
    std::vector<solve::Term> same; // not this one again
    for (solve::Variable variable : tables->rows) {
      same.push_back(
          {variable, std::vector<int64_t>(tables->problem.variables[variable].count, 0)});
      same.back().cost[answer->model[variable]] = 1;
    }
    tables->problem.atMost("tried", same, int64_t(same.size()) - 1);
  }
  return {};
}

llvm::Expected<std::string> smt2(std::shared_ptr<const ir::Spec> spec) {
  const ir::SearchSpace whole = ir::whole(std::move(spec));
  const Grid grid(whole);
  const RelaxedSpace relaxed(whole);
  Bounds bounds(relaxed, grid, 1);
  const auto tables = problemOf(bounds, {});
  if (!tables)
    return support::failure(support::Exit::Spec,
                            "no bounds are known for this search space, so there is no problem to "
                            "write for a solver");
  auto text = solve::smt2(tables->problem);
  if (!text)
    return text;
  return "; Does any configuration of '" + whole.spec->search.name +
         "' meet all requirements, as far as bounds on its regions tell?\n"
         "; unsat: none does. sat: one might; a model names a row of each region's table.\n" +
         *text;
}

} // namespace pnasc::narrow
