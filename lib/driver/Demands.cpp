// SPDX-License-Identifier: Apache-2.0
#include "driver/Demands.h"
#include "measure/Tools.h"
#include "report/Figures.h"
#include "support/Error.h"

namespace pnasc::driver {

llvm::Error demandTools(const ir::Board &board, const support::StopFlag *stop) {
  const targets::Target *target = targets::find(board.core);
  if (!target || target->machine.name.empty())
    return llvm::Error::success(); // measure says so
  return llvm::handleErrors(
      measure::tryTools(*target, stop), [](std::unique_ptr<support::Failure> failure) {
        if (failure->status == support::Exit::Environment)
          failure->message += "; --without=measure does without it, and without linked figures";
        return llvm::Error(std::move(failure));
      });
}

llvm::Error demandFits(const ir::ModelResult &model, const ir::Board &board,
                       llvm::ArrayRef<ir::Requirement> requirements) {
  if (!report::isMeasured(model))
    return llvm::Error::success();
  for (const ir::Requirement &requirement : requirements) {
    const double value = report::valueOf(requirement, model);
    if (value <= requirement.limit)
      continue;
    return support::failure(support::Exit::Unfit,
                            "the firmware of '" + model.name + "' breaks '" + requirement.name +
                                "': " + report::termsText(requirement) + " is " +
                                report::quantityText(requirement, value) + ", the limit is " +
                                report::quantityText(requirement, requirement.limit),
                            requirement.range);
  }
  if (!model.measured.fitsBoard)
    return support::failure(support::Exit::Unfit, "the firmware of '" + model.name +
                                                      "' does not link for '" + board.name +
                                                      "': " + model.measured.boardMessage);
  return llvm::Error::success();
}

} // namespace pnasc::driver
