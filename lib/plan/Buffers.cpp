// SPDX-License-Identifier: Apache-2.0
#include "plan/Buffers.h"
#include "catalogue/kernels/Kernel.h"
#include <algorithm>

namespace pnasc::plan {

Facts::Facts(const ir::DeployGraph &graph) : graph(graph), uses(graph.tensors.size(), 0) {
  for (const ir::DeployNode &node : graph.nodes) {
    scratch.push_back(kernels::scratchBytes(graph, node));
    distances.emplace_back();
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      ++uses[node.inputs[i]];
      distances.back().push_back(aligned(kernels::distance(graph, node, i)));
    }
  }
}

Problem::Problem(const Facts &facts, std::vector<uint32_t> nodes) : order(std::move(nodes)) {
  findLives(facts);
  findConflicts(facts);
  findBound(facts);
}

void Problem::findLives(const Facts &facts) {
  const ir::DeployGraph &graph = facts.graph;
  const size_t tensors = graph.tensors.size();
  buffers.resize(tensors + graph.nodes.size());
  for (size_t t = 0; t < tensors; ++t)
    buffers[t].bytes = graph.tensors[t].bytes();
  for (uint32_t step = 0; step < order.size(); ++step) {
    const ir::DeployNode &node = graph.nodes[order[step]];
    for (uint32_t input : node.inputs)
      buffers[input].lastStep = std::max(buffers[input].lastStep, step);
    buffers[node.output].firstStep = step;
    buffers[node.output].lastStep = std::max(buffers[node.output].lastStep, step);
    Buffer &scratch = buffers[tensors + order[step]];
    scratch = {facts.scratch[order[step]], 0, step, step, false};
  }
  const uint32_t last = order.empty() ? 0 : uint32_t(order.size()) - 1;
  for (uint32_t output : graph.outputs) {
    buffers[output].lastStep = last;
    buffers[output].output = true;
  }
  for (Buffer &buffer : buffers)
    buffer.room = aligned(buffer.bytes);
}

void Problem::findConflicts(const Facts &facts) {
  conflicts.resize(buffers.size());
  for (uint32_t a = 0; a < buffers.size(); ++a) {
    if (buffers[a].bytes == 0)
      continue;
    for (uint32_t b = 0; b < buffers.size(); ++b)
      if (a != b && buffers[b].bytes != 0 && buffers[a].firstStep <= buffers[b].lastStep &&
          buffers[b].firstStep <= buffers[a].lastStep)
        conflicts[a].push_back({b, buffers[a].room, buffers[b].room});
  }
  // An input that dies in the step that makes the output: input >= output + distance will do, too.
  auto relax = [&](uint32_t buffer, uint32_t other, uint64_t below, uint64_t above) {
    for (Conflict &conflict : conflicts[buffer])
      if (conflict.other == other) {
        conflict.below = std::min(conflict.below, below);
        conflict.above = std::min(conflict.above, above);
      }
  };
  for (uint32_t step = 0; step < order.size(); ++step) {
    const ir::DeployNode &node = facts.graph.nodes[order[step]];
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      const uint32_t input = node.inputs[i];
      if (!buffers[input].diesIn(step))
        continue;
      // A tensor that comes in twice obeys the wider of both distances.
      uint64_t distance = 0;
      for (size_t j = 0; j < node.inputs.size(); ++j)
        if (node.inputs[j] == input)
          distance = std::max(distance, facts.distances[order[step]][j]);
      relax(input, node.output, UINT64_MAX, distance);
      relax(node.output, input, distance, UINT64_MAX);
    }
  }
}

void Problem::findBound(const Facts &facts) {
  for (uint32_t step = 0; step < order.size(); ++step) {
    const ir::DeployNode &node = facts.graph.nodes[order[step]];
    uint64_t live = 0, shared = 0;
    for (const Buffer &buffer : buffers)
      if (buffer.bytes && buffer.firstStep <= step && step <= buffer.lastStep)
        live += buffer.bytes;
    const uint64_t out = buffers[node.output].bytes;
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      const uint32_t input = node.inputs[i];
      const uint64_t distance = facts.distances[order[step]][i];
      if (buffers[input].diesIn(step) && distance < out)
        shared += std::min(buffers[input].bytes, out - distance);
    }
    bound = std::max(bound, live - std::min(shared, out));
  }
}

} // namespace pnasc::plan
