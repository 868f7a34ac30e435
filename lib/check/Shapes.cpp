// SPDX-License-Identifier: Apache-2.0
// Shapes for every choice, before anything runs. A region sees of those before it only the shape
// they hand on, so the set of shapes that reach each group is walked instead of all combinations;
// depth is free, since a shallower group is a prefix of the deepest. Widths are tried at both ends
// and at 1, the narrowest with all kernels, the others with the first and last.
#include "check/Checker.h"
#include "elaborate/Regions.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace pnasc::check {
namespace {

/// A shape that reaches a region, and one way to get there.
using Reached = std::vector<std::pair<ir::Shape, std::string>>;

class Walk {
public:
  Walk(Job &job, const ir::ArchitectureRef &architecture, const ir::Value &width, bool allKernels)
      : job(job), architecture(architecture),
        allKernels(allKernels), plan{job.program, *architecture.declaration,
                                     job.spec.dataset.classes, width.micro},
        start("'" + architecture.name + "' has width = " + width.text()) {}

  void run() {
    Reached reached;
    if (auto shape = told(elaborate::stemShape(plan, job.spec.dataset.shape), start))
      reached.push_back({*shape, start});
    for (int group = 0; group < 4; ++group)
      reached = through(group, reached);
    for (const auto &[shape, way] : reached)
      finish(shape, way);
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

  const ir::Choice &choice(int group, const char *name) const {
    return *job.spec.find("group" + std::to_string(group + 1) + "." + name);
  }

  static std::optional<int64_t> number(const ir::Value &value) {
    return value.isLabel() ? std::nullopt : std::optional(value.micro / ir::Value::Unit);
  }

  /// Depths that may be drawn, as the number of positions.
  std::vector<size_t> depths(int group) const {
    const size_t all = plan.architecture.groups[size_t(group)].positions.size();
    std::vector<size_t> result;
    for (const ir::Value &value : choice(group, "depth").domain)
      result.push_back(std::min(all, size_t(number(value).value_or(int64_t(all)))));
    return result;
  }

  std::vector<ir::Value> kernels(int group) const {
    const std::vector<ir::Value> &domain = choice(group, "kernel").domain;
    return allKernels || domain.size() < 3 ? domain : std::vector{domain.front(), domain.back()};
  }

  Reached through(int group, const Reached &reached) {
    Reached next;
    const std::vector<size_t> ends = depths(group);
    const int64_t deepest = int64_t(*std::max_element(ends.begin(), ends.end()));
    for (const auto &[shape, way] : reached)
      for (const ir::Value &kernel : kernels(group))
        for (const ir::Value &stride : choice(group, "stride").domain) {
          if (failed) // one way to fail is enough for an architecture
            return {};
          const std::string here = way + describe(group, kernel, stride);
          const auto shapes = told(
              elaborate::groupShapes(plan, group, {deepest, number(kernel), number(stride)}, shape),
              here);
          if (!shapes)
            return {};
          for (size_t end : ends)
            add(next, (*shapes)[end - 1], here);
        }
    return next;
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
    const auto out = told(elaborate::headShape(plan, shape), way);
    const ir::Shape wanted{plan.classes, 1, 1};
    if (!out || *out == wanted)
      return;
    failed = true;
    job.reader.diagnostics.report(Diag::WrongOutput, plan.architecture.heads.front().range,
                                  architecture.name, out->text(), wanted.text());
  }

  Job &job;
  const ir::ArchitectureRef &architecture;
  const bool allKernels;
  const elaborate::Plan plan;
  const std::string start;
  bool failed = false;
};

} // namespace

void checkShapes(Job &job) {
  const auto &widths = job.spec.find("width")->domain;
  std::vector<ir::Value> tried{widths.front()};
  for (const ir::Value &value : {ir::Value{"", ir::Value::Unit}, widths.back()})
    if (llvm::is_contained(widths, value) && !llvm::is_contained(tried, value))
      tried.push_back(value);
  for (const ir::ArchitectureRef &architecture : job.spec.architectures)
    for (const ir::Value &width : tried)
      Walk(job, architecture, width, width == tried.front()).run();
}

} // namespace pnasc::check
