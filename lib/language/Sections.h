// SPDX-License-Identifier: Apache-2.0
// The sections, one a function; Schema.cpp puts them in order. Internal to language.
#pragma once

#include "language/Schema.h"

namespace pnasc::language {

Section datasetSection();
Section searchSection();
Section groupSection();
Section scoreSection();
Section selectSection();
Section trainSection();
Section quantizeSection();
Section deploySection();
Section boardSection();

/// More than any count that makes sense.
inline constexpr int64_t most = int64_t{1} << 40;

} // namespace pnasc::language
