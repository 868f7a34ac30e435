// SPDX-License-Identifier: Apache-2.0
#include "driver/Trained.h"
#include "onnx/Float.h"
#include "onnx/Metadata.h"
#include "support/Digest.h"
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

/// The property that holds the digest of the file in which its own digits are noughts.
constexpr const char *SealKey = "pnasc.sha256";
constexpr unsigned SealDigits = 64;

/// Where its digits stand: behind the key, the field's number and their count. Properties come last
/// in the file.
size_t sealPlace(llvm::StringRef bytes) {
  const std::string head = std::string(SealKey) + '\x12' + char(SealDigits);
  const size_t at = bytes.rfind(head);
  return at == llvm::StringRef::npos || at + head.size() + SealDigits > bytes.size()
             ? llvm::StringRef::npos
             : at + head.size();
}

bool sealed(std::string bytes) {
  const size_t at = sealPlace(bytes);
  if (at == llvm::StringRef::npos)
    return false;
  const std::string stored = bytes.substr(at, SealDigits);
  bytes.replace(at, SealDigits, SealDigits, '0');
  return support::digest(bytes, SealDigits) == stored;
}

/// A file that cannot be read is no failure here: the network is trained again.
template <class T> std::optional<T> ifAny(llvm::Expected<T> value) {
  if (value)
    return std::move(*value);
  llvm::consumeError(value.takeError());
  return std::nullopt;
}

} // namespace

llvm::Expected<std::string> sealedModel(const ir::TrainedNetwork &network, Metadata metadata) {
  metadata[SealKey] = std::string(SealDigits, '0');
  llvm::Expected<std::string> bytes = onnx::writeFloat(network, metadata);
  if (!bytes)
    return bytes;
  const size_t at = sealPlace(*bytes);
  assert(at != llvm::StringRef::npos && "the property stands as it was written");
  bytes->replace(at, SealDigits, support::digest(*bytes, SealDigits));
  return bytes;
}

std::optional<ir::TrainedNetwork> trainedBefore(const std::string &path, const Metadata &metadata,
                                                const ir::Network &network,
                                                const support::Console &console) {
  if (!support::exists(path))
    return std::nullopt;
  const auto bytes = ifAny(support::readFile(path));
  auto found = bytes ? ifAny(onnx::readMetadata(*bytes, path)) : std::nullopt;
  if (found)
    found->erase(SealKey);
  if (found != metadata) // of another run, or not to be read
    return std::nullopt;
  if (!sealed(*bytes)) {
    console.say("'" + path + "' was changed since it was written; its network is trained again");
    return std::nullopt;
  }
  auto trained = ifAny(onnx::readFloat(*bytes, path));
  auto parameters = trained ? parametersFor(network, *trained) : std::nullopt;
  if (!parameters)
    return std::nullopt;
  trained->network = network;
  trained->parameters = std::move(*parameters);
  return trained;
}

} // namespace pnasc::driver
