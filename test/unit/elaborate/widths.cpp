// SPDX-License-Identifier: Apache-2.0
// Widths scale exactly once; kernels, strides and depth land where the language says.
// LINK: pnasc_parse pnasc_check
#include "Check.h"
#include "Program.h"
#include "catalogue/ops/shared/Op.h"
#include "elaborate/Regions.h"

using namespace pnasc;

static const ir::Node &node(const ir::Network &network, llvm::StringRef name) {
  for (const ir::Node &one : network.nodes)
    if (one.name == name)
      return one;
  CHECK(!"a node of that name");
  return network.nodes.front();
}

static void scaledChannels() {
  using elaborate::scaledChannels;
  CHECK_EQ(scaledChannels(30, 1000000), 30); // at 1 as published
  CHECK_EQ(scaledChannels(16, 250000), 4);
  CHECK_EQ(scaledChannels(8, 100000), 4);    // never below 4
  CHECK_EQ(scaledChannels(24, 750000), 20);  // 18 = 4.5 * 4, rounded half up
  CHECK_EQ(scaledChannels(24, 350000), 8);   // 8.4
  CHECK_EQ(scaledChannels(128, 350000), 44); // 44.8
  CHECK_EQ(scaledChannels(3, 2000000), 8);   // 6 = 1.5 * 4, rounded half up
}

static const char *const program = R"(
block B(x: Tensor, channels: Channels, kernel: Int = 3, stride: Int = 1, expand: Int = 2) -> Tensor {
  h = conv(x, channels = expand * x.channels, kernel = 1)
  h = depthwise(h, kernel, stride)
  h = conv(h, channels, kernel = 1)
  return if stride == 1 and channels == x.channels { add(x, h) } else { h }
}
architecture A : image {
  stem { conv(channels = 24, kernel = 3) }
  group { B: 24, 24 kernel 5 }
  group { B: 32 stride 2, 40 stride 2 }
  group { B: 40 }
  group { B: 40 expand 3 }
  head { conv(channels = 100, kernel = 1, padding = valid) |> global_average_pool |> linear(classes) }
}
)";

static void genomes() {
  test::Program p(std::string(program) + test::images + test::search("A"));
  if (!CHECK(p.spec != nullptr))
    return;
  // Depth 5 of a group of two is 2.
  const char *deep = R"({"group1.depth": 5, "group2.depth": 2})";
  const ir::Network plain = p.network(deep);
  CHECK_EQ(ops::verify(plain), std::string());
  CHECK_EQ(node(plain, "stem.conv1").shape.text(), std::string("24x28x28"));
  CHECK_EQ(node(plain, "group1.block1.conv1").shape.channels, 48);
  CHECK_EQ(node(plain, "group1.block1.add1").shape.channels, 24);
  CHECK_EQ(node(plain, "group1.block2.depthwise1").attributes.list("kernel")[1], 5);
  CHECK_EQ(node(plain, "group2.block2.conv2").shape.text(), std::string("40x7x7"));
  CHECK_EQ(node(plain, "group4.block1.conv1").shape.channels, 120);
  CHECK_EQ(node(plain, "head.linear1").shape.channels, 10);

  // 24 -> 20 (half up), so the expansion is 40, not scaled again; the classifier keeps its outputs.
  const ir::Network narrow = p.network(R"({"width": 0.75, "group2.depth": 2})");
  CHECK_EQ(node(narrow, "stem.conv1").shape.channels, 20);
  CHECK_EQ(node(narrow, "group1.block1.conv1").shape.channels, 40);
  CHECK_EQ(node(narrow, "head.conv1").shape.channels, 76);
  CHECK_EQ(node(narrow, "head.linear1").shape.channels, 10);

  // A group's kernel goes to each position, its stride to the first; depth takes the first d.
  const ir::Network other = p.network(
      R"({"group1.depth": 5, "group1.kernel": 7, "group1.stride": 2, "group2.stride": 1, "group2.depth": 1})");
  CHECK_EQ(node(other, "group1.block1.depthwise1").attributes.list("kernel")[0], 7);
  CHECK_EQ(node(other, "group1.block2.depthwise1").attributes.list("kernel")[0], 7);
  CHECK_EQ(node(other, "group1.block1.depthwise1").attributes.list("stride")[0], 2);
  CHECK_EQ(node(other, "group1.block2.depthwise1").attributes.list("stride")[0], 1);
  CHECK_EQ(node(other, "group2.block1.conv2").shape.text(), std::string("32x14x14"));
  for (const ir::Node &one : other.nodes)
    CHECK(one.name.rfind("group2.block2", 0) != 0);

  // `same` pads the odd one at the end: 28 -> 14 with kernel 7 and stride 2 wants 5.
  const auto padding = node(other, "group1.block1.depthwise1").attributes.list("padding");
  CHECK(padding.equals({2, 2, 3, 3}));
}

int main() {
  scaledChannels();
  genomes();
  return report();
}
