// SPDX-License-Identifier: Apache-2.0
// Decimal numbers in long tables. Recordings are gigabytes of text, so neither streams nor strtod
// will do; for a number alone there is Number.h.
#pragma once

namespace pnasc::support {

/// Reads one number and moves `at` behind it; false where there is none. Decimal digits with
/// optional sign, point and exponent; correctly rounded to double up to 15 digits, then to float:
/// infinite where that is too large.
bool readDecimal(const char *&at, const char *end, float &value, char point = '.');

} // namespace pnasc::support
