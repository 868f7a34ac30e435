// SPDX-License-Identifier: Apache-2.0
// The choices of the search, in their order in genomes: architecture, width, what `let` names, what
// of the data set is chosen, and every hyperparameter of the paper's table 1 for each group, also
// where the spec does not mention it (then with the one value as published).
#include "check/Conditions.h"
#include "check/Domain.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {
namespace {

/// The lines that say something about a group: those of `each group`, and of `group 2`, which win.
class GroupEntries {
public:
  GroupEntries(Job &job, const ast::Section &section);
  const ast::Entry *find(int group, llvm::StringRef key);
  /// Reports lines for a group that no architecture has.
  void checkCount(int groups) const;

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

void GroupEntries::checkCount(int groups) const {
  for (const auto &[group, entry] : own)
    if (group >= groups) {
      job.reader.diagnostics.report(Diag::OutOfRange, entry->range, "'group'", group + 1,
                                    "1.." + std::to_string(groups) +
                                        ", as many as the architectures have");
      return;
    }
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

/// Reads all `let` lines; what they name may not mean something else already.
void readLets(Job &job, const ast::Section &section) {
  for (const ast::Entry &entry : section.entries) {
    if (entry.kind != ast::Entry::Kind::Let)
      continue;
    const auto before = llvm::find_if(
        job.lets, [&](const auto &one) { return one.first->name.text == entry.name.text; });
    if (before != job.lets.end()) {
      job.reader.twice("choice", entry.name, before->first->name.range);
      continue;
    }
    checkName(job, entry.name, "a choice");
    const bool taken =
        isChoiceKey(entry.name.text) || job.program.words.count(entry.name.text) ||
        llvm::any_of(groupRules, [&](const Rule &r) { return entry.name.text == r.key; });
    if (taken)
      job.reader.diagnostics.report(Diag::Reserved, entry.name.range, entry.name.text,
                                    "a choice of its own");
    const ast::Entry *given =
        job.reader.overrides.find({section.kind.text, section.name.text}, entry.name.text);
    const ast::Entry *read = given ? given : &entry;
    job.lets.push_back({&entry, int32_t(job.spec.choices.size())});
    job.spec.choices.push_back(choiceOf(job, letRule, entry.name.text, read));
    deferCondition(job, *read, letRule, -1);
  }
}

/// `kernel = k`: no choice of its own, but the value of k, if all of k's values are possible.
bool share(Job &job, const Rule &rule, const std::string &name, const ast::Entry &entry) {
  const int32_t let = entry.kind == ast::Entry::Kind::Fixed ? letOf(job, *entry.value) : -1;
  if (let < 0)
    return false;
  job.reader.clauses(entry, {});
  const ir::Choice &choice = job.spec.choices[size_t(let)];
  for (const ir::Value &value : choice.domain) {
    const bool fits = value.isLabel()
                          ? rule.absent[0] && value.label == "baseline"
                          : value.number() >= rule.least && value.number() <= rule.most &&
                                (!rule.whole || value.micro % ir::Value::Unit == 0);
    if (fits)
      continue;
    const std::string least = text({rule.least, {}}), most = text({rule.most, {}});
    job.reader.diagnostics
        .report(Diag::OutOfRange, entry.value->range, "'" + entry.key.text + "'", value.text(),
                (rule.whole ? "a whole number of " : "") + least + ".." + most)
        .note("'" + choice.name + "' stands here", choice.range);
    break;
  }
  job.spec.shared.emplace(name, choice.name);
  return true;
}

void readHyperparameter(Job &job, const Rule &rule, const std::string &name,
                        const ast::Entry *entry, int group) {
  if (entry && share(job, rule, name, *entry))
    return;
  job.spec.choices.push_back(choiceOf(job, rule, name, entry));
  if (entry)
    deferCondition(job, *entry, rule, group);
}

} // namespace

bool isChoiceKey(llvm::StringRef key) { return key == "architecture" || key == "width"; }

void readChoices(Job &job, const ast::Section &section) {
  readArchitectures(job, section, line(job, section, "architecture"));
  // A width that reads a shared choice stands before it: its place in genomes is fixed.
  const ast::Entry *width = line(job, section, "width");
  auto &choices = job.spec.choices;
  const bool own =
      !width || width->kind != ast::Entry::Kind::Fixed || !width->value->as<ast::Reference>();
  if (own)
    readHyperparameter(job, widthRule, "width", width, -1);
  readLets(job, section);
  if (!own && !share(job, widthRule, "width", *width))
    readHyperparameter(job, widthRule, "width", width, -1);
  choices.insert(choices.end(), job.dataChoices.begin(), job.dataChoices.end());
  GroupEntries groups(job, section);
  size_t count = job.spec.architectures.empty() ? 4 : 1;
  for (const ir::ArchitectureRef &one : job.spec.architectures)
    count = std::max(count, std::min<size_t>(4, one.declaration->groups.size()));
  for (int group = 0; group < int(count); ++group)
    for (const Rule &rule : groupRules)
      readHyperparameter(job, rule, "group" + std::to_string(group + 1) + "." + rule.key,
                         groups.find(group, rule.key), group);
  groups.checkCount(int(count));
  bindArchitectures(job);
  readConditions(job);
}

} // namespace pnasc::check
