// SPDX-License-Identifier: Apache-2.0
// Scores by all processes of an mpirun: a network goes out as text, its scores come back as bytes.
#pragma once

#include "driver/Torch.h"

namespace pnasc::driver {

/// In the first process; `score` itself and no helpers where there is but one.
llvm::Expected<TorchStages::Scoring> spread(Score score, unsigned jobs);
/// In the others: answers until the first has enough.
llvm::Error helpWith(const Score &score);

} // namespace pnasc::driver
