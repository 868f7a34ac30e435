// SPDX-License-Identifier: Apache-2.0
// What a run that measures demands of the machine before anything long begins, and of its models
// when all is told.
#pragma once

#include "ir/Result.h"
#include "ir/Spec.h"
#include "support/Stop.h"

namespace pnasc::driver {

/// Fails, as Exit::Environment, where the tools that measure for the board's core are missing or do
/// not work, with the package or the tool's own words, and the way around them.
llvm::Error demandTools(const ir::Board &board, const support::StopFlag *stop);

/// Fails, as Exit::Unfit, where a model's linked figures break a requirement or it does not link
/// for the board's regions. Predictions err upward, so it should not happen; where it does, nobody
/// is to flash it unaware. For the end of a run, behind the report that shows it.
llvm::Error demandFits(const ir::ModelResult &model, const ir::Board &board,
                       llvm::ArrayRef<ir::Requirement> requirements);

} // namespace pnasc::driver
