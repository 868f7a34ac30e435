// SPDX-License-Identifier: Apache-2.0
#include "driver/Trained.h"
#include "onnx/Float.h"
#include "onnx/Metadata.h"
#include "support/Files.h"

namespace pnasc::driver {

namespace {

/// Regions and the spelling of defaults are not in the file; names, operators and shapes are.
bool same(const ir::Network &a, const ir::Network &b) {
  if (a.nodes.size() != b.nodes.size())
    return false;
  for (size_t i = 0; i < a.nodes.size(); ++i)
    if (a.nodes[i].op != b.nodes[i].op || a.nodes[i].name != b.nodes[i].name ||
        a.nodes[i].shape != b.nodes[i].shape || a.nodes[i].inputs != b.nodes[i].inputs)
      return false;
  return true;
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
  if (!trained || !same(trained->network, network))
    return std::nullopt;
  trained->network = network;
  return trained;
}

} // namespace pnasc::driver
