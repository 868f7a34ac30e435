// SPDX-License-Identifier: Apache-2.0
// One configuration given on the command line.
#pragma once

#include "driver/Model.h"
#include "driver/Session.h"
#include "ir/Space.h"

namespace pnasc::driver {

/// The configuration of --genome as the only candidate; also put into `study` as trial 0.
llvm::Expected<std::vector<ModelJob>> fixedCandidate(Session &session, const ir::SearchSpace &space,
                                                     ir::Study &study);

/// --genome without -o: prints what --emit asks for, by default its costs; weights are untrained
/// and quantised on noise. Requirements that it breaks are told as warnings, not errors.
llvm::Error printCandidate(Session &session, const ir::SearchSpace &space);

} // namespace pnasc::driver
