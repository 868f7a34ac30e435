// SPDX-License-Identifier: Apache-2.0
#include "plan/Lives.h"
#include "catalogue/ops/shared/Op.h"
#include <algorithm>

namespace pnasc::plan {

std::string rowsText(const ir::DeployGraph &graph, uint32_t tensor, ir::Rows rows) {
  const ir::DeployTensor &own = graph.tensors[tensor];
  const std::string name = "%" + std::to_string(tensor) + " '" + own.name + "'";
  return rows == ir::Rows{0, own.shape.rows()} ? name : "rows " + rows.text() + " of " + name;
}

std::string stepText(const ir::DeployGraph &graph, const ir::Schedule &schedule, size_t step) {
  const ir::Step &own = schedule.steps[step];
  const uint32_t tensor = ir::tensorOf(graph, own);
  return "step " + std::to_string(step) + " (%" + std::to_string(tensor) + " '" +
         (own.node == ir::Step::Feed ? "input" : graph.nodes[own.node].name) + "')";
}

namespace {

constexpr int64_t Unmade = -2;

/// Goes through the steps once.
class Walk {
public:
  Walk(const ir::DeployGraph &graph, const ir::Schedule &schedule)
      : graph(graph), schedule(schedule) {
    for (const ir::DeployTensor &tensor : graph.tensors) {
      made.emplace_back(tensor.shape.rows(), Unmade);
      read.emplace_back(tensor.shape.rows(), Unmade);
    }
    const bool fed = std::any_of(schedule.steps.begin(), schedule.steps.end(),
                                 [](const auto &s) { return s.node == ir::Step::Feed; });
    if (!fed)
      std::fill(made[0].begin(), made[0].end(), Span::Given);
  }

  std::string run() {
    for (size_t step = 0; step < schedule.steps.size(); ++step) {
      if (std::string why = reads(step); !why.empty())
        return why;
      if (std::string why = makes(step); !why.empty())
        return why;
    }
    for (uint32_t output : graph.outputs)
      std::fill(read[output].begin(), read[output].end(), int64_t(schedule.steps.size()));
    return complete();
  }

  std::vector<Span> spans() const {
    std::vector<Span> all;
    for (uint32_t t = 0; t < graph.tensors.size(); ++t)
      collect(t, all);
    std::stable_sort(all.begin(), all.end(),
                     [](const Span &a, const Span &b) { return a.born < b.born; });
    return all;
  }

private:
  std::string reads(size_t index) {
    const ir::Step &step = schedule.steps[index];
    if (step.node == ir::Step::Feed)
      return "";
    const ir::DeployNode &node = graph.nodes[step.node];
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      const uint32_t tensor = node.inputs[i];
      const ir::Rows rows = ops::inputRows(graph, node, i, step.rows);
      for (int64_t row = rows.from; row < rows.to; ++row) {
        if (made[tensor][size_t(row)] == Unmade)
          return stepText(graph, schedule, index) + " reads " +
                 rowsText(graph, tensor, {row, row + 1}) + ", which no step made before";
        read[tensor][size_t(row)] = int64_t(index);
      }
    }
    return "";
  }

  std::string makes(size_t index) {
    const ir::Step &step = schedule.steps[index];
    const uint32_t tensor = ir::tensorOf(graph, step);
    for (int64_t row = step.rows.from; row < step.rows.to; ++row) {
      int64_t &by = made[tensor][size_t(row)];
      if (by != Unmade)
        return stepText(graph, schedule, index) + " makes " +
               rowsText(graph, tensor, {row, row + 1}) + " again";
      by = int64_t(index);
    }
    return "";
  }

  std::string complete() const {
    for (uint32_t t = 0; t < graph.tensors.size(); ++t)
      for (size_t row = 0; row < made[t].size(); ++row)
        if (made[t][row] == Unmade)
          return "no step makes " + rowsText(graph, t, {int64_t(row), int64_t(row) + 1});
    return "";
  }

  void collect(uint32_t tensor, std::vector<Span> &all) const {
    const ir::Placement &place = schedule.tensors[tensor];
    const auto rows = int64_t(made[tensor].size());
    const uint64_t each = graph.tensors[tensor].rowBytes();
    for (int64_t row = 0; row < rows; ++row) {
      const auto slot = uint64_t(place.ring ? row % place.ring : row);
      const int64_t born = made[tensor][size_t(row)];
      const int64_t dies = std::max(born, read[tensor][size_t(row)]);
      const uint64_t offset = place.offset + slot * each;
      if (row > 0 && all.back().born == born && all.back().dies == dies &&
          all.back().end() == offset) {
        all.back().bytes += each;
        ++all.back().rows.to;
      } else {
        all.push_back({tensor, {row, row + 1}, offset, each, born, dies});
      }
    }
  }

  const ir::DeployGraph &graph;
  const ir::Schedule &schedule;
  std::vector<std::vector<int64_t>> made, read; ///< by tensor and row: the step, the last step
};

} // namespace

Lives livesOf(const ir::DeployGraph &graph, const ir::Schedule &schedule) {
  Walk walk(graph, schedule);
  Lives lives{walk.run(), {}};
  if (lives.problem.empty())
    lives.spans = walk.spans();
  return lives;
}

} // namespace pnasc::plan
