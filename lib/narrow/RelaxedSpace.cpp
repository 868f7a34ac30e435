// SPDX-License-Identifier: Apache-2.0
#include "narrow/RelaxedSpace.h"
#include "ir/Ast.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::narrow {

namespace {

/// Values outside, in millionths and within the bounds that check sets. Where all requirements ask
/// for less, the cheapest that makes sense speaks for all; where one asks for more, what lies
/// between may be what meets them.
struct Outside {
  ir::Hyperparameter of;
  int64_t cheapest;
  std::vector<int64_t> others;
};

const std::vector<Outside> &outsides() {
  constexpr int64_t one = ir::Value::Unit, tenth = one / 10;
  static const std::vector<Outside> table = {
      {ir::Hyperparameter::Width,
       tenth,
       {2 * tenth, 3 * tenth, 4 * tenth, 5 * tenth, 6 * tenth, 7 * tenth, 8 * tenth, 9 * tenth, one,
        12 * tenth, 15 * tenth, 20 * tenth}},
      {ir::Hyperparameter::Depth, one, {2 * one, 3 * one, 4 * one, 5 * one}},
      {ir::Hyperparameter::Kernel, one, {3 * one, 5 * one, 7 * one, 9 * one}},
      {ir::Hyperparameter::Stride, 4 * one, {2 * one, one}},
      {ir::Hyperparameter::Sparsity, 950000, {one / 2, 0}},
  };
  return table;
}

} // namespace

bool wantsMore(const std::vector<ir::Requirement> &requirements) {
  return llvm::any_of(requirements, [](const ir::Requirement &requirement) {
    return llvm::any_of(requirement.terms, [](const auto &term) { return term.coefficient < 0; });
  });
}

RelaxedSpace::RelaxedSpace(const ir::SearchSpace &whole, bool inputs) : space(whole) {
  auto spec = std::make_shared<ir::Spec>(*whole.spec);
  for (const ir::Choice &choice : space.choices)
    inside.push_back(choice.domain.size());
  if (inputs)
    addInputs(spec->dataset);
  findSettings();
  for (size_t i = 0; i < space.choices.size(); ++i)
    if (space.choices[i].range.isValid())
      extend(i, wantsMore(spec->requirements));
  addArchitectures(*spec);
  space.spec = std::move(spec);
  findLines();
}

/// A quarter of the smallest height, width or window of the spec.
void RelaxedSpace::addInputs(const ir::DatasetSpec &data) {
  const std::pair<ir::Hyperparameter, int64_t> sizes[] = {
      {ir::Hyperparameter::Height, data.shape.height},
      {ir::Hyperparameter::InputWidth, data.shape.width},
      {ir::Hyperparameter::Window, data.window}};
  for (const auto &[what, size] : sizes) {
    int at = space.indexOf(what);
    const auto line = data.lines.find(what);
    if (at < 0 && line != data.lines.end()) {
      ir::Choice fixed;
      fixed.name = ir::hyperparameterName(what);
      fixed.decides = what;
      fixed.kind = ir::DomainKind::Ordered;
      fixed.domain = {{"", size * ir::Value::Unit}};
      fixed.range = line->second.range;
      fixed.written = line->second.text;
      at = int(space.choices.size());
      space.choices.push_back(std::move(fixed));
      inside.push_back(1);
    }
    if (at < 0)
      continue;
    auto &domain = space.choices[size_t(at)].domain;
    int64_t least = domain.front().micro;
    for (const ir::Value &value : domain)
      least = std::min(least, value.micro);
    const int64_t quarter = least / ir::Value::Unit / 4 * ir::Value::Unit;
    if (quarter > 0)
      domain.push_back({"", quarter});
  }
}

void RelaxedSpace::findSettings() {
  settings = {{}};
  for (size_t i = 0; i < space.choices.size(); ++i) {
    if (!ir::isOfData(space.choices[i].decides))
      continue;
    data.push_back(int(i));
    std::vector<std::vector<int32_t>> longer;
    for (const auto &setting : settings)
      for (int32_t v = 0; v < int32_t(space.choices[i].domain.size()); ++v) {
        longer.push_back(setting);
        longer.back().push_back(v);
      }
    settings = std::move(longer);
  }
}

void RelaxedSpace::extend(size_t i, bool between) {
  ir::Choice &choice = space.choices[i];
  const auto found =
      llvm::find_if(outsides(), [&](const Outside &o) { return o.of == choice.decides; });
  if (found == outsides().end())
    return; // what lies outside of sizes of the input, addInputs() knows
  auto add = [&](int64_t micro) {
    if (!llvm::is_contained(choice.domain, ir::Value{"", micro}))
      choice.domain.push_back({"", micro});
  };
  add(found->cheapest);
  for (int64_t micro : between ? found->others : std::vector<int64_t>{})
    add(micro);
}

void RelaxedSpace::addArchitectures(ir::Spec &spec) {
  const int at = space.indexOf(ir::Hyperparameter::Architecture);
  if (at < 0 || !spec.program || spec.architectures.empty() ||
      !spec.architectures.front().declaration)
    return;
  const std::string &kind = spec.architectures.front().declaration->kind.text;
  for (const auto &declared : spec.program->architectures) {
    const ir::Value value{declared->name.text, 0};
    if (declared->kind.text != kind || !declared->parameters.empty() ||
        llvm::is_contained(space.choices[size_t(at)].domain, value))
      continue;
    space.choices[size_t(at)].domain.push_back(value);
    spec.architectures.push_back(
        {declared->name.text, declared.get(), declared->name.range, {}, {}});
  }
}

void RelaxedSpace::findLines() {
  lineOf.assign(space.choices.size(), -1);
  for (size_t i = 0; i < space.choices.size(); ++i) {
    const ir::Choice &choice = space.choices[i];
    if (!choice.range.isValid() || choice.domain.size() == inside[i])
      continue;
    auto line =
        llvm::find_if(lines, [&](const Line &l) { return l.range.startsWith(choice.range); });
    if (line == lines.end())
      line = lines.insert(lines.end(), {choice.range, choice.written, {}});
    line->choices.push_back(int(i));
    lineOf[i] = int(line - lines.begin());
  }
  for (Line &line : lines) // `each group` needs no number
    if (const llvm::StringRef name = space.choices[size_t(line.choices.front())].name;
        line.choices.size() == 1 && name.contains('.'))
      line.text = (name.split('.').first + "." + line.text).str();
}

Lines RelaxedSpace::left(const ir::Genome &genome) const {
  Lines result = 0;
  for (size_t i = 0; i < genome.size(); ++i)
    if (lineOf[i] >= 0 && size_t(genome[i]) >= inside[i])
      result |= Lines(1) << lineOf[i];
  return result;
}

} // namespace pnasc::narrow
