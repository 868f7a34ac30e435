// SPDX-License-Identifier: Apache-2.0
#include "foreign/maps/Broadcast.h"

namespace pnasc::foreign {

std::optional<std::vector<float>> spread(const Emitter &emit, const std::string &constant,
                                         const std::string &value) {
  const auto values = emit.floats(constant);
  const Sizes *all = emit.sizes(value);
  if (!values || !all || !emit.sample(value) || product(*all) > MostWritten)
    return std::nullopt;
  Sizes sizes = *emit.constantSizes(constant);
  if (sizes.size() > all->size())
    return std::nullopt;
  sizes.insert(sizes.begin(), all->size() - sizes.size(), 1);
  if (emit.batch > 1 && sizes.front() != 1)
    return std::nullopt;
  Sizes strides(sizes.size(), 0);
  int64_t stride = 1;
  for (size_t axis = sizes.size(); axis-- > 0; stride *= sizes[axis]) {
    if (sizes[axis] != 1 && sizes[axis] != (*all)[axis])
      return std::nullopt;
    strides[axis] = sizes[axis] == 1 ? 0 : stride;
  }
  std::vector<float> result(size_t(product(*all) / emit.batch));
  for (size_t i = 0; i < result.size(); ++i) {
    int64_t rest = int64_t(i), at = 0;
    for (size_t axis = all->size(); axis-- > (emit.batch > 1 ? 1u : 0u); rest /= (*all)[axis])
      at += rest % (*all)[axis] * strides[axis];
    result[i] = (*values)[size_t(at)];
  }
  return result;
}

/// Sizes of samples of the value, with axes of one element in front as many as the target has more,
/// and of the target; nothing where the first do not repeat into the others.
static std::optional<std::pair<Sizes, Sizes>>
alignedSizes(const Emitter &emit, const std::string &value, const Sizes &target) {
  auto from = emit.sample(value);
  Sizes to = target;
  if (emit.batch > 1) {
    if (to.empty() || to.front() != emit.batch)
      return std::nullopt;
    to.erase(to.begin());
  }
  if (!from || from->size() > to.size())
    return std::nullopt;
  from->insert(from->begin(), to.size() - from->size(), 1);
  for (size_t axis = 0; axis < to.size(); ++axis)
    if ((*from)[axis] != to[axis] && (*from)[axis] != 1)
      return std::nullopt;
  return std::make_pair(*from, to);
}

bool repeats(const Emitter &emit, const std::string &value, const Sizes &target) {
  return alignedSizes(emit, value, target).has_value();
}

std::string repeated(Emitter &emit, const std::string &value, const Sizes &target) {
  auto [from, to] = *alignedSizes(emit, value, target);
  std::string result = value;
  for (size_t axis = 0; axis < to.size(); ++axis) {
    if (from[axis] == to[axis])
      continue;
    result =
        emit.along(result, around(from, axis), to[axis], std::vector<float>(size_t(to[axis]), 1));
    from[axis] = to[axis];
  }
  return result;
}

} // namespace pnasc::foreign
