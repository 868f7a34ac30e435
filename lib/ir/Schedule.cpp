// SPDX-License-Identifier: Apache-2.0
#include "ir/Schedule.h"
#include "ir/Text.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::ir {

uint32_t tensorOf(const DeployGraph &graph, const Step &step) {
  return step.node == Step::Feed ? 0 : graph.nodes[step.node].output;
}

bool isWhole(const DeployGraph &graph, const Step &step) {
  return step.node != Step::Feed && !step.mirrored &&
         step.rows == Rows{0, graph.tensors[tensorOf(graph, step)].shape.rows()};
}

std::vector<Step> Schedule::wholeSteps(const DeployGraph &graph, llvm::ArrayRef<uint32_t> order) {
  std::vector<Step> steps;
  steps.reserve(order.size());
  for (uint32_t node : order)
    steps.push_back({node, {0, graph.tensors[graph.nodes[node].output].shape.rows()}});
  return steps;
}

static std::string quoted(llvm::StringRef name) {
  std::string text;
  appendQuoted(text, name);
  return text;
}

static std::string stepText(const DeployGraph &graph, const Step &step) {
  const uint32_t tensor = tensorOf(graph, step);
  std::string text = "%" + std::to_string(tensor);
  if (step.node == Step::Feed || step.rows != Rows{0, graph.tensors[tensor].shape.rows()})
    text += " rows " + step.rows.text();
  if (step.mirrored)
    text += " mirrored";
  return text + ' ' +
         quoted(step.node == Step::Feed ? graph.tensors[0].name : graph.nodes[step.node].name);
}

static void printPlacement(llvm::raw_ostream &os, const Placement &p, uint64_t arena) {
  os << llvm::format("  %8llu .. %-8llu", (unsigned long long)p.offset,
                     (unsigned long long)(p.offset + p.bytes))
     << llvm::format(" steps %u-%u", p.firstStep, p.lastStep);
  if (p.ring)
    os << "  ring " << p.ring;
  os << (p.offset + p.bytes == arena ? "  top  " : "  ");
}

std::string Schedule::text(const DeployGraph &graph) const {
  std::string text = "schedule ";
  appendName(text, graph.name);
  llvm::raw_string_ostream os(text);
  os << ": arena " << arenaBytes << " B, alignment " << alignment << '\n';
  for (size_t i = 0; i < steps.size(); ++i)
    os << "step " << i << ": " << stepText(graph, steps[i]) << '\n';
  for (size_t id = 0; id < tensors.size(); ++id) {
    printPlacement(os, tensors[id], arenaBytes);
    os << '%' << id << ' ' << quoted(graph.tensors[id].name) << '\n';
  }
  for (size_t node = 0; node < scratch.size(); ++node) {
    if (scratch[node].bytes == 0)
      continue;
    printPlacement(os, scratch[node], arenaBytes);
    os << "scratch of %" << graph.nodes[node].output << ' ' << quoted(graph.nodes[node].name)
       << '\n';
  }
  return os.str();
}

} // namespace pnasc::ir
