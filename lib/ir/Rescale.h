// SPDX-License-Identifier: Apache-2.0
// The one rule by which int32 accumulators become int8 (docs/rationale.md, "Integers"):
//   y = saturate8(zp + ((int64(acc) * M + 2^(s-1)) >> s)),  2^30 <= M < 2^31, 33 <= s <= 62
#pragma once

#include <cassert>
#include <cmath>
#include <cstdint>
#include <vector>

namespace pnasc::ir {

struct Rescale {
  int32_t multiplier = 0;
  uint8_t shift = 0;
};

/// The M and s nearest to `real`, which must lie in [0, 0.25) (the quantiser chooses output scales
/// so that it does). Below 2^-32 the result is M = 2^30 with s = 62, which rounds every int32 to 0
/// within the accuracy of the format.
inline Rescale rescaleOf(double real) {
  assert(real >= 0 && real < 0.25);
  int exponent = 0;
  double fraction =
      std::frexp(real, &exponent); // real = fraction * 2^exponent, fraction in [.5, 1)
  int64_t m = std::llround(fraction * 2147483648.0);
  if (m == int64_t{1} << 31) {
    m >>= 1;
    ++exponent;
  }
  int shift = 31 - exponent;
  if (real == 0 || shift > 62)
    return {1 << 30, 62};
  assert(shift >= 33);
  return {int32_t(m), uint8_t(shift)};
}

/// How a convolution's or linear layer's accumulator of one output channel becomes int8. In double
/// from the float32 scales, so that the file that carries them carries the constants too.
inline Rescale channelRescale(float input, float weight, float output) {
  return rescaleOf(double(input) * double(weight) / double(output));
}

/// Averages and sums do not take the rule above but round half to even, as ONNX does:
///   y = saturate8(zp + rhe(t / 2^s)),  t an int64.
/// For a sum of two, t = (qa - za) * a + (qb - zb) * b with a, b = input scale / output scale *
/// 2^s, rounded to nearest; s is the largest of 0..30 with both below 2^31.
struct SumRescale {
  int32_t a = 0, b = 0;
  uint8_t shift = 0;
};

inline SumRescale sharedShift(double a, double b) {
  assert(a >= 0 && b >= 0 && a < 0x1p30 && b < 0x1p30);
  int shift = 30;
  auto scaled = [&](double x) { return std::llround(std::ldexp(x, shift)); };
  while (scaled(a) >= int64_t{1} << 31 || scaled(b) >= int64_t{1} << 31)
    --shift;
  return {int32_t(scaled(a)), int32_t(scaled(b)), uint8_t(shift)};
}

inline SumRescale addRescale(float a, float b, float output) {
  return sharedShift(double(a) / double(output), double(b) / double(output));
}

/// The largest s of 0..40 with real * 2^s below 2^31, and that number rounded to nearest.
inline Rescale finestShift(double real) {
  assert(real >= 0 && real < 0x1p30);
  int shift = 40;
  while (std::llround(std::ldexp(real, shift)) >= int64_t{1} << 31)
    --shift;
  return {int32_t(std::llround(std::ldexp(real, shift))), uint8_t(shift)};
}

/// For the mean of n positions, t = (sum of (q - zx)) * multiplier with multiplier = input scale /
/// (output scale * n) * 2^s.
inline Rescale averageRescale(float input, float output, int64_t n) {
  return finestShift(double(input) / (double(output) * double(n)));
}

/// For the product of two, t = (qa - za) * (qb - zb) * multiplier with multiplier = input scale a *
/// input scale b / output scale * 2^s.
inline Rescale productRescale(float a, float b, float output) {
  return finestShift(double(a) * double(b) / double(output));
}

/// For a PReLU, t = (q - zx) * above from the input's zero point on and (q - zx) * below[i] under
/// it: input scale / output scale, and that times each slope, times 2^s, rounded to nearest; s is
/// the largest of 0..30 with all of them below 2^31 in size.
struct SlopeRescale {
  int32_t above = 0;
  std::vector<int32_t> below; ///< one for each slope
  uint8_t shift = 0;
};

/// Slope i is slopes[i] * scales[i].
inline SlopeRescale slopeRescale(float input, const std::vector<int8_t> &slopes,
                                 const std::vector<float> &scales, float output) {
  assert(slopes.size() == scales.size());
  const double above = double(input) / double(output);
  std::vector<double> below;
  double most = above;
  for (size_t i = 0; i < slopes.size(); ++i) {
    below.push_back(above * double(scales[i]) * slopes[i]);
    most = std::fmax(most, std::fabs(below.back()));
  }
  const uint8_t shift = sharedShift(most, 0).shift;
  SlopeRescale rescale{int32_t(std::llround(std::ldexp(above, shift))), {}, shift};
  for (double one : below)
    rescale.below.push_back(int32_t(std::llround(std::ldexp(one, shift))));
  return rescale;
}

/// Softmax over n values: with m the largest, e(q) = exponentials(scale)[m - q] and S their sum,
///   y = saturate8(zp + (e * 2^p + d / 2) / d),  d = (S * g + 2^31) / 2^32,
///   g / 2^32 = output scale * 2^p in [1/2, 1)
/// rounded down, in numbers below 2^32: within 5e-4 steps of the real share before it is rounded.
constexpr int64_t SoftmaxMost = 4095; ///< values in one sum
inline std::vector<int32_t> exponentials(float scale) {
  std::vector<int32_t> table;
  for (int distance = 0; distance < 256; ++distance)
    table.push_back(int32_t(std::lround(std::ldexp(std::exp(-double(scale) * distance), 20))));
  return table;
}
struct SoftmaxDivisor {
  uint32_t factor; ///< g
  uint8_t shift;   ///< p, at most 11: scales are at least 2^-12 (and below 1)
};
inline SoftmaxDivisor softmaxDivisor(float output) {
  int exponent = 0;
  const double scale = std::fmin(std::fmax(double(output), 0x1p-12), 1 - 0x1p-32);
  const double fraction = std::frexp(scale, &exponent);
  return {uint32_t(std::llround(fraction * 0x1p32)), uint8_t(-exponent)};
}

/// Its logarithm: with l = log2(S / 2^20) * 2^24, by logarithms() between whole powers of two,
///   y = saturate8(zp + (((q - m) * input - (l * logarithm >> 24) + 2^19) >> 20))
/// log2(1 + i / 128) * 2^24, i = 0 .. 128: straight lines between them are within 1.1e-5.
inline std::vector<int32_t> logarithms() {
  std::vector<int32_t> table(129);
  for (size_t i = 0; i < table.size(); ++i)
    table[i] = int32_t(std::lround(0x1p24 * std::log2(1 + double(i) / 128)));
  return table;
}
struct LogSoftmaxFactors {
  int32_t input, logarithm; ///< output steps * 2^20; at most 2^30
};
inline LogSoftmaxFactors logSoftmaxFactors(float input, float output) {
  const auto factor = [&](double real) {
    return int32_t(std::lround(std::fmin(0x1p20 * real / double(output), 0x1p30)));
  };
  return {factor(input), factor(std::log(2.0))};
}

/// The quantised end of a clamp: half to even, within int8.
inline int32_t quantizedBound(double real, float scale, int32_t zeroPoint) {
  const double steps = std::nearbyint(real / double(scale)) + zeroPoint;
  return int32_t(steps < -128 ? -128 : steps > 127 ? 127 : steps);
}

/// The 6 that ends a relu6. A relu (also a relu6) starts at the zero point itself.
inline int32_t quantizedSix(float scale, int32_t zeroPoint) {
  return quantizedBound(6, scale, zeroPoint);
}

} // namespace pnasc::ir
