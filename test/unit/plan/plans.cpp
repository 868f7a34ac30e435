// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit
// Plans are right by plain checks, at the bound where theory says so, quick, and wrong ones are
// seen.
#include "Check.h"
#include "emit/Nets.h"
#include "plan/Plan.h"
#include <chrono>

using namespace pnasc;

namespace {

ir::IntegerNetwork mobile(int64_t blocks, llvm::StringRef core) {
  nets::Builder b(1, {3, 96, 96}, core);
  const std::vector<int64_t> none = {0, 0, 0, 0}, same = {1, 1, 1, 1};
  uint32_t t = b.conv(0, 8, {3, 3}, {2, 2}, same);
  for (int64_t i = 0; i < blocks; ++i) {
    const uint32_t wide = b.conv(t, 48, {1, 1}, {1, 1}, none);
    const uint32_t deep = b.conv(wide, 48, {3, 3}, {1, 1}, same, {1, 1}, 48);
    t = b.add(t, b.conv(deep, 8, {1, 1}, {1, 1}, none));
  }
  return b.finish(b.linear(b.globalAverage(t), 2));
}

void chain() {
  // A pointwise layer that keeps its width runs in place but for its scratch: 4 columns of 16
  // pairs.
  nets::Builder b(1, {8, 16, 16}, "cortex-m7");
  const ir::IntegerNetwork net = b.finish(b.conv(0, 8, {1, 1}, {1, 1}, {0, 0, 0, 0}));
  const ir::Schedule plan = plan::plan(net.graph);
  CHECK_EQ(plan.arenaBytes, 16u * 16 * 8 + 64);
  CHECK_EQ(plan.arenaBytes, plan::lowerBound(net.graph));
  CHECK_EQ(plan.tensors[0].offset, plan.tensors[1].offset);
}

void depthwiseWalksDown() {
  // Same padding, p = 1: the output begins p (W + 1) C bytes before the input.
  nets::Builder b(1, {4, 10, 10}, "cortex-m7");
  const ir::IntegerNetwork net = b.finish(b.conv(0, 4, {3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}, 4));
  CHECK_EQ(kernels::distance(net.graph, net.graph.nodes[0], 0), 11u * 4);
  const ir::Schedule plan = plan::plan(net.graph);
  CHECK_EQ(plan.arenaBytes, 400u + 44 + kernels::scratchBytes(net.graph, net.graph.nodes[0]));
}

void residual() {
  for (int64_t blocks : {1, 5, 12}) {
    const ir::IntegerNetwork net = mobile(blocks, "cortex-m7");
    const auto start = std::chrono::steady_clock::now();
    const ir::Schedule plan = plan::plan(net.graph);
    const double ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    CHECK_EQ(plan::verify(net.graph, plan), "");
    CHECK(plan.arenaBytes >= plan::lowerBound(net.graph));
    CHECK(plan.arenaBytes <= plan::upperBound(net.graph));
    // Skip, wide tensor and one row more, plus scratch: never the two wide tensors side by side.
    CHECK(plan.arenaBytes < 48u * 48 * (8 + 48) + 50 * 48 + 1000);
    std::cerr << net.graph.nodes.size() << " nodes: " << plan.arenaBytes << " bytes in " << ms
              << " ms\n";
  }
}

void plainKernelsKeepApart() {
  const ir::IntegerNetwork net = mobile(2, "");
  const ir::Schedule plan = plan::plan(net.graph);
  CHECK_EQ(plan::verify(net.graph, plan), "");
  CHECK_EQ(plan.arenaBytes, 48u * 48 * (8 + 48 + 48)); // skip, wide, deep
}

/// A tensor that the last operator reads and that is an output, too: it may not run in place.
void outputsStay() {
  nets::Builder b(1, {4, 1, 1}, "cortex-m7");
  ir::IntegerNetwork net = b.finish(b.relu(b.linear(0, 16), false));
  const ir::Schedule inPlace = plan::plan(net.graph);
  CHECK_EQ(inPlace.tensors[1].offset, inPlace.tensors[2].offset);
  net.graph.outputs = {1, 2};
  CHECK(!plan::verify(net.graph, inPlace).empty());
  const ir::Schedule plan = plan::plan(net.graph);
  CHECK_EQ(plan::verify(net.graph, plan), "");
  CHECK(plan.arenaBytes >= plan::lowerBound(net.graph));
}

void mistakesAreSeen() {
  const ir::IntegerNetwork net = mobile(1, "cortex-m7");
  const ir::Schedule good = plan::plan(net.graph);
  ir::Schedule bad = good;
  bad.arenaBytes += 4;
  CHECK(!plan::verify(net.graph, bad).empty());
  bad = good;
  std::swap(bad.steps[1], bad.steps[2]);
  CHECK(!plan::verify(net.graph, bad).empty());
  bad = good;
  bad.tensors[2].offset += 2;
  CHECK(!plan::verify(net.graph, bad).empty());
  for (size_t t = 1; t < good.tensors.size(); ++t) {
    bad = good;
    bad.tensors[t].lastStep = bad.tensors[t].firstStep;
    if (bad.tensors[t].lastStep != good.tensors[t].lastStep)
      CHECK(!plan::verify(net.graph, bad).empty());
  }
  // The depthwise output moved over its input by a word too far.
  bad = good;
  bad.tensors[3].offset = bad.tensors[2].offset;
  CHECK(!plan::verify(net.graph, bad).empty());
}

} // namespace

int main() {
  chain();
  depthwiseWalksDown();
  residual();
  plainKernelsKeepApart();
  outputsStay();
  mistakesAreSeen();
  return report();
}
