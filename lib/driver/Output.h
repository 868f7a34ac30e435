// SPDX-License-Identifier: Apache-2.0
// The layout of the output folder (docs/rationale.md, "What others may rely on"). Nobody else
// writes there, but for the study's store.
#pragma once

#include "driver/Run.h"
#include "report/Report.h"
#include "study/Store.h"
#include "llvm/ADT/ArrayRef.h"

namespace pnasc::driver {

/// Makes the folder; fails where it is not writable, or holds something that is not pnasc's.
llvm::Error prepareOutput(Session &session);
/// Removes what runs of the same folder left that were killed; for when it is certain that this one
/// goes on with it.
void removeLeftovers(const Session &session);
/// Takes the folder away where nothing was written into it.
void leaveOutput(Session &session);
/// Takes away what an earlier run left, for --fresh: study, report and models.
llvm::Error discardBefore(const Session &session);
/// The folder's study, new or continued as the options say; in memory where nothing is written.
llvm::Expected<study::Store> openStudy(Session &session, const ir::SearchSpace &space,
                                       const ir::Dataset &data);

std::string modelFolder(const Session &session, const std::string &name);
/// report.html and report.json, whose text it gives; only the text where nothing is written.
llvm::Expected<std::string> writeReport(const Run &run, const report::Input &input);
/// Fails, as a bug of ours, where firmware gave other bytes than the reference. For the end of a
/// run, behind the report that shows them.
llvm::Error demandExact(llvm::ArrayRef<Making> models);

} // namespace pnasc::driver
