// SPDX-License-Identifier: Apache-2.0
// Elements again and again: Expand, Tile.
#include "foreign/maps/Broadcast.h"
#include "foreign/maps/MapForm.h"

namespace pnasc::foreign {

bool mapExpand(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const Sizes *to = emit.sizes(node.outputs[0]);
  if (!to || product(*to) > MostWritten || !repeats(emit, x, *to))
    return false;
  const Sizes sizes = *to;
  emit.begin(node);
  emit.finish(repeated(emit, x, sizes), node.outputs[0]);
  return true;
}

/// Along each axis a matrix that picks its elements, `times` all of them.
bool mapTile(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  auto sample = emit.sample(x);
  const auto times = emit.integers(node.inputs[1]);
  const Sizes *to = emit.sizes(node.outputs[0]);
  if (!sample || !times || !to || product(*to) > MostWritten ||
      times->size() != emit.sizes(x)->size() || (emit.batch > 1 && times->front() != 1))
    return false;
  const size_t skipped = times->size() - sample->size();
  for (size_t axis = 0; axis < sample->size(); ++axis) {
    const int64_t size = (*sample)[axis], all = size * (*times)[axis + skipped];
    if ((*times)[axis + skipped] < 1 || all > MostWritten / size)
      return false;
  }
  emit.begin(node);
  std::string result = x;
  for (size_t axis = 0; axis < sample->size(); ++axis) {
    const int64_t size = (*sample)[axis], all = size * (*times)[axis + skipped];
    std::vector<float> matrix(size_t(all * size), 0);
    for (int64_t i = 0; i < all; ++i)
      matrix[size_t(i * size + i % size)] = 1;
    if (all != size)
      result = emit.along(result, around(*sample, axis), all, matrix);
    (*sample)[axis] = all;
  }
  emit.finish(result, node.outputs[0]);
  return true;
}

} // namespace pnasc::foreign
