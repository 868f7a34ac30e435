// SPDX-License-Identifier: Apache-2.0
// The constants and roundings that decide every output byte.
//
// LINK: pnasc_ops
#include "ir/Rescale.h"
#include "Check.h"
#include "catalogue/ops/shared/Integer.h"

using namespace pnasc;

static void channels() {
  for (double real : {0.2499, 0.125, 0.1, 1e-3, 3.7e-7, 0x1p-31}) {
    const ir::Rescale r = ir::rescaleOf(real);
    CHECK(r.shift >= 33 && r.shift <= 62 && r.multiplier >= 1 << 30);
    CHECK_NEAR(std::ldexp(double(r.multiplier), -int(r.shift)) / real, 1, 0x1p-31);
  }
  CHECK_EQ(int(ir::rescaleOf(0).shift), 62);
  // Ties go up, also below zero: 0.5 -> 1, -0.5 -> 0.
  const ir::Rescale eighth = ir::rescaleOf(0.125);
  CHECK_EQ(ops::roundHalfUp(4, eighth.multiplier, eighth.shift), 1);
  CHECK_EQ(ops::roundHalfUp(-4, eighth.multiplier, eighth.shift), 0);
  CHECK_EQ(ops::roundHalfUp(-5, eighth.multiplier, eighth.shift), -1);
}

static void sums() {
  const int64_t expected[] = {-2, -2, -1, 0, 0, 0, 1, 2, 2}; // -2, -1.5 .. 2 with ties to even
  for (int64_t i = -4; i <= 4; ++i)
    CHECK_EQ(ops::roundHalfEven(i, 1), expected[i + 4]);
  CHECK_EQ(ops::roundHalfEven(7, 0), 7);
  const ir::SumRescale even = ir::sharedShift(0.5, 1.0);
  CHECK_EQ(int(even.shift), 30);
  CHECK_EQ(even.a, 1 << 29);
  CHECK_EQ(even.b, 1 << 30);
  const ir::SumRescale large = ir::sharedShift(0.5, 2.0);
  CHECK_EQ(int(large.shift), 29);
  CHECK_EQ(large.b, 1 << 30);
}

static void averages() {
  const ir::Rescale quarter = ir::averageRescale(1, 1, 4);
  CHECK_EQ(int(quarter.shift), 32); // 2^31 / 4 no longer fits
  CHECK_EQ(quarter.multiplier, 1 << 30);
  CHECK_EQ(int(ir::averageRescale(1, 1, 100000).shift), 40);
  CHECK_EQ(ops::roundHalfEven(int64_t{2} * quarter.multiplier, quarter.shift), 0); // 0.5
  CHECK_EQ(ops::roundHalfEven(int64_t{6} * quarter.multiplier, quarter.shift), 2); // 1.5
}

static void clamps() {
  CHECK_EQ(ir::quantizedSix(6.0f / 255, -128), 127);
  CHECK_EQ(ir::quantizedSix(0.1f, -10), 50);
  CHECK_EQ(ir::quantizedSix(0.01f, -128), 127);
  CHECK_EQ(ir::quantizedSix(4, 0), 2); // 1.5 to even
}

int main() {
  channels();
  sums();
  averages();
  clamps();
  return report();
}
