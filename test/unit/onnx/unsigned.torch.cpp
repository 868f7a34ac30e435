// SPDX-License-Identifier: Apache-2.0
// A QDQ file whose activations are uint8, as other quantisers write them, is the same network.
//
// LINK: pnasc_quantize_torch pnasc_foreign pnasc_lower vendor_onnx
#include "../quantize/Networks.h"
#include "Check.h"
#include "lower/Lower.h"
#include "foreign/Read.h"
#include "onnx/Integer.h"
#include "quantize/Quantize.h"
#include "quantize/Reference.h"
#include "llvm/Support/raw_ostream.h"
#include <onnx/onnx_pb.h>

using namespace pnasc;

/// Every zero point of an activation as uint8, 128 more; some left out where that makes them 0.
static std::string unsignedBytes(const std::string &bytes) {
  ::onnx::ModelProto model;
  CHECK(model.ParseFromString(bytes));
  int changed = 0;
  for (auto &tensor : *model.mutable_graph()->mutable_initializer()) {
    if (tensor.data_type() != ::onnx::TensorProto::INT8 || tensor.dims_size() != 0)
      continue;
    tensor.set_data_type(::onnx::TensorProto::UINT8);
    tensor.set_raw_data(std::string(1, char(uint8_t(tensor.raw_data()[0]) ^ 0x80)));
    ++changed;
  }
  CHECK(changed > 5);
  return model.SerializeAsString();
}

static void same(const ir::Network &plain) {
  const ir::TrainedNetwork trained = networks::filled(plain, 3);
  auto network = quantize::ptqOnNoise(trained, lower::lower(plain, ""), 3);
  auto bytes = network ? pnasc::onnx::writeInteger(*network, {}) : network.takeError();
  if (!CHECK(bool(bytes)))
    return llvm::consumeError(bytes.takeError());
  auto again = pnasc::foreign::readInteger(unsignedBytes(*bytes));
  if (!CHECK(bool(again))) {
    llvm::errs() << again.takeError() << "\n";
    return;
  }
  const auto input = quantize::quantizeInput(*network, networks::noise(plain, 1, 1).data());
  CHECK(quantize::output(*network, input) == quantize::output(*again, input));
  CHECK_EQ(again->tensors[0].zeroPoint, network->tensors[0].zeroPoint);
}

int main() {
  same(networks::image());
  same(networks::series());
  same(networks::gated());
  return report();
}
