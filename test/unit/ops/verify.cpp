// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_ops
#include "Check.h"
#include "elaborate/Networks.h"
#include "llvm/ADT/STLExtras.h"

using namespace pnasc;

/// What verify says of the network with its node 1 changed.
static std::string after(const std::function<void(ir::Node &)> &change) {
  check::Build b({8, 8, 8});
  b.conv(0, 16, 3);
  auto network = b.finish(1);
  change(network.nodes[1]);
  return ops::verify(network);
}

/// The error of a shape rule.
static std::string shapeError(llvm::StringRef op, const std::vector<ir::Shape> &in,
                              const ir::Attributes &attributes = {}) {
  auto shape = ops::find(op)->shape(attributes, in);
  return shape ? "" : llvm::toString(shape.takeError());
}

int main() {
  CHECK_EQ(after([](ir::Node &) {}), "");
  CHECK_EQ(after([](ir::Node &n) { n.op = "cnov"; }), "node %1 'conv.1': unknown operator 'cnov'");
  CHECK_EQ(after([](ir::Node &n) { n.attributes = {}; }),
           "node %1 'conv.1': needs the attribute 'kernel'");
  CHECK_EQ(after([](ir::Node &n) { n.attributes.set("stride", {2}); }),
           "node %1 'conv.1': attribute 'stride' needs 2 values, found 1");
  CHECK_EQ(after([](ir::Node &n) { n.attributes.set("groups", {0}); }),
           "node %1 'conv.1': attribute 'groups' is 0, needs to be at least 1");
  CHECK_EQ(after([](ir::Node &n) {
             n.attributes.set("strides", {2, 2});
           }),
           "node %1 'conv.1': attribute 'strides' is unknown to conv");
  CHECK_EQ(after([](ir::Node &n) { n.attributes.set("groups", {3}); }),
           "node %1 'conv.1': conv of 8x8x8 to 16 channels needs groups that divide both, found 3");
  CHECK_EQ(after([](ir::Node &n) {
             n.attributes.set("stride", {2, 2});
           }),
           "node %1 'conv.1': shape is 16x8x8, its operator gives 16x4x4");
  CHECK_EQ(after([](ir::Node &n) { n.inputs = {0, 0}; }), "node %1 'conv.1': conv of 2 inputs");

  CHECK_EQ(shapeError("add", {{16, 8, 8}, {24, 8, 8}}),
           "add of 16x8x8 and 24x8x8 needs equal shapes");
  CHECK_EQ(shapeError("concat", {{16, 8, 8}, {16, 4, 8}}),
           "concat of 16x8x8 and 16x4x8 needs equal heights and widths");
  ir::Attributes wide;
  wide.set("kernel", {1, 9});
  CHECK_EQ(shapeError("max_pool", {{16, 1, 4}}, wide),
           "max_pool of 16x1x4 needs a width of at least 9 for its kernel, found 4 with padding");
  wide.set("padding", {0, 9, 0, 9});
  CHECK_EQ(shapeError("average_pool", {{16, 1, 4}}, wide),
           "average_pool needs padding below its kernel, found padding 9 for kernel 9");
  ir::Attributes ten;
  ten.set("features", {10});
  CHECK_EQ(shapeError("linear", {{16, 2, 2}}, ten),
           "linear of 16x2x2 needs a 1x1 map: put flatten or global_average_pool before it");

  CHECK(llvm::is_sorted(ops::all(), [](auto *a, auto *b) { return a->name < b->name; }));
  for (const ops::Op *op : ops::all())
    CHECK(ops::find(op->name) == op && !op->source.empty());
  CHECK(ops::find("con") == nullptr && ops::find("zzz") == nullptr);
  return report();
}
