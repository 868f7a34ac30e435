// SPDX-License-Identifier: Apache-2.0
// The tables of the page: chosen models, requirements, what narrowing removed, stage times.
#pragma once

#include "report/Report.h"

namespace pnasc::report {

/// The letter that stands for a model in all drawings; nothing where there is but one.
std::string keyOf(const Input &input, const ir::ModelResult &model);
std::string modelTable(const Input &input);
std::string requirementTable(const Input &input);
std::string removedTable(const ir::SearchSpace &space);
std::string timingTable(const Input &input);

} // namespace pnasc::report
