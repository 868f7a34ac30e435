// SPDX-License-Identifier: Apache-2.0
// A graph's nodes written anew, in order: some as they were, others replaced. What replacements
// share: values seen as maps [batch, C, H, W], axes put in another order, linear maps, each new
// value with its sizes. Only for this room.
#pragma once

#include "foreign/Graph.h"
#include "llvm/ADT/ArrayRef.h"

namespace pnasc::foreign {

/// A sample seen about one of its axes.
struct Around {
  int64_t before = 1, size = 1, after = 1;
};

/// y[g, o, :] = sum over i of weight[g, o, i] * x[g, i, :] + bias[g, o], for a sample seen as
/// [groups, inputs, rest]. `weight` has groups * outputs * inputs values; no bias: 0.
struct Linear {
  int64_t groups = 1, inputs = 1, outputs = 1, rest = 1;
  std::vector<float> weight, bias;
};

/// Sizes of a map (channels, height, width) and which of its axes, 0 to 2, is meant.
struct AxisOfMap {
  Sizes sizes;
  size_t axis;
};

class Emitter {
public:
  /// `batch`: size of the first axis of every value, where that axis counts samples and is not 1;
  /// else 1. The graph may not be changed by others before commit().
  Emitter(Graph &graph, KnownSizes known, int64_t batch);

  // What is known.
  const int64_t batch, opset;
  bool isConstant(const std::string &value) const { return graph.find(value) != nullptr; }
  std::optional<std::vector<float>> floats(const std::string &value) const;
  std::optional<Sizes> integers(const std::string &value) const;
  std::optional<std::vector<int8_t>> bytes(const std::string &value) const;
  std::optional<double> uniform(const std::string &value) const;
  const Sizes *constantSizes(const std::string &value) const;
  /// One node of the graph as it was reads the value, and it is no output.
  bool isReadOnce(const std::string &value) const;
  const Sizes *sizes(const std::string &value) const; ///< null where they are not known
  void setSizes(const std::string &value, Sizes sizes) { known[value] = std::move(sizes); }
  /// Sizes of one sample; nothing where they are not known or the first axis is not the batch.
  std::optional<Sizes> sample(const std::string &value) const;
  /// Axis `axis` of the value as ONNX counts (negative: from the end) as an axis of its sample;
  /// nothing where it is the batch or none.
  std::optional<size_t> axisOf(const std::string &value, int64_t axis) const;
  /// How to see a sample of `sizes` as a map when only `axis` matters: as it is where it is a map
  /// already (and the axis is not that of the channels, unless they will do), else about the axis.
  AxisOfMap axisOfMap(const Sizes &sizes, size_t axis, bool channels) const;
  /// [batch, C], [batch, C, W] or [batch, C, H, W]: maps as the reader sees them.
  bool isMap(const std::string &value) const;

  // What is written.
  void keep(const Node &node);
  bool keptAs(const std::string &value, const char *type) const; ///< a node of that type makes it
  /// From here on made-up names begin with that of the node's first result.
  void begin(const Node &node);
  /// A name that no value has.
  std::string fresh();
  /// A new node of one result with those sizes, named `result` or by us.
  Node &node(const char *type, const std::vector<std::string> &inputs, Sizes sizes,
             std::string result = "");
  template <class T> std::string constant(const Sizes &sizes, const std::vector<T> &values) {
    return graph.add(fresh(), constantOf(sizes, values));
  }

  /// The value in other sizes of a sample.
  std::string seen(const std::string &value, Sizes sizes);
  /// `result` is the value, in the sizes that the graph says.
  void finish(const std::string &value, const std::string &result);
  /// The axes of a sample seen as `from` in another order.
  std::string ordered(const std::string &value, const Sizes &from, const Sizes &order);
  /// `count` elements of a sample of `sizes` along an axis, from `begin` on, every `step`-th.
  std::string sliced(const std::string &value, const Sizes &sizes, size_t axis, int64_t begin,
                     int64_t count, int64_t step);
  /// So many zeros before and behind a sample of `sizes` along an axis.
  std::string padded(const std::string &value, const Sizes &sizes, size_t axis, int64_t before,
                     int64_t behind);
  std::string linear(const std::string &value, const Linear &map);
  /// A matrix [outputs][size] applied along one axis: a sample of [before, outputs, after].
  std::string along(const std::string &value, const Around &axis, int64_t outputs,
                    const std::vector<float> &matrix);
  /// factor * x + offset, a number of each for every element of a sample.
  std::string affine(const std::string &value, const std::vector<float> &factor,
                     const std::vector<float> &offset);
  /// Add or Mul of two values of as many elements.
  std::string joined(const char *type, const std::string &a, const std::string &b);
  std::string affine(const std::string &value, float factor, float offset); ///< of all elements
  std::string absolute(const std::string &value);

  /// Puts what was written into the graph; the sizes of all its values.
  KnownSizes commit();

private:
  /// A factor and an offset for each channel.
  std::string normalised(const std::string &map, const std::vector<float> &factor,
                         const std::vector<float> &offset);
  Sizes withBatch(Sizes sizes) const;

  Graph &graph;
  KnownSizes known;
  std::list<Node> written;
  std::map<std::string, size_t> reads; ///< an output counts as two
  std::set<std::string> names;
  std::map<std::string, std::string> kept; ///< types of nodes by what they make
  std::string prefix;
};

int64_t product(llvm::ArrayRef<int64_t> sizes);
/// A sample of `sizes` seen about one axis.
Around around(const Sizes &sizes, size_t axis);
/// How many equal numbers stand in a row, in both lists of one length, all the way.
int64_t runOf(const std::vector<float> &a, const std::vector<float> &b);
std::vector<float> everyNth(const std::vector<float> &values, int64_t n);

} // namespace pnasc::foreign
