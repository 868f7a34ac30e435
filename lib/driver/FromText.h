// SPDX-License-Identifier: Apache-2.0
// pnasc FILE.deploy: lower, plan and emit on values in their text forms (docs/text-forms.md),
// without a spec, a search or a training.
#pragma once

#include "driver/Session.h"

namespace pnasc::driver {

bool isTextForm(const Options &options);
/// Prints what --emit asks for (by default the plan) and, with -o, writes the C library.
llvm::Error fromText(Session &session);

} // namespace pnasc::driver
