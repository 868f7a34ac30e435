// SPDX-License-Identifier: Apache-2.0
#include "ir/InputLayout.h"
#include <algorithm>

namespace pnasc::ir {

using Sizes = std::vector<int64_t>;

static std::string joined(const Sizes &sizes) {
  std::string text;
  for (int64_t size : sizes)
    text += (text.empty() ? "" : " x ") + std::to_string(size);
  return text;
}

static Sizes turned(const LayoutStep &step) {
  Sizes sizes;
  for (int64_t axis : step.order)
    sizes.push_back(step.sizes[size_t(axis)]);
  return sizes;
}

static Sizes sizesOf(const Shape &shape) { return {shape.channels, shape.height, shape.width}; }

static bool movesNothing(const LayoutStep &step) {
  return std::is_sorted(step.order.begin(), step.order.end());
}

/// Without a last look at it as C x H x W, which goes without saying.
static InputLayout shortened(InputLayout layout, const Shape &shape) {
  while (!layout.steps.empty() && movesNothing(layout.steps.back()) &&
         layout.steps.back().sizes == sizesOf(shape))
    layout.steps.pop_back();
  return layout;
}

bool InputLayout::isNetworks(const Shape &shape) const {
  return sizes.empty() || (shortened(*this, shape).steps.empty() && sizes == sizesOf(shape));
}

/// The network's letter for each of the file's axes; empty where an axis of one is none of the
/// other.
static std::string letters(const InputLayout &layout, const Shape &shape) {
  const size_t rank = layout.sizes.size();
  const bool known = rank == 3 || (rank == 2 && shape.height == 1) ||
                     (rank == 1 && shape.positions() == 1);
  const std::string all = rank == 3 ? "CHW" : rank == 2 ? "CW" : "C";
  std::string names = known ? all : "";
  for (size_t i = layout.steps.size(); i-- > 0;) {
    const LayoutStep &step = layout.steps[i];
    const Sizes before = i == 0 ? layout.sizes : turned(layout.steps[i - 1]);
    if (step.sizes != before || step.order.size() != names.size())
      return "";
    std::string own(names.size(), ' ');
    for (size_t axis = 0; axis < names.size(); ++axis)
      own[size_t(step.order[axis])] = names[axis];
    names = own;
  }
  const Sizes last = layout.steps.empty() ? layout.sizes : turned(layout.steps.back());
  const Sizes wanted = rank == 3   ? sizesOf(shape)
                       : rank == 2 ? Sizes{shape.channels, shape.width}
                                   : Sizes{shape.channels};
  return last == wanted ? names : "";
}

std::string InputLayout::text(const Shape &shape) const {
  const Sizes network = sizesOf(shape);
  if (isNetworks(shape))
    return joined(network) + " (C x H x W)";
  const InputLayout layout = shortened(*this, shape);
  std::string text = joined(sizes), between;
  if (const std::string names = letters(layout, shape); !names.empty()) {
    for (char name : names)
      between += (between.empty() ? "" : " x ") + std::string(1, name);
    return text + " (" + between + ")";
  }
  Sizes now = sizes;
  for (const LayoutStep &step : layout.steps) {
    if (step.sizes != now)
      text += ", seen as " + joined(step.sizes);
    now = turned(step);
    if (!movesNothing(step))
      text += ", transposed to " + joined(now);
  }
  return text + (now == network ? " (C x H x W)" : ", seen as " + joined(network) + " (C x H x W)");
}

} // namespace pnasc::ir
