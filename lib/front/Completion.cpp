// SPDX-License-Identifier: Apache-2.0
#include "front/Completion.h"
#include "language/Schema.h"
#include "llvm/ADT/StringExtras.h"
#include <utility>

namespace pnasc::front {
namespace {

using Completions = std::vector<Completion>;

/// The file that was asked for is the first that parse takes up.
constexpr uint32_t mainFile = 1;

bool covers(const support::Span &span, uint32_t offset) {
  return span.file == mainFile && span.offset < offset && offset <= span.end();
}

/// The kind of the last section that begins before a place and does not end before it. Read from
/// the text: what is being written need not make sense yet.
const language::Section *sectionAt(llvm::StringRef before) {
  std::vector<std::string> open;
  std::string words;
  bool comment = false;
  for (size_t i = 0; i < before.size(); ++i) {
    const char c = before[i];
    comment = c != '\n' && (comment || c == '#' || before.substr(i).startswith("//"));
    if (comment || c == '\n')
      words.clear();
    else if (c == '{')
      open.push_back(std::exchange(words, {}));
    else if (c == '}' && !open.empty())
      open.pop_back();
    else if (c != '}')
      words += c;
  }
  if (open.empty())
    return nullptr;
  const llvm::StringRef inner = llvm::StringRef(open.back()).trim();
  if (inner == "each group" || (open.size() > 1 && inner.startswith("group ")))
    return &language::group();
  return open.size() == 1 ? language::findSection(inner.split(' ').first) : nullptr;
}

/// Names that are declared, for a setting that names one.
void addNames(const Analysis &analysis, const language::Setting &setting, Completions &list) {
  if (!analysis.program)
    return;
  if (setting.name == "target")
    for (const ast::Section &section : analysis.program->sections)
      if (section.kind.text == "board")
        list.push_back({section.name.text, section.doc});
  if (setting.grid && setting.grid->decides == ir::Hyperparameter::Architecture)
    for (const auto &one : analysis.program->architectures)
      list.push_back({one->name.text, one->doc});
}

Completions valuesOf(const Analysis &analysis, const language::Setting &setting) {
  Completions list;
  for (const std::string &word : setting.words)
    list.push_back({word, ""});
  for (const language::Call &call : setting.calls)
    list.push_back({call.name + "()", call.help});
  if (setting.type == language::Type::Truth)
    list.insert(list.end(), {{"true", ""}, {"false", ""}});
  if (setting.grid && setting.grid->absent.isLabel())
    list.push_back({setting.grid->absent.label, "as published"});
  addNames(analysis, setting, list);
  return list;
}

/// Settings that the section does not give yet, and its other lines.
Completions linesOf(const Analysis &analysis, const language::Section &schema, uint32_t offset) {
  Completions list;
  const auto given = [&](const std::string &name) {
    if (!analysis.program)
      return false;
    for (const ast::Section &section : analysis.program->sections)
      if (covers(section.range, offset))
        for (const ast::Entry &entry : section.entries)
          if (entry.key.text == name && !covers(entry.range, offset))
            return true;
    return false;
  };
  for (const language::Setting &setting : schema.settings)
    if (!given(setting.name))
      list.push_back({setting.name + " = ", setting.help});
  for (const language::Keyword &line : schema.lines)
    list.push_back({line.form, line.help});
  for (const language::Call &call : schema.calls)
    list.push_back({call.name + "()", call.help});
  return list;
}

} // namespace

std::vector<Completion> completionsAt(const Analysis &analysis, uint32_t offset) {
  if (analysis.sources.count() < mainFile)
    return {};
  const llvm::StringRef before = analysis.sources.text(mainFile).take_front(offset);
  const language::Section *schema = sectionAt(before);
  Completions list;
  if (!schema) {
    for (const language::Section &section : language::sections())
      list.push_back({section.name + (section.named ? " NAME { }" : " { }"), section.help});
    return list;
  }
  const llvm::StringRef line = before.substr(before.find_last_of("\n{") + 1).ltrim();
  const llvm::StringRef key = line.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; });
  const llvm::StringRef link = line.drop_front(key.size()).ltrim();
  if (!link.startswith("=") && !link.startswith("in "))
    return linesOf(analysis, *schema, offset);
  const language::Setting *setting = language::find(schema->settings, key);
  return setting ? valuesOf(analysis, *setting) : list;
}

} // namespace pnasc::front
