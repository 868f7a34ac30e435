// SPDX-License-Identifier: Apache-2.0
// Trained weights that outlive a kill: model.onnx is written as soon as a network is trained, and a
// run that goes on takes it from there.
#pragma once

#include "ir/Trained.h"
#include "support/Console.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>
#include <string>

namespace pnasc::driver {

using Metadata = std::map<std::string, std::string>;

/// model.onnx, with a digest of all its other bytes among its properties.
llvm::Expected<std::string> sealedModel(const ir::TrainedNetwork &network, Metadata metadata);
/// The weights in the file at `path`, if it holds this very network under this metadata and is,
/// byte for byte, what sealedModel() gave; `console` hears of one that is not.
std::optional<ir::TrainedNetwork> trainedBefore(const std::string &path, const Metadata &metadata,
                                                const ir::Network &network,
                                                const support::Console &console);

} // namespace pnasc::driver
