// SPDX-License-Identifier: Apache-2.0
// The architectures of the search, what their parameters get, and which choices they depend on.
#include "catalogue/ops/shared/Function.h"
#include "check/Domain.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {

using ir::Hyperparameter;

int32_t letOf(const Job &job, const ast::Expr &expr) {
  const auto *name = expr.as<ast::Reference>();
  const auto at = llvm::find_if(
      job.lets, [&](const auto &let) { return name && let.first->name.text == name->name; });
  return at == job.lets.end() ? -1 : at->second;
}

namespace {

/// An architecture of the search, by name, or with what its parameters get: `Tss(edge = e)`.
void addArchitecture(Job &job, const ast::Expr &expr, ir::Choice &choice, const ast::Name &key) {
  const auto *call = expr.as<ast::Call>();
  const auto name =
      call ? std::optional(call->callee) : job.reader.name({key, expr, nullptr, expr.range});
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
  job.architectures.push_back(&expr);
}

/// A type of the language that fits the value of a choice; reported where none of both does.
void bindChoice(Job &job, const ast::Parameter &parameter, const ast::Expr &place,
                const ir::Choice &choice) {
  const ast::Type type = job.program.typeOf(parameter.type.text).value_or(ast::Type::Int);
  for (const ir::Value &value : choice.domain) {
    const bool fits =
        ast::isOwn(type)          ? llvm::any_of(job.program.own(type).words,
                                                 [&](const ast::Name &w) { return w.text == value.label; })
        : type == ast::Type::Bool ? value.label == "true" || value.label == "false"
        : type == ast::Type::Padding && value.isLabel()
            ? ops::paddingOf(value.label).has_value()
            : !value.isLabel() && (type == ast::Type::Float || value.micro % ir::Value::Unit == 0);
    if (fits)
      continue;
    job.reader.diagnostics
        .report(Diag::WrongType, place.range, "'" + value.text() + "' of '" + choice.name + "'",
                "no value for '" + parameter.name.text + "'", "of type " + parameter.type.text)
        .note("'" + choice.name + "' stands here", choice.range);
    return;
  }
}

/// A constant argument, `repeats = 5`, `edge = conv3x3`.
std::optional<ir::Value> constantOf(Job &job, const ast::Parameter &parameter, const ast::Name &key,
                                    const ast::Expr &expr) {
  const ast::Type type = job.program.typeOf(parameter.type.text).value_or(ast::Type::Int);
  if (!ast::isOwn(type)) {
    if (const auto *word = expr.as<ast::Reference>(); word && type == ast::Type::Padding)
      return ir::Value{word->name, 0};
    return valueOf(job, letSetting(), key, expr);
  }
  std::vector<std::string> words;
  for (const ast::Name &word : job.program.own(type).words)
    words.push_back(word.text);
  for (const auto &[entry, index] : job.lets) // what might have been meant
    words.push_back(entry->name.text);
  const auto word = job.reader.word(expr, key, words, "value");
  return word ? std::optional(ir::Value{*word, 0}) : std::nullopt;
}

void bindArguments(Job &job, ir::ArchitectureRef &ref, const ast::Expr &written) {
  const auto &parameters = ref.declaration->parameters;
  ref.arguments.resize(parameters.size());
  std::vector<bool> given(parameters.size());
  static const ast::Call none;
  const auto *call = written.as<ast::Call>();
  for (const ast::Argument &argument : (call ? *call : none).arguments) {
    if (argument.name.empty()) {
      job.reader.diagnostics.report(Diag::ByPosition, argument.value->range, ref.name);
      continue;
    }
    const auto at = llvm::find_if(
        parameters, [&](const ast::Parameter &p) { return p.name.text == argument.name.text; });
    if (at == parameters.end()) {
      std::vector<std::string> known;
      for (const ast::Parameter &parameter : parameters)
        known.push_back(parameter.name.text);
      job.reader.unknown(Diag::UnknownArgument, argument.name, known);
      continue;
    }
    const size_t i = size_t(at - parameters.begin());
    if (given[i])
      job.reader.diagnostics.report(Diag::ArgumentTwice, argument.name.range, "argument",
                                    at->name.text);
    given[i] = true;
    if (const int32_t let = letOf(job, *argument.value); let >= 0) {
      bindChoice(job, *at, *argument.value, job.spec.choices[size_t(let)]);
      ref.arguments[i].choice = let;
    } else if (const auto value = constantOf(job, *at, argument.name, *argument.value)) {
      ir::Choice one;
      one.name = argument.name.text;
      one.domain = {*value};
      one.range = argument.value->range;
      bindChoice(job, *at, *argument.value, one);
      ref.arguments[i].value = value;
    }
  }
  for (size_t i = 0; i < parameters.size(); ++i)
    if (!given[i] && !parameters[i].fallback)
      job.reader.diagnostics.report(Diag::MissingArgument, ref.range, ref.name,
                                    parameters[i].name.text);
}

bool hasParameter(const Job &job, const ast::Position &position, llvm::StringRef name) {
  const ast::Block *block = job.program.blockNames.lookup(position.block.text);
  return block && llvm::any_of(block->parameters,
                               [&](const ast::Parameter &p) { return p.name.text == name; });
}

/// Whether group `g` of an architecture has something that its hyperparameter sets.
bool readsHyperparameter(const Job &job, const ast::Architecture &architecture, size_t g,
                         Hyperparameter what) {
  if (g >= architecture.groups.size())
    return false;
  const auto &positions = architecture.groups[g].positions;
  if (what == Hyperparameter::Kernel)
    return llvm::any_of(positions,
                        [&](const auto &one) { return hasParameter(job, one, "kernel"); });
  return what != Hyperparameter::Stride ||
         (!positions.empty() && hasParameter(job, positions.front(), "stride"));
}

/// Which choices decide what a network of this architecture is.
void findReads(Job &job, ir::ArchitectureRef &ref) {
  const auto &choices = job.spec.choices;
  ref.reads.assign(choices.size(), false);
  const auto mark = [&](Hyperparameter what, size_t group = 0) {
    if (const ir::Choice *choice = job.spec.find(what, group))
      ref.reads[size_t(choice - choices.data())] = true;
  };
  mark(Hyperparameter::Architecture);
  mark(Hyperparameter::Width);
  for (size_t i = 0; i < choices.size(); ++i)
    if (ir::isOfData(choices[i].decides))
      ref.reads[i] = true;
  for (const ir::ArchitectureRef::Argument &argument : ref.arguments)
    if (argument.choice >= 0)
      ref.reads[size_t(argument.choice)] = true;
  for (size_t g = 0; g < 4; ++g)
    for (Hyperparameter what : ir::groupHyperparameters)
      if (readsHyperparameter(job, *ref.declaration, g, what))
        mark(what, g);
}

} // namespace

void readArchitectures(Job &job, const ast::Section &section, const ast::Entry *entry) {
  ir::Choice choice;
  choice.decides = Hyperparameter::Architecture;
  choice.name = ir::hyperparameterName(choice.decides);
  std::vector<const ast::Expr *> written;
  if (entry) {
    choice.range = entry->range;
    choice.written = job.reader.diagnostics.sources().written(entry->range);
    job.reader.clauses(*entry, {});
    job.reader.form(*entry);
    if (const auto *set = entry->value->as<ast::Set>())
      for (const ast::ExprPtr &member : set->members)
        written.push_back(member.get());
    else
      written.push_back(entry->value.get());
    for (const ast::Expr *expr : written)
      addArchitecture(job, *expr, choice, entry->key);
  } else if (section.whole)
    job.reader.diagnostics.report(Diag::Missing, section.kind.range, "'search'",
                                  "'architecture = ...' or 'architecture in {...}'");
  job.spec.choices.push_back(std::move(choice));
}

void bindArchitectures(Job &job) {
  for (size_t i = 0; i < job.spec.architectures.size(); ++i) {
    bindArguments(job, job.spec.architectures[i], *job.architectures[i]);
    findReads(job, job.spec.architectures[i]);
  }
}

} // namespace pnasc::check
