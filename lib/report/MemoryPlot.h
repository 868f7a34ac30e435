// SPDX-License-Identifier: Apache-2.0
// The arena of one model over time: every tensor a rectangle of the steps in which it lives and the
// bytes that it holds.
#pragma once

#include "report/Report.h"

namespace pnasc::report {

std::string memoryPlot(const Input &input, const ir::ModelResult &model);

} // namespace pnasc::report
