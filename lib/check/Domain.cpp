// SPDX-License-Identifier: Apache-2.0
#include "check/Domain.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace pnasc::check {

using ir::Hyperparameter;

static constexpr int64_t unit = ir::Value::Unit;
static constexpr int64_t mostValues = 10000;

const language::Setting &letSetting() {
  static const language::Setting setting =
      language::number("let", -1e9, 1e9, "").chosen({Hyperparameter::Let, unit / 20, false, {}});
  return setting;
}

namespace {

class Domain {
public:
  Domain(Job &job, const language::Setting &setting, const ast::Name &key)
      : job(job), reader(job.reader), setting(setting), grid(*setting.grid),
        whole(setting.type == language::Type::Whole), key(key) {}

  void read(const ast::Entry &entry);
  std::optional<ir::Value> value(const ast::Expr &expr);
  ir::Choice choice;

private:
  void readRange(const ast::Range &range, const ast::Entry &entry);
  void linear(int64_t low, int64_t high, const ast::Clause *step, const ast::Expr &place);
  void geometric(int64_t low, int64_t high, const ast::Clause *step, const ast::Expr &place);
  bool few(double count, const ast::Expr &place);
  void readWords(const ast::Entry &entry);
  std::optional<ir::Value> word(const ast::Name &name);
  std::optional<int64_t> micro(const ast::Expr &expr, bool bounded);
  void add(const ast::Expr &expr);
  void finish(const ast::Entry &entry);
  bool isLet() const { return grid.decides == Hyperparameter::Let; }

  Job &job;
  Reader &reader;
  const language::Setting &setting;
  const language::Grid &grid;
  bool whole;
  const ast::Name &key;
};

void Domain::read(const ast::Entry &entry) {
  choice.range = entry.range;
  choice.written = reader.diagnostics.sources().written(entry.range);
  std::vector<std::string> clauses{"when", "else"};
  if (entry.value->as<ast::Range>())
    clauses.insert(clauses.end(), {"step", "log"});
  if (grid.decides == Hyperparameter::Window)
    clauses.push_back("stride");
  reader.clauses(entry, clauses);
  reader.form(entry);
  if (const auto *range = entry.value->as<ast::Range>())
    readRange(*range, entry);
  else if (const auto *set = entry.value->as<ast::Set>())
    for (const ast::ExprPtr &member : set->members)
      add(*member);
  else if (entry.chosen)
    readWords(entry);
  else
    add(*entry.value);
  finish(entry);
}

/// `in Edge`: all words of a type.
void Domain::readWords(const ast::Entry &entry) {
  const auto *name = entry.value->as<ast::Reference>();
  const auto type = isLet() && name ? job.program.typeOf(name->name) : std::nullopt;
  if (type && ast::isOwn(*type))
    for (const ast::Name &word : job.program.own(*type).words)
      choice.domain.push_back({word.text, 0});
  else
    reader.diagnostics.report(Diag::WrongForm, entry.value->range, key.text,
                              "a choice '{a, b}' or a range 'a..b' after 'in'");
}

void Domain::finish(const ast::Entry &entry) {
  const bool ranges = entry.value->as<ast::Range>() != nullptr;
  const bool fixed = (entry.kind == ast::Entry::Kind::Fixed ||
                      (entry.kind == ast::Entry::Kind::Let && !entry.chosen)) &&
                     !entry.value->as<ast::Set>() && !ranges;
  if (const auto *set = entry.value->as<ast::Set>(); set && set->members.empty())
    reader.diagnostics.report(Diag::EmptyDomain, entry.value->range);
  if (grid.baseline && !fixed &&
      llvm::none_of(choice.domain, [](const ir::Value &v) { return v.isLabel(); }))
    choice.domain.insert(choice.domain.begin(), {"baseline", 0});
  const bool labels = llvm::any_of(choice.domain, [](const auto &v) { return v.isLabel(); });
  choice.kind = labels             ? ir::DomainKind::Categorical
                : ranges && !whole ? ir::DomainKind::Grid
                                   : ir::DomainKind::Ordered;
  if (!labels)
    llvm::sort(choice.domain, [](const auto &a, const auto &b) { return a.micro < b.micro; });
}

/// The value in millionths, within the rule's bounds unless told otherwise.
std::optional<int64_t> Domain::micro(const ast::Expr &expr, bool bounded) {
  const Item item{key, expr, nullptr, expr.range};
  if (whole && bounded) {
    const auto value =
        reader.whole(item, int64_t(setting.least), int64_t(setting.most), setting.unit);
    return value ? std::optional(*value * unit) : std::nullopt;
  }
  const auto value = bounded ? reader.number(item, setting.least, setting.most)
                             : reader.quantity(item, dimension::number);
  return value ? std::optional(int64_t(std::llround(*value * unit))) : std::nullopt;
}

/// A word: `baseline`, and after `let` those of the program's types.
std::optional<ir::Value> Domain::word(const ast::Name &name) {
  std::vector<std::string> known{"baseline"};
  if (isLet())
    for (const auto &type : job.program.types)
      for (const ast::Name &one : type->words)
        known.push_back(one.text);
  if (llvm::is_contained(known, name.text))
    return ir::Value{name.text, 0};
  reader.unknown(Diag::UnknownWord, name, known, "value");
  return std::nullopt;
}

std::optional<ir::Value> Domain::value(const ast::Expr &expr) {
  if (const auto *name = expr.as<ast::Reference>(); name && (grid.absent.isLabel() || isLet()))
    return word({name->name, expr.range});
  if (const auto *truth = expr.as<ast::Truth>(); truth && isLet())
    return ir::Value{truth->value ? "true" : "false", 0};
  const auto number = micro(expr, true);
  return number ? std::optional(ir::Value{"", *number}) : std::nullopt;
}

void Domain::add(const ast::Expr &expr) {
  const auto given = value(expr);
  if (!given)
    return;
  if (llvm::is_contained(choice.domain, *given))
    reader.diagnostics.report(Diag::ValueTwice, expr.range, given->text());
  else
    choice.domain.push_back(*given);
}

/// Written without unit and point: 1..5, not 0 %..100 %.
static bool isWhole(const ast::Expr &expr) {
  const auto *number = expr.as<ast::Number>();
  return number && number->integer && number->units.empty();
}

void Domain::readRange(const ast::Range &range, const ast::Entry &entry) {
  const ast::Clause *step = entry.clause("step");
  if (isLet())
    whole = isWhole(*range.low) && isWhole(*range.high) &&
            (!step || entry.clause("log") || isWhole(*step->value));
  const auto low = micro(*range.low, true), high = micro(*range.high, true);
  if (!low || !high)
    return;
  if (*high < *low)
    reader.diagnostics.report(Diag::Backwards, entry.value->range)
        .fix(entry.value->range, ast::text(*range.high) + ".." + ast::text(*range.low));
  else if (entry.clause("log"))
    geometric(*low, *high, step, *entry.value);
  else
    linear(*low, *high, step, *entry.value);
}

bool Domain::few(double count, const ast::Expr &place) {
  if (count <= mostValues)
    return true;
  reader.diagnostics.report(Diag::TooFine, place.range, key.text, int64_t(count), mostValues);
  return false;
}

void Domain::linear(int64_t low, int64_t high, const ast::Clause *clause, const ast::Expr &place) {
  const auto step = clause ? micro(*clause->value, false) : std::optional(whole ? unit : grid.step);
  if (!step)
    return;
  if (*step <= 0 || (whole && *step % unit != 0)) {
    reader.diagnostics.report(Diag::BadStep, clause->value->range, ir::Value{"", *step}.text(),
                              whole ? "a whole number above 0" : "above 0");
    return;
  }
  if (!few(double((high - low) / *step + 1), place))
    return;
  if (clause && (high - low) % *step)
    reader.diagnostics.report(Diag::StepMisses, clause->value->range,
                              ir::Value{"", high - (high - low) % *step}.text(),
                              ir::Value{"", high}.text());
  for (int64_t value = low; value <= high; value += *step)
    choice.domain.push_back({"", value});
}

/// `log`: neighbours differ by a factor. Without `step` it is as near to 2^(1/4) (of whole numbers,
/// to 2) as lets the range end in its last value.
void Domain::geometric(int64_t low, int64_t high, const ast::Clause *clause,
                       const ast::Expr &place) {
  const auto given = clause ? micro(*clause->value, false) : std::nullopt;
  if (low <= 0 || (clause && given && *given <= unit)) {
    reader.diagnostics.report(Diag::OutOfRange, low <= 0 ? place.range : clause->value->range,
                              low <= 0 ? "the start of a 'log' range" : "'step' beside 'log'",
                              ir::Value{"", low <= 0 ? low : *given}.text(),
                              low <= 0 ? "above 0" : "above 1: a factor");
    return;
  }
  if (clause && !given)
    return;
  const double ratio = double(high) / double(low);
  double factor = given ? double(*given) / unit : whole ? 2 : std::pow(2, 0.25);
  double last = std::floor(std::log(ratio) / std::log(factor) + 1e-9);
  if (!given) {
    last = ratio > 1 ? std::max(1.0, std::round(std::log(ratio) / std::log(factor))) : 0;
    factor = last > 0 ? std::pow(ratio, 1 / last) : 1;
  }
  if (!few(last + 1, place))
    return;
  for (int64_t i = 0; i <= int64_t(last); ++i) {
    int64_t value = std::llround(double(low) * std::pow(factor, double(i)));
    if (whole)
      value = (value + unit / 2) / unit * unit;
    if (choice.domain.empty() || choice.domain.back().micro != value)
      choice.domain.push_back({"", value});
  }
}

} // namespace

ir::Choice choiceOf(Job &job, const language::Setting &setting, const ast::Entry *entry,
                    size_t group) {
  static const ast::Name none;
  Domain domain(job, setting, !entry ? none : entry->name.empty() ? entry->key : entry->name);
  domain.choice.name = ir::hyperparameterName(setting.grid->decides, group);
  domain.choice.decides = setting.grid->decides;
  domain.choice.group = group;
  if (entry)
    domain.read(*entry);
  else
    domain.choice.domain.push_back(setting.grid->absent);
  return std::move(domain.choice);
}

std::optional<ir::Value> valueOf(Job &job, const language::Setting &setting, const ast::Name &key,
                                 const ast::Expr &expr) {
  return Domain(job, setting, key).value(expr);
}

} // namespace pnasc::check
