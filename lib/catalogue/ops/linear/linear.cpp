// SPDX-License-Identifier: Apache-2.0
// Fully connected layer over features (F x 1 x 1). Where it is an output of the network, its
// outputs are the classes and are neither scaled nor cut; the network knows that, not the operator.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

using ast::Type;

static llvm::Expected<ir::Shape> shape(const ir::Attributes &attributes,
                                       llvm::ArrayRef<ir::Shape> in) {
  const int64_t features = attributes.get("features", 0);
  if (features < 1)
    return wrong("linear needs at least 1 feature");
  if (in[0].positions() != 1)
    return wrong("linear of " + in[0].text() +
                 " needs a 1x1 map: put flatten or global_average_pool before it");
  return ir::Shape{features, 1, 1};
}

static std::vector<Parameter> parameters(const ir::Attributes &attributes,
                                         llvm::ArrayRef<ir::Shape> in) {
  const int64_t features = attributes.get("features", 0), depth = in[0].channels;
  std::vector<Parameter> list{{"weight", {features, depth}, Initial::KaimingNormal, depth}};
  if (attributes.get("bias", 1))
    list.push_back({"bias", {features}});
  return list;
}

static llvm::Expected<ir::Attributes> attributes(const Call &call) {
  ir::Attributes attributes;
  attributes.set("features", {call("features")});
  if (!call("bias"))
    attributes.set("bias", {0});
  return attributes;
}

const Op &op_linear() {
  static const Op op = [] {
    Op op = plainOp("linear", "ONNX Gemm, transB = 1");
    op.functions = {
        {"linear",
         {{"x", Type::Tensor, {}}, {"features", Type::Int, {}}, {"bias", Type::Bool, 1}},
         false,
         attributes}};
    op.attributes = {{"features", 1, {}, 1}, {"bias", 1, {1}, 0}};
    op.shape = shape;
    op.parameters = parameters;
    op.cost = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape> in, const ir::Shape &out) {
      const auto macs = uint64_t(in[0].channels * out.channels);
      return Cost{2 * macs, macs};
    };
    op.channels = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>) { return Channels::Fresh; };
    op.traits.weighted = op.traits.clamps = true;
    op.traits.takes = Takes::Features;
    op.integer = integer_linear;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
