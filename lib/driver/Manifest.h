// SPDX-License-Identifier: Apache-2.0
// models/<name>/manifest.json: sizes, quantisation parameters, labels, digests, for machines.
#pragma once

#include "driver/Run.h"

namespace pnasc::driver {

std::string manifestText(const Firmware &firmware, const ir::ModelResult &result, const Aim &aim);
std::string percent(double share); ///< 91.3 %

} // namespace pnasc::driver
