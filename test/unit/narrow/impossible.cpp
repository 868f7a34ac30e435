// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_narrow pnasc_check pnasc_parse
// The impossible specs of test/narrow/impossible, each explanation against brute force:
//   nothing fits;
//   the core holds: with all other lines wide open, everything breaks one of its requirements;
//   it is minimal: without any one of its rules something is possible;
//   limits are tight: the least left side of whatever meets all other requirements.
#include "Check.h"
#include "Specs.h"
#include "cost/Cost.h"
#include "ir/Ast.h"
#include "narrow/Census.h"
#include "narrow/Narrow.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include <chrono>
#include <cmath>
#include <set>

using namespace pnasc;
using namespace pnasc::narrow;

static constexpr int64_t one = ir::Value::Unit;

/// What a line may say instead: far more values than narrow itself looks at.
static std::vector<int64_t> wide(llvm::StringRef choice) {
  if (choice == "width") {
    std::vector<int64_t> tenths;
    for (int64_t i = 1; i <= 20; ++i)
      tenths.push_back(i * one / 10);
    return tenths;
  }
  if (choice.endswith("depth"))
    return {one, 2 * one, 3 * one, 4 * one, 5 * one};
  if (choice.endswith("kernel"))
    return {one, 2 * one, 3 * one, 5 * one, 7 * one, 9 * one};
  if (choice.endswith("stride"))
    return {one, 2 * one, 3 * one, 4 * one};
  if (choice.endswith("sparsity"))
    return {0, one / 4, one / 2, 3 * one / 4, 950000};
  return {};
}

/// One configuration of the widened space.
struct Try {
  std::set<support::Span> left; ///< starts of the lines that it leaves
  std::vector<double> values;   ///< left sides, by requirement
};

static support::Span lineOf(const ir::Choice &choice) { return choice.range.front(); }

/// Inputs of other sizes, too, down to a quarter.
static void addInputs(ir::Spec &spec, std::vector<size_t> &inside) {
  for (const auto &[what, line] : spec.dataset.lines) {
    const int64_t size = what == ir::Hyperparameter::Height       ? spec.dataset.shape.height
                         : what == ir::Hyperparameter::InputWidth ? spec.dataset.shape.width
                         : what == ir::Hyperparameter::Window     ? spec.dataset.window
                                                                  : 0;
    if (!size)
      continue;
    ir::Choice choice;
    choice.name = ir::hyperparameterName(what);
    choice.decides = what;
    for (int64_t value : {size, size / 4, size / 2})
      choice.domain.push_back({"", value * one});
    choice.range = line.range;
    spec.choices.push_back(std::move(choice));
    inside.push_back(1);
  }
  for (ir::ArchitectureRef &architecture : spec.architectures)
    architecture.reads.resize(spec.choices.size(), true);
}

static std::vector<Try> tryAll(const ir::Spec &spec, bool inputs) {
  auto widened = std::make_shared<ir::Spec>(spec);
  std::vector<size_t> inside;
  for (ir::Choice &choice : widened->choices) {
    inside.push_back(choice.domain.size());
    for (int64_t micro : choice.range.isValid() ? wide(choice.name) : std::vector<int64_t>{})
      if (!llvm::is_contained(choice.domain, ir::Value{"", micro}))
        choice.domain.push_back({"", micro});
    for (const auto &declared : spec.program->architectures)
      if (const ir::Value value{declared->name.text, 0};
          choice.is(ir::Hyperparameter::Architecture) &&
          declared->kind.text == spec.architectures.front().declaration->kind.text &&
          !llvm::is_contained(choice.domain, value)) {
        choice.domain.push_back(value);
        widened->architectures.push_back({declared->name.text, declared.get(), {}});
      }
  }
  if (inputs)
    addInputs(*widened, inside);
  const ir::SearchSpace space = ir::whole(widened);
  std::vector<Try> tries;
  ir::Genome genome(space.choices.size(), 0);
  for (;;) {
    if (const auto costs = costsOf(space, genome)) {
      Try found;
      for (size_t i = 0; i < genome.size(); ++i)
        if (size_t(genome[i]) >= inside[i])
          found.left.insert(lineOf(space.choices[i]));
      for (const ir::Requirement &requirement : spec.requirements)
        found.values.push_back(cost::value(requirement, *costs));
      tries.push_back(std::move(found));
    }
    size_t i = 0;
    while (i < genome.size() && size_t(++genome[i]) == space.choices[i].domain.size())
      genome[i++] = 0;
    if (i == genome.size())
      return tries;
  }
}

struct Judge {
  const ir::Spec &spec;
  const std::vector<Try> tries;

  /// Whether something obeys these requirements (by name) and these lines.
  bool possible(const std::set<std::string> &names, const std::set<support::Span> &lines) const {
    return llvm::any_of(tries, [&](const Try &one) {
      for (const support::Span &line : lines)
        if (one.left.count(line))
          return false;
      return meets(one, names);
    });
  }
  bool meets(const Try &one, const std::set<std::string> &names) const {
    for (size_t r = 0; r < spec.requirements.size(); ++r)
      if (names.count(spec.requirements[r].name) && one.values[r] > spec.requirements[r].limit)
        return false;
    return true;
  }
  /// The least left side of a requirement inside the lines and beside all others.
  double least(const std::string &name) const {
    std::set<std::string> others;
    size_t own = 0;
    for (size_t r = 0; r < spec.requirements.size(); ++r)
      if (spec.requirements[r].name == name)
        own = r;
      else
        others.insert(spec.requirements[r].name);
    double best = HUGE_VAL;
    for (const Try &one : tries)
      if (one.left.empty() && meets(one, others))
        best = std::min(best, one.values[own]);
    return best;
  }
};

static void judge(const Judge &judge, const Conflict &conflict) {
  std::set<std::string> names;
  std::set<support::Span> lines;
  for (const Relaxation &relaxation : conflict.requirements)
    names.insert(relaxation.requirement.name);
  for (const LooseLine &loose : conflict.lines)
    lines.insert(loose.line.range.front());
  CHECK(conflict.minimal());
  CHECK(!judge.possible(names, lines));
  for (const std::string &name : names) {
    auto fewer = names;
    fewer.erase(name);
    CHECK(judge.possible(fewer, lines));
  }
  for (const support::Span &line : lines) {
    auto fewer = lines;
    fewer.erase(line);
    CHECK(judge.possible(names, fewer));
  }
  for (const Relaxation &relaxation : conflict.requirements) {
    const double least = judge.least(relaxation.requirement.name);
    CHECK_EQ(relaxation.least, least);
    CHECK_EQ(relaxation.reached.value_or(HUGE_VAL), least);
  }
}

static void explain(const std::filesystem::path &path) {
  const auto spec = load(path);
  if (!CHECK(spec != nullptr))
    return;
  const auto start = std::chrono::steady_clock::now();
  Outcome outcome = investigate(spec, support::cores());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cerr << path.stem().string() << " (" << seconds << " s): ";
  if (!CHECK(bool(outcome.error)))
    return;
  std::cerr << llvm::toString(std::move(outcome.error)) << "\n";
  if (!CHECK(outcome.conflict.has_value()))
    return;
  // The size of the input counts only where no line that chooses something is to blame.
  const bool inputs = llvm::any_of(outcome.conflict->lines, [](const LooseLine &one) {
    return llvm::StringRef(one.line.text).startswith("dataset.");
  });
  const Judge brute{*spec, tryAll(*spec, inputs)};
  std::cerr << "  " << brute.tries.size() << " configurations tried\n";
  judge(brute, *outcome.conflict);
}

int main() {
  std::vector<std::filesystem::path> specs;
  for (const auto &entry :
       std::filesystem::directory_iterator(sourceTree() + "/test/narrow/impossible"))
    if (entry.path().extension() == ".pnas")
      specs.push_back(entry.path());
  std::sort(specs.begin(), specs.end());
  CHECK(specs.size() >= 10);
  for (const auto &path : specs)
    explain(path);
  return report();
}
