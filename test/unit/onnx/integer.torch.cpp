// SPDX-License-Identifier: Apache-2.0
// A QDQ file says everything an integer network says: written and read back, every field is equal
// and the bytes written again are the same. Files cut off anywhere are one error, never a crash.
//   PNASC_KEEP=FOLDER unit_onnx_integer             leaves its networks for test/npm/runtime.mjs
//   PNASC_KEEP=FOLDER unit_onnx_integer MODEL/model.int8.onnx   leaves models that pnasc made, each
//                                                  by the name of its folder
//
// LINK: pnasc_quantize_torch pnasc_foreign pnasc_lower
#include "onnx/Integer.h"
#include "../quantize/Networks.h"
#include "Check.h"
#include "Origins.h"
#include "Keep.h"
#include "ir/Layout.h"
#include "lower/Lower.h"
#include "quantize/Quantize.h"
#include "quantize/Reference.h"
#include "torch/Executor.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <onnx/onnx_pb.h>

using namespace pnasc;

static void checkEqual(const ir::IntegerNetwork &a, const ir::IntegerNetwork &b) {
  CHECK_EQ(textWithoutOrigins(a.graph), textWithoutOrigins(b.graph));
  CHECK_EQ(a.graph.name, b.graph.name);
  CHECK_EQ(a.graph.core, b.graph.core);
  CHECK(a.graph.outputs == b.graph.outputs);
  CHECK(a.labels == b.labels);
  CHECK(a.inputMean == b.inputMean);
  CHECK(a.inputDeviation == b.inputDeviation);
  CHECK(a.tensors == b.tensors);
  CHECK_EQ(a.graph.tensors.size(), b.graph.tensors.size());
  for (size_t t = 0; t < a.graph.tensors.size(); ++t) {
    CHECK_EQ(a.graph.tensors[t].name, b.graph.tensors[t].name);
    CHECK(a.graph.tensors[t].shape == b.graph.tensors[t].shape);
  }
  CHECK_EQ(a.graph.nodes.size(), b.graph.nodes.size());
  for (size_t i = 0; i < a.graph.nodes.size(); ++i) {
    const ir::DeployNode &x = a.graph.nodes[i], &y = b.graph.nodes[i];
    CHECK_EQ(x.op, y.op);
    CHECK_EQ(x.name, y.name);
    CHECK(x.inputs == y.inputs && x.output == y.output && x.clamp == y.clamp &&
          x.bounds == y.bounds);
    CHECK(x.attributes == y.attributes);
    CHECK(a.values[i].weight.shape == b.values[i].weight.shape);
    CHECK(a.values[i].weight.data == b.values[i].weight.data);
    CHECK(a.values[i].weightScales == b.values[i].weightScales);
    CHECK(a.values[i].bias == b.values[i].bias);
  }
}

/// For test/npm/runtime.mjs: every int8 tensor becomes an output of the model, the last one first.
/// Inputs are drawn from all that the first tensor can say.
static void keepCase(const ir::IntegerNetwork &network, const std::string &name,
                     const std::string &bytes) {
  ::onnx::ModelProto model;
  CHECK(model.ParseFromString(bytes));
  model.mutable_graph()->clear_output();
  const size_t tensors = network.graph.tensors.size();
  for (size_t t = tensors; t-- > 0;) {
    auto &output = *model.mutable_graph()->add_output();
    output.set_name(network.graph.tensors[t].name + ".q");
    output.mutable_type()->mutable_tensor_type()->set_elem_type(::onnx::TensorProto::INT8);
  }
  keep::Case kept{name + ".int8", model.SerializeAsString(), network.graph.tensors[0].shape, true};
  const size_t count = 50, size = size_t(network.graph.tensors[0].bytes());
  const support::CounterRandom random(9, "kept");
  const ir::QuantParams &first = network.tensors[0];
  for (size_t i = 0; i < count * size; ++i)
    kept.inputs.push_back(float(int(random.below(i, 256)) - 128 - first.zeroPoint) * first.scale);
  std::vector<std::vector<ops::Bytes>> values;
  for (size_t i = 0; i < count; ++i)
    values.push_back(
        quantize::run(network, quantize::quantizeInput(network, &kept.inputs[i * size])));
  for (size_t t = tensors; t-- > 0;)
    for (size_t i = 0; i < count; ++i) {
      const ir::Shape &shape = network.graph.tensors[t].shape;
      const auto chw = ir::swapInner(values[i][t], shape.positions(), shape.channels);
      kept.outputs.insert(kept.outputs.end(), chw.begin(), chw.end());
    }
  CHECK(kept.write());
}

static void roundTrip(const ir::Network &plain) {
  const ir::TrainedNetwork trained = networks::filled(plain, 3);
  auto network = quantize::ptqOnNoise(trained, lower::lower(plain, ""), 3);
  if (!CHECK(bool(network)))
    return;
  network->labels.front() = "first \"class\"";
  network->inputMean.front() = 0.1f;
  network->inputDeviation.back() = 1.0f / 3;
  network->graph.core = "cortex_m7";
  auto bytes = pnasc::onnx::writeInteger(*network, {{"spec", "abc"}});
  if (!CHECK(bool(bytes))) {
    llvm::errs() << bytes.takeError() << "\n";
    return;
  }
  auto again = pnasc::onnx::readInteger(*bytes);
  if (!CHECK(bool(again))) {
    llvm::errs() << again.takeError() << "\n";
    return;
  }
  checkEqual(*network, *again);
  CHECK(*pnasc::onnx::writeInteger(*again, {{"spec", "abc"}}) == *bytes);
  const auto input = quantize::quantizeInput(*network, networks::noise(plain, 1, 1).data());
  CHECK(quantize::output(*network, input) == quantize::output(*again, input));
  for (size_t end = 0; end < bytes->size(); end += 97) {
    auto cut = pnasc::onnx::readInteger(llvm::StringRef(*bytes).take_front(end));
    if (!cut)
      llvm::consumeError(cut.takeError());
    else // only our properties were lost, which stand at the end
      CHECK_EQ(cut->graph.nodes.size(), network->graph.nodes.size());
  }
  if (std::getenv("PNASC_KEEP"))
    keepCase(*network, network->graph.name, *bytes);
}

static void keepFile(const char *path) {
  auto bytes = support::readFile(path);
  auto network = bytes ? pnasc::onnx::readInteger(*bytes)
                       : llvm::Expected<ir::IntegerNetwork>(bytes.takeError());
  if (CHECK(bool(network)))
    keepCase(*network, llvm::sys::path::filename(llvm::sys::path::parent_path(path)).str(), *bytes);
  else
    llvm::errs() << network.takeError() << "\n";
}

int main(int count, char **arguments) {
  pnasc::torch::init();
  for (int i = 1; i < count; ++i)
    keepFile(arguments[i]);
  if (count > 1)
    return report();
  roundTrip(networks::image());
  roundTrip(networks::series());
  roundTrip(networks::gated());
  return report();
}
