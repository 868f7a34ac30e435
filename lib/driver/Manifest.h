// SPDX-License-Identifier: Apache-2.0
// models/<name>/manifest.json: sizes, quantisation parameters, labels, digests, for machines.
#pragma once

#include "driver/Firmware.h"
#include "ir/Result.h"
#include "ir/Spec.h"

namespace pnasc::driver {

std::string manifestText(const Firmware &firmware, const ir::ModelResult &result,
                         const ir::Spec &spec);
std::string percent(double share); ///< 91.3 %

} // namespace pnasc::driver
