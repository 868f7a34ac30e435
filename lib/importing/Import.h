// SPDX-License-Identifier: Apache-2.0
// pnas-import: from a float ONNX classifier to firmware.
#pragma once

#include <string>
#include <vector>

namespace pnasc::importing {

/// From a command line to an exit status.
int run(const std::vector<std::string> &arguments);

} // namespace pnasc::importing
