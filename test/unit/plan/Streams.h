// SPDX-License-Identifier: Apache-2.0
// A plain way to run any graph by rows: each row of the last tensor asks for what it is made of,
// and each tensor gets a ring of as many rows as live at once. Buffers lie side by side.
#pragma once

#include "catalogue/kernels/Kernel.h"
#include "catalogue/ops/shared/Op.h"
#include "ir/Schedule.h"
#include <algorithm>

namespace streams {

using namespace pnasc;

class Streamer {
public:
  Streamer(const ir::DeployGraph &graph, bool feeds)
      : graph(graph), feeds(feeds), done(graph.tensors.size(), feeds ? 0 : -1) {
    std::fill(done.begin() + 1, done.end(), 0);
    if (!feeds)
      done[0] = graph.tensors[0].shape.rows();
  }

  ir::Schedule run() {
    for (uint32_t output : graph.outputs)
      make(output, graph.tensors[output].shape.rows());
    for (uint32_t t = 0; t < graph.tensors.size(); ++t)
      make(t, graph.tensors[t].shape.rows());
    const auto last = uint32_t(schedule.steps.size() - 1);
    for (uint32_t t = 0; t < graph.tensors.size(); ++t) {
      const ir::DeployTensor &tensor = graph.tensors[t];
      const int64_t ring = t == 0 && !feeds ? 0 : ringOf(t);
      const int64_t rows = ring ? ring : tensor.shape.rows();
      schedule.tensors.push_back({0, uint64_t(rows) * tensor.rowBytes(), 0, last, ring});
    }
    for (const ir::DeployNode &node : graph.nodes) {
      const uint64_t bytes = kernels::scratchBytes(graph, node);
      schedule.scratch.push_back(bytes ? ir::Placement{0, bytes, 0, last} : ir::Placement());
    }
    for (auto *places : {&schedule.tensors, &schedule.scratch})
      for (ir::Placement &place : *places)
        if (place.bytes) {
          place.offset = (schedule.arenaBytes + 3) / 4 * 4;
          schedule.arenaBytes = place.offset + place.bytes;
        }
    return schedule;
  }

private:
  void make(uint32_t tensor, int64_t upTo) {
    while (done[tensor] < upTo) {
      const ir::Rows rows{done[tensor], done[tensor] + 1};
      if (tensor > 0) {
        const ir::DeployNode &node = graph.nodes[tensor - 1];
        for (size_t i = 0; i < node.inputs.size(); ++i)
          make(node.inputs[i], ops::inputRows(graph, node, i, rows).to);
      }
      schedule.steps.push_back({tensor == 0 ? ir::Step::Feed : tensor - 1, rows});
      ++done[tensor];
    }
  }

  /// Rows between the oldest that is still to be read and the newest, at their most; 0 where a ring
  /// is no smaller than the tensor.
  int64_t ringOf(uint32_t tensor) const {
    const int64_t rows = graph.tensors[tensor].shape.rows();
    const auto steps = int64_t(schedule.steps.size());
    std::vector<int64_t> made(size_t(rows), 0), read(size_t(rows), 0);
    for (int64_t s = 0; s < steps; ++s) {
      const ir::Step &step = schedule.steps[size_t(s)];
      if (ir::tensorOf(graph, step) == tensor)
        made[size_t(step.rows.from)] = read[size_t(step.rows.from)] = s;
      if (step.node == ir::Step::Feed)
        continue;
      const ir::DeployNode &node = graph.nodes[step.node];
      for (size_t i = 0; i < node.inputs.size(); ++i)
        if (node.inputs[i] == tensor) {
          const ir::Rows needed = ops::inputRows(graph, node, i, step.rows);
          for (int64_t row = needed.from; row < needed.to; ++row)
            read[size_t(row)] = s;
        }
    }
    if (std::count(graph.outputs.begin(), graph.outputs.end(), tensor))
      return 0;
    int64_t most = 1;
    for (int64_t newest = 0; newest < rows; ++newest)
      for (int64_t row = 0; row < newest; ++row)
        if (read[size_t(row)] >= made[size_t(newest)])
          most = std::max(most, newest - row + 1);
    return most < rows ? most : 0;
  }

  const ir::DeployGraph &graph;
  bool feeds;
  std::vector<int64_t> done; ///< rows, by tensor
  ir::Schedule schedule;
};

} // namespace streams
