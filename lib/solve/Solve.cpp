// SPDX-License-Identifier: Apache-2.0
#include "solve/Solve.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>
#include <functional>
#include <map>
#include <z3++.h>

namespace pnasc::solve {

Variable Problem::variable(std::string name, size_t count) {
  assert(count > 0);
  variables.push_back({std::move(name), count});
  return Variable(variables.size() - 1);
}

void Problem::allow(std::string rule, std::vector<Variable> scope,
                    std::vector<std::vector<uint32_t>> rows) {
  tables.push_back({std::move(rule), std::move(scope), std::move(rows)});
}

Peak Problem::peak(std::string name, std::vector<Term> terms) {
  peaks.push_back({std::move(name), std::move(terms)});
  return Peak(peaks.size() - 1);
}

void Problem::atMost(std::string rule, std::vector<Term> terms, int64_t limit,
                     std::vector<std::pair<Peak, int64_t>> peaks) {
  sums.push_back({std::move(rule), std::move(terms), limit, std::move(peaks)});
}

namespace {

/// The problem in Z3's terms: one Bool for each value of each variable, of which exactly one holds;
/// each rule behind a Bool of its own, assumed in every check, so that cores speak in rules.
class Encoding {
public:
  explicit Encoding(const Problem &problem)
      : problem(problem), solver(context, "QF_LIA"), zero(context.int_val(0)) {
    for (const Problem::Domain &domain : problem.variables)
      addVariable(domain);
    for (const Problem::Largest &peak : problem.peaks)
      addPeak(peak);
    for (const Problem::Table &table : problem.tables)
      addRule(table.rule, tableExpr(table));
    for (const Problem::Sum &sum : problem.sums)
      addRule(sum.rule, sumExpr(sum));
  }

  Answer check(const std::vector<size_t> &ruleIds, uint32_t steps) {
    z3::params parameters(context);
    parameters.set("rlimit", steps);
    solver.set(parameters);
    z3::expr_vector assumed(context);
    for (size_t id : ruleIds)
      assumed.push_back(guards[id]);
    switch (solver.check(assumed)) {
    case z3::sat:
      return Answer::Satisfiable;
    case z3::unsat:
      return Answer::Unsatisfiable;
    default:
      return Answer::Unknown;
    }
  }

  std::vector<uint32_t> model() {
    const z3::model found = solver.get_model();
    std::vector<uint32_t> values;
    for (const std::vector<z3::expr> &variable : bools)
      values.push_back(
          uint32_t(llvm::find_if(variable,
                                 [&](const z3::expr &e) { return found.eval(e, true).is_true(); }) -
                   variable.begin()));
    return values;
  }

  std::string reason() { return solver.reason_unknown(); }
  std::string text() {
    std::string text = solver.to_smt2(), rulesText;
    for (size_t id = 0; id < guards.size(); ++id)
      rulesText += "(assert (! " + guards[id].to_string() + " :named |" + rules[id] + "|))\n";
    return "(set-option :produce-unsat-cores true)\n" +
           text.insert(text.rfind("(check-sat)"), rulesText);
  }

  const Problem &problem;
  z3::context context;
  z3::solver solver;
  std::vector<std::vector<z3::expr>> bools;
  std::vector<z3::expr> guards, peaks;
  std::vector<std::string> rules;
  z3::expr zero;

private:
  /// One value holds, and no two: a ladder of Bools "one up to here holds", in standard SMT-LIB.
  void addVariable(const Problem::Domain &domain) {
    std::vector<z3::expr> values;
    z3::expr_vector all(context);
    for (size_t i = 0; i < domain.count; ++i) {
      values.push_back(context.bool_const((domain.name + "=" + std::to_string(i)).c_str()));
      all.push_back(values.back());
    }
    solver.add(z3::mk_or(all));
    for (size_t i = 0; i + 1 < domain.count; ++i) {
      const std::string name = domain.name + "<=" + std::to_string(i);
      const z3::expr here = context.bool_const(name.c_str());
      solver.add(z3::implies(values[i], here));
      solver.add(z3::implies(here, !values[i + 1]));
      if (i + 2 < domain.count)
        solver.add(z3::implies(
            here, context.bool_const((domain.name + "<=" + std::to_string(i + 1)).c_str())));
    }
    bools.push_back(std::move(values));
  }

  /// Rules of one name are one rule.
  void addRule(const std::string &rule, const z3::expr &meaning) {
    const auto at = llvm::find(rules, rule);
    const size_t id = size_t(at - rules.begin());
    if (at == rules.end()) {
      guards.push_back(context.bool_const(("rule:" + rule).c_str()));
      rules.push_back(rule);
    }
    solver.add(z3::implies(guards[id], meaning));
  }

  void addPeak(const Problem::Largest &peak) {
    peaks.push_back(context.int_const(peak.name.c_str()));
    for (const Term &term : peak.terms)
      for (size_t i = 0; i < term.cost.size(); ++i)
        if (term.cost[i])
          solver.add(
              z3::implies(bools[term.variable][i], peaks.back() >= context.int_val(term.cost[i])));
    solver.add(peaks.back() >= zero);
  }

  /// By value of the first variable: the rest of its rows. Propagates better than one large
  /// disjunction.
  z3::expr tableExpr(const Problem::Table &table) {
    std::map<uint32_t, z3::expr_vector> byFirst;
    for (const std::vector<uint32_t> &row : table.rows) {
      z3::expr_vector cells(context);
      for (size_t i = 1; i < row.size(); ++i)
        cells.push_back(bools[table.variables[i]][row[i]]);
      byFirst.try_emplace(row.front(), context).first->second.push_back(z3::mk_and(cells));
    }
    z3::expr_vector all(context);
    const std::vector<z3::expr> &first = bools[table.variables.front()];
    for (uint32_t value = 0; value < first.size(); ++value) {
      const auto found = byFirst.find(value);
      all.push_back(found == byFirst.end() ? !first[value]
                                           : z3::implies(first[value], z3::mk_or(found->second)));
    }
    return z3::mk_and(all);
  }

  z3::expr sumExpr(const Problem::Sum &sum) {
    z3::expr_vector parts(context);
    parts.push_back(zero);
    for (const Term &term : sum.terms)
      for (size_t i = 0; i < term.cost.size(); ++i)
        if (term.cost[i])
          parts.push_back(z3::ite(bools[term.variable][i], context.int_val(term.cost[i]), zero));
    for (const auto &[peak, factor] : sum.peaks)
      parts.push_back(context.int_val(factor) * peaks[peak]);
    return z3::sum(parts) <= context.int_val(sum.limit);
  }
};

/// Drops one rule after another, last first, and keeps those without which the rest can hold.
std::vector<size_t> minimised(Encoding &encoding, std::vector<size_t> core, uint32_t steps) {
  for (size_t i = core.size(); i-- > 0;) {
    std::vector<size_t> without = core;
    without.erase(without.begin() + ptrdiff_t(i));
    if (encoding.check(without, steps) == Answer::Unsatisfiable)
      core = std::move(without);
  }
  return core;
}

template <class T> llvm::Expected<T> guarded(const std::function<T()> &work) {
  try {
    return work();
  } catch (const z3::exception &e) {
    if (llvm::StringRef(e.msg()).contains("out of memory"))
      return support::environment("out of memory");
    return support::failure(support::Exit::Internal, std::string("the solver failed: ") + e.msg());
  }
}

} // namespace

llvm::Expected<Result> solve(const Problem &problem, uint32_t steps) {
  return guarded<Result>([&] {
    Encoding encoding(problem);
    std::vector<size_t> all(encoding.guards.size());
    for (size_t i = 0; i < all.size(); ++i)
      all[i] = i;
    Result result;
    result.answer = encoding.check(all, steps);
    if (result.answer == Answer::Satisfiable)
      result.model = encoding.model();
    else if (result.answer == Answer::Unknown)
      result.reason = encoding.reason();
    else
      for (size_t id : minimised(encoding, all, steps))
        result.core.push_back(encoding.rules[id]);
    return result;
  });
}

llvm::Expected<std::string> smt2(const Problem &problem) {
  return guarded<std::string>([&] { return Encoding(problem).text(); });
}

} // namespace pnasc::solve
