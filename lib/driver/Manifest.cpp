// SPDX-License-Identifier: Apache-2.0
#include "driver/Manifest.h"
#include "catalogue/tasks/Task.h"
#include "driver/Driver.h"
#include "support/Digest.h"
#include "support/Printable.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdio>

namespace pnasc::driver {

std::string percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f %%", share * 100);
  return text;
}

static llvm::json::Object tensorJson(const ir::IntegerNetwork &network, uint32_t tensor) {
  const ir::Shape &shape = network.graph.tensors[tensor].shape;
  return llvm::json::Object{{"shape", llvm::json::Array{shape.height, shape.width, shape.channels}},
                            {"layout", "HWC"},
                            {"type", "int8"},
                            {"scale", double(network.tensors[tensor].scale)},
                            {"zero_point", network.tensors[tensor].zeroPoint}};
}

/// The C's input, and how a sample lies in model.onnx and model.int8.onnx.
static llvm::json::Object inputJson(const ir::IntegerNetwork &network) {
  llvm::json::Object input = tensorJson(network, 0);
  const ir::Shape &shape = network.graph.tensors[0].shape;
  if (!network.layout.isNetworks(shape))
    input["in_model_files"] = network.layout.text(shape);
  return input;
}

/// In the order in which the C gives them; the classes are read off the first.
static llvm::json::Array outputsJson(const ir::IntegerNetwork &network) {
  llvm::json::Array outputs;
  for (uint32_t tensor : network.graph.outputs) {
    outputs.push_back(tensorJson(network, tensor));
    outputs.back().getAsObject()->insert(
        {"name", support::printable(network.graph.tensors[tensor].name)});
  }
  return outputs;
}

static llvm::json::Array numbers(const std::vector<float> &values) {
  llvm::json::Array array;
  for (float value : values)
    array.push_back(double(value));
  return array;
}

static llvm::json::Object filesJson(const Firmware &firmware) {
  llvm::json::Object files{{"model.int8.onnx", support::digest(firmware.onnx, 64)}};
  for (const auto &[path, text] : firmware.c)
    files["c/" + path] = support::digest(text, 64);
  return files;
}

/// Null where nothing was linked.
static llvm::json::Value linked(const ir::ModelResult &result, uint64_t bytes) {
  return result.measured.skipped.empty() ? llvm::json::Value(int64_t(bytes)) : nullptr;
}

std::string manifestText(const Firmware &firmware, const ir::ModelResult &result, const Aim &aim) {
  using llvm::json::Object;
  const ir::IntegerNetwork &network = firmware.network;
  const ir::Costs &costs = result.predicted;
  Object manifest{
      {"manifest_version", 1},
      {"pnasc", versionText()},
      {"name", result.name},
      {"architecture", result.architecture},
      {"board", aim.board.name},
      {"core", network.graph.core},
      {"spec_digest", aim.digest},
      {"input", inputJson(network)},
      {"output", tensorJson(network, network.graph.outputs.front())},
      {"normalisation", Object{{"mean", numbers(network.inputMean)},
                               {"deviation", numbers(network.inputDeviation)}}},
      {"macs", int64_t(costs.macs)},
      {"arena_bytes", int64_t(firmware.plan.arenaBytes)},
      {"arena_align", int64_t(firmware.plan.alignment)},
      {"rom_bytes", linked(result, result.measured.romBytes)},
      {"stack_bytes", linked(result, result.measured.stackBytes)},
      {"context_bytes", linked(result, result.measured.contextBytes)},
      {"sha256", filesJson(firmware)},
  };
  tasks::named(network.task).manifest(network, manifest);
  if (network.graph.outputs.size() > 1)
    manifest["outputs"] = outputsJson(network);
  if (auto genome = llvm::json::parse(result.genome))
    manifest["genome"] = *genome;
  else
    llvm::consumeError(genome.takeError());
  std::string text;
  llvm::raw_string_ostream(text) << llvm::formatv("{0:2}", llvm::json::Value(std::move(manifest)));
  return text + "\n";
}

} // namespace pnasc::driver
