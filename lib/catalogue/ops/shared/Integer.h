// SPDX-License-Identifier: Apache-2.0
// The integer meaning of the operators that run on the target: <op>/<op>.integer.cpp defines each,
// to the bit. Emitted C is compared with it and shares no code with it, only the constants of
// ir/Rescale.h. Convolutions and linear layers round half up, as the target's multiply-high does;
// averages and sums round half to even, as ONNX does.
#pragma once

#include "catalogue/ops/shared/Op.h"

namespace pnasc::ops {

#define PNASC_INTEGER_OP(stem) Bytes integer_##stem(const IntegerArguments &arguments);
#include "IntegerOps.inc"
#undef PNASC_INTEGER_OP
/// Of all operators that map each value by itself.
Bytes integer_table(const IntegerArguments &arguments);

/// The 256 answers of `op`, which has a `function`: half to even, saturating; what is no number
/// counts as 0.
std::vector<int8_t> tableOf(llvm::StringRef op, const ir::Attributes &attributes,
                            const ir::QuantParams &in, const ir::QuantParams &out);

// What the definitions share.
const ir::Shape &inputShape(const IntegerArguments &arguments, size_t index = 0);
const ir::Shape &outputShape(const IntegerArguments &arguments);
const ir::QuantParams &inputParams(const IntegerArguments &arguments, size_t index = 0);
const ir::QuantParams &outputParams(const IntegerArguments &arguments);

/// Zero point of the output and the values its fused clamp allows.
struct OutputRange {
  int32_t zeroPoint = 0, low = -128, high = 127;
  int8_t operator()(int64_t value) const { ///< adds the zero point, then clamps
    value += zeroPoint;
    return int8_t(value < low ? low : value > high ? high : value);
  }
};
OutputRange outputRange(const IntegerArguments &arguments);

/// Softmax and its logarithm: each value by how many steps it lies below the largest of its
/// position, and by the position's sum of ir::exponentials(scale) at those distances.
Bytes bySums(const IntegerArguments &arguments,
             const std::function<int64_t(size_t below, uint64_t sum)> &value);

/// The rule of convolutions and linear layers; shift >= 1.
inline int64_t roundHalfUp(int32_t accumulator, int32_t multiplier, unsigned shift) {
  return (int64_t(accumulator) * multiplier + (int64_t{1} << (shift - 1))) >> shift;
}

/// value / 2^shift, ties to even.
int64_t roundHalfEven(int64_t value, unsigned shift);

/// Constants of one convolution's or linear layer's output channels.
struct ChannelRule {
  int32_t bias, multiplier;
  unsigned shift;
};
std::vector<ChannelRule> channelRules(const IntegerArguments &arguments);

/// out(c, y, x) = in(position of what is moved there): the definition of operators that only pick
/// bytes.
struct Place {
  int64_t channel, row, column;
};
Bytes picked(const IntegerArguments &arguments, const std::function<Place(const Place &to)> &from);

/// Sum of products of numbers within +-255; small enough for int32 below 66,000 terms.
int32_t dot(const int16_t *a, const int16_t *b, int64_t n);

/// Weights, or an input less its zero point, widened once for dot().
std::vector<int16_t> widened(const int8_t *values, size_t count, int32_t zeroPoint);

} // namespace pnasc::ops
