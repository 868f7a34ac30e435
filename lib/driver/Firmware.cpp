// SPDX-License-Identifier: Apache-2.0
#include "driver/Firmware.h"
#include "emit/Emit.h"
#include "foreign/Read.h"
#include "lower/Lower.h"
#include "onnx/Integer.h"
#include "plan/Plan.h"
#include "quantize/Reference.h"
#include "support/Digest.h"
#include "support/Files.h"
#include "support/Random.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::driver {

namespace {

constexpr size_t SelftestVectors = 4;

/// The first vector is all zero point, what a silent sensor gives; the others are noise.
emit::Vectors selftest(const ir::IntegerNetwork &network, llvm::StringRef digest) {
  const support::CounterRandom random(0, ("selftest" + digest).str());
  const auto count = size_t(network.graph.tensors[0].bytes());
  emit::Vectors vectors;
  for (size_t v = 0; v < SelftestVectors; ++v) {
    std::vector<int8_t> input(count, int8_t(network.tensors[0].zeroPoint));
    for (size_t i = 0; v > 0 && i < count; ++i)
      input[i] = int8_t(random.bits(v * count + i) >> 56);
    vectors.outputs.push_back(quantize::outputs(network, input));
    vectors.inputs.push_back(std::move(input));
  }
  return vectors;
}

} // namespace

std::string modelName(llvm::StringRef architecture, uint64_t trial) {
  std::string name;
  for (char c : architecture.lower())
    name += llvm::isAlnum(c) ? c : '_';
  return name + "_" + std::to_string(trial);
}

llvm::Expected<Firmware> lowerToC(const ir::IntegerNetwork &network, const std::string &name,
                                  const std::map<std::string, std::string> &metadata) {
  llvm::Expected<std::string> onnx = onnx::writeInteger(network, metadata);
  if (!onnx)
    return onnx.takeError();
  return lowerToC(std::move(*onnx), name);
}

llvm::Expected<Firmware> lowerToC(std::string onnx, const std::string &name) {
  llvm::Expected<ir::IntegerNetwork> network = foreign::readInteger(onnx);
  if (!network)
    return network.takeError();
  Firmware firmware;
  firmware.network = std::move(*network);
  lower::chooseKernels(firmware.network.graph);
  firmware.plan = plan::plan(firmware.network.graph);
  assert(plan::verify(firmware.network.graph, firmware.plan).empty());
  llvm::Expected<ir::Bundle> bundle = emit::emitC(
      firmware.network, firmware.plan, name, selftest(firmware.network, support::digest(onnx)));
  if (!bundle)
    return bundle.takeError();
  firmware.c = std::move(*bundle);
  firmware.onnx = std::move(onnx);
  return firmware;
}

void printFiles(const ir::Bundle &files) {
  for (const auto &[path, text] : files)
    llvm::outs() << "//===- " << path << "\n" << text;
}

llvm::Error writeFiles(const std::string &folder, const ir::Bundle &files) {
  for (const auto &[path, text] : files)
    if (llvm::Error error = support::writeFile(folder + "/" + path, text))
      return error;
  return llvm::Error::success();
}

} // namespace pnasc::driver
