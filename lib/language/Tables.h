// SPDX-License-Identifier: Apache-2.0
// The schema as the tables of docs/language.md, which test/unit/language/docs.cpp writes and
// compares.
#pragma once

#include "language/Schema.h"

namespace pnasc::language {

/// What may stand behind `=`, in words: "1..32", "`adam`, `sgd`", "a frequency".
std::string valueText(const Setting &setting);
/// Markdown: a row for each setting, argument and further line.
std::string table(const Section &section);

} // namespace pnasc::language
