// SPDX-License-Identifier: Apache-2.0
// A network, and its parameters, without the channels that leave.
#include "catalogue/ops/shared/Op.h"
#include "elaborate/Coupling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Error.h"

namespace pnasc::elaborate {

static int64_t keptCount(const Coupling &coupling, const Selection &selection, ir::NodeId node) {
  int64_t count = 0;
  for (const Coupling::Segment &segment : coupling.layout[node]) {
    const int64_t block = segment.channels / coupling.classes[segment.channelClass].channels;
    count += block * int64_t(selection[segment.channelClass].size());
  }
  return count;
}

std::vector<int64_t> keptChannels(const Coupling &coupling, const Selection &selection,
                                  ir::NodeId node) {
  std::vector<int64_t> kept;
  int64_t start = 0;
  for (const Coupling::Segment &segment : coupling.layout[node]) {
    const int64_t block = segment.channels / coupling.classes[segment.channelClass].channels;
    for (int32_t channel : selection[segment.channelClass])
      for (int64_t i = 0; i < block; ++i)
        kept.push_back(start + channel * block + i);
    start += segment.channels;
  }
  return kept;
}

/// Attributes that count channels follow the cut; a depthwise convolution stays depthwise.
static void cutAttributes(ir::Node &node, ops::Channels rule, int64_t channels) {
  for (const char *name : {"channels", "features"})
    if (node.attributes.has(name))
      node.attributes.set(name, {channels});
  if (rule == ops::Channels::Same && node.attributes.has("groups"))
    node.attributes.set("groups", {channels});
}

ir::Network cut(const ir::Network &network, const Coupling &coupling, const Selection &selection) {
  ir::Network result = network;
  // All of it, except where the network is a region whose input another region has cut.
  result.nodes.front().shape.channels = keptCount(coupling, selection, 0);
  for (ir::NodeId id = 1; id < result.nodes.size(); ++id) {
    ir::Node &node = result.nodes[id];
    const ops::Op &op = *ops::find(node.op);
    const auto rule = op.channels(node.attributes, ops::inputShapes(network, node));
    cutAttributes(node, rule, keptCount(coupling, selection, id));
    node.shape = llvm::cantFail(op.shape(node.attributes, ops::inputShapes(result, node)),
                                "a cut along coupling classes keeps shapes legal");
  }
  return result;
}

/// The rows of axis 0 and, where `columns` is given, the columns of axis 1 that stay.
static ir::FloatArray slice(const ir::FloatArray &array, const std::vector<int64_t> &rows,
                            const std::vector<int64_t> *columns) {
  ir::FloatArray result;
  result.shape = array.shape;
  result.shape[0] = int64_t(rows.size());
  const int64_t width = array.shape.size() > 1 ? array.shape[1] : 1;
  const int64_t inner = int64_t(array.data.size()) / (array.shape[0] * width);
  if (columns)
    result.shape[1] = int64_t(columns->size());
  result.data.reserve(size_t(ir::FloatArray::count(result.shape)));
  const auto copy = [&](int64_t start, int64_t count) {
    result.data.insert(result.data.end(), array.data.begin() + start,
                       array.data.begin() + start + count);
  };
  for (int64_t row : rows) {
    if (!columns) {
      copy(row * width * inner, width * inner);
      continue;
    }
    for (int64_t column : *columns)
      copy((row * width + column) * inner, inner);
  }
  return result;
}

/// Every parameter has the operator's output channels on axis 0, or a single value for all of them.
/// On axis 1 it has the input channels where the operator mixes all of them: that is what
/// Channels::Fresh says.
ir::Parameters cut(const ir::Network &network, const Coupling &coupling, const Selection &selection,
                   const ir::Parameters &parameters) {
  ir::Parameters result(parameters.size());
  for (ir::NodeId id = 1; id < network.nodes.size(); ++id) {
    if (parameters[id].empty())
      continue;
    const ir::Node &node = network.nodes[id];
    const auto rule =
        ops::find(node.op)->channels(node.attributes, ops::inputShapes(network, node));
    const auto rows = keptChannels(coupling, selection, id);
    const auto columns = keptChannels(coupling, selection, node.inputs.front());
    for (const ir::FloatArray &array : parameters[id]) {
      if (ir::FloatArray::count(array.shape) == 1 && node.shape.channels > 1) {
        result[id].push_back(array);
        continue;
      }
      const bool mixes = rule == ops::Channels::Fresh && array.shape.size() > 1;
      result[id].push_back(slice(array, rows, mixes ? &columns : nullptr));
    }
  }
  return result;
}

} // namespace pnasc::elaborate
