// SPDX-License-Identifier: Apache-2.0
#include "solve/Solve.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>
#include <functional>
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

void Problem::atMost(std::string rule, std::vector<Term> terms, int64_t limit) {
  sums.push_back({std::move(rule), std::move(terms), limit});
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

  std::vector<size_t> core() {
    std::vector<size_t> ids;
    const z3::expr_vector found = solver.unsat_core();
    for (size_t id = 0; id < guards.size(); ++id)
      for (unsigned i = 0; i < found.size(); ++i)
        if (z3::eq(found[int(i)], guards[id])) {
          ids.push_back(id);
          break;
        }
    return ids;
  }

  std::string reason() { return solver.reason_unknown(); }
  std::string text() {
    for (const z3::expr &guard : guards)
      solver.add(guard);
    return solver.to_smt2();
  }

  const Problem &problem;
  z3::context context;
  z3::solver solver;
  std::vector<std::vector<z3::expr>> bools;
  std::vector<z3::expr> guards;
  std::vector<std::string> rules;
  z3::expr zero;

private:
  void addVariable(const Problem::Domain &domain) {
    std::vector<z3::expr> values;
    z3::expr_vector all(context);
    for (size_t i = 0; i < domain.count; ++i) {
      values.push_back(context.bool_const((domain.name + "=" + std::to_string(i)).c_str()));
      all.push_back(values.back());
    }
    solver.add(z3::mk_or(all));
    solver.add(z3::atmost(all, 1));
    bools.push_back(std::move(values));
  }

  void addRule(const std::string &rule, const z3::expr &meaning) {
    guards.push_back(context.bool_const(("rule:" + rule).c_str()));
    rules.push_back(rule);
    solver.add(z3::implies(guards.back(), meaning));
  }

  z3::expr tableExpr(const Problem::Table &table) {
    z3::expr_vector rows(context);
    for (const std::vector<uint32_t> &row : table.rows) {
      z3::expr_vector cells(context);
      for (size_t i = 0; i < row.size(); ++i)
        cells.push_back(bools[table.variables[i]][row[i]]);
      rows.push_back(z3::mk_and(cells));
    }
    return z3::mk_or(rows);
  }

  z3::expr sumExpr(const Problem::Sum &sum) {
    z3::expr_vector parts(context);
    parts.push_back(zero);
    for (const Term &term : sum.terms)
      for (size_t i = 0; i < term.cost.size(); ++i)
        if (term.cost[i])
          parts.push_back(z3::ite(bools[term.variable][i], context.int_val(term.cost[i]), zero));
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
      for (size_t id : minimised(encoding, encoding.core(), steps))
        result.core.push_back(encoding.rules[id]);
    return result;
  });
}

llvm::Expected<std::string> smt2(const Problem &problem) {
  return guarded<std::string>([&] { return Encoding(problem).text(); });
}

} // namespace pnasc::solve
