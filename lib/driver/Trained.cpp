// SPDX-License-Identifier: Apache-2.0
#include "driver/Trained.h"
#include "onnx/Float.h"
#include "onnx/Metadata.h"
#include "support/Files.h"

namespace pnasc::driver {

namespace {

/// The file's parameters for each node of `network`, by name: the file has nodes of its own where
/// ONNX wants a flatten, and knows no regions. Nothing where an operator or a shape differs.
std::optional<ir::Parameters> parametersFor(const ir::Network &network, ir::TrainedNetwork &file) {
  std::map<std::string, size_t> byName;
  for (size_t i = 0; i < file.network.nodes.size(); ++i)
    byName[file.network.nodes[i].name] = i;
  ir::Parameters parameters;
  for (const ir::Node &node : network.nodes) {
    const auto found = byName.find(node.name);
    if (found == byName.end())
      return std::nullopt;
    const ir::Node &other = file.network.nodes[found->second];
    if (other.op != node.op || other.shape != node.shape)
      return std::nullopt;
    parameters.push_back(std::move(file.parameters[found->second]));
  }
  return parameters;
}

/// A file that cannot be read is no failure here: the network is trained again.
template <class T> std::optional<T> ifAny(llvm::Expected<T> value) {
  if (value)
    return std::move(*value);
  llvm::consumeError(value.takeError());
  return std::nullopt;
}

} // namespace

std::optional<ir::TrainedNetwork> trainedBefore(const std::string &path, const Metadata &metadata,
                                                const ir::Network &network) {
  if (!support::exists(path))
    return std::nullopt;
  const auto bytes = ifAny(support::readFile(path));
  if (!bytes || ifAny(onnx::readMetadata(*bytes, path)) != metadata)
    return std::nullopt;
  auto trained = ifAny(onnx::readFloat(*bytes, path));
  auto parameters = trained ? parametersFor(network, *trained) : std::nullopt;
  if (!parameters)
    return std::nullopt;
  trained->network = network;
  trained->parameters = std::move(*parameters);
  return trained;
}

} // namespace pnasc::driver
