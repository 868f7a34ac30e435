// SPDX-License-Identifier: Apache-2.0
// The tables of the page: chosen models, requirements, what narrowing removed, stage times.
#pragma once

#include "report/Report.h"

namespace pnasc::report {

std::string modelTable(const Input &input);
std::string requirementTable(const Input &input);
std::string removedTable(const Input &input);
std::string timingTable(const Input &input);

} // namespace pnasc::report
