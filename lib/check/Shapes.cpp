// SPDX-License-Identifier: Apache-2.0
// Shapes for every choice, before anything runs. A region sees of those before it only the shape
// they hand on, so the set of shapes that reach each group is walked instead of all combinations;
// depth is free, since a shallower group is a prefix of the deepest. The narrowest width is tried
// with all kernels, the widest and 1 with the first and last, the others, which differ in channels
// alone, with the first.
//
// What ties regions together is gone through one by one around that: choices that conditions over
// several regions speak of, that several read, that are arguments of the architecture, and the size
// of the input. Conditions within one group are met where the group's settings are gone through.
#include "catalogue/tasks/Task.h"
#include "check/Checker.h"
#include "elaborate/Elaborate.h"
#include "ir/Legal.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace pnasc::check {
namespace {

using ir::Hyperparameter;

/// A shape that reaches a region, and one way to get there.
using Reached = std::vector<std::pair<ir::Shape, std::string>>;

/// Choices that are not free.
struct Ties {
  std::vector<size_t> held;                 ///< for the whole architecture
  std::array<std::vector<size_t>, 4> local; ///< by group: tied to others of the group alone
};

/// Those that are tried at a width.
enum class Kernels { All, Ends, First };

class Walk {
public:
  /// `genome` holds the choices in `held`; all others are free, but for what conditions allow
  /// among those in `local` of their group.
  Walk(Job &job, const ir::SearchSpace &space, size_t architecture, const ir::Genome &genome,
       const Ties &ties, elaborate::Plan plan, std::string start, Kernels tried)
      : job(job), space(space), architecture(architecture), genome(genome), ties(ties),
        tried(tried), plan(std::move(plan)), start(std::move(start)) {}

  /// False where something does not fit.
  bool run() {
    Reached reached;
    if (auto shape = told(elaborate::stemShape(plan, space.inputShape(genome)), start))
      reached.push_back({*shape, start});
    for (int group = 0; group < int(plan.architecture.groups.size()); ++group)
      reached = through(group, reached);
    for (const auto &[shape, way] : reached)
      finish(shape, way);
    return !failed;
  }

private:
  template <class T> std::optional<T> told(llvm::Expected<T> result, const std::string &way) {
    if (result)
      return std::move(*result);
    llvm::handleAllErrors(result.takeError(), [&](const support::Failure &failure) {
      auto handle = job.reader.diagnostics.report(Diag::Shape, failure.range, failure.message, way);
      for (const support::Failure::Note &note : failure.notes)
        handle.note(note.message, note.range);
    });
    failed = true;
    return std::nullopt;
  }

  /// The values that a hyperparameter may take, where `setting` holds the tied ones.
  std::vector<ir::Value> values(int group, Hyperparameter what, const ir::Genome &setting) const {
    const auto i = size_t(space.indexOf(what, size_t(group)));
    if (llvm::is_contained(ties.held, i) || llvm::is_contained(ties.local[size_t(group)], i))
      return {space.value(setting, i)};
    return space.choices[i].domain;
  }

  /// What conditions within a group allow, beside what is held.
  std::vector<ir::Genome> settings(int group) const {
    const std::vector<size_t> &local = ties.local[size_t(group)];
    if (local.empty())
      return {genome};
    std::vector<ir::Genome> all;
    for (const ir::Genome &one : ir::combinations(space, architecture, local)) {
      all.push_back(genome);
      for (size_t choice : local)
        all.back()[choice] = one[choice];
    }
    return all;
  }

  static std::optional<int64_t> number(const ir::Value &value) {
    return value.isLabel() ? std::nullopt : std::optional(value.micro / ir::Value::Unit);
  }

  /// Depths that may be drawn, as the number of positions.
  std::vector<size_t> depths(int group, const ir::Genome &setting) const {
    const size_t all = plan.architecture.groups[size_t(group)].positions.size();
    std::vector<size_t> result;
    for (const ir::Value &value : values(group, Hyperparameter::Depth, setting))
      result.push_back(std::min(all, size_t(number(value).value_or(int64_t(all)))));
    return result;
  }

  std::vector<ir::Value> kernels(int group, const ir::Genome &setting) const {
    const std::vector<ir::Value> domain = values(group, Hyperparameter::Kernel, setting);
    if (tried == Kernels::All || domain.size() < 2)
      return domain;
    if (tried == Kernels::Ends)
      return {domain.front(), domain.back()};
    return {domain.front()};
  }

  Reached through(int group, const Reached &reached) {
    Reached next;
    for (const ir::Genome &setting : settings(group))
      if (!through(group, reached, setting, next)) // one way to fail is enough
        return {};
    return next;
  }

  bool through(int group, const Reached &reached, const ir::Genome &setting, Reached &next) {
    const std::vector<size_t> ends = depths(group, setting);
    const int64_t deepest = int64_t(*std::max_element(ends.begin(), ends.end()));
    for (const auto &[shape, way] : reached)
      for (const ir::Value &kernel : kernels(group, setting))
        for (const ir::Value &stride : values(group, Hyperparameter::Stride, setting)) {
          const std::string here = way + describe(group, kernel, stride);
          const auto shapes = told(
              elaborate::groupShapes(plan, group, {deepest, number(kernel), number(stride)}, shape),
              here);
          if (!shapes)
            return false;
          for (size_t end : ends)
            add(next, (*shapes)[end - 1], here);
        }
    return true;
  }

  static std::string describe(int group, const ir::Value &kernel, const ir::Value &stride) {
    const std::string prefix = ", group" + std::to_string(group + 1) + ".";
    std::string text;
    if (!kernel.isLabel())
      text += prefix + "kernel = " + kernel.text();
    if (!stride.isLabel())
      text += prefix + "stride = " + stride.text();
    return text;
  }

  static void add(Reached &reached, const ir::Shape &shape, const std::string &way) {
    if (llvm::none_of(reached, [&](const auto &one) { return one.first == shape; }))
      reached.push_back({shape, way});
  }

  void finish(const ir::Shape &shape, const std::string &way) {
    if (failed)
      return;
    elaborate::Plan head = plan;
    if (tried == Kernels::All && !finished) // stand-ins for calls don't tell what outputs depend on
      head.known = nullptr;
    finished = true;
    const auto out = told(elaborate::headShape(head, shape), way);
    const auto wanted = tasks::named(job.spec.dataset.task).output(plan.classes);
    if (!out || !wanted || *out == *wanted)
      return;
    failed = true;
    job.reader.diagnostics.report(Diag::WrongOutput, plan.architecture.heads.front().range,
                                  plan.architecture.name.text, out->text(), wanted->text());
  }

  Job &job;
  const ir::SearchSpace &space;
  const size_t architecture;
  const ir::Genome &genome;
  const Ties &ties;
  const Kernels tried;
  const elaborate::Plan plan;
  const std::string start;
  bool failed = false, finished = false;
};

/// The group that all choices of a set belong to, or -1.
int groupOf(const ir::SearchSpace &space, const std::vector<size_t> &set) {
  const auto of = [&](size_t choice) {
    const ir::Choice &one = space.choices[choice];
    return ir::isOfGroup(one.decides) ? int(one.group) : -1;
  };
  const int group = of(set.front());
  return llvm::all_of(set, [&](size_t choice) { return of(choice) == group; }) ? group : -1;
}

Ties tiesOf(const ir::SearchSpace &space, size_t architecture) {
  Ties ties;
  const auto hold = [&](int choice) {
    if (choice >= 0 && !llvm::is_contained(ties.held, size_t(choice)))
      ties.held.push_back(size_t(choice));
  };
  // Channels leave after shapes are settled.
  const auto sets = ir::tiedSets(space, [&](size_t choice) {
    return ir::reads(space, architecture, choice) &&
           space.choices[choice].decides != Hyperparameter::Sparsity;
  });
  for (const std::vector<size_t> &set : sets)
    if (const int group = groupOf(space, set); group >= 0)
      llvm::append_range(ties.local[size_t(group)], set);
    else
      for (size_t choice : set)
        hold(int(choice));
  for (const ir::ArchitectureRef::Argument &one : space.spec->architectures[architecture].arguments)
    hold(one.choice);
  for (const ir::Shared &one : space.spec->shared)
    if (one.decides != Hyperparameter::Sparsity)
      hold(one.choice);
  for (Hyperparameter size : {Hyperparameter::Channels, Hyperparameter::Height,
                              Hyperparameter::InputWidth, Hyperparameter::Window})
    hold(space.indexOf(size));
  llvm::sort(ties.held);
  return ties;
}

/// Walks up to which all widths are tried (about 25 us each where the blocks are known).
constexpr double MostWalks = 20000;

/// Widths, both ends and 1 first and, where `every`, all others, each with what is tried at it.
std::vector<std::pair<ir::Value, Kernels>> widths(const ir::SearchSpace &space,
                                                  const ir::Genome &genome,
                                                  const std::vector<size_t> &held, bool every) {
  const auto width = size_t(space.indexOf(Hyperparameter::Width));
  if (llvm::is_contained(held, width))
    return {{space.value(genome, width), Kernels::All}};
  const auto &domain = space.choices[width].domain;
  std::vector<std::pair<ir::Value, Kernels>> all{{domain.front(), Kernels::All}};
  const auto add = [&](const ir::Value &value, Kernels tried) {
    if (llvm::is_contained(domain, value) &&
        llvm::none_of(all, [&](const auto &one) { return one.first == value; }))
      all.push_back({value, tried});
  };
  add({"", ir::Value::Unit}, Kernels::Ends);
  add(domain.back(), Kernels::Ends);
  for (const ir::Value &value : every ? domain : std::vector<ir::Value>{})
    add(value, Kernels::First);
  return all;
}

/// Reports choices that have too many combinations to go through.
bool few(Job &job, const ir::SearchSpace &space, size_t architecture,
         const std::vector<size_t> &choices) {
  const double count = ir::combinationCount(space, architecture, choices);
  if (count > ir::MostTied)
    job.reader.diagnostics.report(Diag::TooTied, space.spec->architectures[architecture].range,
                                  uint64_t(std::min(count, 1e18)), uint64_t(ir::MostTied));
  return count <= ir::MostTied;
}

void checkArchitecture(Job &job, const ir::SearchSpace &space, size_t architecture) {
  const Ties ties = tiesOf(space, architecture);
  const std::vector<size_t> &held = ties.held;
  if (!few(job, space, architecture, held))
    return;
  for (const std::vector<size_t> &set : ir::countedSets(space, architecture))
    if (!few(job, space, architecture, set))
      return;
  const double walks =
      ir::combinationCount(space, architecture, held) *
      double(space.choices[size_t(space.indexOf(Hyperparameter::Width))].domain.size());
  elaborate::KnownCalls known; // for all that follows
  for (const ir::Genome &genome : ir::combinations(space, architecture, held)) {
    for (const auto &[width, tried] : widths(space, genome, held, walks <= MostWalks)) {
      elaborate::Plan plan = elaborate::planOf(space, genome);
      plan.width = width.micro;
      plan.known = &known;
      std::string start = "'" + plan.architecture.name.text + "' has width = " + width.text();
      for (size_t choice : held)
        if (space.choices[choice].domain.size() > 1 &&
            !ir::isOfGroup(space.choices[choice].decides))
          start += ", " + space.choices[choice].name + " = " + space.value(genome, choice).text();
      if (!Walk(job, space, architecture, genome, ties, plan, start, tried).run())
        return; // one way to fail is enough for an architecture
    }
  }
}

} // namespace

void checkShapes(Job &job) {
  // The spec lives on: a space of it for a while only.
  const std::shared_ptr<const ir::Spec> spec(std::shared_ptr<void>(), &job.spec);
  const ir::SearchSpace space = ir::whole(spec);
  for (size_t a = 0; a < job.spec.architectures.size(); ++a)
    checkArchitecture(job, space, a);
}

} // namespace pnasc::check
