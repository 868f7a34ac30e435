// SPDX-License-Identifier: Apache-2.0
// The choices of the search: every hyperparameter of the paper's table 1 becomes one, also where
// the spec does not mention it (then with the one value as published).
#include "check/Checker.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace pnasc::check {
namespace {

/// What may be chosen from, and on which grid a range stands.
struct Rule {
  const char *key;
  double least, most; ///< without unit
  int64_t step;       ///< of a range, in millionths
  bool whole;         ///< integers only
  bool baseline;      ///< `baseline` is a value, and a member of every choice
  const char *absent; ///< value where the spec says nothing: a label or empty
  int64_t absentMicro;
};

constexpr int64_t unit = ir::Value::Unit;
constexpr Rule width = {"width", 0.01, 8, unit / 20, false, false, "", unit};
constexpr Rule groupRules[] = {
    {"depth", 1, 5, unit, true, false, "baseline", 0},
    {"kernel", 1, 255, unit, true, true, "baseline", 0},
    {"stride", 1, 16, unit, true, true, "baseline", 0},
    {"sparsity", 0, 0.95, unit / 20, false, false, "", 0},
};
constexpr int64_t mostValues = 10000;

class Domain {
public:
  Domain(Reader &reader, const Rule &rule, const std::string &name, const ast::Entry *entry)
      : reader(reader), rule(rule), entry(entry) {
    choice.name = name;
    if (entry)
      read();
    else
      choice.domain.push_back({rule.absent, rule.absentMicro});
  }
  ir::Choice choice;

private:
  void read();
  void readRange(const ast::Range &range);
  std::optional<int64_t> micro(const ast::Expr &expr, bool bounded);
  void add(const ast::Expr &expr);

  Reader &reader;
  const Rule &rule;
  const ast::Entry *entry;
};

void Domain::read() {
  choice.range = entry->range;
  reader.clauses(*entry, {entry->value->as<ast::Range>() ? "step" : ""});
  reader.form(*entry);
  const bool fixed = entry->kind == ast::Entry::Kind::Fixed && !entry->value->as<ast::Set>() &&
                     !entry->value->as<ast::Range>();
  if (const auto *range = entry->value->as<ast::Range>())
    readRange(*range);
  else if (const auto *set = entry->value->as<ast::Set>())
    for (const ast::ExprPtr &member : set->members)
      add(*member);
  else
    add(*entry->value);
  if (const auto *set = entry->value->as<ast::Set>(); set && set->members.empty())
    reader.diagnostics.report(Diag::EmptyDomain, entry->value->range);
  if (rule.baseline && !fixed &&
      llvm::none_of(choice.domain, [](const ir::Value &v) { return v.isLabel(); }))
    choice.domain.insert(choice.domain.begin(), {"baseline", 0});
  const bool labels = llvm::any_of(choice.domain, [](const auto &v) { return v.isLabel(); });
  choice.kind = labels                                          ? ir::DomainKind::Categorical
                : entry->value->as<ast::Range>() && !rule.whole ? ir::DomainKind::Grid
                                                                : ir::DomainKind::Ordered;
  if (!labels)
    llvm::sort(choice.domain, [](const auto &a, const auto &b) { return a.micro < b.micro; });
}

/// The value in millionths, within the rule's bounds unless told otherwise.
std::optional<int64_t> Domain::micro(const ast::Expr &expr, bool bounded) {
  const Item item{entry->key, expr, nullptr, expr.range};
  if (rule.whole && bounded) {
    const auto value = reader.whole(item, int64_t(rule.least), int64_t(rule.most));
    return value ? std::optional(*value * unit) : std::nullopt;
  }
  const auto value = bounded ? reader.number(item, rule.least, rule.most)
                             : reader.quantity(item, dimension::number);
  return value ? std::optional(int64_t(std::llround(*value * unit))) : std::nullopt;
}

void Domain::add(const ast::Expr &expr) {
  ir::Value value;
  const auto *word = expr.as<ast::Reference>();
  const bool label = rule.absent[0] && word;
  if (label && word->name != "baseline")
    return reader.unknown(Diag::UnknownWord, {word->name, expr.range}, {"baseline"}, "value");
  if (label)
    value.label = "baseline";
  else if (const auto number = micro(expr, true))
    value.micro = *number;
  else
    return;
  if (llvm::is_contained(choice.domain, value))
    reader.diagnostics.report(Diag::ValueTwice, expr.range, value.text());
  else
    choice.domain.push_back(value);
}

void Domain::readRange(const ast::Range &range) {
  const auto low = micro(*range.low, true), high = micro(*range.high, true);
  std::optional<int64_t> step = rule.step;
  if (const ast::Clause *clause = entry->clause("step"))
    step = micro(*clause->value, false);
  if (!low || !high || !step)
    return;
  if (*step <= 0 || (rule.whole && *step % unit != 0)) {
    reader.diagnostics.report(Diag::BadStep, entry->clause("step")->value->range,
                              ir::Value{"", *step}.text(),
                              rule.whole ? "a whole number above 0" : "above 0");
    return;
  }
  if (*high < *low) {
    reader.diagnostics.report(Diag::Backwards, entry->value->range)
        .fix(entry->value->range, ast::text(*range.high) + ".." + ast::text(*range.low));
    return;
  }
  const int64_t count = (*high - *low) / *step + 1;
  if (const ast::Clause *clause = entry->clause("step"); clause && (*high - *low) % *step)
    reader.diagnostics.report(Diag::StepMisses, clause->value->range,
                              ir::Value{"", *low + (count - 1) * *step}.text(),
                              ir::Value{"", *high}.text());
  if (count > mostValues) {
    reader.diagnostics.report(Diag::TooFine, entry->value->range, choice.name, count, mostValues);
    return;
  }
  for (int64_t i = 0; i < count; ++i)
    choice.domain.push_back({"", *low + i * *step});
}

/// The lines that say something about a group: those of `each group`, and of `group 2`, which win.
class GroupEntries {
public:
  GroupEntries(Job &job, const ast::Section &section);
  const ast::Entry *find(int group, llvm::StringRef key);

private:
  void collect(const ast::Entry &block);
  Job &job;
  std::vector<std::pair<int, const ast::Entry *>> each, own; ///< by group; -1 for each
};

GroupEntries::GroupEntries(Job &job, const ast::Section &section) : job(job) {
  for (const ast::Entry &entry : section.entries)
    if (entry.kind == ast::Entry::Kind::Group)
      collect(entry);
}

void GroupEntries::collect(const ast::Entry &block) {
  Reader &reader = job.reader;
  int group = -1;
  if (block.group) {
    static const ast::Name name{"group", {}};
    const auto number = reader.whole({name, *block.group, nullptr, block.group->range}, 1, 4);
    if (!number)
      return;
    group = int(*number) - 1;
  }
  auto &list = group < 0 ? each : own;
  std::vector<std::string> keys;
  for (const Rule &rule : groupRules)
    keys.push_back(rule.key);
  for (const ast::Entry &entry : block.entries) {
    using Kind = ast::Entry::Kind;
    if ((entry.kind != Kind::Fixed && entry.kind != Kind::Choice) || !entry.name.empty()) {
      reader.diagnostics.report(Diag::MisplacedLine, entry.range, "group", "search");
      continue;
    }
    if (!llvm::is_contained(keys, entry.key.text)) {
      reader.unknown(Diag::UnknownHyperparameter, entry.key, keys);
      continue;
    }
    const auto before = llvm::find_if(list, [&](const auto &p) {
      return p.first == group && p.second->key.text == entry.key.text;
    });
    if (before != list.end())
      reader.twice("hyperparameter", entry.key, before->second->key.range);
    else
      list.push_back({group, &entry});
  }
}

const ast::Entry *GroupEntries::find(int group, llvm::StringRef key) {
  const std::string owner = "group" + std::to_string(group + 1);
  if (const ast::Entry *given = job.reader.overrides.find({owner}, key, true, true))
    return given;
  for (const auto *list : {&own, &each})
    for (const auto &[which, entry] : *list)
      if ((which == group || which < 0) && entry->key.text == key)
        return entry;
  return nullptr;
}

/// The spec's line for a choice of its own, with overrides applied.
const ast::Entry *line(Job &job, const ast::Section &section, llvm::StringRef key) {
  const ast::Entry *found = nullptr;
  for (const ast::Entry &entry : section.entries)
    if (entry.key.text == key &&
        (entry.kind == ast::Entry::Kind::Fixed || entry.kind == ast::Entry::Kind::Choice)) {
      if (found)
        job.reader.twice("setting", entry.key, found->key.range);
      else
        found = &entry;
    }
  const ast::Entry *given = job.reader.overrides.find({section.kind.text, section.name.text}, key);
  return given ? given : found;
}

void addArchitecture(Job &job, const ast::Expr &expr, ir::Choice &choice, const ast::Name &key) {
  const auto name = job.reader.name({key, expr, nullptr, expr.range});
  if (!name)
    return;
  const ast::Architecture *found = job.program.architectureNames.lookup(name->text);
  if (!found) {
    std::vector<std::string> known;
    for (const auto &one : job.program.architectures)
      known.push_back(one->name.text);
    return job.reader.unknown(Diag::UnknownArchitecture, *name, known);
  }
  if (llvm::is_contained(choice.domain, ir::Value{name->text, 0})) {
    job.reader.diagnostics.report(Diag::ValueTwice, expr.range, name->text);
    return;
  }
  const ir::DatasetSpec &data = job.spec.dataset;
  const char *kind = data.series ? "series" : "image";
  if (!data.format.empty() && found->kind.text != kind)
    job.reader.diagnostics
        .report(Diag::DataKind, expr.range, name->text,
                found->kind.text == "series" ? "series" : "images", data.name,
                data.series ? "series" : "images")
        .note("the architecture's kind stands here", found->kind.range);
  choice.domain.push_back({name->text, 0});
  job.spec.architectures.push_back({name->text, found, expr.range});
}

void readArchitectures(Job &job, const ast::Section &section) {
  ir::Choice choice;
  choice.name = "architecture";
  if (const ast::Entry *entry = line(job, section, "architecture")) {
    choice.range = entry->range;
    job.reader.clauses(*entry, {});
    job.reader.form(*entry);
    if (const auto *set = entry->value->as<ast::Set>())
      for (const ast::ExprPtr &member : set->members)
        addArchitecture(job, *member, choice, entry->key);
    else
      addArchitecture(job, *entry->value, choice, entry->key);
  } else
    job.reader.diagnostics.report(Diag::Missing, section.kind.range, "'search'",
                                  "'architecture = ...' or 'architecture in {...}'");
  job.spec.choices.push_back(std::move(choice));
}

} // namespace

bool isChoiceKey(llvm::StringRef key) { return key == "architecture" || key == "width"; }

void readChoices(Job &job, const ast::Section &section) {
  readArchitectures(job, section);
  auto &choices = job.spec.choices;
  choices.push_back(Domain(job.reader, width, "width", line(job, section, "width")).choice);
  GroupEntries groups(job, section);
  for (int group = 0; group < 4; ++group)
    for (const Rule &rule : groupRules) {
      const std::string name = "group" + std::to_string(group + 1) + "." + rule.key;
      choices.push_back(Domain(job.reader, rule, name, groups.find(group, rule.key)).choice);
    }
}

} // namespace pnasc::check
