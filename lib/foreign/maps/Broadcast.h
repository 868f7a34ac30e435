// SPDX-License-Identifier: Apache-2.0
// Operands of fewer axes, or with axes of one element, that repeat into those of a result. Only for
// this room.
#pragma once

#include "foreign/maps/Emitter.h"

namespace pnasc::foreign {

/// A number for every element of a sample of `value`; nothing where the constant is none of floats,
/// differs between samples or does not repeat into them.
std::optional<std::vector<float>> spread(const Emitter &emit, const std::string &constant,
                                         const std::string &value);
/// Whether the value's axes of one element, and those that it lacks in front, repeat into `target`
/// (with the batch).
bool repeats(const Emitter &emit, const std::string &value, const Sizes &target);
/// The value's elements as those of `target`, into which it repeats.
std::string repeated(Emitter &emit, const std::string &value, const Sizes &target);

} // namespace pnasc::foreign
