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
  const std::vector<std::string> keys = language::namesOf(language::group().settings);
  for (const ast::Entry &entry : block.entries) {
    using Kind = ast::Entry::Kind;
    if (entry.kind == Kind::Unread)
      continue;
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

/// The line of the search for a choice of its own; null where there is none.
const ast::Entry *lineOf(const Settings &given, llvm::StringRef name) {
  const Settings::One *one = given.find(name);
  return one ? one->line : nullptr;
}

/// Whether the name of a `let` means something else already.
bool isTaken(const Job &job, const std::string &name) {
  const language::Setting *own = language::find(language::section("search").settings, name);
  return (own && own->grid) || language::find(language::group().settings, name) ||
         job.program.words.count(name);
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
    if (isTaken(job, entry.name.text))
      job.reader.diagnostics.report(Diag::Reserved, entry.name.range, entry.name.text,
                                    "a choice of its own");
    const ast::Entry *given =
        job.reader.overrides.find({section.kind.text, section.name.text}, entry.name.text);
    const ast::Entry *read = given ? given : &entry;
    job.lets.push_back({&entry, int32_t(job.spec.choices.size())});
    job.spec.choices.push_back(choiceOf(job, letSetting(), read));
    job.spec.choices.back().name = entry.name.text;
    deferCondition(job, *read, letSetting(), -1);
  }
}

/// `kernel = k`: no choice of its own, but the value of k, if all of k's values are possible.
bool share(Job &job, const language::Setting &setting, const ast::Entry &entry, size_t group = 0) {
  const int32_t let = entry.kind == ast::Entry::Kind::Fixed ? letOf(job, *entry.value) : -1;
  if (let < 0)
    return false;
  job.reader.clauses(entry, {});
  const ir::Choice &choice = job.spec.choices[size_t(let)];
  for (const ir::Value &value : choice.domain) {
    const bool fits =
        value.isLabel()
            ? setting.grid->absent.isLabel() && value.label == "baseline"
            : value.number() >= setting.least && value.number() <= setting.most &&
                  (setting.type != language::Type::Whole || value.micro % ir::Value::Unit == 0);
    if (fits)
      continue;
    const std::string least = text({setting.least, {}}), most = text({setting.most, {}});
    job.reader.diagnostics
        .report(Diag::OutOfRange, entry.value->range, "'" + entry.key.text + "'", value.text(),
                (setting.type == language::Type::Whole ? "a whole number of " : "") + least + ".." +
                    most)
        .note("'" + choice.name + "' stands here", choice.range);
    break;
  }
  job.spec.shared.push_back({setting.grid->decides, group, let});
  return true;
}

void readHyperparameter(Job &job, const language::Setting &setting, const ast::Entry *entry,
                        size_t group = 0) {
  if (entry && share(job, setting, *entry, group))
    return;
  job.spec.choices.push_back(choiceOf(job, setting, entry, group));
  if (entry)
    deferCondition(job, *entry, setting, ir::isOfGroup(setting.grid->decides) ? int(group) : -1);
}

} // namespace

void readChoices(Job &job, const ast::Section &section, const Settings &given) {
  const language::Setting &widthSetting =
      *language::find(language::section("search").settings, ir::Hyperparameter::Width);
  readArchitectures(job, section, lineOf(given, "architecture"));
  // A width that reads a shared choice stands before it: its place in genomes is fixed.
  const ast::Entry *width = lineOf(given, "width");
  auto &choices = job.spec.choices;
  const bool own =
      !width || width->kind != ast::Entry::Kind::Fixed || !width->value->as<ast::Reference>();
  if (own)
    readHyperparameter(job, widthSetting, width);
  readLets(job, section);
  if (!own && !share(job, widthSetting, *width))
    readHyperparameter(job, widthSetting, width);
  choices.insert(choices.end(), job.dataChoices.begin(), job.dataChoices.end());
  GroupEntries groups(job, section);
  size_t count = job.spec.architectures.empty() ? 4 : 1;
  for (const ir::ArchitectureRef &one : job.spec.architectures)
    count = std::max(count, std::min<size_t>(4, one.declaration->groups.size()));
  for (int group = 0; group < int(count); ++group)
    for (const language::Setting &setting : language::group().settings)
      readHyperparameter(job, setting, groups.find(group, setting.name), size_t(group));
  if (llvm::all_of(job.spec.architectures, [](const auto &one) { return one.declaration->whole; }))
    groups.checkCount(int(count));
  bindArchitectures(job);
  readConditions(job);
}

} // namespace pnasc::check
