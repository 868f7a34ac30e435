// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_ir
#include "Check.h"
#include "ir/Deploy.h"

using namespace pnasc;

int main() {
  ir::DeployGraph graph;
  graph.name = "Tiny";
  graph.core = "cortex_m7";
  graph.tensors = {{"input", {3, 8, 8}}, {"stem.relu", {16, 4, 4}}};
  ir::DeployNode conv;
  conv.op = "conv";
  conv.name = "stem.conv";
  conv.inputs = {0};
  conv.output = 1;
  conv.attributes.set("stride", {2, 2});
  conv.attributes.set("channels", {16});
  conv.clamp = ir::Clamp::Relu6;
  conv.kernel = "conv_c";
  graph.nodes = {conv};
  graph.outputs = {1};
  CHECK_EQ(graph.text(),
           "deploy Tiny on cortex_m7\n"
           "%0 : 3x8x8 \"input\"\n"
           "%1 = conv(%0) {channels=16, stride=[2,2]} relu6 by conv_c \"stem.conv\" : "
           "16x4x4 \"stem.relu\"\n"
           "return %1\n");
  ir::MemoryPlan plan;
  plan.order = {0};
  plan.tensors = {{0, 192, 0, 0}, {192, 256, 0, 0}};
  plan.scratch = {{448, 64, 0, 0}};
  plan.arenaBytes = 512;
  CHECK_EQ(plan.text(graph), "plan Tiny: arena 512 B, alignment 4\n"
                             "order stem.conv\n"
                             "         0 .. 192      steps 0-0  %0 input\n"
                             "       192 .. 448      steps 0-0  %1 stem.relu\n"
                             "       448 .. 512      steps 0-0  top  scratch of stem.conv\n");
  return report();
}
