// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Windows.h"
#include "support/Error.h"
#include <algorithm>

namespace pnasc::datasets {

namespace {
size_t atLeast(int64_t value, size_t fallback) { return value > 0 ? size_t(value) : fallback; }
} // namespace

WindowPlan::WindowPlan(const ir::DatasetSpec &spec)
    : window(atLeast(spec.window, 1024)), stride(atLeast(spec.stride, window)),
      decimate(atLeast(spec.decimate, 1)), atMost(atLeast(spec.windowsPerRecording, 0)) {}

std::vector<size_t> WindowPlan::starts(size_t rows) const {
  std::vector<size_t> result;
  if (rows < rowsOfWindow())
    return result;
  const size_t step = stride * decimate;
  const size_t available = (rows - rowsOfWindow()) / step + 1;
  const size_t wanted = atMost == 0 ? available : std::min(atMost, available);
  for (size_t i = 0; i < wanted; ++i) {
    const size_t index = wanted == 1 ? (available - 1) / 2 : i * (available - 1) / (wanted - 1);
    result.push_back(index * step);
  }
  return result;
}

std::string WindowPlan::text() const {
  return std::to_string(window) + "/" + std::to_string(stride) + "/" + std::to_string(decimate) +
         "/" + std::to_string(atMost);
}

Cut cutWindows(const float *table, size_t rows, size_t channels, const WindowPlan &plan) {
  const std::vector<size_t> starts = plan.starts(rows);
  Cut cut{rows, starts.size(), std::vector<float>(starts.size() * channels * plan.window)};
  for (size_t w = 0; w < starts.size(); ++w)
    for (size_t c = 0; c < channels; ++c) {
      float *out = &cut.samples[(w * channels + c) * plan.window];
      const float *in = table + starts[w] * channels + c;
      for (size_t i = 0; i < plan.window; ++i) {
        // A plain mean: its first zero lies at the new sampling rate.
        float sum = 0;
        for (size_t d = 0; d < plan.decimate; ++d, in += channels)
          sum += *in;
        out[i] = sum / float(plan.decimate);
      }
    }
  return cut;
}

} // namespace pnasc::datasets
