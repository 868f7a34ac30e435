// SPDX-License-Identifier: Apache-2.0
// The layout of the output folder (docs/rationale.md, "What others may rely on"). Nobody else writes there, but for
// the study's store.
#pragma once

#include "driver/Session.h"
#include "ir/Space.h"
#include "ir/Study.h"
#include "study/Store.h"

namespace pnasc::driver {

/// Makes the folder; fails where it is not writable, or holds something that is not pnasc's.
llvm::Error prepareOutput(Session &session);
/// Removes what runs of the same folder left that were killed; for when it is certain that this one
/// goes on with it.
void removeLeftovers(const Session &session);
/// Takes the folder away where nothing was written into it.
void leaveOutput(Session &session);
/// The folder's study, new or continued as the options say; in memory where nothing is written.
llvm::Expected<study::Store> openStudy(Session &session, const ir::SearchSpace &space,
                                       const ir::Dataset &data);

std::string modelFolder(const Session &session, const std::string &name);
llvm::Error writeReport(Session &session, const ir::SearchSpace &space, const ir::Dataset &data,
                        const ir::Study &study, const std::vector<ir::ModelResult> &models);

} // namespace pnasc::driver
