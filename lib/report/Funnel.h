// SPDX-License-Identifier: Apache-2.0
// From all configurations that could be written down to the few that were built.
#pragma once

#include "report/Report.h"

namespace pnasc::report {

std::string funnel(const Search &search);

} // namespace pnasc::report
