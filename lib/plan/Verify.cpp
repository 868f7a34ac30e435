// SPDX-License-Identifier: Apache-2.0
// Plain checks of a finished plan, written against its meaning and not against the planner.
#include "catalogue/kernels/Kernel.h"
#include "plan/Plan.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace pnasc::plan {

namespace {

struct Checker {
  const ir::DeployGraph &graph;
  const ir::MemoryPlan &plan;
  std::vector<uint32_t> stepOf; ///< by node

  std::string run();
  std::string checkOrder();
  std::string checkLives() const;
  std::string checkPlaces() const;
  std::string checkPairs() const;
  bool mayOverlap(const ir::DeployNode &node, uint32_t tensor) const;
};

std::string Checker::checkOrder() {
  if (plan.order.size() != graph.nodes.size() || plan.tensors.size() != graph.tensors.size() ||
      plan.scratch.size() != graph.nodes.size())
    return "the plan is of another graph";
  stepOf.assign(graph.nodes.size(), UINT32_MAX);
  for (uint32_t step = 0; step < plan.order.size(); ++step) {
    if (plan.order[step] >= graph.nodes.size() || stepOf[plan.order[step]] != UINT32_MAX)
      return "the order is no permutation of the nodes";
    stepOf[plan.order[step]] = step;
  }
  std::vector<bool> made(graph.tensors.size(), false);
  made[0] = true;
  for (uint32_t n : plan.order) {
    for (uint32_t input : graph.nodes[n].inputs)
      if (!made[input])
        return graph.nodes[n].name + " reads tensor " + std::to_string(input) +
               " before it is made";
    made[graph.nodes[n].output] = true;
  }
  return "";
}

std::string Checker::checkLives() const {
  for (uint32_t n = 0; n < graph.nodes.size(); ++n) {
    const ir::DeployNode &node = graph.nodes[n];
    const ir::Placement &out = plan.tensors[node.output], &scratch = plan.scratch[n];
    if (out.firstStep > stepOf[n] || out.lastStep < stepOf[n])
      return node.name + " writes a tensor outside its life";
    if (scratch.bytes != kernels::scratchBytes(graph, node) ||
        (scratch.bytes && (scratch.firstStep > stepOf[n] || scratch.lastStep < stepOf[n])))
      return node.name + " lacks its scratch memory";
    for (uint32_t input : node.inputs)
      if (plan.tensors[input].lastStep < stepOf[n])
        return node.name + " reads a tensor after its life";
  }
  for (uint32_t output : graph.outputs)
    if (plan.tensors[output].lastStep + 1 < plan.order.size())
      return "an output dies before the end";
  return plan.tensors[0].firstStep == 0 ? "" : "the input comes late";
}

std::string Checker::checkPlaces() const {
  uint64_t top = 0;
  for (const auto *places : {&plan.tensors, &plan.scratch})
    for (const ir::Placement &place : *places) {
      if (place.bytes && place.offset % plan.alignment)
        return "offset " + std::to_string(place.offset) + " is not aligned";
      if (place.bytes)
        top = std::max(top, place.offset + place.bytes);
    }
  for (size_t t = 0; t < graph.tensors.size(); ++t)
    if (plan.tensors[t].bytes != graph.tensors[t].bytes())
      return "tensor " + std::to_string(t) + " has a place of another size";
  if (top != plan.arenaBytes)
    return "the arena has " + std::to_string(plan.arenaBytes) +
           " bytes, its highest buffer ends at " + std::to_string(top);
  return "";
}

/// Whether `tensor`, an input of `node` that nobody reads afterwards, may share bytes with its
/// output as they lie.
bool Checker::mayOverlap(const ir::DeployNode &node, uint32_t tensor) const {
  const uint32_t step = stepOf[size_t(&node - graph.nodes.data())];
  const ir::Placement &in = plan.tensors[tensor], &out = plan.tensors[node.output];
  if (in.lastStep != step || out.firstStep != step || llvm::is_contained(graph.outputs, tensor))
    return false;
  for (size_t i = 0; i < node.inputs.size(); ++i)
    if (node.inputs[i] == tensor && in.offset < out.offset + kernels::distance(graph, node, i))
      return false;
  return std::find(node.inputs.begin(), node.inputs.end(), tensor) != node.inputs.end();
}

std::string Checker::checkPairs() const {
  struct Named {
    const ir::Placement *place;
    std::string name;
    int64_t tensor;
  };
  std::vector<Named> all;
  for (size_t t = 0; t < plan.tensors.size(); ++t)
    all.push_back({&plan.tensors[t], "tensor " + std::to_string(t), int64_t(t)});
  for (size_t n = 0; n < plan.scratch.size(); ++n)
    all.push_back({&plan.scratch[n], "scratch of " + graph.nodes[n].name, -1});
  auto relaxed = [&](int64_t in, int64_t out) {
    return in >= 0 && out >= 0 &&
           std::any_of(graph.nodes.begin(), graph.nodes.end(), [&](const ir::DeployNode &node) {
             return node.output == out && mayOverlap(node, uint32_t(in));
           });
  };
  for (size_t i = 0; i < all.size(); ++i)
    for (size_t j = i + 1; j < all.size(); ++j) {
      const ir::Placement &a = *all[i].place, &b = *all[j].place;
      const bool meet = a.bytes && b.bytes && a.firstStep <= b.lastStep &&
                        b.firstStep <= a.lastStep && a.offset < b.offset + b.bytes &&
                        b.offset < a.offset + a.bytes;
      if (meet && !relaxed(all[i].tensor, all[j].tensor) && !relaxed(all[j].tensor, all[i].tensor))
        return all[i].name + " and " + all[j].name + " share bytes while both live";
    }
  return "";
}

std::string Checker::run() {
  for (auto check : {&Checker::checkLives, &Checker::checkPlaces, &Checker::checkPairs})
    if (std::string why = (this->*check)(); !why.empty())
      return why;
  return "";
}

} // namespace

std::string verify(const ir::DeployGraph &graph, const ir::MemoryPlan &plan) {
  Checker checker{graph, plan, {}};
  if (std::string why = checker.checkOrder(); !why.empty())
    return why;
  return checker.run();
}

} // namespace pnasc::plan
