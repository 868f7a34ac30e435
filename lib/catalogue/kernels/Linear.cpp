// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Linear.h"

namespace pnasc::kernels {

const char *const LinearParameterText = R"(typedef struct {
  const int8_t *weight;   /* in the kernel's own order */
  const int32_t *channel; /* bias with the input's zero point folded in, multiplier */
  const uint8_t *shift;   /* less 33 */
  uint32_t in, out;
  uint32_t in_features;
  uint16_t out_features;
  int8_t out_zero, low, high;
} pnas_linear_params;
)";

std::string linearParameters(const Values &values) {
  const Site site = siteOf(values);
  const Range range = rangeOf(values);
  Fields f;
  f.table("weight").table("channel").table("shift");
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("in_features", site.input().elements()).add("out_features", site.output().channels);
  f.add("out_zero", range.zero).add("low", range.low).add("high", range.high);
  return f.text();
}

} // namespace pnasc::kernels
