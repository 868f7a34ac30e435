// SPDX-License-Identifier: Apache-2.0
// Executes any schedule on tags: each byte of the arena says which byte of which tensor it holds,
// and who put it there. A kernel's reads and writes come in the order in which its C makes them,
// output by output; of kernels that promise no order everything is read before and after everything
// is written. Knows nothing of lib/plan and asks no kernel how far inputs and outputs may overlap.
#pragma once

#include "ir/Schedule.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace simulator {

using namespace pnasc;

/// An element of a tensor.
struct Place {
  int64_t y = 0, x = 0, c = 0;
};
using Visit = std::function<void(size_t input, const Place &)>;

/// The elements that one output element is made of.
class Needs {
public:
  Needs(const ir::DeployGraph &graph, const ir::DeployNode &node)
      : graph(graph), node(node), in(graph.tensors[node.inputs[0]].shape),
        out(graph.tensors[node.output].shape) {}

  /// What has one set of needs: each element, all channels of a position, all that a step makes.
  enum class Per { Element, Position, Step };
  Per per() const {
    if (node.op == "softmax" || node.op == "log_softmax" ||
        (node.op == "conv" && attribute("groups", 0, 1) == 1))
      return Per::Position;
    return isAnyOf({"linear", "reshape", "conv_transpose"}) ? Per::Step : Per::Element;
  }

  void visit(const Place &to, const Visit &visit) const {
    const auto &op = node.op;
    if (op == "zeros")
      return;
    if (node.walk)
      return walk(to, visit);
    if (op == "conv")
      return window(to, true, visit);
    if (op == "max_pool" || op == "average_pool")
      return window(to, false, visit);
    if (op == "global_average_pool")
      return box(0, {0, in.height}, {0, in.width}, {to.c, to.c + 1}, visit);
    if (op == "softmax" || op == "log_softmax")
      return box(0, {to.y, to.y + 1}, {to.x, to.x + 1}, {0, in.channels}, visit);
    if (op == "concat")
      return concat(to, visit);
    if (op == "pad")
      return pad(to, visit);
    if (op == "upsample_bilinear")
      return bilinear(to, visit);
    if (node.tabulated || isAnyOf({"add", "multiply", "relu", "relu6", "prelu"}))
      return alike(to, visit);
    if (!isAnyOf({"linear", "reshape", "conv_transpose"}))
      std::abort(); // an operator that this test does not know
    all(0, visit);
  }

private:
  using Range = std::pair<int64_t, int64_t>;

  bool isAnyOf(std::initializer_list<llvm::StringRef> names) const {
    return std::find(names.begin(), names.end(), node.op) != names.end();
  }
  int64_t attribute(const char *name, size_t i, int64_t fallback) const {
    return node.attributes.has(name) ? node.attributes.list(name)[i] : fallback;
  }
  const ir::Shape &shape(size_t input) const { return graph.tensors[node.inputs[input]].shape; }

  static void box(size_t input, Range ys, Range xs, Range cs, const Visit &visit) {
    for (int64_t y = ys.first; y < ys.second; ++y)
      for (int64_t x = xs.first; x < xs.second; ++x)
        for (int64_t c = cs.first; c < cs.second; ++c)
          visit(input, {y, x, c});
  }
  void all(size_t input, const Visit &visit) const {
    const ir::Shape &s = shape(input);
    box(input, {0, s.height}, {0, s.width}, {0, s.channels}, visit);
  }
  /// A convolution mixes the channels of a group, a pool keeps them apart.
  void window(const Place &to, bool mixes, const Visit &visit) const {
    Range channels{to.c, to.c + 1};
    if (mixes) {
      const int64_t groups = attribute("groups", 0, 1), depth = in.channels / groups;
      const int64_t group = to.c / (out.channels / groups);
      channels = {group * depth, (group + 1) * depth};
    }
    for (int64_t ky = 0; ky < attribute("kernel", 0, 1); ++ky)
      for (int64_t kx = 0; kx < attribute("kernel", 1, 1); ++kx) {
        const int64_t y = to.y * attribute("stride", 0, 1) + ky * attribute("dilation", 0, 1) -
                          attribute("padding", 0, 0);
        const int64_t x = to.x * attribute("stride", 1, 1) + kx * attribute("dilation", 1, 1) -
                          attribute("padding", 1, 0);
        if (y >= 0 && y < in.height && x >= 0 && x < in.width)
          box(0, {y, y + 1}, {x, x + 1}, channels, visit);
      }
  }
  void alike(const Place &to, const Visit &visit) const {
    for (size_t i = 0; i < node.inputs.size(); ++i)
      visit(i, shape(i).positions() == 1 ? Place{0, 0, to.c} : to);
  }
  void concat(Place to, const Visit &visit) const {
    size_t i = 0;
    for (; to.c >= shape(i).channels; ++i)
      to.c -= shape(i).channels;
    visit(i, to);
  }
  void pad(Place to, const Visit &visit) const {
    to.y -= attribute("padding", 0, 0);
    to.x -= attribute("padding", 1, 0);
    if (to.y >= 0 && to.y < in.height && to.x >= 0 && to.x < in.width)
      visit(0, to);
  }
  void bilinear(const Place &to, const Visit &visit) const {
    const auto around = [&](int64_t at, size_t axis, int64_t size) {
      const int64_t factor = attribute("factor", axis, 1);
      const int64_t next = (2 * at + 1 + factor) / (2 * factor);
      return Range{std::max<int64_t>(0, next - 1), std::min(size, next + 1)};
    };
    box(0, around(to.y, 0, in.height), around(to.x, 1, in.width), {to.c, to.c + 1}, visit);
  }
  void walk(const Place &to, const Visit &visit) const {
    int64_t index = (to.y * out.width + to.x) * out.channels + to.c, from = node.walk->base;
    for (size_t digit = 5; digit-- > 0;) {
      from += index % node.walk->counts[digit] * node.walk->strides[digit];
      index /= node.walk->counts[digit];
    }
    visit(0, {from / (in.width * in.channels), from / in.channels % in.width, from % in.channels});
  }

  const ir::DeployGraph &graph;
  const ir::DeployNode &node;
  const ir::Shape &in, &out;
};

/// How a kernel goes about it: reads and writes channel by channel, position by position, or in no
/// order that anyone may rely on.
enum class Order { Channels, Positions, None };
inline Order orderOf(llvm::StringRef kernel) {
  return llvm::StringSwitch<Order>(kernel)
      .Cases("depthwise.dsp", "max_pool.c", "average_pool.c", "add.c", "multiply.c",
             Order::Channels)
      .Cases("relu.c", "table.c", "prelu.c", Order::Channels)
      .Cases("conv.dsp", "softmax.c", "log_softmax.c", Order::Positions)
      .Default(Order::None);
}

class Simulator {
public:
  Simulator(const ir::DeployGraph &graph, const ir::Schedule &schedule)
      : graph(graph), schedule(schedule), arena(schedule.arenaBytes) {
    for (const ir::DeployTensor &tensor : graph.tensors)
      made.emplace_back(size_t(tensor.shape.rows()), false);
  }

  /// Empty where everything that is read is what was to be read.
  std::string run() {
    bool fed = false;
    for (const ir::Step &one : schedule.steps)
      fed |= one.node == ir::Step::Feed;
    if (!fed)
      put(0, {0, graph.tensors[0].shape.rows()});
    for (step = 0; step < int64_t(schedule.steps.size()); ++step)
      execute(schedule.steps[size_t(step)]);
    for (uint32_t t = 0; t < graph.tensors.size(); ++t)
      for (size_t row = 0; row < made[t].size(); ++row)
        if (!made[t][row])
          fail("row " + std::to_string(row) + " of " + graph.tensors[t].name + " is never made");
    for (uint32_t output : graph.outputs)
      forRows(output, {0, graph.tensors[output].shape.rows()},
              [&](const Place &place) { read(output, place); });
    return problem;
  }

private:
  struct Tag {
    int64_t tensor = -1; ///< a scratch buffer's is behind the last tensor
    uint64_t byte = 0;   ///< of the whole tensor
    int64_t step = -1;   ///< that put it there
  };

  void fail(const std::string &what) {
    if (problem.empty())
      problem = "step " + std::to_string(step) + ": " + what;
  }

  static int64_t rowOf(const ir::Shape &shape, const Place &place) {
    return shape.height > 1 ? place.y : place.x;
  }

  /// Byte of the whole tensor in which an element begins, and how many it touches.
  std::pair<uint64_t, uint64_t> bytesOf(const ir::DeployTensor &tensor, const Place &place) const {
    const int64_t row = rowOf(tensor.shape, place);
    const int64_t inRow = (tensor.shape.height > 1 ? place.x : 0) * tensor.shape.channels + place.c;
    const uint64_t bits = ir::infoOf(tensor.element).bits;
    return {uint64_t(row) * tensor.rowBytes() + uint64_t(inRow) * bits / 8, (bits + 7) / 8};
  }

  /// Tells `use` of each byte of an element: its number in the tensor and its place in the arena.
  void touch(uint32_t id, const Place &place, const std::function<void(uint64_t, Tag &)> &use) {
    const ir::DeployTensor &tensor = graph.tensors[id];
    const ir::Placement &at = schedule.tensors[id];
    const auto [first, count] = bytesOf(tensor, place);
    const uint64_t size = tensor.rowBytes() * uint64_t(at.ring ? at.ring : tensor.shape.rows());
    for (uint64_t byte = first; byte < first + count; ++byte) {
      const uint64_t address = at.offset + byte % size;
      if (address >= arena.size())
        fail(tensor.name + " lies outside the arena");
      else
        use(byte, arena[address]);
    }
  }

  void write(uint32_t id, const Place &place) {
    touch(id, place, [&](uint64_t byte, Tag &tag) { tag = {int64_t(id), byte, step}; });
  }

  void read(uint32_t id, const Place &place) {
    touch(id, place, [&](uint64_t byte, const Tag &tag) {
      if (tag.tensor == int64_t(id) && tag.byte == byte)
        return;
      fail("byte " + std::to_string(byte) + " of " + graph.tensors[id].name +
           " was replaced in step " + std::to_string(tag.step));
    });
  }

  template <class Use> void forRows(uint32_t id, ir::Rows rows, Use use, bool mirrored = false) {
    const ir::Shape &shape = graph.tensors[id].shape;
    std::vector<Place> places;
    for (int64_t y = 0; y < shape.height; ++y)
      for (int64_t x = 0; x < shape.width; ++x)
        for (int64_t c = 0; c < shape.channels; ++c)
          if (const Place place{y, x, c};
              rowOf(shape, place) >= rows.from && rowOf(shape, place) < rows.to)
            places.push_back(place);
    if (mirrored)
      std::reverse(places.begin(), places.end());
    for (const Place &place : places)
      use(place);
  }

  void put(uint32_t id, ir::Rows rows) {
    for (int64_t row = rows.from; row < rows.to; ++row) {
      if (made[id][size_t(row)])
        fail("row " + std::to_string(row) + " is made again");
      made[id][size_t(row)] = true;
    }
    forRows(id, rows, [&](const Place &place) { write(id, place); });
  }

  void execute(const ir::Step &own) {
    if (own.node == ir::Step::Feed)
      return put(0, own.rows);
    scratch(own, true);
    const ir::DeployNode &node = graph.nodes[own.node];
    const Needs needs(graph, node);
    const Needs::Per per = needs.per();
    std::optional<Place> before; // with the same needs
    const auto reads = [&](const Place &place) {
      if (before && (per == Needs::Per::Step ||
                     (per == Needs::Per::Position && before->y == place.y && before->x == place.x)))
        return;
      before = place;
      needs.visit(place, [&](size_t input, const Place &at) { read(node.inputs[input], at); });
    };
    const uint32_t out = node.output;
    const int64_t channels = graph.tensors[out].shape.channels;
    std::vector<Place> position;
    switch (orderOf(node.kernel)) {
    case Order::Channels:
      forRows(
          out, own.rows,
          [&](const Place &place) {
            reads(place);
            write(out, place);
          },
          own.mirrored);
      break;
    case Order::Positions:
      forRows(
          out, own.rows,
          [&](const Place &place) {
            reads(place);
            position.push_back(place);
            if (int64_t(position.size()) == channels) {
              for (const Place &done : position)
                write(out, done);
              position.clear();
            }
          },
          own.mirrored);
      break;
    case Order::None:
      forRows(out, own.rows, reads);
      forRows(out, own.rows, [&](const Place &place) { write(out, place); });
      before.reset();
      forRows(out, own.rows, reads);
      break;
    }
    for (int64_t row = own.rows.from; row < own.rows.to; ++row) {
      if (made[out][size_t(row)])
        fail("row " + std::to_string(row) + " is made again");
      made[out][size_t(row)] = true;
    }
    scratch(own, false);
  }

  /// Filled before a step; still there behind it.
  void scratch(const ir::Step &own, bool begin) {
    const ir::Placement &at = schedule.scratch[own.node];
    const auto id = int64_t(graph.tensors.size() + own.node);
    for (uint64_t byte = 0; byte < at.bytes; ++byte) {
      if (at.offset + byte >= arena.size())
        return fail("scratch memory lies outside the arena");
      Tag &tag = arena[at.offset + byte];
      if (begin)
        tag = {id, byte, step};
      else if (tag.tensor != id || tag.step != step)
        fail("scratch memory is written over");
    }
  }

  const ir::DeployGraph &graph;
  const ir::Schedule &schedule;
  std::vector<Tag> arena;
  std::vector<std::vector<bool>> made; ///< by tensor and row
  std::string problem;
  int64_t step = -1;
};

inline std::string run(const ir::DeployGraph &graph, const ir::Schedule &schedule) {
  return Simulator(graph, schedule).run();
}

} // namespace simulator
