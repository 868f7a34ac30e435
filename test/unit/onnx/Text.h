// SPDX-License-Identifier: Apache-2.0
// Small models in ONNX's own text form, read as any foreign file is and run by LibTorch.
#pragma once

#include "Check.h"
#include "foreign/Read.h"
#include "torch/Executor.h"
#include <onnx/defs/parser.h>

#undef CHECK_PARSER_STATUS

namespace text {

using namespace pnasc;

struct Weight {
  std::string name;
  std::vector<int64_t> sizes;
  std::vector<float> values;
};

/// Numbers in [-1, 1] that repeat late.
inline std::vector<float> numbers(size_t count, double phase) {
  std::vector<float> values;
  for (size_t i = 0; i < count; ++i)
    values.push_back(float(std::sin(1.7 * double(i) + phase)));
  return values;
}

/// `graph` as "(float[1,2] x) => (float[1,2] y) { y = Neg(x) }", with constants of float beside it.
inline std::string model(const std::string &graph, const std::vector<Weight> &weights = {},
                         int opset = 13, int format = 8) {
  ::onnx::ModelProto model;
  const std::string text = "<ir_version: " + std::to_string(format) +
                           ", opset_import: [\"\" : " + std::to_string(opset) + "]> m " + graph;
  const auto status = ::onnx::OnnxParser::Parse(model, text.c_str());
  if (!::check::note(status.IsOK(), __FILE__, __LINE__, graph.c_str()))
    std::cerr << "  " << status.ErrorMessage() << "\n";
  for (const Weight &weight : weights) {
    ::onnx::TensorProto &tensor = *model.mutable_graph()->add_initializer();
    tensor.set_name(weight.name);
    tensor.set_data_type(::onnx::TensorProto::FLOAT);
    tensor.mutable_dims()->Add(weight.sizes.begin(), weight.sizes.end());
    tensor.mutable_float_data()->Add(weight.values.begin(), weight.values.end());
  }
  return model.SerializeAsString();
}

/// Why the model is not read; empty where it is.
inline std::string refusal(const std::string &bytes) {
  auto network = pnasc::foreign::readFloat(bytes, "m");
  return network ? "" : llvm::toString(network.takeError());
}

/// Checks that the model is read as that operator behind the input, and nothing else.
inline bool isAlone(const std::string &bytes, const std::string &op) {
  auto network = pnasc::foreign::readFloat(bytes, "m");
  if (!CHECK(bool(network))) {
    std::cerr << "  " << llvm::toString(network.takeError()) << "\n";
    return false;
  }
  CHECK_EQ(network->network.nodes.size(), 2u);
  CHECK_EQ(network->network.nodes.back().op, op);
  return true;
}

/// All outputs for a batch of `samples` that lie one behind the other in `x`.
inline std::vector<std::vector<float>> run(const std::string &bytes, const std::vector<float> &x,
                                           int64_t samples = 1) {
  auto network = pnasc::foreign::readFloat(bytes, "m");
  if (!CHECK(bool(network))) {
    std::cerr << "  " << llvm::toString(network.takeError()) << "\n";
    return {{}};
  }
  const ir::Shape &shape = network->network.inputShape();
  const ir::FloatArray batch{{samples, shape.channels, shape.height, shape.width}, x};
  auto outputs = pnasc::torch::run<float>(network->network, network->parameters, batch);
  if (!CHECK(bool(outputs))) {
    std::cerr << "  " << llvm::toString(outputs.takeError()) << "\n";
    return {{}};
  }
  std::vector<std::vector<float>> all;
  for (const ir::FloatArray &output : *outputs)
    all.push_back(output.data);
  return all;
}

/// Whether as many values are as near as rounding leaves them.
inline bool near(const std::vector<float> &found, const std::vector<float> &expected,
                 double tolerance = 1e-5) {
  if (found.size() != expected.size()) {
    std::cerr << "  " << found.size() << " values, not " << expected.size() << "\n";
    return false;
  }
  for (size_t i = 0; i < found.size(); ++i)
    if (!(std::fabs(double(found[i]) - double(expected[i])) <=
          tolerance * std::fmax(1, std::fabs(double(expected[i]))))) {
      std::cerr << "  " << found[i] << " at " << i << ", not " << expected[i] << "\n";
      return false;
    }
  return true;
}

} // namespace text
