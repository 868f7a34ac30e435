// SPDX-License-Identifier: Apache-2.0
// A model's C on the emulator, over the first samples of the test part.
#pragma once

#include "driver/Firmware.h"
#include "ir/Dataset.h"
#include "ir/Result.h"
#include "ir/Spec.h"
#include "llvm/ADT/ArrayRef.h"

namespace pnasc::driver {

/// Fills the measured figures, latency and energy of `result`, whose name and predictions are
/// there; writes firmware/ into the model's folder.
llvm::Error measureModel(const Firmware &firmware, const ir::Board &board, const ir::Dataset &data,
                         const std::string &folder, ir::ModelResult &result);
/// RAM 63.5 KiB (65,024 B), ROM ..., 0 mismatches in 64 samples on mps2-an500
std::string measuredText(const ir::Measured &figures);
/// Fails, as a bug of ours, where firmware gave other bytes than the reference. For the end of a
/// run, behind the report that shows them.
llvm::Error demandExact(llvm::ArrayRef<ir::ModelResult> models);

} // namespace pnasc::driver
