// SPDX-License-Identifier: Apache-2.0
#include "foreign/maps/Emitter.h"
#include <numeric>

namespace pnasc::foreign {

int64_t product(llvm::ArrayRef<int64_t> sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), int64_t{1}, std::multiplies<>());
}

Around around(const Sizes &sizes, size_t axis) {
  const llvm::ArrayRef<int64_t> all = sizes;
  return {product(all.take_front(axis)), sizes[axis], product(all.drop_front(axis + 1))};
}

Emitter::Emitter(Graph &graph, KnownSizes known, int64_t batch)
    : batch(batch), opset(graph.opset), graph(graph), known(std::move(known)) {
  for (const Node &node : graph.nodes) {
    names.insert(node.outputs.begin(), node.outputs.end());
    for (const std::string &value : std::set<std::string>(node.inputs.begin(), node.inputs.end()))
      ++reads[value];
  }
  for (const Value &output : graph.outputs)
    reads[output.name] += 2;
  for (const Value &input : graph.inputs)
    names.insert(input.name);
}

bool Emitter::isReadOnce(const std::string &value) const {
  const auto at = reads.find(value);
  return at != reads.end() && at->second == 1;
}

std::optional<std::vector<float>> Emitter::floats(const std::string &value) const {
  const Constant *constant = graph.find(value);
  return constant && constant->isFloat() ? std::optional(constant->floats()) : std::nullopt;
}

std::optional<Sizes> Emitter::integers(const std::string &value) const {
  const Constant *constant = graph.find(value);
  return constant && constant->isInteger() ? std::optional(constant->integers()) : std::nullopt;
}

std::optional<std::vector<int8_t>> Emitter::bytes(const std::string &value) const {
  const Constant *constant = graph.find(value);
  return constant && constant->type == element::Int8 ? std::optional(constant->bytes())
                                                     : std::nullopt;
}

std::optional<double> Emitter::uniform(const std::string &value) const {
  const auto values = floats(value);
  const bool one = values && !values->empty() &&
                   llvm::all_of(*values, [&](float v) { return v == values->front(); });
  return one ? std::optional(double(values->front())) : std::nullopt;
}

const Sizes *Emitter::constantSizes(const std::string &value) const {
  const Constant *constant = graph.find(value);
  return constant ? &constant->sizes : nullptr;
}

const Sizes *Emitter::sizes(const std::string &value) const {
  const auto at = known.find(value);
  return at == known.end() ? nullptr : &at->second;
}

std::optional<Sizes> Emitter::sample(const std::string &value) const {
  const Sizes *all = sizes(value);
  if (!all || batch == 1)
    return all ? std::optional(*all) : std::nullopt;
  if (all->empty() || all->front() != batch)
    return std::nullopt;
  return Sizes(all->begin() + 1, all->end());
}

std::optional<size_t> Emitter::axisOf(const std::string &value, int64_t axis) const {
  const Sizes *all = sizes(value);
  if (!all)
    return std::nullopt;
  axis += axis < 0 ? int64_t(all->size()) : 0;
  const int64_t skipped = batch == 1 ? 0 : 1;
  if (axis < skipped || axis >= int64_t(all->size()))
    return std::nullopt;
  return size_t(axis - skipped);
}

AxisOfMap Emitter::axisOfMap(const Sizes &sizes, size_t axis, bool channels) const {
  const size_t skipped = batch == 1 ? 1 : 0;
  const bool map = sizes.size() == 3 + skipped && (!skipped || sizes.front() == 1);
  if (map && axis >= skipped && (channels || axis > skipped))
    return {Sizes(sizes.begin() + ptrdiff_t(skipped), sizes.end()), axis - skipped};
  const Around about = around(sizes, axis);
  return {{about.before, about.size, about.after}, 1};
}

bool Emitter::isMap(const std::string &value) const {
  const Sizes *all = sizes(value);
  return all && all->size() >= 2 && all->size() <= 4 && all->front() == batch;
}

void Emitter::keep(const Node &node) {
  written.push_back(node);
  for (const std::string &output : node.outputs)
    kept[output] = node.type;
}

bool Emitter::keptAs(const std::string &value, const char *type) const {
  const auto at = kept.find(value);
  return at != kept.end() && at->second == type;
}

void Emitter::begin(const Node &node) { prefix = node.outputs[0]; }

std::string Emitter::fresh() {
  for (int i = 1;; ++i) {
    const std::string name = prefix + "/" + std::to_string(i);
    if (!graph.find(name) && names.insert(name).second)
      return name;
  }
}

Node &Emitter::node(const char *type, const std::vector<std::string> &inputs, Sizes sizes,
                    std::string result) {
  if (result.empty())
    result = fresh();
  Node &node = written.emplace_back();
  node.type = type;
  node.name = result;
  for (const std::string &input : inputs)
    node.inputs.push_back(input);
  node.outputs.push_back(result);
  known[result] = std::move(sizes);
  return node;
}

Sizes Emitter::withBatch(Sizes sizes) const {
  sizes.insert(sizes.begin(), batch);
  return sizes;
}

std::string Emitter::seen(const std::string &value, Sizes sizes) {
  sizes = withBatch(std::move(sizes));
  if (*this->sizes(value) == sizes)
    return value;
  const std::string target = constant<int64_t>({int64_t(sizes.size())}, sizes);
  return node("Reshape", {value, target}, sizes).outputs[0];
}

void Emitter::finish(const std::string &value, const std::string &result) {
  const Sizes target = *sizes(result);
  if (*sizes(value) == target)
    node("Identity", {value}, target, result);
  else
    node("Reshape", {value, constant<int64_t>({int64_t(target.size())}, target)}, target, result);
}

namespace {

/// Axes of one element are left out; axes that stay side by side become one.
void merge(Sizes &from, Sizes &order) {
  Sizes place(from.size(), -1), kept, target;
  for (size_t axis = 0; axis < from.size(); ++axis)
    if (from[axis] != 1) {
      place[axis] = int64_t(kept.size());
      kept.push_back(from[axis]);
    }
  for (int64_t axis : order)
    if (place[size_t(axis)] >= 0)
      target.push_back(place[size_t(axis)]);
  std::map<int64_t, int64_t> blocks; // first axis, elements
  Sizes firsts;
  for (size_t i = 0; i < target.size(); ++i)
    if (i > 0 && target[i] == target[i - 1] + 1) {
      blocks[firsts.back()] *= kept[size_t(target[i])];
    } else {
      firsts.push_back(target[i]);
      blocks[target[i]] = kept[size_t(target[i])];
    }
  from.clear();
  order.clear();
  for (const auto &[first, elements] : blocks)
    from.push_back(elements);
  for (int64_t first : firsts)
    order.push_back(std::distance(blocks.begin(), blocks.find(first)));
}

} // namespace

/// Up to three axes at once; more by exchanging two neighbouring blocks behind what already stands
/// right, again and again.
std::string Emitter::ordered(const std::string &value, const Sizes &from, const Sizes &order) {
  Sizes result, sizes = from, target = order;
  for (int64_t axis : order)
    result.push_back(from[size_t(axis)]);
  merge(sizes, target);
  std::string now = value;
  const auto transpose = [&](const Sizes &three, const Sizes &perm) {
    now = seen(now, three);
    Sizes out{batch}, axes{0};
    for (int64_t axis : perm) {
      out.push_back(three[size_t(axis)]);
      axes.push_back(axis + 1);
    }
    setInts(node("Transpose", {now}, out), "perm", axes);
    now = written.back().outputs[0];
  };
  if (target.size() == 2 || target.size() == 3) {
    sizes.resize(3, 1);
    for (int64_t axis = int64_t(target.size()); axis < 3; ++axis)
      target.push_back(axis);
    transpose(sizes, target);
    return seen(now, result);
  }
  Sizes current(sizes.size());
  std::iota(current.begin(), current.end(), 0);
  for (size_t at = 0; at + 1 < target.size(); ++at) {
    const auto where = llvm::find(current, target[at]);
    const auto first = current.begin() + ptrdiff_t(at);
    if (where == first)
      continue;
    Sizes three{1, 1, 1};
    for (auto i = current.begin(); i != current.end(); ++i)
      three[i < first ? 0 : i < where ? 1 : 2] *= sizes[size_t(*i)];
    transpose(three, {0, 2, 1});
    std::rotate(first, where, current.end());
  }
  return seen(now, result);
}

std::string Emitter::sliced(const std::string &value, const Sizes &sizes, size_t axis,
                            int64_t begin, int64_t count, int64_t step) {
  AxisOfMap view = axisOfMap(sizes, axis, /*channels=*/true);
  const std::string map = seen(value, view.sizes);
  const int64_t end = begin + count * step;
  view.sizes[view.axis] = count;
  view.sizes.insert(view.sizes.begin(), batch);
  const auto one = [&](int64_t number) { return constant<int64_t>({1}, {number}); };
  return node("Slice",
              {map, one(begin), one(end < 0 ? INT64_MIN : end), one(int64_t(view.axis) + 1),
               one(step)},
              view.sizes)
      .outputs[0];
}

std::string Emitter::padded(const std::string &value, const Sizes &sizes, size_t axis,
                            int64_t before, int64_t behind) {
  AxisOfMap view = axisOfMap(sizes, axis, /*channels=*/false);
  const std::string map = seen(value, view.sizes);
  Sizes amounts(8, 0);
  amounts[view.axis + 1] = before;
  amounts[view.axis + 5] = behind;
  view.sizes[view.axis] += before + behind;
  view.sizes.insert(view.sizes.begin(), batch);
  return node("Pad", {map, constant<int64_t>({8}, amounts)}, view.sizes).outputs[0];
}

std::string Emitter::linear(const std::string &value, const Linear &map) {
  std::vector<std::string> operands{
      seen(value, {map.groups * map.inputs, map.rest, 1}),
      constant(Sizes{map.groups * map.outputs, map.inputs, 1, 1}, map.weight)};
  if (!map.bias.empty())
    operands.push_back(constant(Sizes{int64_t(map.bias.size())}, map.bias));
  Node &conv = node("Conv", operands, {batch, map.groups * map.outputs, map.rest, 1});
  setInts(conv, "kernel_shape", {1, 1});
  setInt(conv, "group", map.groups);
  return conv.outputs[0];
}

std::string Emitter::along(const std::string &value, const Around &axis, int64_t outputs,
                           const std::vector<float> &matrix) {
  const Linear map{1, axis.size, outputs, axis.before * axis.after, matrix, {}};
  const std::string first = ordered(value, {axis.before, axis.size, axis.after}, {1, 0, 2});
  return ordered(linear(first, map), {outputs, axis.before, axis.after}, {1, 0, 2});
}

int64_t runOf(const std::vector<float> &a, const std::vector<float> &b) {
  const auto uniform = [&](size_t run) {
    for (size_t i = 0; i < a.size(); ++i)
      if (a[i] != a[i - i % run] || b[i] != b[i - i % run])
        return false;
    return true;
  };
  size_t run = a.size();
  for (size_t i = 1; i < a.size(); ++i) // no run is longer than the first
    if (a[i] != a[0] || b[i] != b[0]) {
      run = i;
      break;
    }
  while (run > 1 && (a.size() % run != 0 || !uniform(run))) // NaN differs from itself
    --run;
  return int64_t(std::max<size_t>(1, run));
}

std::vector<float> everyNth(const std::vector<float> &values, int64_t n) {
  std::vector<float> result;
  for (size_t i = 0; i < values.size(); i += size_t(n))
    result.push_back(values[i]);
  return result;
}

std::string Emitter::affine(const std::string &value, const std::vector<float> &factor,
                            const std::vector<float> &offset) {
  const int64_t run = runOf(factor, offset), channels = int64_t(factor.size()) / run;
  return normalised(seen(value, {channels, run, 1}), everyNth(factor, run), everyNth(offset, run));
}

std::string Emitter::joined(const char *type, const std::string &a, const std::string &b) {
  if (isMap(a) && *sizes(a) == *sizes(b))
    return node(type, {a, b}, *sizes(a)).outputs[0];
  const int64_t all = product(*sizes(a)) / batch;
  const std::string left = seen(a, {all, 1, 1}), right = seen(b, {all, 1, 1});
  return node(type, {left, right}, {batch, all, 1, 1}).outputs[0];
}

std::string Emitter::normalised(const std::string &map, const std::vector<float> &factor,
                                const std::vector<float> &offset) {
  const Sizes each{int64_t(factor.size())};
  const std::vector<float> zeros(factor.size(), 0), ones(factor.size(), 1);
  Node &norm = node("BatchNormalization",
                    {map, constant(each, factor), constant(each, offset), constant(each, zeros),
                     constant(each, ones)},
                    *sizes(map));
  setFloat(norm, "epsilon", 0);
  return norm.outputs[0];
}

std::string Emitter::affine(const std::string &value, float factor, float offset) {
  const std::string map =
      isMap(value) ? value : seen(value, {1, product(*sizes(value)) / batch, 1});
  const auto channels = size_t((*sizes(map))[1]);
  return normalised(map, std::vector<float>(channels, factor),
                    std::vector<float>(channels, offset));
}

/// A slope of -1 below 0.
std::string Emitter::absolute(const std::string &value) {
  const std::string map =
      isMap(value) ? value : seen(value, {1, product(*sizes(value)) / batch, 1});
  return node("PRelu", {map, constant(Sizes{1}, std::vector<float>{-1})}, *sizes(map)).outputs[0];
}

KnownSizes Emitter::commit() {
  graph.nodes.swap(written);
  return std::move(known);
}

} // namespace pnasc::foreign
