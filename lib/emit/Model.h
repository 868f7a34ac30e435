// SPDX-License-Identifier: Apache-2.0
// What the files of the bundle have in common.
#pragma once

#include "catalogue/kernels/Kernel.h"
#include "emit/Emit.h"

namespace pnasc::emit {

/// A layer's texts and where they go.
struct PlacedLayer {
  uint32_t node = 0; ///< index
  const kernels::Kernel *kernel = nullptr;
  kernels::Layer layer;
};

struct Model {
  const ir::IntegerNetwork &network;
  const ir::Schedule &plan;
  std::string name, upper;
  const Vectors &selftest;
  std::vector<PlacedLayer> layers; ///< in the order they run
  std::string digest;              ///< of everything that decides the answers

  const ir::DeployTensor &input() const { return network.graph.tensors[0]; }
  const ir::QuantParams &inputParams() const { return network.tensors[0]; }
  size_t outputs() const { return network.graph.outputs.size(); }
  const ir::DeployTensor &output(size_t i) const {
    return network.graph.tensors[network.graph.outputs[i]];
  }
  const ir::QuantParams &outputParams(size_t i) const {
    return network.tensors[network.graph.outputs[i]];
  }
  uint64_t outputsBytes() const;
  /// C name of a layer's table: m_l3_weight.
  std::string table(const PlacedLayer &layer, const kernels::Table &table) const;
};

std::string headerText(const Model &model);
std::string sourceText(const Model &model);
std::string weightsText(const Model &model);
std::string selftestText(const Model &model);
std::string cmakeText(const Model &model);
std::string readmeText(const Model &model);

/// `/* SPDX ... */` and what the file is.
std::string bannerText(const Model &model, llvm::StringRef what);
/// A float as a C literal that reads back as the same float: 0.0235294141f.
std::string floatText(float value);
/// Numbers, comma-separated and wrapped, each line indented by two.
std::string numbersText(llvm::ArrayRef<int32_t> values);
std::string numbersText(llvm::ArrayRef<int8_t> values);
/// A C string literal.
std::string quotedText(llvm::StringRef text);
/// What tells output `i` from the others in the names of the interface: nothing, 2, 3 ...
std::string outputSuffix(size_t i);
/// Replaces each `@NAME@` and `@name@` by the model's name in upper and lower case.
std::string named(const Model &model, llvm::StringRef text);

} // namespace pnasc::emit
