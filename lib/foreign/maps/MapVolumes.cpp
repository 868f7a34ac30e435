// SPDX-License-Identifier: Apache-2.0
// Operators that slide over three dimensions, [batch, C, D, H, W]. A volume is a map of H x W with
// a channel for each of its C * D planes:
//
//   Conv, ConvTranspose   one over those channels, with weights of 0 between planes apart
//   MaxPool, AveragePool  one over H and W, then one over D of the maps [C, D, H * W]
//   Global pools          one of the maps [C, D * H * W, 1]
#include "foreign/maps/MapForm.h"
#include "foreign/maps/PoolAxis.h"

namespace pnasc::foreign {

namespace {

/// What a window does along the planes.
struct Planes {
  int64_t in = 1, out = 1, kernel = 1, stride = 1, dilation = 1, before = 0;
  /// Position of tap `k` of window `at`, in the planes that slide under it.
  int64_t under(int64_t at, int64_t k) const { return at * stride - before + k * dilation; }
};

int64_t firstOf(const Sizes &list, int64_t fallback) { return list.empty() ? fallback : list[0]; }

Planes planesOf(const Node &node, const Sizes &from, const Sizes &to, int64_t kernel) {
  return {from[2],
          to[2],
          kernel,
          firstOf(intsOf(node, "strides"), 1),
          firstOf(intsOf(node, "dilations"), 1),
          firstOf(intsOf(node, "pads"), 0)};
}

/// A list of numbers by axis, begins and then ends where there are six, without that of the planes.
Sizes ofMap(Sizes list) {
  if (list.size() > 3)
    list.erase(list.begin() + 3);
  list.erase(list.begin());
  return list;
}

/// That of the planes in the place of the map's height.
Sizes ofPlanes(const Sizes &list, int64_t neutral) {
  return list.size() > 3 ? Sizes{list[0], neutral, list[3], neutral} : Sizes{list[0], neutral};
}

using Change = llvm::function_ref<Sizes(const std::string &name, const Sizes &list)>;

/// Attributes of a window over three axes become those of one over two.
void copyWindow(const Node &from, Node &to, Change change) {
  for (const auto &attribute : from.attributes) {
    const bool byAxis = attribute.ints.size() == 3 || attribute.ints.size() == 6;
    if (byAxis)
      setInts(to, attribute.name, change(attribute.name, attribute.ints));
    else
      to.attributes.push_back(attribute);
  }
}

/// The operands of a convolution of volumes; nothing where it has no form here.
struct Kernel {
  Sizes sizes; ///< of the weight
  std::vector<float> weight, bias;
  int64_t groups = 1, outputs = 1; ///< channels of the result
  Planes planes;
};

bool hasOwnPads(const Node &node) {
  const auto *automatic = findAttribute(node, "auto_pad");
  const bool valid = automatic && automatic->s == "VALID" && !findAttribute(node, "pads");
  return (!automatic || automatic->s == "NOTSET" || valid) &&
         !findAttribute(node, "output_shape");
}

std::optional<Kernel> kernelOf(Emitter &emit, const Node &node, const Sizes &from,
                               const Sizes &to) {
  const auto weight = emit.floats(node.inputs[1]);
  const Sizes *sizes = emit.constantSizes(node.inputs[1]);
  const bool hasBias = node.inputCount() > 2 && !node.inputs[2].empty();
  const auto bias = hasBias ? emit.floats(node.inputs[2]) : std::vector<float>();
  if (!weight || !sizes || sizes->size() != 5 || !bias || !hasOwnPads(node))
    return std::nullopt;
  Kernel kernel{*sizes, *weight,
                *bias,  intOf(node, "group", 1),
                to[1],  planesOf(node, from, to, (*sizes)[2])};
  const Sizes said = intsOf(node, "kernel_shape");
  if (!said.empty() && said != Sizes(sizes->begin() + 2, sizes->end()))
    return std::nullopt;
  const bool forward = node.type == "Conv";
  const int64_t outer = (*sizes)[0], inner = (*sizes)[1], groups = kernel.groups;
  const bool fits = forward ? outer == to[1] && inner * groups == from[1] && outer % groups == 0
                            : outer == from[1] && inner * groups == to[1] && outer % groups == 0;
  const int64_t written =
      elementsOf({outer, forward ? inner : to[1], from[2], to[2], (*sizes)[3], (*sizes)[4]});
  const bool biased = bias->empty() || int64_t(bias->size()) == to[1];
  return fits && written >= 0 && written <= MostWritten && biased ? std::optional(kernel)
                                                                  : std::nullopt;
}

/// A weight [outer][inner][taps] of maps, and where a plane's taps are added.
struct MapWeight {
  int64_t inner, taps;
  std::vector<float> values;

  MapWeight(int64_t outer, int64_t inner, int64_t taps)
      : inner(inner), taps(taps), values(size_t(outer * inner * taps), 0) {}
  void add(int64_t o, int64_t i, const float *plane) {
    for (int64_t t = 0; t < taps; ++t)
      values[size_t((o * inner + i) * taps + t)] += plane[t];
  }
};

/// [O * D', C / groups * D, ...]
MapWeight weightOfConv(const Kernel &kernel) {
  const Planes &p = kernel.planes;
  const int64_t inputs = kernel.sizes[1], taps = kernel.sizes[3] * kernel.sizes[4];
  MapWeight result(kernel.outputs * p.out, inputs * p.in, taps);
  for (int64_t o = 0; o < kernel.outputs; ++o)
    for (int64_t i = 0; i < inputs; ++i)
      for (int64_t k = 0; k < p.kernel; ++k)
        for (int64_t at = 0; at < p.out; ++at)
          if (const int64_t plane = p.under(at, k); plane >= 0 && plane < p.in)
            result.add(o * p.out + at, i * p.in + plane,
                       &kernel.weight[size_t(((o * inputs + i) * p.kernel + k) * taps)]);
  return result;
}

/// [C * D, O * D', ...], of one group.
MapWeight weightOfTranspose(const Kernel &kernel) {
  const Planes &p = kernel.planes;
  const int64_t inputs = kernel.sizes[0], each = kernel.sizes[1];
  const int64_t taps = kernel.sizes[3] * kernel.sizes[4];
  MapWeight result(inputs * p.in, kernel.outputs * p.out, taps);
  for (int64_t i = 0; i < inputs; ++i)
    for (int64_t j = 0; j < each; ++j)
      for (int64_t k = 0; k < p.kernel; ++k)
        for (int64_t at = 0; at < p.in; ++at)
          if (const int64_t plane = p.under(at, k); plane >= 0 && plane < p.out) {
            const int64_t output = i / (inputs / kernel.groups) * each + j;
            result.add(i * p.in + at, output * p.out + plane,
                       &kernel.weight[size_t(((i * each + j) * p.kernel + k) * taps)]);
          }
  return result;
}

bool convolve(Emitter &emit, const Node &node, const Sizes &from, const Sizes &to) {
  const auto kernel = kernelOf(emit, node, from, to);
  if (!kernel)
    return false;
  emit.begin(node);
  const bool forward = node.type == "Conv";
  const MapWeight weight = forward ? weightOfConv(*kernel) : weightOfTranspose(*kernel);
  const int64_t outer = int64_t(weight.values.size()) / weight.inner / weight.taps;
  std::vector<std::string> operands{
      emit.seen(node.inputs[0], {from[1] * from[2], from[3], from[4]}),
      emit.constant(Sizes{outer, weight.inner, kernel->sizes[3], kernel->sizes[4]}, weight.values)};
  std::vector<float> bias;
  for (float value : kernel->bias)
    bias.insert(bias.end(), size_t(to[2]), value);
  if (!bias.empty())
    operands.push_back(emit.constant(Sizes{int64_t(bias.size())}, bias));
  Node &conv =
      emit.node(node.type.c_str(), operands, {emit.batch, to[1] * to[2], to[3], to[4]});
  copyWindow(node, conv, [](const std::string &, const Sizes &list) { return ofMap(list); });
  if (!forward && findAttribute(conv, "group"))
    setInt(conv, "group", 1);
  emit.finish(conv.outputs[0], node.outputs[0]);
  return true;
}

/// One pool of maps of the given sizes, by whichever rule it has.
std::string pooled(Emitter &emit, const Node &node, const std::string &map, Sizes to,
                   Change change) {
  Node pool;
  pool.type = node.type;
  copyWindow(node, pool, change);
  pool.inputs.push_back(map);
  const std::string result = emit.fresh();
  pool.name = result;
  pool.outputs.push_back(result);
  to.insert(to.begin(), emit.batch);
  emit.setSizes(result, to);
  if (!mapNode(emit, pool))
    emit.keep(pool);
  return result;
}

/// Each window counts the same positions along its own axes, so that means may be taken one after
/// the other.
bool pool(Emitter &emit, const Node &node, const Sizes &from, const Sizes &to) {
  if (node.outputCount() > 1 || intsOf(node, "kernel_shape").size() != 3)
    return false;
  emit.begin(node);
  emit.setSizes(node.outputs[0], to);
  const std::string planes =
      pooled(emit, node, emit.seen(node.inputs[0], {from[1] * from[2], from[3], from[4]}),
             {from[1] * from[2], to[3], to[4]},
             [](const std::string &, const Sizes &list) { return ofMap(list); });
  const std::string all =
      pooled(emit, node, emit.seen(planes, {from[1], from[2], to[3] * to[4]}),
             {from[1], to[2], to[3] * to[4]}, [](const std::string &name, const Sizes &list) {
               return ofPlanes(list, name == "pads" ? 0 : 1);
             });
  emit.finish(all, node.outputs[0]);
  return true;
}

/// Of a pool in a form that is newer than the library that infers.
std::optional<Sizes> pooledSizes(const Node &node, const Sizes &from) {
  const std::vector<PoolAxis> axes = poolAxes(node, from);
  if (node.type != "AveragePool" || axes.empty())
    return std::nullopt;
  Sizes to{from[0], from[1]};
  for (const PoolAxis &axis : axes)
    to.push_back(axis.out);
  return elementsOf(to) > 0 ? std::optional(to) : std::nullopt;
}

bool poolAll(Emitter &emit, const Node &node, const Sizes &from) {
  const int64_t all = from[2] * from[3] * from[4];
  emit.begin(node);
  const std::string map = emit.seen(node.inputs[0], {from[1], all, 1});
  const bool mean = node.type == "GlobalAveragePool";
  Node &pool =
      emit.node(mean ? "GlobalAveragePool" : "MaxPool", {map}, {emit.batch, from[1], 1, 1});
  if (!mean)
    setInts(pool, "kernel_shape", {all, 1});
  emit.finish(pool.outputs[0], node.outputs[0]);
  return true;
}

} // namespace

bool mapVolume(Emitter &emit, const Node &node) {
  const std::string &type = node.type;
  const Sizes *from = emit.sizes(node.inputs[0]), *known = emit.sizes(node.outputs[0]);
  if (!from || from->size() != 5 || from->front() != emit.batch)
    return false;
  const Sizes in = *from;
  const auto to = known ? std::optional(*known) : pooledSizes(node, in);
  if (!to || to->size() != 5)
    return false;
  if (type == "Conv" || type == "ConvTranspose")
    return convolve(emit, node, in, *to);
  if (type == "MaxPool" || type == "AveragePool")
    return pool(emit, node, in, *to);
  return (type == "GlobalAveragePool" || type == "GlobalMaxPool") && poolAll(emit, node, in);
}

} // namespace pnasc::foreign
