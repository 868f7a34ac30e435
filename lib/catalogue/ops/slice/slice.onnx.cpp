// SPDX-License-Identifier: Apache-2.0
// Slice with constant starts, ends, axes and steps. (A Split comes apart into slices when a file is
// read.)
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <algorithm>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  const auto begin = w.attributes.list("begin"), size = w.attributes.list("size");
  const auto step = w.attributes.list("step");
  std::vector<int64_t> starts, ends, steps;
  for (size_t axis = 0; axis < 3; ++axis) {
    const int64_t by = step.empty() ? 1 : step[axis];
    const int64_t end = begin[axis] + size[axis] * by;
    starts.push_back(begin[axis]);
    ends.push_back(size[axis] == 0 ? INT64_MAX : end < 0 ? INT64_MIN : end);
    steps.push_back(by);
  }
  w.graph.node("Slice", w.name,
               {w.inputs[0], w.graph.ints(starts), w.graph.ints(ends), w.graph.ints({1, 2, 3}),
                w.graph.ints(steps)},
               w.output);
}

/// "To the end" is the largest number there is, which a double rounds up beyond it.
static int64_t whole(double number) {
  constexpr double limit = 9.2e18;
  return number >= limit ? INT64_MAX : number <= -limit ? INT64_MIN : int64_t(number);
}

/// Inputs since opset 10, attributes before.
static std::vector<int64_t> numbersOf(const OnnxReading &reading, int index, llvm::StringRef name) {
  std::vector<int64_t> values = reading.integers(name);
  if (const auto given = reading.numbers(index)) {
    values.clear();
    for (double number : *given)
      values.push_back(whole(number));
  }
  return values;
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  const auto starts = numbersOf(reading, 1, "starts"), ends = numbersOf(reading, 2, "ends");
  auto axes = numbersOf(reading, 3, "axes");
  const auto steps = numbersOf(reading, 4, "steps");
  if (starts.empty() || starts.size() != ends.size())
    return wrong("needs constant starts and ends");
  for (size_t i = axes.size(); i < starts.size(); ++i)
    axes.push_back(int64_t(i));
  const int64_t extent[3] = {reading.in.channels, reading.in.height, reading.in.width};
  std::vector<int64_t> begin{0, 0, 0}, size{0, 0, 0}, step{1, 1, 1};
  for (size_t i = 0; i < starts.size(); ++i) {
    const int64_t axis = axes[i] < 0 ? axes[i] + 4 : axes[i];
    if (axis < 1 || axis > 3)
      return wrong("slices the batch, which is not supported");
    const auto at = size_t(axis - 1);
    const int64_t n = extent[at], by = i < steps.size() ? steps[i] : 1;
    if (by == 0)
      return wrong("has a step of 0");
    const auto inside = [&](int64_t v) {
      v += v < 0 && v > INT64_MIN + n ? n : 0;
      return by > 0 ? std::clamp<int64_t>(v, 0, n) : std::clamp<int64_t>(v, -1, n - 1);
    };
    begin[at] = inside(starts[i]);
    size[at] = (inside(ends[i]) - begin[at] + by - (by > 0 ? 1 : -1)) / by;
    step[at] = by;
    if (size[at] < 1)
      return wrong("leaves nothing");
    if (begin[at] == 0 && by == 1 && size[at] == n)
      size[at] = 0; // all of it
  }
  OnnxRead read{"slice", {}};
  read.attributes.set("begin", begin);
  read.attributes.set("size", size);
  read.attributes.set("step", step);
  return read;
}

const OnnxOp &onnx_slice() {
  static const OnnxOp op{"slice", {"Slice"}, write, read};
  return op;
}

} // namespace pnasc::ops
