// SPDX-License-Identifier: Apache-2.0
// Requirements are linear: figures times constants against a limit.
#include "check/Conditions.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {
namespace {

Dimension dimensionOf(ir::Metric metric) {
  switch (ir::rowOf(metric).unit) {
  case ir::Unit::Bytes:
    return dimension::bytes;
  case ir::Unit::Flops:
    return dimension::flops;
  case ir::Unit::Macs:
    return dimension::macs;
  case ir::Unit::Parameters:
    return dimension::number;
  case ir::Unit::Seconds:
    return dimension::time;
  }
  return {};
}

/// A sum of figures times constants, and a constant.
struct Linear {
  using Term = ir::Requirement::Term;
  std::vector<Term> terms = {};
  double constant = 0;
  Dimension dimension = {};

  bool isConstant() const { return terms.empty(); }
  void scale(double factor, const Dimension &by) {
    for (Term &term : terms)
      term.coefficient *= factor;
    constant *= factor;
    dimension = dimension * by;
    clean();
  }
  void add(const Linear &other, double sign) {
    for (const Term &term : other.terms) {
      const auto at = llvm::find_if(terms, [&](const Term &one) {
        return one.metric == term.metric && one.part == term.part;
      });
      if (at != terms.end())
        at->coefficient += sign * term.coefficient;
      else
        terms.push_back({sign * term.coefficient, term.metric, term.part});
    }
    constant += sign * other.constant;
    clean();
  }
  void clean() {
    llvm::erase_if(terms, [](const Term &term) { return term.coefficient == 0; });
    llvm::stable_sort(terms, [](const Term &a, const Term &b) {
      return std::tie(a.part, a.metric) < std::tie(b.part, b.metric);
    });
  }
};

class Evaluator {
public:
  explicit Evaluator(Job &job) : job(job), reader(job.reader) {}

  std::optional<Linear> eval(const ast::Expr &expr) {
    if (const auto *name = expr.as<ast::Reference>())
      return figure({name->name, expr.range}, "");
    if (const auto *member = expr.as<ast::Member>())
      return partFigure(*member);
    if (const auto *both = expr.as<ast::Binary>())
      return binary(*both);
    if (const auto *unary = expr.as<ast::Unary>(); unary && unary->op == ast::Operator::Negate) {
      auto value = eval(*unary->operand);
      if (value)
        value->scale(-1, {});
      return value;
    }
    const auto value = reader.constant(expr);
    if (!value)
      return std::nullopt;
    return Linear{{}, value->value, value->dimension};
  }

  /// Reports and is false where the two sides cannot be compared or added.
  bool agree(const Linear &left, const Linear &right, const ast::Expr &place) {
    if (left.dimension == right.dimension)
      return true;
    reader.wrongUnit(place, "this", right.dimension, left.dimension);
    return false;
  }

private:
  /// `group2.flops`, `group1.block2.conv1.ram`
  std::optional<Linear> partFigure(const ast::Member &member) {
    const std::string part = dotted(*member.base);
    const std::string region = part.substr(0, part.find('.'));
    std::vector<std::string> regions{"stem", "head"};
    for (const ir::ArchitectureRef &one : job.spec.architectures)
      for (size_t g = 1; g <= one.declaration->groups.size(); ++g)
        regions.push_back("group" + std::to_string(g));
    if (llvm::is_contained(regions, region))
      return figure(member.name, part);
    reader.unknown(Diag::UnknownWord, {region, member.base->range}, regions, "part");
    return std::nullopt;
  }

  /// What the board draws while the network runs: its figure for a cycle times cycles, so latency
  /// times a power.
  std::optional<Linear> energy(const ast::Name &name, const std::string &part) {
    const ir::Board &board = job.spec.board;
    if (board.picojoulePerCycle <= 0 || board.clockHz <= 0) {
      reader.diagnostics.report(Diag::Missing, name.range, "a limit on energy",
                                "the board's 'energy' of a cycle, with its source");
      return std::nullopt;
    }
    const double watts = board.picojoulePerCycle * 1e-12 * board.clockHz;
    return Linear{{{watts, ir::Metric::Latency, part}}, 0, dimension::energy};
  }

  std::optional<Linear> figure(const ast::Name &name, const std::string &part) {
    std::vector<std::string> known;
    for (const ir::MetricRow &row : ir::metrics())
      known.push_back(row.name.str());
    if (name.text == "energy")
      return energy(name, part);
    known.push_back("energy");
    const auto at = llvm::find(known, name.text);
    if (at == known.end()) {
      reader.unknown(Diag::UnknownFigure, name, known);
      return std::nullopt;
    }
    Linear result;
    const ir::Metric metric = ir::metrics()[size_t(at - known.begin())].metric;
    result.terms = {{1, metric, part}};
    result.dimension = dimensionOf(metric);
    return result;
  }

  std::optional<Linear> binary(const ast::Binary &binary) {
    auto left = eval(*binary.left), right = eval(*binary.right);
    if (!left || !right)
      return std::nullopt;
    switch (binary.op) {
    case ast::Operator::Add:
    case ast::Operator::Subtract:
      if (!agree(*left, *right, *binary.right))
        return std::nullopt;
      left->add(*right, binary.op == ast::Operator::Add ? 1 : -1);
      return left;
    case ast::Operator::Multiply:
      if (left->isConstant())
        std::swap(left, right);
      if (!right->isConstant())
        return notConstant(*binary.right, "one side of a product");
      left->scale(right->constant, right->dimension);
      return left;
    case ast::Operator::Divide:
      if (!right->isConstant())
        return notConstant(*binary.right, "a divisor");
      if (right->constant == 0) {
        reader.diagnostics.report(Diag::DivisionByZero, binary.right->range);
        return std::nullopt;
      }
      left->scale(1 / right->constant, Dimension{} / right->dimension);
      return left;
    default:
      return notConstant(*binary.right, "what is compared twice");
    }
  }

  std::optional<Linear> notConstant(const ast::Expr &place, const char *what) {
    reader.diagnostics.report(Diag::NotLinear, place.range, what);
    return std::nullopt;
  }

  Job &job;
  Reader &reader;
};

} // namespace

void readRequirement(Job &job, const ast::Name &name, const ast::Expr &expr, support::Span range) {
  const auto *compare = expr.as<ast::Binary>();
  const bool less = compare && compare->op == ast::Operator::LessEqual;
  if (!less && !(compare && compare->op == ast::Operator::GreaterEqual)) {
    auto handle = job.reader.diagnostics.report(Diag::NotALimit, expr.range);
    if (compare && (compare->op == ast::Operator::Less || compare->op == ast::Operator::Greater)) {
      // The sign stands somewhere between the sides.
      support::Span sign = compare->left->range.back().upTo(compare->right->range.front());
      const size_t at =
          job.reader.diagnostics.sources().text(sign).find(ast::operatorText(compare->op));
      sign.offset += uint32_t(at);
      sign.length = 1;
      if (at != llvm::StringRef::npos)
        handle.fix(sign, ast::operatorText(compare->op).str() + "=");
    }
    return;
  }
  Evaluator evaluator(job);
  auto left = evaluator.eval(*compare->left);
  const auto right = evaluator.eval(*compare->right);
  if (!left || !right || !evaluator.agree(*left, *right, *compare->right))
    return;
  left->add(*right, -1); // left <= 0
  if (!less)
    left->scale(-1, {});
  if (left->isConstant()) {
    job.reader.diagnostics.report(Diag::NoFigure, expr.range);
    return;
  }
  ir::Requirement requirement;
  requirement.name = name.text;
  requirement.range = range;
  requirement.limit = -left->constant;
  requirement.terms = std::move(left->terms);
  if (const auto &terms = requirement.terms;
      terms.size() == 1 && terms[0].coefficient > 0 && requirement.limit <= 0) {
    const Quantity limit{requirement.limit / terms[0].coefficient, dimensionOf(terms[0].metric)};
    job.reader.diagnostics.report(Diag::NeverHolds, expr.range, ir::metricName(terms[0].metric),
                                  text(limit));
  }
  job.spec.requirements.push_back(std::move(requirement));
}

} // namespace pnasc::check
