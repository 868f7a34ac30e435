// SPDX-License-Identifier: Apache-2.0
#include "foreign/maps/Pick.h"

namespace pnasc::foreign {

std::vector<Run> runsOf(const Sizes &from) {
  std::vector<Run> runs;
  for (size_t i = 0; i < from.size(); ++i) {
    Run *last = runs.empty() ? nullptr : &runs.back();
    const bool pair = last && last->count == 1;
    const int64_t step = last ? from[i] - from[i - 1] : 0;
    if (!pair && (!last || step != last->step)) {
      runs.push_back({from[i], 1, 1});
      continue;
    }
    last->step = step;
    ++last->count;
  }
  return runs;
}

static std::vector<float> matrixOf(const Sizes &from, int64_t size) {
  std::vector<float> matrix(from.size() * size_t(size), 0);
  for (size_t o = 0; o < from.size(); ++o)
    matrix[o * size_t(size) + size_t(from[o])] = 1;
  return matrix;
}

/// One element of the channels again and again.
static std::string again(Emitter &emit, const std::string &value, int64_t rest, int64_t count) {
  const std::string row = emit.seen(value, {1, 1, rest});
  const std::string scales =
      emit.constant(Sizes{4}, std::vector<float>{1, 1, float(count), 1});
  Node &resize = emit.node("Resize", {row, "", scales}, {emit.batch, 1, count, rest});
  setText(resize, "mode", "nearest");
  setText(resize, "coordinate_transformation_mode", "asymmetric");
  setText(resize, "nearest_mode", "floor");
  return emit.seen(resize.outputs[0], {count, rest, 1});
}

std::string picked(Emitter &emit, const std::string &value, const Around &axis,
                   const Sizes &from) {
  constexpr size_t mostOperands = 64; // of a concatenation
  constexpr int64_t mostTimes = 1024; // of a repetition
  const std::vector<Run> runs = runsOf(from);
  const bool moves = runs.size() <= mostOperands && llvm::all_of(runs, [&](const Run &run) {
                       return run.step != 0 || run.count <= mostTimes;
                     });
  const int64_t count = int64_t(from.size()), rest = axis.before * axis.after;
  if (!moves)
    return emit.along(value, axis, count, matrixOf(from, axis.size));
  const Sizes channels{axis.size, rest, 1};
  const std::string first = emit.seen(
      emit.ordered(value, {axis.before, axis.size, axis.after}, {1, 0, 2}), channels);
  Sizes sample = channels;
  if (emit.batch == 1)
    sample.insert(sample.begin(), 1);
  std::vector<std::string> parts;
  for (const Run &run : runs) {
    const bool repeats = run.step == 0;
    const bool all = run.begin == 0 && run.step == 1 && run.count == axis.size;
    const std::string part =
        all ? first
            : emit.sliced(first, sample, sample.size() - 3, run.begin, repeats ? 1 : run.count,
                          repeats ? 1 : run.step);
    parts.push_back(repeats ? again(emit, part, rest, run.count) : part);
  }
  std::string joined = parts.front();
  if (parts.size() > 1) {
    Node &concat = emit.node("Concat", parts, {emit.batch, count, rest, 1});
    setInt(concat, "axis", 1);
    joined = concat.outputs[0];
  }
  return emit.ordered(joined, {count, axis.before, axis.after}, {1, 0, 2});
}

} // namespace pnasc::foreign
