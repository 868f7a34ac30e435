// SPDX-License-Identifier: Apache-2.0
#include "foreign/quantised/QLinear.h"
#include "foreign/maps/MapForm.h"
#include "support/Error.h"
#include <cmath>

namespace pnasc::foreign {

bool isQLinear(const Node &node) {
  return node.type == "QLinearConv" || node.type == "QLinearMatMul";
}

ScalesOf::ScalesOf(const Graph &graph) {
  for (const Node &node : graph.nodes) {
    if (node.inputCount() != 3)
      continue;
    if (node.type == "QuantizeLinear")
      readers[node.inputs[0]] = {node.inputs[1], node.inputs[2], ""};
    else if (node.type == "DequantizeLinear")
      makers[node.outputs[0]] = {node.inputs[1], node.inputs[2], node.inputs[0]};
  }
}

namespace {

/// A weight less its zero points, as a sum of int8 weights.
struct Weight {
  Sizes sizes; ///< [outputs, inputs of a group, ...]
  std::vector<std::vector<int8_t>> parts;
  std::vector<float> scales;
};

/// Zero points and scales are one for all or one for each of the outputs.
Weight weightOf(const Sizes &sizes, const std::vector<int8_t> &values,
                const std::vector<int8_t> &zeros, std::vector<float> scales) {
  Weight weight{sizes, {}, std::move(scales)};
  const size_t row = values.size() / size_t(sizes[0]);
  std::vector<int> rest(values.size());
  for (size_t i = 0; i < values.size(); ++i)
    rest[i] = values[i] - (zeros.size() == 1 ? zeros[0] : zeros[i / row]);
  do {
    std::vector<int8_t> part;
    for (int &value : rest) {
      part.push_back(int8_t(std::min(std::max(value, -127), 127)));
      value -= part.back();
    }
    weight.parts.push_back(std::move(part));
  } while (llvm::any_of(rest, [](int value) { return value != 0; }));
  return weight;
}

/// A bias near the ends of int32 leaves sums no room (channels whose weights vanish beside it get
/// one): it and its weights in coarser steps.
void makeRoom(Weight &weight, std::vector<int64_t> &bias) {
  constexpr int64_t most = int64_t{1} << 29;
  const size_t row = weight.parts.front().size() / bias.size();
  weight.scales.resize(bias.size(), weight.scales.front());
  for (size_t o = 0; o < bias.size(); ++o)
    for (; std::abs(bias[o]) > most; bias[o] /= 2, weight.scales[o] *= 2)
      for (std::vector<int8_t> &part : weight.parts)
        for (size_t i = o * row; i < (o + 1) * row; ++i)
          part[i] = int8_t(part[i] / 2);
}

class Unfolder {
public:
  Unfolder(Emitter &emit, const ScalesOf &scales) : emit(emit), scales(scales) {}

  llvm::Error visit(const Node &node) {
    if (!isQLinear(node)) {
      if (node.type == "Concat")
        return concat(node), llvm::Error::success();
      const bool done = node.type == "Split" ? mapSplit(emit, node)
                        : node.type == "Add" ? addConstant(node)
                                                  : false;
      if (!done)
        emit.keep(node);
      return llvm::Error::success();
    }
    emit.begin(node);
    const bool done = node.type == "QLinearConv" ? conv(node) : matMul(node);
    return done ? llvm::Error::success()
                : support::environment(nodeText(node) +
                                       " needs known sizes and constant weights, scales and zero "
                                       "points");
  }

private:
  Emitter &emit;
  const ScalesOf &scales;

  std::string dequantised(const std::string &value, const Node &node) {
    return emit.node("DequantizeLinear", {value, node.inputs[1], node.inputs[2]}, *emit.sizes(value))
        .outputs[0];
  }
  std::string quantised(const std::string &value, const std::string &scale,
                        const std::string &zero) {
    return emit.node("QuantizeLinear", {value, scale, zero}, *emit.sizes(value)).outputs[0];
  }

  /// Inputs of each group as often as the weight has parts: [groups][part][inputs].
  std::string repeated(const std::string &value, size_t times, int64_t groups, const Node &node) {
    if (times == 1)
      return value;
    const Sizes map = *emit.sample(value); // [(1,) channels, ...]
    const size_t at = emit.batch == 1 ? 1 : 0;
    const int64_t channels = map[at], rest = product(llvm::makeArrayRef(map).drop_front(at + 1));
    const std::string flat = emit.seen(value, {channels, rest, 1});
    const std::vector<std::string> copies(times, dequantised(flat, node));
    const int64_t n = int64_t(times), each = channels / groups;
    Node &concat = emit.node("Concat", copies, {emit.batch, n * channels, rest, 1});
    setInt(concat, "axis", 1);
    const std::string all = quantised(concat.outputs[0], node.inputs[1], node.inputs[2]);
    Sizes wide(map.begin() + ptrdiff_t(at), map.end());
    wide[0] *= n;
    return emit.seen(emit.ordered(all, {n, groups, each, rest}, {1, 0, 2, 3}), wide);
  }

  /// `conv` with its operands in float, its result bytes again; its name.
  std::string convolved(const std::string &value, const Weight &weight, int64_t groups,
                        const Node &node, const std::string &bias, Node conv, const Sizes &to) {
    const std::string x = dequantised(repeated(value, weight.parts.size(), groups, node), node);
    const auto copies = weight.parts.size();
    const size_t outputs = size_t(weight.sizes[0]);
    const size_t row = weight.parts.front().size() / outputs;
    std::vector<int8_t> all;
    for (size_t o = 0; o < outputs; ++o)
      for (const std::vector<int8_t> &part : weight.parts)
        all.insert(all.end(), part.begin() + ptrdiff_t(o * row),
                   part.begin() + ptrdiff_t((o + 1) * row));
    Sizes sizes = weight.sizes;
    sizes[1] *= int64_t(copies);
    const Sizes each{int64_t(weight.scales.size())};
    const std::string scales = emit.constant(each, weight.scales);
    Node &w = emit.node("DequantizeLinear",
                        {emit.constant(sizes, all), scales,
                         emit.constant(each, std::vector<int8_t>(weight.scales.size(), 0))},
                        sizes);
    setInt(w, "axis", 0);
    std::vector<std::string> operands{x, w.outputs[0]};
    if (!bias.empty())
      operands.push_back(bias);
    Node &made = emit.node("Conv", operands, to);
    made.attributes.swap(conv.attributes);
    return made.outputs[0];
  }

  /// Int32 in units of input scale times weight scale; empty where there is none.
  std::string biasOf(const Node &node, Weight &weight) {
    auto values = node.inputCount() > 8 ? emit.integers(node.inputs[8]) : std::nullopt;
    if (!values || int64_t(values->size()) != weight.sizes[0])
      return "";
    makeRoom(weight, *values);
    const float in = emit.floats(node.inputs[1])->front();
    std::vector<float> scales = weight.scales;
    for (float &scale : scales)
      scale *= in;
    const Sizes sizes{weight.sizes[0]};
    const std::vector<int32_t> steps(values->begin(), values->end());
    Node &bias = emit.node("DequantizeLinear",
                           {emit.constant(sizes, steps), emit.constant(sizes, scales)}, sizes);
    setInt(bias, "axis", 0);
    return bias.outputs[0];
  }

  std::optional<Weight> constantWeight(const Node &node) const {
    const auto values = emit.bytes(node.inputs[3]),
               zeros = emit.bytes(node.inputs[5]);
    const auto scales = emit.floats(node.inputs[4]);
    const auto input = emit.floats(node.inputs[1]);
    if (!values || values->empty() || !zeros || !scales || !input || input->size() != 1)
      return std::nullopt;
    Sizes sizes = *emit.constantSizes(node.inputs[3]);
    if (node.type == "QLinearConv") {
      const auto fits = [&](size_t n) { return n == 1 || int64_t(n) == sizes[0]; };
      if (sizes.size() < 3 || !fits(zeros->size()) || !fits(scales->size()))
        return std::nullopt;
      return weightOf(sizes, *values, *zeros, *scales);
    }
    // [..., K, N] becomes [groups * N, K].
    if (sizes.size() < 2)
      return std::nullopt;
    const int64_t n = sizes.back(), k = sizes[sizes.size() - 2];
    const int64_t groups = product(llvm::makeArrayRef(sizes).drop_back(2));
    std::vector<int8_t> turned(values->size());
    for (int64_t i = 0; i < int64_t(values->size()); ++i)
      turned[size_t((i / (k * n) * n + i % n) * k + i / n % k)] = (*values)[size_t(i)];
    const auto each = [&](auto list) {
      auto all = list;
      for (int64_t g = 1; g < groups && list.size() > 1; ++g)
        all.insert(all.end(), list.begin(), list.end());
      return all;
    };
    const auto fits = [&](size_t count) { return count == 1 || int64_t(count) == n; };
    if (!fits(zeros->size()) || !fits(scales->size()))
      return std::nullopt;
    return weightOf({groups * n, k, 1, 1}, turned, each(*zeros), each(*scales));
  }

  bool conv(const Node &node) {
    auto weight = constantWeight(node);
    const std::string &x = node.inputs[0];
    const int64_t groups = intOf(node, "group", 1);
    const bool hasBias = node.inputCount() > 8 && !node.inputs[8].empty();
    if (!weight || !emit.isMap(x) || !emit.sizes(node.outputs[0]) ||
        (*emit.sizes(x))[1] != weight->sizes[1] * groups)
      return false;
    Node attributes;
    attributes.attributes = node.attributes;
    const std::string bias = biasOf(node, *weight);
    if (hasBias && bias.empty())
      return false;
    const std::string made =
        convolved(x, *weight, groups, node, bias, attributes, *emit.sizes(node.outputs[0]));
    emit.finish(quantised(made, node.inputs[6], node.inputs[7]), node.outputs[0]);
    return true;
  }

  /// Whether a dequantised value has that scale and zero point.
  bool sameParams(const std::string &value, const ScalesOf::Names &params) const {
    const auto at = scales.makers.find(value);
    const auto equal = [&](auto read, const std::string &a, const std::string &b) {
      const auto left = (emit.*read)(a), right = (emit.*read)(b);
      return left && left == right;
    };
    return at != scales.makers.end() && equal(&Emitter::floats, at->second.scale, params.scale) &&
           equal(&Emitter::bytes, at->second.zero, params.zero);
  }

  /// Where a QuantizeLinear follows, operands get its scale and zero point first, each by a table
  /// (that of a LeakyRelu with slope 1): here a Concat moves bytes.
  void concat(const Node &old) {
    Node node = old;
    const auto after = scales.readers.find(node.outputs[0]);
    emit.begin(node);
    for (int i = 0; after != scales.readers.end() && i < node.inputCount(); ++i) {
      const Sizes *sizes = emit.sizes(node.inputs[i]);
      if (!sizes || sameParams(node.inputs[i], after->second))
        continue;
      Node &same = emit.node("LeakyRelu", {node.inputs[i]}, *sizes);
      setFloat(same, "alpha", 1);
      const std::string &scale = after->second.scale, &zero = after->second.zero;
      const std::string bytes = quantised(same.outputs[0], scale, zero);
      node.inputs[i] = emit.node("DequantizeLinear", {bytes, scale, zero}, *sizes).outputs[0];
    }
    emit.keep(node);
  }

  /// The sum of a dequantised value and a constant for each channel: a depthwise Conv with weights
  /// of one, 127 times 1/127, and the constant as its bias.
  bool addConstant(const Node &node) {
    for (int i = 0; i < 2 && node.inputCount() == 2; ++i) {
      const auto x = scales.makers.find(node.inputs[i]);
      const Sizes *sizes = emit.sizes(node.inputs[i]);
      if (x == scales.makers.end() || !sizes || sizes->size() < 2)
        continue;
      const auto bias = addend(node.inputs[1 - i], *sizes);
      const auto in = emit.floats(x->second.scale);
      if (bias && in && in->size() == 1)
        return biased(node, i, *bias, in->front());
    }
    return false;
  }

  /// A constant, dequantised or not, in real numbers; nothing where it is not one for each channel
  /// of what it is added to.
  std::optional<std::vector<float>> addend(const std::string &value, const Sizes &to) const {
    const auto at = scales.makers.find(value);
    const bool real = at == scales.makers.end();
    const std::string &name = real ? value : at->second.values;
    const Sizes *sizes = emit.constantSizes(name);
    if (!sizes || !isPerChannel(*sizes, to))
      return std::nullopt;
    if (real)
      return emit.floats(name);
    const auto values = emit.bytes(name), zero = emit.bytes(at->second.zero);
    const auto scale = emit.floats(at->second.scale);
    if (!values || !zero || !scale || zero->size() != 1 || scale->size() != 1)
      return std::nullopt;
    std::vector<float> result;
    for (int8_t number : *values)
      result.push_back(scale->front() * float(number - zero->front()));
    return result;
  }

  /// One value along axis 1, broadcast along all others.
  static bool isPerChannel(const Sizes &sizes, const Sizes &to) {
    const size_t missing = to.size() - std::min(to.size(), sizes.size());
    for (size_t i = 0; i < to.size(); ++i)
      if ((i < missing ? 1 : sizes[i - missing]) != (i == 1 ? to[1] : 1))
        return false;
    return sizes.size() <= to.size();
  }

  bool biased(const Node &node, int operand, const std::vector<float> &bias, float in) {
    constexpr float step = 1.0f / 127;
    const std::string &value = node.inputs[operand];
    Sizes all = *emit.sizes(value);
    const Sizes each{all[1]}, one{all[1], 1, 1, 1};
    const auto channels = size_t(all[1]);
    std::vector<int32_t> counts;
    for (float number : bias)
      counts.push_back(int32_t(std::lround(number / (in * step))));
    emit.begin(node);
    const auto constant = [&](const std::string &values, float scale, const Sizes &shape) {
      const std::string scales = emit.constant(each, std::vector<float>(channels, scale));
      Node &made = emit.node("DequantizeLinear", {values, scales}, shape);
      setInt(made, "axis", 0);
      return made.outputs[0];
    };
    const std::string ones = emit.constant(one, std::vector<int8_t>(channels, 127));
    const std::string weight = constant(ones, step, one);
    const std::string offset = constant(emit.constant(each, counts), in * step, each);
    std::string map = value;
    if (all.size() != 4) {
      map = emit.seen(value, {all[1], product(all) / all[0] / all[1], 1});
      all = *emit.sizes(map);
    }
    setInt(emit.node("Conv", {map, weight, offset}, all, node.outputs[0]), "group", each[0]);
    return true;
  }

  bool matMul(const Node &node) {
    const auto weight = constantWeight(node);
    const auto sample = emit.sample(node.inputs[0]);
    if (!weight || !sample || sample->size() < 2 || !emit.sizes(node.outputs[0]))
      return false;
    const int64_t k = weight->sizes[1], rows = (*sample)[sample->size() - 2];
    const int64_t n = (*emit.sizes(node.outputs[0])).back(), groups = weight->sizes[0] / n;
    const int64_t before = product(llvm::makeArrayRef(*sample).drop_back(2));
    if (sample->back() != k || (groups != 1 && groups != before))
      return false;
    const int64_t rest = before / groups * rows;
    const std::string columns =
        emit.seen(emit.ordered(node.inputs[0], {groups, rest, k}, {0, 2, 1}), {groups * k, rest, 1});
    Node attributes;
    setInt(attributes, "group", groups);
    setInts(attributes, "kernel_shape", {1, 1});
    const std::string made = convolved(columns, *weight, groups, node, "", attributes,
                                       {emit.batch, groups * n, rest, 1});
    const std::string bytes = quantised(made, node.inputs[6], node.inputs[7]);
    emit.finish(emit.ordered(bytes, {groups, n, rest}, {0, 2, 1}), node.outputs[0]);
    return true;
  }
};

} // namespace

llvm::Error unfoldNode(Emitter &emit, const ScalesOf &scales, const Node &node) {
  return Unfolder(emit, scales).visit(node);
}

} // namespace pnasc::foreign
