// SPDX-License-Identifier: Apache-2.0
#include "language/Schema.h"
#include "language/Sections.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::language {

Setting &&Setting::in(const ir::Dimension &dimension) && {
  unit = dimension;
  return std::move(*this);
}

Setting &&Setting::without(std::string value) && {
  usual = std::move(value);
  return std::move(*this);
}

Setting &&Setting::followed(Clause clause) && {
  clauses.push_back(std::move(clause));
  return std::move(*this);
}

Setting &&Setting::chosen(Grid of) && {
  grid = std::move(of);
  return std::move(*this);
}

Setting &&Setting::like(std::string line) && {
  form = std::move(line);
  return std::move(*this);
}

Setting other(std::string name, Type type, std::string help) {
  Setting setting;
  setting.name = std::move(name);
  setting.type = type;
  setting.help = std::move(help);
  return setting;
}

static Setting bounded(Setting setting, double least, double most) {
  setting.least = least;
  setting.most = most;
  return setting;
}

Setting whole(std::string name, int64_t least, int64_t most, std::string help) {
  return bounded(other(std::move(name), Type::Whole, std::move(help)), double(least), double(most));
}

Setting number(std::string name, double least, double most, std::string help) {
  return bounded(other(std::move(name), Type::Number, std::move(help)), least, most);
}

Setting quantity(std::string name, const ir::Dimension &unit, std::string help) {
  return other(std::move(name), Type::Quantity, std::move(help)).in(unit);
}

Setting word(std::string name, std::vector<std::string> words, std::string noun, std::string help) {
  Setting setting = other(std::move(name), Type::Word, std::move(help));
  setting.words = std::move(words);
  setting.noun = std::move(noun);
  return setting;
}

Setting call(std::string name, std::vector<Call> calls, std::string help) {
  Setting setting = other(std::move(name), Type::Call, std::move(help));
  setting.calls = std::move(calls);
  return setting;
}

bool Section::allows(Line line) const {
  return llvm::any_of(lines, [&](const Keyword &one) { return one.line == line; });
}

const std::vector<Section> &sections() {
  static const std::vector<Section> list = {datasetSection(), searchSection(), scoreSection(),
                                            selectSection(),  trainSection(),  quantizeSection(),
                                            deploySection(),  boardSection()};
  return list;
}

const Section &group() {
  static const Section section = groupSection();
  return section;
}

template <class Named>
static const Named *named(const std::vector<Named> &list, llvm::StringRef name) {
  const auto at = llvm::find_if(list, [&](const Named &one) { return one.name == name; });
  return at == list.end() ? nullptr : &*at;
}

const Section *findSection(llvm::StringRef name) { return named(sections(), name); }

const Section &section(llvm::StringRef name) {
  const Section *found = findSection(name);
  assert(found && "the language has this section");
  return *found;
}

const Setting *find(const std::vector<Setting> &settings, llvm::StringRef name) {
  return named(settings, name);
}

const Setting *find(const std::vector<Setting> &settings, ir::Hyperparameter decides) {
  const auto at = llvm::find_if(
      settings, [&](const Setting &one) { return one.grid && one.grid->decides == decides; });
  return at == settings.end() ? nullptr : &*at;
}

const Call *find(const std::vector<Call> &calls, llvm::StringRef name) {
  return named(calls, name);
}

const Section &homeOf(Line line) {
  for (const Section &section : sections())
    if (section.allows(line))
      return section;
  return sections().front();
}

/// `method.population` of `method = nsga2(population = 24)`.
static void addArguments(std::vector<std::string> &names, const std::string &owner,
                         const std::vector<Call> &calls) {
  for (const Call &call : calls)
    for (const Setting &argument : call.arguments)
      names.push_back(owner + "." + argument.name);
}

std::vector<std::string> overridable() {
  std::vector<std::string> names;
  for (const Section &section : sections()) {
    for (const Setting &setting : section.settings) {
      if (!section.library)
        names.push_back(setting.name);
      names.push_back(section.name + "." + setting.name);
      addArguments(names, setting.owner.empty() ? setting.name : setting.owner, setting.calls);
    }
    addArguments(names, section.name, section.calls);
  }
  return names;
}

} // namespace pnasc::language
