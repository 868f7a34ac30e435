// SPDX-License-Identifier: Apache-2.0
// Blocks of positions become channels and back: SpaceToDepth, DepthToSpace.
#include "foreign/maps/MapForm.h"

namespace pnasc::foreign {

namespace {

/// The axes of a map, each in one or two parts, in another order.
bool rearranged(Emitter &emit, const Node &node, const Sizes &parts, const Sizes &order) {
  const Sizes &all = *emit.sizes(node.inputs[0]);
  Sizes from = parts, to = order;
  if (emit.batch == 1) { // the first axis counts as data
    from.insert(from.begin(), all.front());
    for (int64_t &axis : to)
      ++axis;
    to.insert(to.begin(), 0);
  }
  emit.begin(node);
  emit.finish(emit.ordered(node.inputs[0], from, to), node.outputs[0]);
  return true;
}

/// Channels, height and width of the operand; nothing where the block does not fit.
std::optional<Sizes> mapOf(Emitter &emit, const Node &node) {
  const Sizes *all = emit.sizes(node.inputs[0]);
  if (!all || !emit.sample(node.inputs[0]) || all->size() != 4 || !emit.sizes(node.outputs[0]))
    return std::nullopt;
  return Sizes(all->begin() + 1, all->end());
}

} // namespace

bool mapDepthToSpace(Emitter &emit, const Node &node) {
  const auto map = mapOf(emit, node);
  const int64_t block = intOf(node, "blocksize", 0);
  const auto *mode = findAttribute(node, "mode");
  if (!map || block < 1 || (*map)[0] % block != 0 || (*map)[0] / block % block != 0)
    return false;
  const int64_t channels = (*map)[0] / block / block, height = (*map)[1], width = (*map)[2];
  const bool channelsFirst = mode && mode->s == "CRD";
  return channelsFirst
             ? rearranged(emit, node, {channels, block, block, height, width}, {0, 3, 1, 4, 2})
             : rearranged(emit, node, {block, block, channels, height, width}, {2, 3, 0, 4, 1});
}

bool mapSpaceToDepth(Emitter &emit, const Node &node) {
  const auto map = mapOf(emit, node);
  const int64_t block = intOf(node, "blocksize", 0);
  if (!map || block < 1 || (*map)[1] % block != 0 || (*map)[2] % block != 0)
    return false;
  return rearranged(emit, node, {(*map)[0], (*map)[1] / block, block, (*map)[2] / block, block},
                    {2, 4, 0, 1, 3});
}

} // namespace pnasc::foreign
