// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_ops
// Multiply-accumulates counted one by one, and the published parameter count of a known network.
#include "Check.h"
#include "elaborate/Networks.h"
#include "ir/Tensor.h"

using namespace pnasc;

/// Visits every output and every weight it meets, padding included (as PyTorch's profiler does).
static uint64_t countConv(const ir::Shape &in, const ir::Node &node) {
  const auto kernel = node.attributes.list("kernel");
  const int64_t groups = node.attributes.get("groups", 1);
  uint64_t macs = 0;
  for (int64_t o = 0; o < node.shape.channels; ++o)
    for (int64_t y = 0; y < node.shape.height; ++y)
      for (int64_t x = 0; x < node.shape.width; ++x)
        for (int64_t i = 0; i < in.channels; ++i)
          if (i * groups / in.channels == o * groups / node.shape.channels)
            macs += uint64_t(kernel[0] * kernel[1]);
  return macs;
}

static void convolutions() {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    const auto network = check::randomNetwork(seed);
    for (const ir::Node &node : network.nodes) {
      const auto in = ops::inputShapes(network, node);
      const auto cost = ops::find(node.op)->cost(node.attributes, in, node.shape);
      if (node.op == "conv") {
        CHECK_EQ(cost.macs, countConv(in[0], node));
        CHECK_EQ(cost.flops, 2 * cost.macs);
      } else if (node.op == "linear") {
        CHECK_EQ(cost.flops, uint64_t(2 * in[0].channels * node.shape.channels));
      } else if (node.op == "add") {
        CHECK_EQ(cost.flops, uint64_t(node.shape.elements()) * (in.size() - 1));
        CHECK_EQ(cost.macs, 0u);
      } else {
        CHECK_EQ(cost.flops + cost.macs, 0u);
      }
    }
  }
}

/// Output size by trying every position of the window.
static void windows() {
  const auto &shape = ops::find("max_pool")->shape;
  for (int64_t size = 1; size <= 9; ++size)
    for (int64_t kernel = 1; kernel <= 4; ++kernel)
      for (int64_t stride = 1; stride <= 3; ++stride)
        for (int64_t before = 0; before < kernel; ++before)
          for (int64_t after = 0; after < kernel; ++after) {
            ir::Attributes a;
            a.set("kernel", {1, kernel});
            a.set("stride", {1, stride});
            a.set("padding", {0, before, 0, after});
            int64_t count = 0;
            for (int64_t at = -before; at + kernel <= size + after; at += stride)
              ++count;
            auto out = shape(a, {ir::Shape{2, 1, size}});
            CHECK_EQ(bool(out), count > 0);
            if (out)
              CHECK_EQ(out->width, count);
            else
              llvm::consumeError(out.takeError());
          }
}

/// ResNet18 for 224 x 224 images and 1000 classes: 11,689,512 parameters, 1,814,073,344
/// multiply-accumulates (torchvision 0.15 reports 11689512 and 1.814 G).
static void resnet18() {
  check::Build b({3, 224, 224}, 1000);
  auto x = b.normRelu(b.add(
      "conv", {0},
      {{"channels", {64}}, {"kernel", {7, 7}}, {"stride", {2, 2}}, {"padding", {3, 3, 3, 3}}}));
  x = b.add("max_pool", {x}, {{"kernel", {3, 3}}, {"stride", {2, 2}}, {"padding", {1, 1, 1, 1}}});
  for (int64_t channels : {64, 64, 128, 128, 256, 256, 512, 512}) {
    const int64_t stride = channels == b.shape(x).channels ? 1 : 2;
    auto h = b.normRelu(b.conv(x, channels, 3, stride));
    h = b.add("batch_norm", {b.conv(h, channels, 3)});
    if (stride == 2)
      x = b.add("batch_norm", {b.conv(x, channels, 1, 2)});
    x = b.add("relu", {b.add("add", {x, h})});
  }
  const auto network = b.finish(x);
  int64_t parameters = 0;
  uint64_t macs = 0;
  for (size_t id = 1; id < network.nodes.size(); ++id) {
    const ir::Node &node = network.nodes[id];
    for (const auto &p : ops::parametersOf(network, node))
      parameters += p.trainable ? ir::FloatArray::count(p.shape) : 0;
    macs +=
        ops::find(node.op)->cost(node.attributes, ops::inputShapes(network, node), node.shape).macs;
  }
  CHECK_EQ(parameters, 11689512);
  CHECK_EQ(macs, 1814073344u);
}

int main() {
  convolutions();
  windows();
  resnet18();
  return report();
}
