// SPDX-License-Identifier: Apache-2.0
// PRelu of a file: the forms in which a slope is broadcast to the input, and those that do not lie
// along the channels.
//
// LINK: pnasc_foreign
#include "Check.h"
#include "foreign/Read.h"
#include "onnx/Float.h"
#include <onnx/onnx_pb.h>

using namespace pnasc;

namespace {

void shapeOf(::onnx::ValueInfoProto &value, const char *name, const std::vector<int64_t> &dims) {
  value.set_name(name);
  auto &type = *value.mutable_type()->mutable_tensor_type();
  type.set_elem_type(::onnx::TensorProto::FLOAT);
  for (int64_t dim : dims)
    type.mutable_shape()->add_dim()->set_dim_value(dim);
}

/// y = PRelu(x, slope), the slope 1, 2, 3 ...
llvm::Expected<ir::TrainedNetwork> read(const std::vector<int64_t> &input,
                                        const std::vector<int64_t> &slope) {
  ::onnx::ModelProto model;
  model.set_ir_version(8);
  model.add_opset_import()->set_version(13);
  ::onnx::GraphProto &graph = *model.mutable_graph();
  graph.set_name("slopes");
  shapeOf(*graph.add_input(), "x", input);
  shapeOf(*graph.add_output(), "y", input);
  ::onnx::TensorProto &tensor = *graph.add_initializer();
  tensor.set_name("s");
  tensor.set_data_type(::onnx::TensorProto::FLOAT);
  for (int64_t dim : slope)
    tensor.add_dims(dim);
  for (int64_t i = 0; i < ir::FloatArray::count(slope); ++i)
    tensor.add_float_data(float(i + 1));
  ::onnx::NodeProto &node = *graph.add_node();
  node.set_op_type("PRelu");
  node.set_name("p");
  for (const char *name : {"x", "s"})
    node.add_input(name);
  node.add_output("y");
  return pnasc::foreign::readFloat(model.SerializeAsString(), "slopes.onnx");
}

void reads(const std::vector<int64_t> &input, const std::vector<int64_t> &slope, bool shared) {
  auto network = read(input, slope);
  if (!CHECK(bool(network))) {
    std::cerr << llvm::toString(network.takeError()) << "\n";
    return;
  }
  CHECK_EQ(network->network.nodes[1].op, "prelu");
  CHECK_EQ(network->network.nodes[1].attributes.get("shared", 0), int64_t(shared));
  const ir::FloatArray &values = network->parameters[1][0];
  CHECK(values.data == (shared ? std::vector<float>{1} : std::vector<float>{1, 2, 3}));
}

/// Slopes that change along other axes: the elements become a map with a channel for each.
void spreads(const std::vector<int64_t> &input, const std::vector<int64_t> &slope,
             int64_t channels) {
  auto network = read(input, slope);
  if (!CHECK(bool(network))) {
    std::cerr << llvm::toString(network.takeError()) << "\n";
    return;
  }
  CHECK_EQ(network->network.nodes[1].op, "reshape");
  CHECK_EQ(network->network.nodes[2].op, "prelu");
  CHECK_EQ(network->network.nodes[2].shape.channels, channels);
}

void refuses(const std::vector<int64_t> &input, const std::vector<int64_t> &slope) {
  auto network = read(input, slope);
  if (CHECK(!network))
    llvm::consumeError(network.takeError());
}

} // namespace

int main() {
  reads({1, 3, 4, 5}, {3, 1, 1}, false);
  reads({1, 3, 4, 5}, {1, 3, 1, 1}, false);
  reads({1, 3, 6}, {3, 1}, false);
  reads({1, 3}, {3}, false);
  reads({1, 3, 4, 5}, {}, true);
  reads({1, 3, 4, 5}, {1}, true);
  reads({1, 3, 4, 5}, {1, 1, 1}, true);
  spreads({1, 3, 4, 3}, {3}, 36);       // one for each column
  spreads({1, 3, 3, 5}, {3, 1}, 9);     // one for each row
  spreads({1, 3, 4, 5}, {3, 4, 5}, 60); // one for each value
  refuses({1, 3, 4, 5}, {7});
  return report();
}
